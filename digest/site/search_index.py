"""Articles -> the search index, brought up to date: what has not changed is neither read nor written again."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, filterfalse
from pathlib import Path

from digest.content.plain import paragraphs
from digest.fingerprint import of_bytes
from digest.model import Article, Teaser
from digest.roots import NAME, STOP, named, names, root, words
from digest.site.search_coding import LEVEL, Posting, Shard, decoded, encoded, shards
from digest.stock import Data, Stock

TEXT, OFTEN, SUMMARY, TERMS, TITLE = 1, 2, 3, 4, 5
MANY = 3  # times that a text has a word for it to be more than mentioned
TAG, SOURCE = "#", "@"  # before the slug of a term: articles are filtered by such roots


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in the index: its number, the name of all that it is found by, and its roots, level by level.

    What is kept on the disk has its roots there, too: they are read when they are asked for.
    """

    number: int
    name: str
    roots: str | None


_NONE = Entry(0, "", "")  # what is not there has no roots


@dataclass(frozen=True, slots=True)
class Known:
    """An article that may be found, the name of all that it is found by, and the number it has."""

    article: Article
    teaser: Teaser
    name: str
    number: int


class Index:
    """The index of one site. It outlives a build: in a file, or in the memory of a preview.

    The file has a row for the roots of each article, which is read when the article changes, and one for all the rest.
    """

    def __init__(self, path: Path | None = None, key: str = "") -> None:
        self._stock = Stock(path, key, "whole", "roots") if path else None
        self.entries: dict[str, Entry] = {}
        self.lists: dict[str, str] = {}
        self._made: dict[str, _Made] = {}  # shards by the roots they start with
        self._touched: set[str] | None = None  # roots since the shards were made; none where all are
        self._seen: tuple[Known, ...] | None = None
        self._changed: set[str] = set()
        if self._stock:
            self._load(self._stock)

    def update(self, known: tuple[Known, ...]) -> None:
        """Take up what has changed."""
        if known is self._seen:
            return
        try:
            self._take_up(known)
        except _Lost:
            self.entries, self.lists, self._touched = {}, {}, None
            self._take_up(known)

    def _take_up(self, known: tuple[Known, ...]) -> None:
        changed: list[tuple[Entry, Entry]] = []
        now: dict[str, Entry] = {}
        for each in known:
            path = each.article.path
            old = now[path] = self.entries.get(path) or _NONE
            if old.name != each.name or old.number != each.number:
                old = self._whole(path, old)
                now[path] = _renewed(old, each)
                self._changed.add(path)
                changed.append((old, now[path]))
        gone = self.entries.keys() - now.keys()
        changed += [(self._whole(path, self.entries[path]), _NONE) for path in gone]
        self._changed |= gone
        self.entries, self._seen = now, known
        self._rewrite(*_moved(changed))

    def _whole(self, path: str, entry: Entry) -> Entry:
        """The entry with its roots. Raises `_Lost` where they are not to be had any more."""
        if entry.roots is not None:
            return entry
        name, _, roots = ((self._stock and self._stock.row("roots", path)) or b"").decode().partition("\n")
        if name != entry.name:
            raise _Lost
        return replace(entry, roots=roots)

    def _rewrite(self, gone: Mapping[str, set[int]], come: Mapping[str, list[Posting]]) -> None:
        for each in gone.keys() | come.keys():
            postings = come.get(each, [])
            if each in self.lists:
                left = gone.get(each, ())
                postings += [old for old in decoded(self.lists[each]) if old >> LEVEL not in left]
            if postings:
                self.lists[each] = encoded(postings)
            else:
                del self.lists[each]
            if self._touched is not None:
                self._touched.add(each)

    def shards(self) -> Mapping[str, str]:
        """The name of the text of every shard, by the root it starts with; only what may differ is looked at."""
        if self._touched is None or self._touched:
            self._lay_out()
        return {start: made.name for start, made in self._made.items()}

    def text(self, start: str) -> str:
        """The text of a shard."""
        if not self._made[start].roots:  # as it was read: nothing has changed since
            self._lay_out()
        return self._text(self._made[start].roots).decode()

    def _lay_out(self) -> None:
        sizes = {each: len(each) + len(postings) + 6 for each, postings in self.lists.items()}
        self._made = {each.start: self._named(each) for each in shards(sizes)}
        self._touched = set()

    def _named(self, shard: Shard) -> _Made:
        """A shard with the name of its text; the same as before where nothing of it has changed."""
        old, roots = self._made.get(shard.start), of_bytes("\n".join(shard.roots).encode())
        if old and old.of == roots and self._touched is not None and self._touched.isdisjoint(shard.roots):
            return replace(old, roots=shard.roots)
        return _Made(of_bytes(self._text(shard.roots)), roots, shard.roots)

    def _text(self, roots: Iterable[str]) -> bytes:
        return (_json({each: self.lists[each] for each in roots}) + "\n").encode()

    def save(self) -> None:
        """Write what has changed since it was read."""
        if self._stock and self._changed:
            entries = {path: [each.number, each.name] for path, each in self.entries.items()}
            made = {start: [each.name, each.of] for start, each in self._made.items()}
            lists = "\n".join(f"{each} {postings}" for each, postings in self.lists.items())
            whole = f"{_json([entries, made])}\n{lists}".encode()
            roots = {path: self._roots_row(path) for path in self._changed}
            self._stock.write({"whole": {"index": whole}, "roots": roots}, anew=len(roots) >= len(entries))
            self._changed = set()

    def _roots_row(self, path: str) -> Data | None:
        entry = self.entries.get(path)
        return (lambda: f"{entry.name}\n{entry.roots}".encode()) if entry else None

    def _load(self, stock: Stock) -> None:
        whole = stock.row("whole", "index")
        if whole:
            head, *lists = whole.decode().split("\n")
            entries, made = json.loads(head)
            self.lists = dict(each.split(" ") for each in lists if each)
            self._made = {start: _Made(name, of, ()) for start, (name, of) in made.items()}
            self._touched = set() if made else None
            self.entries = {path: Entry(number, name, None) for path, (number, name) in entries.items()}


@dataclass(frozen=True, slots=True)
class _Made:
    """A shard: a name for its text, a name for the roots that it is made of, and those."""

    name: str
    of: str
    roots: tuple[str, ...]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class _Lost(Exception):
    """Roots that were kept are not there any more."""


def _moved(
    changed: Iterable[tuple[Entry, Entry]],
) -> tuple[Mapping[str, set[int]], Mapping[str, list[Posting]]]:
    """By their roots the numbers that go, and those that come with their levels: what stays where it was is neither."""
    gone: defaultdict[str, set[int]] = defaultdict(set)
    come: defaultdict[str, list[Posting]] = defaultdict(list)
    for old, new in changed:
        left, right = _packed(old), _packed(new)
        for each, packed in left.items():
            if right.get(each) != packed:
                gone[each].add(packed >> LEVEL)
        for each, packed in right.items():
            if left.get(each) != packed:
                come[each].append(packed)
    return gone, come


def _packed(entry: Entry) -> dict[str, int]:
    """The roots of an entry, each with the number and the level in one."""
    levels = enumerate((entry.roots or "").split("\n"), 1)
    return {each: entry.number << LEVEL | level for level, some in levels for each in some.split()}


def _renewed(old: Entry, known: Known) -> Entry:
    """What an entry becomes. Only for an article that has changed are its words looked at."""
    if old.name == known.name:
        return replace(old, number=known.number)
    return Entry(known.number, known.name, _written(roots_of(known.article, known.teaser)))


def roots_of(article: Article, teaser: Teaser) -> dict[str, int]:
    """The roots by which an article is found, each with its highest level."""
    text = "\n".join(paragraphs(article.text))
    own = frozenset(names(f"{text}\n{article.title}\n{article.summary}\n{article.author}")) - STOP
    source = teaser.source.name if teaser.source else ""
    terms = [each for some in teaser.terms.values() for each in some]
    often = Counter(_roots(text, own))
    found = {each: OFTEN if count >= MANY else TEXT for each, count in often.items()}
    found.update(dict.fromkeys(_roots(f"{article.summary} {source} {article.author} {article.dateline}", own), SUMMARY))
    found.update(dict.fromkeys(_roots(" ".join(each.name for each in terms), own), TERMS))
    found.update(dict.fromkeys(_roots(article.title, own), TITLE))
    found.update({TAG + each.slug: TEXT for each in terms if each.taxonomy == "tags"})
    if teaser.source_term:
        found[SOURCE + teaser.source_term.slug] = TEXT
    return found


def _roots(text: str, own: frozenset[str]) -> Iterator[str]:
    """The roots of a text's words. What is one of the names of its article is a name everywhere in it.

    For a sentence may begin with it.
    """
    found = words(text)
    common = map(root, filterfalse(own.__contains__, filterfalse(STOP.__contains__, found)))
    return chain(common, map(_name, filter(own.__contains__, found))) if own else common


@cache
def _name(word: str) -> str:
    return named(word) + NAME


def _written(roots: Mapping[str, int]) -> str:
    levels: list[list[str]] = [[] for _ in range(TITLE)]
    for each, level in roots.items():
        levels[level - 1].append(each)
    return "\n".join(map(" ".join, levels))
