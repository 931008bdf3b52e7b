"""Markdown, made: what editors write comes out as they mean it; what strangers write does no harm and takes no time."""

from __future__ import annotations

import contextlib
import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digest.content.limits import LINES, SIZE
from digest.content.links import MARK
from digest.content.markup import EXCERPT, Markup
from digest.errors import DigestError
from digest.model import Heading
from digest.text import clean
from tests.content.harmless import Page, harmless
from tests.content.reader import PATH, html, made


def refusal(body: str, first_line: int = 1) -> str:
    with pytest.raises(DigestError) as caught:
        Markup(raw_html=False).text(body, PATH, first_line=first_line)
    return str(caught.value)


# what editors write

TABLE = (
    '<table>\n<thead>\n<tr>\n<th>a</th>\n<th class="right">b</th>\n</tr>\n</thead>\n'
    '<tbody>\n<tr>\n<td>1</td>\n<td class="right">2</td>\n</tr>\n</tbody>\n</table>'
)


@pytest.mark.parametrize(
    ("body", "page"),
    [
        ("Первый\nабзац.\n\nВторой.", "<p>Первый\nабзац.</p>\n<p>Второй.</p>"),
        (
            "*курсив* и **жирный**, _так_ и __так__",
            "<p><em>курсив</em> и <strong>жирный</strong>, <em>так</em> и <strong>так</strong></p>",
        ),
        ("слово_с_чертами", "<p>слово_с_чертами</p>"),
        ("строка  \nновая", "<p>строка<br>\nновая</p>"),
        ("> цитата\n> дальше", "<blockquote>\n<p>цитата\ndalee</p>\n</blockquote>".replace("dalee", "дальше")),
        ("- один\n- два", "<ul>\n<li>один</li>\n<li>два</li>\n</ul>"),
        ("1. один\n2. два", "<ol>\n<li>один</li>\n<li>два</li>\n</ol>"),
        ("4. четыре\n5. пять", '<ol start="4">\n<li>четыре</li>\n<li>пять</li>\n</ol>'),
        ("---", "<hr>"),
        ("`код & <b>`", "<p><code>код &amp; &lt;b&gt;</code></p>"),
        ("    код", "<pre><code>код\n</code></pre>"),
        ("```\nкод\n\n  <b>\n```", "<pre><code>код\n\n  &lt;b&gt;\n</code></pre>"),
        ("~~~python\nx = 1\n~~~", '<pre><code class="language-python">x = 1\n</code></pre>'),
        (
            "a|b\n-|-:\n1|2",
            TABLE,
        ),
        ("Ракета\n:   летит", "<dl>\n<dt>Ракета</dt>\n<dd>летит</dd>\n</dl>"),
        (
            "*[МКС]: Международная космическая станция\n\nНа МКС.",
            '<p>На <abbr title="Международная космическая станция">МКС</abbr>.</p>',
        ),
        ("[a](https://example.org/b_c_d)", '<p><a href="https://example.org/b_c_d" rel="noopener">a</a></p>'),
        ("<https://example.org/>", '<p><a href="https://example.org/" rel="noopener">https://example.org/</a></p>'),
        ('![Пуск](/a.jpg "Старт")', '<p><img alt="Пуск" loading="lazy" src="§/a.jpg" title="Старт"></p>'),
        ("[a][1]\n\n[1]: /b/ 'c'", '<p><a href="§/b/" title="c">a</a></p>'),
        (r"\*не курсив\* и \[не ссылка\](x)", "<p>*не курсив* и [не ссылка](x)</p>"),
        ("«Кавычки» — тире… и -- дефисы", "<p>«Кавычки» — тире… и -- дефисы</p>"),
        ("5 < 6 & 7 > 3 &copy; &#8212;", "<p>5 &lt; 6 &amp; 7 &gt; 3 &copy; &#8212;</p>"),
        ("Шаблон {{ 7*7 }} и {% include %}", "<p>Шаблон {{ 7*7 }} и {% include %}</p>"),
        ("", ""),
        (" \n\n\t\n", ""),
    ],
)
def test_what_an_editor_writes_is_what_readers_see(body: str, page: str) -> None:
    assert html(body) == page


def test_a_footnote_leads_there_and_back() -> None:
    page = html("Слово[^1] и ещё[^1].\n\n[^1]: Пояснение *важное*.")
    assert '<sup id="fnref:1"><a class="footnote-ref" href="§#fn:1">1</a></sup>' in page
    assert '<li id="fn:1">\n<p>Пояснение <em>важное</em>.' in page
    assert 'href="§#fnref:1"' in page
    assert 'href="§#fnref2:1"' in page
    assert made("Слово[^1].\n\n[^1]: Пояснение.").links == ()


def test_a_body_from_any_editor_is_made_the_same() -> None:
    assert html("# А\r\n\r\nб\r\n") == html("# А\n\nб\n") == html("\ufeff# А\r\rб\u2028")


@pytest.mark.parametrize(
    ("body", "levels"),
    [
        ("# А", [2]),
        ("# А\n\n## Б\n\n# В", [2, 3, 2]),
        ("## А\n\n### Б", [2, 3]),
        ("### А", [2]),
        ("А\n=\n\nБ\n-", [2, 3]),
        ("# 1\n## 2\n### 3\n#### 4\n##### 5\n###### 6", [2, 3, 4, 5, 6, 6]),
        ("> # А\n\n- ## Б", [2, 3]),
        ("нет заголовков", []),
    ],
)
def test_the_highest_heading_stands_below_the_title_of_the_page(body: str, levels: list[int]) -> None:
    assert [int(level) for level in re.findall("<h([1-6])", html(body))] == levels


def test_headings_have_anchors_that_can_be_typed() -> None:
    text = made("# Ёлка и *Щука*\n\n## C++ и C\\#\n\n## Ёлка и щука\n\n### 🚀\n\n### <b>x</b>")
    assert text.headings == (
        Heading(2, "yolka-i-shchuka", "Ёлка и Щука"),
        Heading(3, "c-plus-plus-i-c-sharp", "C++ и C#"),
        Heading(3, "yolka-i-shchuka_1", "Ёлка и щука"),
        Heading(4, "n-58f495", "🚀"),
        Heading(4, "b-x-b", "<b>x</b>"),
    )
    assert [heading.anchor for heading in text.headings] == re.findall('id="([^"]+)"', text.html)


@pytest.mark.parametrize(
    ("body", "beginning"),
    [
        ("Первый абзац.\n\nВторой.", "Первый абзац."),
        ("# Заголовок\n\n*Первый* [абзац](b.md) & `код`.", "Первый абзац & код."),
        ("![Картинка](/a.jpg)\n\nАбзац.", "Абзац."),
        ("Слово[^1].\n\n[^1]: Пояснение.", "Слово."),
        ("> Цитата.\n\nАбзац.", "Цитата."),
        ("Перенос  \nстроки\nи ещё", "Перенос строки и ещё"),
        ("<b>Жирно</b> &lt;i&gt;", "<b>Жирно</b> <i>"),
        ("- только\n- список", ""),
        ("", ""),
    ],
)
def test_a_list_shows_the_beginning_of_the_text(body: str, beginning: str) -> None:
    assert made(body).excerpt == beginning


def test_a_long_beginning_is_cut() -> None:
    assert len(made("слово " * 1000).excerpt) <= EXCERPT + 1


def test_words_are_counted() -> None:
    assert made("Раз, два — три.\n\nЧетыре").words == 5


# links


def test_links_within_the_site_are_found_with_their_places() -> None:
    body = "О [a](b.md) и [b](b.md#c), ![](d.jpg)\n\n[вверх](/x/)\n\n- [e][f]\n\n[f]: g.md"
    found = [
        (link.target, link.line, link.column) for link in Markup(raw_html=False).text(body, PATH, first_line=7).links
    ]
    assert found == [
        ("b.md", 7, 7), ("b.md#c", 7, 19), ("d.jpg", 7, 32), ("/x/", 9, 9), ("g.md", 13, 6),
    ]  # fmt: skip


def test_the_line_of_a_link_is_shown_up_to_the_link() -> None:
    link = made("слово " * 200 + "[a](нет.md) " + "слово " * 200).links[0]
    assert link.column == 1205
    assert link.excerpt[link.column - 1 :].startswith("нет.md")


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        (r"[a](a\_b.md)", "a_b.md"),
        (r"[a](a\(b\).md)", "a(b).md"),
        ("[a](a_b_c.md)", "a_b_c.md"),
        ("[a](*a*.md)", "*a*.md"),
        ("[a](<a b.md>)", "a b.md"),
        ("[a](R&D.md)", "R&D.md"),
        ("[a](R&amp;D.md)", "R&D.md"),
        ("[a](?a=1&copy=2&section=3)", "?a=1&copy=2&section=3"),
        ("[a](a%20b.md)", "a%20b.md"),
        ("[a](пуск.md)", "пуск.md"),
        ("[a](it's.md)", "it's.md"),
        ("[a]()", ""),
    ],
)
def test_an_address_is_taken_as_it_was_meant(typed: str, target: str) -> None:
    text = made(typed)
    assert [link.target for link in text.links] == [target]
    assert Page(text.html).attributes == [("href", MARK + target)]


# what strangers write


@pytest.mark.parametrize(
    "body",
    [
        "\x02klzzwxh:0000\x03 `a`",
        "\x02wzxhzdk:0\x03\n\n```\nкод\n```",
        "`a` \x02klzzwxh:0\x03",
        "&#2;klzzwxh:0&#3; `a`",
        "\x02amp\x03#106;avascript:",
        "[a](\x02106\x03avascript:alert(1))",
        f"[a]({MARK}javascript:alert(1))",
        f"{MARK}/x/ &#xFDD0;",
    ],
)
def test_no_text_can_forge_the_marks_of_the_program(body: str) -> None:
    page = harmless(body)
    assert MARK not in page.words
    assert "\x02" not in page.words
    assert made(body).html.count("<code>") == (1 if "`" in body else 0)


ALPHABET = [
    *"[]()!*_`<>&;:|#\\\"'{}^=-+.~ \n\tаb1/",
    "javascript:",
    "onclick=",
    "<script>",
    "[^1]",
    "[^1]: ",
    "](",
    "&#106;",
    "    ",
    "```",
    "*[a]: ",
]


@settings(derandomize=True, deadline=None, database=None, max_examples=400)
@given(st.lists(st.sampled_from(ALPHABET), max_size=40).map("".join))
def test_whatever_is_typed_the_page_is_harmless(body: str) -> None:
    harmless(body)


@settings(derandomize=True, deadline=None, database=None, max_examples=300)
@given(st.lists(st.sampled_from(ALPHABET), max_size=30).map("".join))
@example("``\\\\```\\`")
@example("***a*[*[a]: *a*")
@example("`")
def test_the_quick_step_makes_what_the_stock_one_makes(body: str) -> None:
    assert made(body).html == stock(body)


def stock(body: str) -> str:
    """The HTML that Python-Markdown makes with an inline step of its own, in however simple a text."""
    from markdown.treeprocessors import InlineProcessor

    parser = Markup(raw_html=False).parser
    md = parser._markdown
    md.treeprocessors.register(InlineProcessor(md), "inline", 20)
    for pattern in md.inlinePatterns:
        for name in (
            "getText",
            "get_cached_result",
            "find_code_spans",
        ):  # `getLink` stays: it finds less than the stock one
            vars(pattern).pop(name, None)
    return parser.made(clean(body)).html


# a site that lets HTML through


def test_html_is_let_through_where_the_settings_say_so() -> None:
    assert (
        html("<div class='x'>\n<b>a</b>\n</div>\n\nи <u>б</u>", raw_html=True)
        == "<div class='x'>\n<b>a</b>\n</div>\n\n<p>и <u>б</u></p>"
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ('<a href="/x/">a</a>', '<p><a href="§/x/">a</a></p>'),
        ("<a href='/x/'>a</a>", '<p><a href="§/x/">a</a></p>'),
        ('<A HREF="/">a</A>', '<p><A HREF="§/">a</A></p>'),
        ('<div><img src="/a.jpg" alt=""></div>', '<div><img src="§/a.jpg" alt=""></div>'),
        ('<a href="//example.org/">a</a>', '<p><a href="//example.org/">a</a></p>'),
        ('<a href="https://example.org/">a</a>', '<p><a href="https://example.org/">a</a></p>'),
        ('<a data-href="/x/">a</a>', '<p><a data-href="/x/">a</a></p>'),
        ('`<a href="/x/">`', '<p><code>&lt;a href="/x/"&gt;</code></p>'),
        ('```\n<a href="/x/">\n```', "<pre><code>&lt;a href=&quot;/x/&quot;&gt;\n</code></pre>"),
        ("<script>x = \"<a href='/x/'>\"</script>", "<script>x = \"<a href='/x/'>\"</script>"),
    ],
)
def test_links_within_raw_html_get_the_path_of_the_site(typed: str, kept: str) -> None:
    assert html(typed, raw_html=True) == kept


def test_markdown_links_are_watched_even_where_html_is_let_through() -> None:
    assert html("[a](javascript:alert(1))", raw_html=True) == "<p><a>a</a></p>"


# what takes too long


N = 19_000 // 2
SLOW = {
    "[": "[" * 20_000,
    "[ a million": "[" * 1_000_000,
    "![": "![" * 5000,
    "[a](": "[a](" * 3000,
    "[[a]": "[[a]" * 2000,
    "[^": "[^" * 3000,
    "[a][": "[a][" * 3000,
    "1. # [": "1. \t# [" * 1900,
    '[a]("': '[a]("' * 4000,
    "brackets in paragraphs": ("[" * 90 + "\n\n") * 2000,
    "nested brackets": "[" * 900 + "]" * 900,
    "*": "*" * 5000,
    "*a": "*a" * 20_000,
    "_": "_" * 5000,
    "`": "`" * 5000,
    "` spread": "`` a" * 5000,
    "escaped ticks": "\\``" * 20_000,
    "ticks in paragraphs": ("`" * 90 + "x\n\n") * 2000,
    "<": "<" * 5000,
    "<a@": "<a@" * 5000,
    "&": "&" * 5000,
    "&a;": "&a;" * 60_000,
    "\\": "\\" * 190_000,
    "\\.": "\\." * 90_000,
    ">": ">" * 5000,
    "> a": "> a\n" * N,
    "> [ ]": "> [\n" * N,
    "500 nested lists": "\n".join("    " * n + "- x" for n in range(300)),
    "one line of lists": "- " * 5000 + "x",
    "nested in a note": "x[^1]\n\n[^1]: " + "> " * 20_000,
    "3,000 references": "\n".join(f"[a{n}]: b" for n in range(3000))
    + "\n\n"
    + "\n\n".join(f"[x][a{n}]" for n in range(3000)),
    "20,000 columns": "|a" * 20_000 + "\n" + "|-" * 20_000,
    "2,000 columns and rows": "|a" * 900 + "\n" + "|-" * 900 + "\n" + "|\n" * 5000,
    "ticks in a table": "`|" * 900 + "\n-|-\n" + "a|b\n" * 500,
    "20,000 footnotes": "".join(f"x[^{n}]\n\n[^{n}]: y\n\n" for n in range(20_000)),
    "one note 5,000 times": "x[^1]\n\n" * 5000 + "[^1]: y",
    "900 footnotes": "".join(f"x[^{n}]\n\n[^{n}]: y\n\n" for n in range(450)),
    "headings": "# a\n" * N,
    "headings apart": "# a\n\n" * N,
    "setext": "a\n---\n" * (N // 2),
    "rules": "- - -\n" * N,
    "rules apart": "---\n\n" * N,
    "fences": "".join("`" * n + "\n\n" for n in range(3, 300)) + "слово " * 20_000,
    "fences of one kind": "~~~ a b\n\n" * 400 + "слово " * 20_000,
    "closed fences": "```\na\n```\n" * 100,
    "abbreviations": "".join(f"*[a{n}]: x\n" for n in range(3000)),
    "one abbreviation": "*[a]: x\n\n" + "a " * 60_000,
    "definitions": "a\n: b\n\n" * (N // 2),
    "definitions in one": "a\n" + ": b\n" * N,
    "lists": "- a\n" * N,
    "loose lists": "- a\n\n" * N,
    "breaks": "a  \n" * N,
    "code": "    a\n\nb\n\n" * (N // 2),
    "pipes": "|" * 190_000,
    "pipes in lines": "|\n" * N,
    "spaces": (" " * 370 + "x\n\n") * 500,
    "prose of 190,000 letters": ("слово " * 100 + "\n\n") * 316,
    "one word": "я" * 190_000,
    "ten megabytes": "слово " * 1_700_000,
    "a million lines": "\n" * 1_000_000,
}


@pytest.mark.parametrize("case", SLOW)
def test_no_text_takes_longer_than_a_reader_waits(case: str) -> None:
    assert seconds(SLOW[case], raw_html=False) < 2


@pytest.mark.parametrize(
    "case",
    [
        "[",
        "<",
        "<b ",
        "</b ",
        "<!x ",
        "<?x ",
        "<b>",
        "<sup>",
        "*a",
        "\\``",
        "headings",
        "fences",
        "lists",
        "prose of 190,000 letters",
    ],
)
def test_no_text_takes_longer_where_html_is_let_through(case: str) -> None:
    assert seconds(SLOW.get(case, case * 10_000), raw_html=True) < 2


def seconds(body: str, *, raw_html: bool) -> float:
    """The computing time in which a body is made or refused."""
    reader, began = Markup(raw_html=raw_html), time.process_time()
    with contextlib.suppress(DigestError):
        reader.text(body, PATH)
    return time.process_time() - began


SHORTER, TABLES = "\n  break it into several articles", "\n  make several tables of it"
REFUSALS = {
    "x" * (SIZE + 1): f"{PATH}:7: error[size]: the text has 200,001 letters; at most 200,000 are read{SHORTER}",
    "\n" * LINES: f"{PATH}:7: error[size]: the text has 20,001 lines; at most 20,000 are read{SHORTER}",
    "раз\n\n" + "[a](" * 1000: (
        f"{PATH}:9: error[markdown]: too many links are not closed here to be read in time\n  close each with `)`"
    ),
    "раз\n\n" + "*a*_b_" * 4000: (
        f"{PATH}:7: error[markdown]: stars and underscores stand too close together to be read in time\n"
        "  put spaces between them"
    ),
    "раз\n\n" + "> " * 41 + "a": (
        f"{PATH}:9: error[markdown]: more than 40 levels of lists or quotes\n  take some of the levels out"
    ),
    "раз\n\n" + "|" * 1001: f"{PATH}:9: error[markdown]: more than 1,000 columns{TABLES}",
    "раз\n\n" + "|a" * 100 + "\n" + "|-" * 100 + "\n" + "|b\n" * 200: (
        f"{PATH}:9: error[markdown]: a table of more than 10,000 cells{TABLES}"
    ),
    "x[^1] " * 1001: f"{PATH}:7: error[markdown]: more than 1,000 footnotes{SHORTER}",
    "x[^1] " * 101: (
        f"{PATH}:7: error[markdown]: more than 100 references to one footnote\n  refer to it where it is needed"
    ),
    "~~~ a b\n\n" * 200 + "слово " * 20_000: (
        f"{PATH}:7: error[markdown]: too many code fences are not closed\n  close each by a line like its first"
    ),
    "*[АЭС]: станция\n\n" + "АЭС " * 4001: (
        f"{PATH}:9: error[markdown]: more than 4,000 abbreviations stand together\n  break this into paragraphs"
    ),
    "".join(f"*[А{n}]: а\n" for n in range(500)): (
        f"{PATH}:7: error[markdown]: too many abbreviations for a text of this length{SHORTER}"
    ),
    "слово\n" + ": смысл\n" * 1000: (
        f"{PATH}:7: error[markdown]: too many definitions stand together to be read in time\n"
        "  put empty lines between them"
    ),
    "слово\n\n" + "    код\n\n" * 4001: f"{PATH}:7: error[markdown]: more than 4,000 paragraphs are indented{SHORTER}",
}


@pytest.mark.parametrize("body", REFUSALS, ids=lambda body: body[:10])
def test_what_is_refused_is_told_with_its_line(body: str) -> None:
    assert refusal(body, first_line=7) == REFUSALS[body]


@pytest.mark.parametrize(
    "body",
    [
        "\n".join(f"- [Ссылка {n}](https://example.org/{n}) *и* слова" for n in range(500)),
        "\n".join(f"| [Имя {n}](a.md) | `код` | 1 | 2 | 3 |" if n != 1 else "|-|-|-|-|-|" for n in range(150)),
        "\n\n".join(f"Слово[^{n}].\n\n[^{n}]: Пояснение." for n in range(400)),
        "```\n" + "[[[[((((****\n" * 2000 + "```",
        "\n\n".join(f"## Часть {n}\n\n" + "Слово, *слово* и [ссылка](a.md). " * 30 for n in range(100)),
        "* * * * * * * * * * * * * * * * * * * *",
        "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 2000,
        "a | b\n" * 100 + "и ещё [" * 20,
    ],
    ids=["links", "table", "notes", "code", "parts", "rule", "rows", "pipes"],
)
def test_a_long_but_honest_text_is_read(body: str) -> None:
    assert made(body).html


def test_a_text_too_deep_leaves_the_reader_as_it_was() -> None:
    reader = Markup(raw_html=False)
    before = reader.text("- a\n\n    b\n\nв", PATH).html
    with pytest.raises(DigestError) as caught:
        reader.text(
            "\n".join(f"[^{n}]: \n    [^{n + 1}]:" + " > " * 39 for n in range(30)) + "[" * 1500 + "]" * 1500, PATH
        )
    assert caught.value.problem.code == "markdown"
    assert reader.text("- a\n\n    b\n\nв", PATH).html == before


def test_html_tags_without_an_end_are_refused_by_name_but_shown_as_code() -> None:
    tags = "<b " * 10_000
    with pytest.raises(DigestError) as caught:
        Markup(raw_html=True).text(f"Слово\n\n{tags}", PATH, first_line=5)
    said = "error[markdown]: too many HTML tags are not closed to be read in time, from here on"
    assert str(caught.value) == f"{PATH}:7: {said}\n  close each with `>`, or write `&lt;` where none is meant"
    assert tags.replace("<", "&lt;") in html(f"```\n{tags}\n```", raw_html=True)
    assert "&lt;b &lt;b" in html(tags)


def test_comments_among_tags_without_an_end_are_refused_by_name() -> None:
    with pytest.raises(DigestError) as caught:
        Markup(raw_html=True).text("Слово\n\n" + "<b><!-- a -->" * 2_000, PATH, first_line=5)
    said = "error[markdown]: too many HTML comments stand between open tags here to be read in time"
    assert str(caught.value) == f"{PATH}:7: {said}\n  close the tags"


HONEST = {
    "comparisons in code": "слово " * 30 + "`if (a <b)`\n\n",
    "loops": "слово " * 60 + "\n\n    for (i=0; i<n; i++) x;\n\n",
    "fences in items": "- слово\n\n    ```\n    if (i<n) x;\n    ```\n\n",
    "formulas": "слово " * 60 + "$a<b$ и $x<y$\n\n",
    "breaks and comments": "слово " * 30 + "<br>слово<br>\n<!-- слово -->\n\n",
}


@pytest.mark.parametrize("kind", HONEST)
def test_a_long_text_with_signs_that_open_no_tags_is_read_where_html_is_let_through(kind: str) -> None:
    body = HONEST[kind] * (100_000 // len(HONEST[kind]))
    began = time.process_time()
    assert html(body, raw_html=True)
    assert time.process_time() - began < 2


def test_root_relative_links_are_marked_in_all_raw_html_of_each_text() -> None:
    reader = Markup(raw_html=True)
    for count in (3, 1, 5):
        body = "\n\n".join(
            f'## Глава <a href="/{each}/">x</a>\n\n<p><a href="/{each}/">y</a></p>' for each in range(count)
        )
        assert reader.text(body, PATH).html.count(f'href="{MARK}/') == 2 * count
