"""Drafts, articles to come and expired texts -> what each is known by, wherever it is shown.

That is its address, its title, and runs of its words that stand in nothing that is public.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from html import unescape
from itertools import chain

from msgspec import Struct, field

from digest.content.expiry import is_over, without_text
from digest.content.reading import Shelf, cache_of, read
from digest.model import Article, Issue, Leaf
from digest.publish.difference import file_of
from digest.settings import Settings
from digest.shingles import words

DRAFT, FUTURE, EXPIRED = "a draft", "an article whose date is still to come", "a text whose time is over"
RUN = 7  # words
RUNS = 40  # of one text
TITLE = 3  # words: shorter ones are names
TAG = re.compile(r"<[^>]*>")

Item = Article | Leaf | Issue


class Mark(Struct, frozen=True):
    """Words by which a text is known. An address counts only where it stands letter for letter (`exact`)."""

    path: str
    why: str
    words: str
    exact: str = ""


class Marks(Struct):
    """Marks by the rarest word of each, and the files at which something hidden would stand."""

    by_word: dict[str, list[Mark]] = field(default_factory=dict)
    files: dict[str, Mark] = field(default_factory=dict)


def marks(settings: Settings) -> Marks:
    """What the hidden texts of a site are known by."""
    shelf = read(settings, cache_of(settings))
    hidden = list(_hidden(shelf, settings))
    if not hidden:
        return Marks()
    phrases = {phrase for item, why in hidden for phrase in _phrases(item, why)}
    known, public = _compared(phrases - {""}, chain(map(_stretch, _public(shelf, settings)), [_frame(settings, shelf)]))
    addresses = {item.url for item in _public(shelf, settings)}
    found = Marks()
    for item, why in hidden:
        if why != EXPIRED and item.url not in addresses:
            found.files[file_of(item.url)] = Mark(item.path, why, "", item.url)
        for mark in _marks(item, why, public):
            if mark.words and (mark.exact not in addresses or not mark.exact):
                rarest = min(mark.words.split(), key=lambda word: (known[word], word))
                found.by_word.setdefault(rarest, []).append(mark)
    return found


def _compared(phrases: Set[str], stretches: Iterable[list[str]]) -> tuple[Counter[str], set[str]]:
    """How often each word of some phrases is public, and which of the phrases are."""
    vocabulary = {word for phrase in phrases for word in phrase.split()}
    by_word: dict[str, list[str]] = {}
    for phrase in phrases:
        by_word.setdefault(max(phrase.split(), key=len), []).append(phrase)  # long words are rare
    known: Counter[str] = Counter()
    public: set[str] = set()
    for stretch in stretches:
        known.update(near := list(filter(vocabulary.__contains__, stretch)))
        held = by_word.keys() & set(near)
        whole = f" {' '.join(stretch)} " if held else ""
        public.update(phrase for word in held for phrase in by_word[word] if f" {phrase} " in whole)
    return known, public


def _items(shelf: Shelf) -> Iterator[Item]:
    for entry in shelf.entries:
        for item in (entry.article, entry.issue, entry.leaf):
            if item:
                yield item


def _hidden(shelf: Shelf, settings: Settings) -> Iterator[tuple[Item, str]]:
    for item in _items(shelf):
        date = None if isinstance(item, Leaf) else item.date
        if item.draft:
            yield item, DRAFT
        elif date and date > settings.now:
            yield item, FUTURE
        elif isinstance(item, Article) and is_over(item, settings.now):
            yield item, EXPIRED


def _public(shelf: Shelf, settings: Settings) -> Iterator[Item]:
    hidden = {item.path: why for item, why in _hidden(shelf, settings)}
    for item in _items(shelf):
        why = hidden.get(item.path)
        if why == EXPIRED and isinstance(item, Article):
            yield without_text(item)
        elif not why:
            yield item


def _stretch(item: Item) -> list[str]:
    """All words of a text, with and without what its marks add to them."""
    said = [item.title, item.summary, TAG.sub(" ", item.text.html), item.text.html]
    if isinstance(item, Article):
        said += [*item.known, *(note.text for note in item.corrections), item.author, item.dateline]
        said += [item.source.name if item.source else "", *(name for some in item.terms.values() for name in some)]
    if isinstance(item, Issue):
        said += [part for section in item.sections for part in (section.title, section.text)]
    if not isinstance(item, Leaf) and item.image:
        said += [item.image.alt, item.image.caption, item.image.credit]
    return words(unescape("\n".join(said)))


def _frame(settings: Settings, shelf: Shelf) -> list[str]:
    """The words of the site itself, which stand on every page."""
    site = settings.site
    titles = [held.name for held in shelf.tags.terms]
    return words("\n".join([site.title, site.description, site.author, *(each.title for each in site.menu), *titles]))


def _marks(item: Item, why: str, public: Set[str]) -> Iterator[Mark]:
    """What a hidden text is known by, and nothing public."""
    if why != EXPIRED:
        yield Mark(item.path, why, " ".join(words(item.url)), item.url)
    for title in _title(item, why):
        if title not in public:
            yield Mark(item.path, why, title)
    for runs in _texts(item):
        own = [run for run in runs if run not in public]
        for run in own[:: max(1, len(own) // RUNS)]:
            yield Mark(item.path, why, run)


def _phrases(item: Item, why: str) -> Iterator[str]:
    """All that a hidden text might be known by."""
    yield " ".join(words(item.url))
    yield from _title(item, why)
    for runs in _texts(item):
        yield from runs


def _title(item: Item, why: str) -> Iterator[str]:
    found = words(item.title)
    if why != EXPIRED and len(found) >= TITLE:
        yield " ".join(found)


def _texts(item: Item) -> Iterator[list[str]]:
    """The runs of a text, once without and once with what its marks add."""
    for text in (TAG.sub(" ", item.text.html), item.text.html):
        found = words(unescape(text))
        yield [" ".join(found[at : at + RUN]) for at in range(0, len(found) - RUN + 1, RUN)]
