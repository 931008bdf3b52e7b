"""What views are made of: the values that views of several kinds share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from digest.model import Teaser, Term


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page announces: what it covers, and its two forms."""

    title: str
    atom: str
    json: str


@dataclass(frozen=True, slots=True)
class Head:
    """What every page says of itself. `title` is empty on the home page; `kind` names the page kind for styles.

    `badge` is `draft` or `scheduled` in a preview. `url` is the address search engines should keep.
    """

    kind: str
    title: str
    summary: str
    url: str
    lang: str
    feeds: tuple[FeedLink, ...]
    badge: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """A term and how many articles it has."""

    term: Term
    count: int


@dataclass(frozen=True, slots=True)
class Steps:
    """The neighbours of one page of a list, which runs from the newest to the oldest: empty where there is none."""

    number: int
    newer: str
    older: str


@dataclass(frozen=True, slots=True)
class Letter:
    """The terms that begin with one letter."""

    letter: str
    terms: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An article one step newer or older."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month with articles: `month` is 1 to 12."""

    month: int
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Year:
    """A year with articles, its months from the last to the first."""

    year: int
    url: str
    count: int
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One article in a feed. `id` never changes, even when the article moves."""

    id: str
    teaser: Teaser
    updated: datetime
    author: str
    html: str
