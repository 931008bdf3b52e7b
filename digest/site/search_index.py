"""Articles -> the search index, brought up to date: what has not changed is neither read nor written again."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
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
    """An article that may be found, and the number it has."""

    article: Article
    teaser: Teaser
    number: int


class Index:
    """The index of one site. It outlives a build: in a file, or in the memory of a preview."""

    def __init__(self, path: Path | None = None, key: str = "") -> None:
        self.path, self.key = path, key
        self.entries: dict[str, Entry] = {}
        self.lists: dict[str, str] = {}
        self._shards: dict[str, str] | None = None
        self._fresh = False
        if path:
            self._load(path)

    def update(self, known: Iterable[Known], name: Callable[[Article, Teaser], str]) -> None:
        """Take up what has changed. `name` names all of an article that the index is made of."""
        now = {each.article.path: (each, name(each.article, each.teaser)) for each in known}
        gone: defaultdict[str, set[int]] = defaultdict(set)
        come: defaultdict[str, list[Posting]] = defaultdict(list)
        for path in [each for each in self.entries if each not in now]:
            _note_gone(self.entries.pop(path), gone)
        for path, given in now.items():
            old = self.entries.get(path)
            new = _renewed(old, *given)
            if old == new:
                continue
            if old:
                _note_gone(old, gone)
            _note_come(new, come)
            self.entries[path] = new
        self._rewrite(gone, come)

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
            self._fresh, self._shards = True, None

    def shards(self) -> Mapping[str, str]:
        """The text of every shard, by the root it starts with."""
        if self._shards is None:
            sizes = {each: len(each) + len(postings) + 6 for each, postings in self.lists.items()}
            self._shards = {each.start: self._text(each.roots) for each in shards(sizes)}
        return self._shards

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


def _renewed(old: Entry | None, known: Known, name: str) -> Entry:
    """What an entry becomes. Only for an article that has changed are its words looked at."""
    if old and old.name == name:
        return old if old.number == known.number else replace(old, number=known.number)
    return Entry(known.number, name, _written(roots_of(known.article, known.teaser)))


def _note_gone(old: Entry, gone: defaultdict[str, set[int]]) -> None:
    for each in old.roots.split():
        gone[each].add(old.number)


def _note_come(new: Entry, come: defaultdict[str, list[Posting]]) -> None:
    for level, some in enumerate(new.roots.split("\n"), 1):
        packed = new.number << LEVEL | level
        for each in some.split():
            come[each].append(packed)


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
