"""The values that both wings and the hinge between them speak of. All frozen; no files, no templates."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from digest.fingerprint import Simple

T = TypeVar("T")

MARK = "\ufdd0"  # stands before every address within the site in the HTML of a text: see `content/links.py`

Meta = dict[str, object]
"""Front matter as plain values: texts, numbers, flags, dates, lists and dicts of them, in the order of the file."""


class Document(Struct, frozen=True):
    """The shape of a content file: front matter and Markdown body. The only type that both wings know."""

    meta: Meta
    body: str


class Found(Struct, Generic[T], frozen=True):
    """A converter's guess, the evidence for it, and whether it is more than a guess."""

    value: T
    why: str
    sure: bool


class Source(Struct, frozen=True, array_like=True):
    """The outlet that published first. `url` is the address of the original article, empty where unknown."""

    name: str
    url: str = ""


class Outlet(Struct, frozen=True):
    """What an editor has noted of a source: `name` is its canonical one, `names` are the others it goes by.

    `country` is a code of ISO 3166 (`KZ`), `kind` one of `content/sources.py`; `rights` stands for articles without
    rights of their own; `notes` are for editors. `line` is that of its entry. What is not known is empty.
    """

    name: str
    names: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    url: str = ""
    country: str = ""
    kind: str = ""
    language: str = ""
    rights: str = ""
    notes: str = ""
    line: int = 0


class Sized(Struct, frozen=True, array_like=True):
    """One file of a picture: its address, and how many pixels wide it is."""

    url: str
    width: int


class Image(Struct, frozen=True, array_like=True):
    """The picture of an article: `src` is a URL or a path in the site (empty while only its words are known).

    `width` and `height` are in pixels, 0 where they are not known; `avif` are smaller files of the same picture.
    """

    src: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    width: int = 0
    height: int = 0
    avif: tuple[Sized, ...] = ()


class Correction(Struct, frozen=True, array_like=True):
    """What was wrong in a published article, and when it was put right.

    A `typo` is too small to be told to readers: it is noted, so that nobody wonders why the text has changed.
    """

    date: datetime
    text: str
    typo: bool = False


class Heading(Simple, frozen=True, array_like=True):
    """A heading within a text: `level` 2 to 6, its anchor and its words."""

    level: int
    anchor: str
    text: str


class Link(Struct, frozen=True, array_like=True):
    """A link or picture within the site, as it was written, and its place in the file."""

    target: str
    line: int
    column: int
    excerpt: str


class Text(Struct, frozen=True, array_like=True):
    """A Markdown body, made: HTML whose links are still marked (see `content/links.py`), and what was learnt from it.

    `links` are the marked targets in order, then those refused; `excerpt` begins the plain text.
    """

    html: str
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    excerpt: str
    words: int

    @classmethod
    def of_html(cls, html: str) -> Text:
        """A text of which nothing is asked but what it shows."""
        return cls(html, (), (), "", 0)

    def having(self, **fields: Any) -> Text:
        """The same text with other fields."""
        return replace(self, **fields)

    @property
    def plain(self) -> bool:
        """Whether it neither leads anywhere within the site nor shows a picture: then it is complete as it is."""
        return not (self.links or MARK in self.html or "<img" in self.html)


class Article(Struct, frozen=True, array_like=True):
    """A validated content file of `content/articles`: what the file alone says, before it meets the others.

    `terms` maps a taxonomy's name to the names of the terms as they were typed, `lines` to the line of each of them.
    `known` are facts that stand before the text, `archived` is the address of a copy of the original, `translation_of`
    names the file of the article that this is a translation of. `date` is None only in a draft. When the time of
    `expires` has come, the article is `expired`: what is left of it is its headline and where it stood.
    """

    path: str
    url: str
    title: str
    date: datetime | None
    updated: datetime | None
    summary: str
    source: Source | None
    archived: str
    author: str
    terms: dict[str, tuple[str, ...]]
    lines: dict[str, tuple[int, ...]]
    image: Image | None
    aliases: tuple[str, ...]
    lang: str
    draft: bool
    dateline: str
    cites: tuple[str, ...]
    known: tuple[str, ...]
    translation_of: Link | None
    rights: str
    corrections: tuple[Correction, ...]
    expires: datetime | None
    text: Text
    expired: bool = False

    @property
    def corrected(self) -> tuple[Correction, ...]:
        """The corrections that readers are told of, the oldest first."""
        return tuple(sorted((each for each in self.corrections if not each.typo), key=lambda each: each.date))

    @property
    def changed(self) -> datetime | None:
        """When what readers see of it was last changed in substance; None only in a draft without a date."""
        if not self.corrections and not self.expired:  # as most are
            return max(self.date, self.updated) if self.date and self.updated else self.date or self.updated
        gone = (self.expires,) if self.expired else ()
        moments = (self.date, self.updated, *gone, *(each.date for each in self.corrected))
        return max((each for each in moments if each), default=None)


class Section(Struct, frozen=True, array_like=True):
    """A part of an issue, as its file has it: a heading and a few words, which may be empty, and names of articles."""

    title: str
    text: str
    articles: tuple[Link, ...]


class Issue(Struct, frozen=True, array_like=True):
    """A validated content file of `content/issues`: one number of the digest, before it meets its articles.

    `since` and `until` are the first and the last day that it covers. `date` is None only in a draft.
    """

    path: str
    url: str
    number: int
    title: str
    date: datetime | None
    since: datetime | None
    until: datetime | None
    summary: str
    image: Image | None
    aliases: tuple[str, ...]
    lang: str
    draft: bool
    sections: tuple[Section, ...]
    text: Text


class Leaf(Struct, frozen=True, array_like=True):
    """A validated free page, or the text of a term (`content/topics/*.md`): a title, a place and a text.

    `pinned` are the articles that stand first on a topic's page, as they were typed; an article that names a term of
    `match` may belong to the topic.
    """

    path: str
    url: str
    title: str
    summary: str
    aliases: tuple[str, ...]
    lang: str
    draft: bool
    match: tuple[str, ...]
    pinned: tuple[Link, ...]
    text: Text


class Term(Struct, frozen=True):
    """A tag, topic or source by which articles are found: ("tags", "Байконур", "baikonur", "/tags/baikonur/")."""

    taxonomy: str
    name: str
    slug: str
    url: str


class Teaser(Struct, frozen=True):
    """All that a list may show of an article: an edit of its body alone leaves it equal.

    `terms` are by taxonomy; `badge` is `draft` or `scheduled` in a preview that shows such articles, else empty.
    """

    title: str
    url: str
    date: datetime | None
    summary: str
    source: Source | None
    source_term: Term | None
    image: Image | None
    terms: dict[str, tuple[Term, ...]]
    lang: str
    badge: str
