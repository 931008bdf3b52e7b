"""What views are made of: the values that views of several kinds share."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from digest.fingerprint import Simple
from digest.model import Teaser, Term, Text


class FeedLink(Simple, frozen=True):
    """A feed that a page announces: what it covers, and its two forms."""

    title: str
    atom: str
    json: str


class Card(Simple, frozen=True):
    """The picture that programs show beside a link to a page: its address, its words, its size in pixels."""

    url: str
    alt: str
    width: int
    height: int


class Head(Simple, frozen=True):
    """What every page says of itself. `title` is empty on the home page; `kind` names the page kind for styles.

    `badge` is `draft`, `scheduled` or `over` in a preview. `url` is the address search engines should keep. `image` is
    the picture of what the page tells, `card` the one to be shown beside links to it. `about` is the address of the
    page about the digest, empty where there is none.
    """

    kind: str
    title: str
    summary: str
    url: str
    lang: str
    feeds: tuple[FeedLink, ...]
    badge: str = ""
    image: str = ""
    card: Card | None = None
    about: str = ""


class Counted(Simple, frozen=True):
    """A term and how many articles it has."""

    term: Term
    count: int


class Steps(Simple, frozen=True):
    """The neighbours of one page of a list, which runs from the newest to the oldest: empty where there is none."""

    number: int
    newer: str
    older: str


class Letter(Struct, frozen=True):
    """The terms that begin with one letter."""

    letter: str
    terms: tuple[Counted, ...]


class Neighbour(Simple, frozen=True):
    """An article beside another: one step newer or older, or the same text in another language."""

    title: str
    url: str
    lang: str


class Month(Simple, frozen=True):
    """A month with articles: `month` is 1 to 12."""

    month: int
    url: str
    count: int


class Year(Simple, frozen=True):
    """A year with articles, its months from the last to the first."""

    year: int
    url: str
    count: int
    months: tuple[Month, ...]


class Day(Simple, frozen=True):
    """A day of a calendar, with articles at `anchor` or without; `day` is 0 for a place before or after the month."""

    day: int
    anchor: str
    count: int


class Weekday(Simple, frozen=True):
    """A day of the week by its short and its whole name."""

    short: str
    whole: str


class Calendar(Simple, frozen=True):
    """A month: the days of the week, then the days of the month, week by week."""

    weekdays: tuple[Weekday, ...]
    weeks: tuple[tuple[Day, ...], ...]


class FeedEntry(Struct, frozen=True):
    """One article in a feed. `id` never changes, even when the article moves."""

    id: str
    teaser: Teaser
    updated: datetime
    author: str
    text: Text


class Group(Struct, frozen=True):
    """The articles of one month or day in a list, to be found at `anchor`; it is empty for those without a date."""

    anchor: str
    teasers: tuple[Teaser, ...]


class Cited(Simple, frozen=True):
    """An outlet in a chain of citation; `url` is its page, empty where it has none."""

    name: str
    url: str


class Quoted(Simple, frozen=True):
    """An outlet that another quotes, or is quoted by, and in how many articles."""

    outlet: Cited
    count: int


class Related(Struct, frozen=True):
    """A topic near another: how many articles they share, and the tags that are frequent in both."""

    term: Term
    shared: int
    tags: tuple[Term, ...]


class Corrected(Struct, frozen=True):
    """A correction, and its article: `title`, `url` and `lang` are of that, `anchor` is where the correction stands."""

    date: datetime
    text: str
    title: str
    url: str
    lang: str
    anchor: str


class OutletFacts(Struct, frozen=True):
    """What is told of a source: its other names, its home page, a code of its country, its kind, its language."""

    names: tuple[str, ...]
    url: str
    country: str
    kind: str
    language: str
    rights: str
