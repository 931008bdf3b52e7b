"""What the tests of `content/` ask the program to read, and how they look at what comes of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from digest.content.article import Entry, read_article, read_leaf
from digest.content.cache import Cache
from digest.content.library import Library, library
from digest.content.links import MARK
from digest.content.markup import Markup
from digest.content.reading import Shelf, read
from digest.errors import Problem
from digest.memo import Memo
from digest.model import Article, Leaf, Text
from digest.settings import Settings, Site, settings
from digest.text import clean
from tests.desk import Desk

NOON = datetime(2024, 1, 1, 9, tzinfo=UTC)
PLAIN = Markup(raw_html=False)
PATH = "content/articles/a.md"
BASE_URL = "base_url: https://example.org/\nlanguage: ru\ntimezone: Europe/Moscow\ntypography: false\n"


def site(folder: Path, more: str = "") -> Site:
    """The settings of a site that has nothing but a `site.yaml`."""
    (folder / "site.yaml").write_text(BASE_URL + more, encoding="utf-8")
    return settings(folder, {}, {}, NOON).site


def entry(text: str | bytes, settings: Site, path: str = PATH) -> Entry:
    """What becomes of a file's text."""
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    folder = path.split("/")[1]
    if folder == "articles":
        return read_article(data, path, settings, PLAIN)
    return read_leaf(data, path, folder, settings, PLAIN)


def article(text: str | bytes, settings: Site, path: str = PATH) -> Article:
    """An article that must come of a text without a complaint."""
    made = entry(text, settings, path)
    assert told(made.problems) == ""
    assert made.article
    return made.article


def leaf(text: str, settings: Site, path: str = "content/topics/a.md") -> Leaf:
    """A page or a term's text that must come of a text without a complaint."""
    made = entry(text, settings, path)
    assert told(made.problems) == ""
    assert made.leaf
    return made.leaf


def made(body: str, *, raw_html: bool = False) -> Text:
    """A Markdown body, made as that of a file."""
    return (Markup(raw_html=True) if raw_html else PLAIN).text(clean(body), PATH)


def html(body: str, *, raw_html: bool = False) -> str:
    """The HTML of a body, with targets within the site marked by `§`."""
    return made(body, raw_html=raw_html).html.replace(MARK, "§")


def told(problems: Iterable[Problem]) -> str:
    """All that is said."""
    return "\n".join(map(str, problems))


def situation(desk: Desk, **flags: Any) -> Settings:
    """The settings of a desk's site at noon."""
    return settings(desk.root, flags, {}, NOON)


def shelf(desk: Desk, cache: Cache | None = None, **flags: Any) -> Shelf:
    """All that stands in `content/`."""
    at = situation(desk, **flags)
    return read(at, cache or Cache(None, "", at.site.zone))


def shelved(desk: Desk, **flags: Any) -> Library:
    """All that stands in `content/`, put in order."""
    at = situation(desk, **flags)
    return library(read(at, Cache(None, "", at.site.zone)), at, Memo())
