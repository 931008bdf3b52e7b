"""What stands within a page is small, is named by its hash, and is let in by nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from html import unescape
from pathlib import Path

import pytest

from digest.errors import DigestError
from digest.site.inline import Inliner
from digest.site.layers import builtin
from digest.site.theme import Theme
from tests.site.samples import VIEWS, full
from tests.site.workshop import Workshop

FILES = {"inline/a.css": "a {\n  color: red;\n}\n", "inline/b.css": "b { top: 0 }", "inline/c.js": "let a = 1 // one\n"}
ELEMENT = re.compile(r'<(style|script)(?: type="application/ld\+json")?>(.*?)</\1>', re.DOTALL)


def inliner(**more: str) -> Inliner:
    files = {**FILES, **{f"inline/{name.replace('_', '.')}": text for name, text in more.items()}, "page.html": ""}
    return Inliner(files, files.__getitem__)


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_sheets_are_put_together_in_their_order_and_made_small() -> None:
    assert inliner().inline("b.css", ["a.css"]).text == "b{top:0}a{color:red}"


def test_scripts_lose_what_only_their_readers_need() -> None:
    assert inliner().inline("c.js").text == "let a=1"


def test_the_source_is_the_hash_of_the_text() -> None:
    made = inliner().inline("a.css", "b.css")
    assert made.source == hashed(made.text)


def test_a_file_that_is_not_there_is_told_with_the_nearest_name() -> None:
    with pytest.raises(DigestError, match=r"no file `inline/aa\.css`") as caught:
        inliner().inline("aa.css")
    assert "a.css" in caught.value.problem.hint
    with pytest.raises(DigestError, match="no file"):
        inliner().inline("page.html")


@pytest.mark.parametrize("text", ["a::after{content:'</style>'}", "let a = '</script><b>'"])
def test_nothing_may_end_the_element_it_stands_in(text: str) -> None:
    with pytest.raises(DigestError, match="`</`"):
        inliner(x_js=text).inline("x.js")


@pytest.fixture
def gazette(tmp_path: Path) -> Theme:
    workshop = Workshop(tmp_path / "site")
    workshop.settings(theme="gazette")
    return workshop.theme()


@pytest.mark.parametrize("template", sorted(VIEWS.keys() - {"email.html", "redirect.html"}))
def test_the_policy_of_a_page_lets_in_what_stands_in_it_and_nothing_else(gazette: Theme, template: str) -> None:
    page = gazette.render(template, full(template))
    found = re.search(r'Security-Policy" content="(.*?)"', page)
    assert found
    rules = {
        name: sources.split() for name, _, sources in (rule.strip().partition(" ") for rule in found[1].split(";"))
    }
    elements = ELEMENT.findall(page)
    assert rules["default-src"] == ["'none'"]
    assert rules["style-src"] == [hashed(text) for kind, text in elements if kind == "style"]
    order = rules["script-src"]
    fetched = ["'self'"] if template == "search.html" else []
    assert rules["script-src"] == [
        *sorted((hashed(text) for kind, text in elements if kind == "script"), key=order.index),
        *fetched,
    ]
    assert rules["connect-src"] == ["'self'"]  # auditors read robots.txt so
    assert not re.search(r"<[^>]*\s(?:style|on\w+)=", unescape(ELEMENT.sub("", page)))


def test_an_edited_sheet_changes_the_fingerprint_of_every_page(tmp_path: Path) -> None:
    workshop = Workshop(tmp_path / "site")
    workshop.settings(theme="gazette")
    before = workshop.theme().fingerprint("404.html")
    workshop.write("gazette/inline/own.css", "main { color: red }")
    assert workshop.theme().fingerprint("404.html") != before
    assert "main{color:red}</style>" in workshop.page("404.html")


def test_the_styles_of_a_page_weigh_little(gazette: Theme) -> None:
    import zlib

    for template in VIEWS.keys() - {"email.html", "redirect.html"}:
        sizes = {
            kind: len(zlib.compress(text.encode(), 9))
            for kind, text in ELEMENT.findall(gazette.render(template, full(template)))
        }
        assert sizes["style"] <= 3 * 1024, template
        assert sizes["script"] <= 1024, template


def test_no_rule_is_left_that_no_template_uses() -> None:
    theme = builtin() / "themes/gazette"
    words = " ".join(path.read_text("utf-8") for path in [*theme.rglob("*.html"), *theme.glob("inline/*.js")])
    for sheet in theme.glob("inline/*.css"):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
        for name in re.findall(r"\.([a-z][a-z-]+)[^{};]*\{", text):
            assert re.search(rf"[\s\"'.]{name}[\s\"']", words) or name in MADE, f"{sheet.name}: .{name}"


MADE = {"footnote", "right", "center"}  # by the Markdown reader
