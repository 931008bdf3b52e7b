"""The HTML of a text as a browser reads it, and what of it may stand on a page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from digest.content.links import MARK
from tests.content.reader import made

TAGS = set(
    """p a img em strong code pre ul ol li blockquote h2 h3 h4 h5 h6 hr br table thead tbody tr th td sup div dl dt dd
    abbr span""".split()
)


ATTRIBUTES = {"href", "src", "alt", "title", "id", "class", "align", "rel", "loading", "start"}


SCHEMES = re.compile(f"(?:{MARK}|https?:|mailto:|tel:)", re.IGNORECASE)


class Page(HTMLParser):
    """The HTML as a browser reads it: its tags, its attributes, its words."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data}")


def harmless(body: str) -> Page:
    """The page of a body, in which only plain tags, plain attributes and plain addresses may stand."""
    page = Page(made(body).html)
    assert set(page.tags) <= TAGS
    assert {name for name, _ in page.attributes} <= ATTRIBUTES
    assert [value for name, value in page.attributes if name in ("href", "src") and not SCHEMES.match(value)] == []
    return page
