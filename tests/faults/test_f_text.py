"""What strangers write into a text: tags, addresses that run, ways out of an attribute. Readers see it as text."""

from __future__ import annotations

import pytest

from digest.content.links import MARK
from tests.content.harmless import Page, harmless
from tests.content.reader import html, made

PAYLOADS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<script\n>alert(1)</script\n>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='x' onerror='alert(1)'>",
    "<IMG SRC=javascript:alert(1)>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><img src=x onerror=alert(1)></math>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>1</script>'>",
    "<object data=x></object>",
    "<embed src=x>",
    "<style>*{display:none}</style>",
    "<link rel=stylesheet href=x>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<form action=x><input autofocus onfocus=alert(1)></form>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<marquee onstart=alert(1)>",
    "<a href=javascript:1>x</a>",
    "<div style=x onclick=alert(1)>x</div>",
    "<p id=x>\n<b onmouseover=alert(1)>x</b>\n</p>",
    "<!-- <script> -->",
    "<!--><script>alert(1)</script>-->",
    "<!-- a --!> <img src=x>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "<?xml-stylesheet href=x?>",
    "<!DOCTYPE html>",
    "<!ENTITY x SYSTEM 'file:///etc/passwd'>",
    "</p></div></main>",
    "<template><script>1</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=1>'>",
    "<title></title><script>1</script>",
    "<textarea></textarea><script>1</script>",
    "<a\thref=x\nonclick=1>",
    "<a/href=x/onclick=1>",
    "< script>alert(1)</script>",
    "<\x00script>alert(1)</script>",
    "\ufeff<script>1</script>",
    "<ſcript>1</ſcript>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\\<script>alert(1)\\</script>",
    "`<script>`",
    "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>1</x:script>",
]


@pytest.mark.parametrize(
    "frame",
    [
        "{}",
        "а {} б",
        "- {}",
        "> {}",
        "# {}",
        "а|б\n-|-\n{}|в",
        "а[^1]\n\n[^1]: {}",
        "а\n: {}",
        "**{}**",
        "\n\n    {}",
        "```\n{}\n```",
    ],
)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_f1_raw_html_is_shown_as_text(payload: str, frame: str) -> None:
    page = harmless(frame.format(payload))
    if "script" in payload and "\n" not in payload and "&" not in payload and "|" not in frame:
        assert "script" in page.words


def test_f1_a_reader_sees_the_very_tags_that_were_typed() -> None:
    assert (
        Page(made("Так пишут <script>alert('1')</script> и <!-- это -->.").html).words
        == "Так пишут <script>alert('1')</script> и <!-- это -->."
    )


BAD = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "&#0000106;avascript:alert(1)",
    "java\nscript:alert(1)",
    "java&#10;script:alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "\x01javascript:alert(1)",
    "&#1;javascript:alert(1)",
    " javascript:alert(1)",
    "javascript\\:alert(1)",
    "java\x00script:alert(1)",
    "vbscript:msgbox(1)",
    "VBSCRIPT:x",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml;base64,PHN2Zz4=",
    "DATA:x",
    "file:///etc/passwd",
    "blob:https://example.org/x",
    "feed:javascript:alert(1)",
    "view-source:javascript:alert(1)",
    "jar:x",
    "ms-settings:x",
    "intent://x",
    "C:\\x",
    "about:blank",
]


PLACES = {
    "a link": "[a]({})",
    "a link in brackets": "[a](<{}>)",
    "a link with a title": '[a]({} "t")',
    "a reference": "[a][b]\n\n[b]: {}",
    "a reference in brackets": "[a]\n\n[a]: <{}>",
    "a picture": "![a]({})",
    "a picture by reference": "![a][b]\n\n[b]: {}",
    "a linked picture": "[![a]({0})]({0})",
    "an autolink": "<{}>",
    "a footnote": "a[^1]\n\n[^1]: [a]({})",
    "a table": "a|b\n-|-\n[a]({})|b",
    "a heading": "# [a]({})",
    "a list": "- [a]({})",
    "a quote": "> [a]({})",
    "a definition": "a\n: [b]({})",
    "bold": "**[a]({})**",
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("address", BAD)
def test_f2_an_address_that_runs_is_taken_away(address: str, place: str) -> None:
    harmless(PLACES[place].format(address))


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "vbscript:x", "data:text/html,x", "file:///etc/passwd", "C:\\x"]
)
def test_f2_an_address_that_was_taken_away_is_told(address: str) -> None:
    text = made(f"a [b]({address}) c")
    assert text.html == "<p>a <a>b</a> c</p>"
    assert [(link.target, link.line, link.column) for link in text.links] == [(address, 1, 7)]


@pytest.mark.parametrize(
    "address",
    [
        "javascript&amp;colon;alert(1)",
        "javascript&amp;#58;alert(1)",
        "&amp;#106;avascript:alert(1)",
        "&#106avascript:x",
        "%6aavascript:x",
    ],
)
def test_f2_an_address_is_decoded_only_once(address: str) -> None:
    page = harmless(f"[a]({address})")
    assert [value[0] for name, value in page.attributes if name == "href"] == [MARK]


@pytest.mark.parametrize(
    "body",
    [
        '[a](b "c\\" onclick=alert(1) x=\\"")',
        "[a](b 'c\" onclick=alert(1)')",
        '[a](b" onclick="alert(1))',
        '[a](<b" onclick="alert(1)>)',
        '[a][b]\n\n[b]: c "d" onclick="alert(1)"',
        '![x" onerror="alert(1)](a.jpg)',
        '![<img src=x onerror=alert(1)>](a.jpg "<svg onload=1>")',
        '![`"onerror=alert(1)`*a*](a.jpg)',
        '*[HTML]: "><script>alert(1)</script>\n\nHTML',
        '*[a" onclick="x]: y\n\na" onclick="x',
        'x[^"><script>]\n\n[^"><script>]: y',
        "x[^a' onclick='b]\n\n[^a' onclick='b]: y",
        '```py" onclick="alert(1)\nx\n```',
        '```{.py onclick=alert(1) style="x" #id}\nx\n```',
        '```{.a"b #c"d onload="x"}\nx\n```',
        "```{: onclick=alert(1) }\nx\n```",
        '~~~ {.x"><script>}\nx\n~~~',
        "# a {: onclick=alert(1) #x }",
        '# "><img src=x onerror=alert(1)>',
        "a {: onclick=alert(1) }",
        "[a](b){: onclick=alert(1) }",
        "![a](b){onclick=alert(1)}",
        "a|b\n-|-\n1|2\n{: onclick=alert(1) }",
        "[TOC]\n\n# <script>",
        "///Footnotes Go Here///\n\nx[^1]\n\n[^1]: <script>",
        '<a@b.example" onclick="x>',
        '<http://a.example/" onclick="alert(1)>',
        "[a](b 'c\n\nd')\n\n<b>",
    ],
)
def test_f3_f4_nothing_breaks_out_of_an_attribute(body: str) -> None:
    harmless(body)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://example.org/?a=1&copy=2&lang=ru", "https://example.org/?a=1&copy=2&lang=ru"),
        ("https://example.org/?a=1&amp;b=2", "https://example.org/?a=1&b=2"),
        ("HTTPS://Example.org/", "HTTPS://Example.org/"),
        ("mailto:a@example.org?subject=x", "mailto:a@example.org?subject=x"),
        ("tel:+74951234567", "tel:+74951234567"),
        ("//example.org/a", "https://example.org/a"),
        ("/\\example.org", "https://example.org"),
        ("#top", f"{MARK}#top"),
        ("/about/", f"{MARK}/about/"),
        ("../topics/x.md", f"{MARK}../topics/x.md"),
    ],
)
def test_f11_a_plain_address_is_kept(typed: str, kept: str) -> None:
    assert dict(Page(made(f"[a]({typed})").html).attributes)["href"] == kept


def test_f13_a_page_that_is_left_is_told_nothing() -> None:
    page = html("[a](http://a.example) [b](HTTPS://b.example) <http://c.example> [d](/d/) [e](mailto:e@example.org)")
    assert page.count('rel="noopener"') == 3


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("https://аррӏе.com/x", "https://xn--80ak6aa92e.com/x"),
        ("//аррӏе.com", "https://xn--80ak6aa92e.com"),
        ("https://пример.рф:8080/ё?я#ю", "https://xn--e1afmkfd.xn--p1ai:8080/ё?я#ю"),
        ("HTTPS://ЁЖ.example/", "HTTPS://xn--f1a7c.example/"),
        ("https://ex\u202eample.com/", "https://example.com/"),
        ("https://bank.example@evil.example/", "https://evil.example/"),
        ("https://bank.example:x@evil.example", "https://evil.example"),
        (f"https://{'ё' * 70}.example/", f"https://{'%D1%91' * 70}.example/"),
        ("https://example.org/ё@ж", "https://example.org/ё@ж"),
    ],
)
def test_f12_a_host_goes_by_its_true_name(typed: str, host: str) -> None:
    for body in (f"[a]({typed})", f"[a][b]\n\n[b]: {typed}"):
        assert dict(Page(made(body).html).attributes)["href"] == host
