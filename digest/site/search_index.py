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
from digest.disk import write_whole
from digest.fingerprint import of_bytes
from digest.model import Article, Teaser
from digest.roots import NAME, STOP, named, names, root, words
from digest.site.search_coding import LEVEL, Posting, decoded, encoded, shards

TEXT, OFTEN, SUMMARY, TERMS, TITLE = 1, 2, 3, 4, 5
MANY = 3  # times that a text has a word for it to be more than mentioned
TAG, SOURCE = "#", "@"  # before the slug of a term: articles are filtered by such roots


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in the index: its number, the name of all that it is found by, and its roots, level by level."""

    number: int
    name: str
    roots: str


@dataclass(frozen=True, slots=True)
class Known:
    """An article that may be found, the name of all that it is found by, and the number it has."""

    article: Article
    teaser: Teaser
    name: str
    number: int


class Index:
    """The index of one site. It outlives a build: in a file, or in the memory of a preview."""

    def __init__(self, path: Path | None = None, key: str = "") -> None:
        self.path, self.key = path, key
        self.entries: dict[str, Entry] = {}
        self.lists: dict[str, str] = {}
        self._shards: dict[str, str] = {}
        self._made_of: dict[str, tuple[str, ...]] = {}  # the roots of each shard
        self._touched: set[str] | None = None  # roots since the shards were made; none where all are
        self._seen: tuple[Known, ...] | None = None
        self._fresh = False
        if path:
            self._load(path)

    def update(self, known: tuple[Known, ...]) -> None:
        """Take up what has changed."""
        if known is self._seen:
            return
        changed: list[tuple[Entry | None, Entry | None]] = []
        now: dict[str, Entry] = {}
        for each in known:
            path = each.article.path
            old = self.entries.get(path)
            now[path] = new = _renewed(old, each)
            if new is not old:
                changed.append((old, new))
        changed += [(self.entries[path], None) for path in self.entries.keys() - now.keys()]
        self.entries, self._seen = now, known
        self._fresh = self._fresh or bool(changed)
        self._rewrite(*_moved(changed))

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
        """The text of every shard, by the root it starts with; of one that stays as it was, the same as before."""
        if self._touched is None or self._touched:
            sizes = {each: len(each) + len(postings) + 6 for each, postings in self.lists.items()}
            found = {each.start: each.roots for each in shards(sizes)}
            self._shards = {start: self._known(start, roots) or self._text(roots) for start, roots in found.items()}
            self._made_of, self._touched = found, set()
        return self._shards

    def _known(self, start: str, roots: tuple[str, ...]) -> str:
        """The text of a shard of which nothing has changed; otherwise nothing."""
        if self._touched is None or self._made_of.get(start) != roots or not self._touched.isdisjoint(roots):
            return ""
        return self._shards[start]

    def _text(self, roots: Iterable[str]) -> str:
        return json.dumps({each: self.lists[each] for each in roots}, ensure_ascii=False, separators=(",", ":")) + "\n"

    def save(self) -> None:
        """Write the index, unless it stands there already."""
        if self.path and self._fresh:
            entries = {path: [each.number, each.name, each.roots] for path, each in self.entries.items()}
            text = json.dumps([entries, self.lists], ensure_ascii=False, separators=(",", ":")).encode()
            write_whole(self.path, _head(self.key, text) + text)
            self._fresh = False

    def _load(self, path: Path) -> None:
        try:
            head, _, text = path.read_bytes().partition(b"\n")
        except OSError:
            return
        if head + b"\n" == _head(self.key, text):
            entries, self.lists = json.loads(text)
            self.entries = {name: Entry(*row) for name, row in entries.items()}


def _moved(
    changed: Iterable[tuple[Entry | None, Entry | None]],
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


def _packed(entry: Entry | None) -> dict[str, int]:
    """The roots of an entry, each with the number and the level in one."""
    if entry is None:
        return {}
    levels = enumerate(entry.roots.split("\n"), 1)
    return {each: entry.number << LEVEL | level for level, some in levels for each in some.split()}


def _renewed(old: Entry | None, known: Known) -> Entry:
    """What an entry becomes. Only for an article that has changed are its words looked at."""
    if old and old.name == known.name:
        return old if old.number == known.number else replace(old, number=known.number)
    return Entry(known.number, known.name, _written(roots_of(known.article, known.teaser)))


def _head(key: str, text: bytes) -> bytes:
    return f"{key} {of_bytes(text)}\n".encode()


def name_of(article: Article, teaser: Teaser) -> str:
    """A name for all that an article is found by. Texts are kept apart by a sign that none of them holds."""
    terms = (f"{kind}\0{each.name}\0{each.slug}" for kind, some in teaser.terms.items() for each in some)
    source = (teaser.source_term.slug if teaser.source_term else "", teaser.source.name if teaser.source else "")
    parts = (teaser.title, article.summary, article.author, article.dateline, *source, *terms, article.text.html)
    return of_bytes("\0".join(parts).encode("utf-8", "surrogatepass"))


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
