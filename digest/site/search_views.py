"""What the search page shows, and what its script fetches."""

from __future__ import annotations

from msgspec import Struct

from digest.fingerprint import Simple
from digest.model import Term
from digest.settings import Site
from digest.site.view_parts import Head


class SearchView(Struct, frozen=True):
    """`search.html`: the search, and the sources, tags and years by which what is found is narrowed.

    `sources` and `tags` are those of the most articles, by name; `more` tells of which of the two there are others,
    that the script fetches. `folder` is where the index stands.
    """

    site: Site
    head: Head
    sources: tuple[Term, ...]
    tags: tuple[Term, ...]
    more: tuple[str, ...]
    years: tuple[int, ...]
    folder: str


class ManifestView(Struct, frozen=True):
    """What a browser must know of the index before it can ask it.

    An article's number is that of its month, counted from the January of `year`, then `bits` bits for its place in the
    month. `starts` are the roots with which shards start. With another `version`, every other file may differ.
    """

    version: str
    count: int
    year: int
    bits: int
    starts: tuple[str, ...]


class ShardView(Struct, frozen=True):
    """A part of the index: posting lists by roots, as text."""

    text: str


class Record(Simple, frozen=True):
    """What a result shows of an article: `date` for machines, `shown` as the site writes dates.

    `lang` is empty where it is that of the site.
    """

    title: str
    url: str
    date: str
    shown: str
    source: str
    summary: str
    lang: str


class RecordsView(Struct, frozen=True):
    """The articles of one block of numbers, from `first` on."""

    first: int
    records: tuple[Record, ...]


class FilterView(Struct, frozen=True):
    """Every term of a taxonomy by which results may be narrowed, by name."""

    terms: tuple[Term, ...]
