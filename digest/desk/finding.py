"""What an editor remembers of a text -> the texts that may be meant, with the link that leads to each.

Words are found in all their forms (`digest/roots.py`); the last one, which is still being typed, by its beginning too.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from msgspec import Struct
from starlette.requests import Request

from digest.content.article import Entry
from digest.content.plain import paragraphs
from digest.content.reading import Shelf
from digest.desk.room import Room
from digest.model import Article, Issue
from digest.roots import STOP, kin, root, words

MOST = 20  # texts that are offered
LONGEST = 200  # letters of a query
TITLE, TEXT = 4, 1  # what it counts that a word stands there

_IN_ADDRESS = re.compile(r"[\s()<>%#?\\\[\]\"'`]")
_IN_WORDS = re.compile(r"[\\\[\]*_`]")


class Words(Struct, frozen=True):
    """The words by which a text is found: those of its title as they are, the roots of its title and of its text.

    To those of the title all others are added that its words may have: it is short, and what is looked for.
    """

    entry: Entry
    title: frozenset[str]
    title_roots: frozenset[str]
    text_roots: frozenset[str]


class Target(Struct, frozen=True):
    """A text that may be meant: `link` leads to it from the file that is edited, `words` are its title as Markdown."""

    title: str
    path: str
    day: str
    draft: bool
    link: str
    words: str


_known: dict[str, Words] = {}


def shown(room: Room, request: Request) -> dict[str, object]:
    """The texts for `q=…`, as a part of the page of `file=…`. The newest ones where nothing is asked."""
    query, path = request.query_params.get("q", "")[:LONGEST], request.query_params.get("file", "")
    shelf = room.shelf()
    return {"found": list(found(shelf, query, path)) if shelf else [], "query": query}


def found(shelf: Shelf, query: str, path: str) -> Iterator[Target]:
    """The texts that have all words of a query, those with the words in their titles first, then the newest."""
    asked = words(query)
    sought = [each for each in asked[:-1] if each not in STOP] + asked[-1:]
    ranked = []
    for name, entry in zip(shelf.paths, shelf.entries, strict=True):
        if name != path and entry.item:
            score = _score(_words(name, entry), sought)
            if score or not sought:
                ranked.append((score, _day(entry), name, entry))
    ranked.sort(key=lambda each: each[:3], reverse=True)
    for _, day, name, entry in ranked[:MOST]:
        yield _target(name, entry, day, path)


def link(target: str, path: str) -> str:
    """The link from one content file to another, as an editor's program would complete it."""
    way = posixpath.relpath(target, posixpath.dirname(path))
    return _IN_ADDRESS.sub(lambda match: quote(match[0]), way)


def _score(known: Words, sought: Sequence[str]) -> int:
    """How well a text answers: nothing where a word is missing."""
    points = [_points(known, word, open_end=number == len(sought)) for number, word in enumerate(sought, 1)]
    return sum(points) if all(points) else 0


def _points(known: Words, word: str, *, open_end: bool) -> int:
    """What one word adds. The last one may be the beginning of a word in the title."""
    roots = {word, *kin(root(word)), *kin(word)}  # a surname is its own root, as in the site's search
    if roots & known.title_roots or word in known.title:
        return TITLE
    if open_end and any(each.startswith(word) for each in known.title):
        return TITLE
    return TEXT if roots & known.text_roots else 0


def _words(path: str, entry: Entry) -> Words:
    """The words of a text; looked for again only when it has changed."""
    known = _known.get(path)
    if known is None or known.entry is not entry:
        item = entry.item
        title = frozenset(words(item.title)) if item else frozenset()
        text = "\n".join((item.summary, *paragraphs(item.text))) if item else ""
        kindred = frozenset(each for found in _roots(title) for each in kin(found))
        known = Words(entry, title, kindred, _roots(words(text)))
        _known[path] = known
    return known


def _roots(found: Sequence[str] | frozenset[str]) -> frozenset[str]:
    return frozenset(map(root, found)) - STOP


def _day(entry: Entry) -> str:
    dated: Article | Issue | None = entry.article or entry.issue
    return dated.date.strftime("%Y-%m-%d") if dated and dated.date else ""


def _target(name: str, entry: Entry, day: str, path: str) -> Target:
    item = entry.item
    title = " ".join(item.title.split()) if item else ""  # a no-break space that nobody typed is none
    escaped = _IN_WORDS.sub(lambda match: "\\" + match[0], title).replace("<", "&lt;")
    return Target(title, name, day, bool(item and item.draft), link(name, path or name), escaped)
