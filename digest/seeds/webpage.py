"""A saved page -> Blocks and Facts. Open elements are a list and no recursion: a hundred thousand do no harm."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field

from digest.errors import DigestError
from digest.seeds.blocks import Block, Facts
from digest.seeds.elements import BLOCKS, CLOSED_BY_NEXT, HOLDS_PARAGRAPHS, KINDS, OUTSIDE, TAG, VOID, hidden, places
from digest.seeds.pagefacts import Evidence, facts
from digest.seeds.tags import attributes, pieces, unescaped

TAGS = 250_000  # of one page: the longest of a thousand real ones has a twentieth of that
SEARCHED = 64  # how many open inline elements a closing tag looks through for its partner

_PAGE = re.compile(r"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_BEGINNING = re.compile(r"\s*<(?:!--|title|meta|link|h[1-6]|p|div|article|main|section|table|ul|ol)\b", re.IGNORECASE)
_CLOSING = re.compile(r"</(?:p|div|span|a|li|td|article|section|h[1-6])>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Open:
    """An open element: what it and those around it say about the words inside."""

    name: str
    kind: str
    place: frozenset[str]
    hidden: bool
    link: bool


@dataclass(slots=True)
class _Page:
    """What has been seen of a page up to now."""

    source: str
    lines: list[int]
    open: list[_Open] = field(default_factory=lambda: [_Open("", "", frozenset(), hidden=False, link=False)])
    counts: Counter[str] = field(default_factory=Counter)
    words: list[str] = field(default_factory=list)
    linked: int = 0
    first: int = 0
    last: int = 0
    found: list[Block] = field(default_factory=list)
    evidence: Evidence = field(default_factory=Evidence)


def looks_like_page(text: str, path: str) -> bool:
    """Whether a text is HTML: told by what it holds; under the name of a page a single tag of HTML is enough."""
    if path.lower().endswith((".html", ".htm")) and TAG.search(text):
        return True
    closings = len(_CLOSING.findall(text[:65_536]))
    return bool(_PAGE.search(text[:4_096])) or closings >= 5 or (closings > 0 and bool(_BEGINNING.match(text[:4_096])))


def blocks_and_facts(source: str, path: str) -> tuple[tuple[Block, ...], Facts]:
    """The blocks of a page's visible text in their order, and what the page says about itself.

    `DigestError` (code `size`) for a page with more than `TAGS` tags.
    """
    if source.count("<") > TAGS:
        message = f"this page has {source.count('<'):,} tags; at most {TAGS:,} are read"
        raise DigestError(message, code="size", path=path, hint="save only the article")
    page = _Page(source, [0, *(match.end() for match in re.finditer("\n", source))])
    for piece in pieces(source):
        if not piece.name:
            _text(page, source[piece.start : piece.end], piece.start)
            continue
        if piece.name in BLOCKS:
            _flush(page)
            _close(page, "head")  # whose end tag may be left out
        if piece.closing:
            _close(page, piece.name)
        else:
            _enter(page, piece.name, attributes(source[piece.start : piece.end]))
    _flush(page)
    return tuple(page.found), facts(page.evidence)


def _enter(page: _Page, name: str, given: dict[str, str]) -> None:
    page.evidence.see(name, given)
    if name in VOID:
        return
    if name in CLOSED_BY_NEXT and page.open[-1].name in (name, "p"):
        _close(page, page.open[-1].name)
    page.open.append(_opened(name, given, page.open[-1]))
    page.counts[name] += 1


def _opened(name: str, given: dict[str, str], around: _Open) -> _Open:
    own = places(name, given)
    outer = around.place & OUTSIDE if name in ("article", "main") else around.place
    inherits = name not in KINDS or (name == "p" and around.kind in HOLDS_PARAGRAPHS)
    return _Open(
        name=name,
        kind=around.kind if inherits else KINDS[name],
        place=outer | own if own else outer,
        hidden=around.hidden or hidden(name, given),
        link=around.link or name == "a",
    )


def _close(page: _Page, name: str) -> None:
    """Close an element and what was left open inside it. A closing tag without a partner means nothing."""
    if not page.counts[name]:
        return
    block = name in BLOCKS or name == "head"
    for depth in range(1, len(page.open) if block else min(len(page.open), SEARCHED)):
        if page.open[-depth].name == name:
            for each in page.open[-depth:]:
                page.counts[each.name] -= 1
            del page.open[-depth:]
            return
        if not block and page.open[-depth].name in BLOCKS:
            return


def _text(page: _Page, text: str, position: int) -> None:
    inside = page.open[-1]
    if inside.name == "script" or (inside.name == "title" and not page.counts["svg"]):
        page.evidence.raw(inside.name, text)
    words = "" if inside.hidden else unescaped(text)
    if not words or (words.isspace() and not page.words):
        return
    if not page.words:
        page.first = position + len(text) - len(text.lstrip())
    page.words.append(words)
    page.last = position + len(text.rstrip())
    page.linked += len(words) if inside.link else 0


def _flush(page: _Page) -> None:
    """End a block: its words become one line."""
    text = " ".join("".join(page.words).split()) if page.words else ""
    if text:
        inside = page.open[-1]
        line, end = (bisect_right(page.lines, place) for place in (page.first, max(page.first, page.last - 1)))
        links = min(1.0, page.linked / len(text))
        page.found.append(Block(text, line, end, inside.kind, links, inside.place, alone=True))
    page.words, page.linked = [], 0
