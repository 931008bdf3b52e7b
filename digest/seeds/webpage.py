"""A saved page -> Blocks and Facts. The tree is walked with a list of open elements: no depth does harm."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from digest.seeds.blocks import Block, Element, Facts
from digest.seeds.elements import BLOCKS, GROUPS, HOLDS_PARAGRAPHS, KINDS, OUTSIDE, TAG, UNSEEN, hidden, told
from digest.seeds.evidence import MARK, Evidence
from digest.seeds.htmltree import tree
from digest.seeds.normal import normal
from digest.seeds.pagefacts import facts

MARKS = 400  # marked elements of a page that are looked at
TEXTS = 40  # pieces of text in one of them
AROUND = 60  # elements around one of them
DEEPEST = 200  # elements around a block that are told; what is deeper shares the tuple of what is around it

_PAGE = re.compile(r"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_BEGINNING = re.compile(r"\s*<(?:!--|title|meta|link|h[1-6]|p|div|article|main|section|table|ul|ol)\b", re.IGNORECASE)
_HEAD = frozenset(("html", "meta", "link", "base", "script", "title"))
_AUTHOR = re.compile(r"[Aa]uthor|[Bb]y-?[Ll]ine")  # in a class
_CLOSING = re.compile(r"</(?:p|div|span|a|li|td|article|section|h[1-6])>", re.IGNORECASE)


def looks_like_page(text: str, path: str) -> bool:
    """Whether a text is HTML: told by what it holds; under the name of a page a single tag of HTML is enough."""
    if path.lower().endswith((".html", ".htm")) and TAG.search(text):
        return True
    closings = len(_CLOSING.findall(text[:65_536]))
    return bool(_PAGE.search(text[:4_096])) or closings >= 5 or (closings > 0 and bool(_BEGINNING.match(text[:4_096])))


def blocks_and_facts(source: str, path: str) -> tuple[tuple[Block, ...], Facts]:
    """The blocks of a page's visible text in their order, and what the page says about itself.

    The line of a block is its number on the page: a page may well be one line. `DigestError` (code `size`) for a page
    that is too large to be read in time.
    """
    root = tree(source, path)
    if root is None:
        return (), Facts()
    return tuple(_blocks(root)), facts(_evidence(root))


def _evidence(root: etree._Element) -> Evidence:
    """What the head and the marks of a page say about it."""
    evidence = Evidence()
    marks = 0
    for element in root.iter(etree.Element):
        name = str(element.tag)
        if name in _HEAD:
            evidence.see(name, _attributes(element))
            if name == "script" or (name == "title" and next(element.iterancestors("svg"), None) is None):
                evidence.raw(name, element.text or "")
        elif marks < MARKS and _is_marked(element, name):
            marks += 1
            around = islice(element.iterancestors(), AROUND)
            hints = [told(str(each.tag), each.get("class"), each.get("id"))[1] for each in around]
            text = "\n".join(str(each) for each in islice(element.itertext(), TEXTS))[: 2 * MARK]
            evidence.mark(name, _attributes(element), text, frozenset().union(*hints))
    return evidence


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(key): str(value) for key, value in element.attrib.items()}


def _is_marked(element: etree._Element, name: str) -> bool:
    """Whether an element may tell author or day: a headline tells where they belong."""
    if name in ("h1", "time"):
        return True
    said = element.get("class")
    if said and _AUTHOR.search(said):
        return True
    marked = element.get("itemprop")
    return element.get("rel") == "author" or (marked is not None and ("author" in marked or "date" in marked))


@dataclass(slots=True)
class _Open:
    """An open element: what it and those around it say about the words inside."""

    element: etree._Element | None
    number: int = 0
    name: str = ""
    words: str = ""
    hints: frozenset[str] = frozenset()
    outer: _Open | None = None
    kind: str = ""
    place: frozenset[str] = frozenset()
    hidden: bool = False
    link: bool = False
    group: int = 0
    grouped: str = ""
    around: tuple[Element, ...] | None = None


@dataclass(slots=True)
class _Page:
    """What has been seen of a page up to now. `own` is the innermost element around all words of the block at hand."""

    open: list[_Open] = field(default_factory=lambda: [_Open(None, around=())])
    count: int = 0
    words: list[str] = field(default_factory=list)
    linked: int = 0
    own: _Open | None = None
    holder: _Open | None = None
    found: list[Block] = field(default_factory=list)


def _blocks(root: etree._Element) -> list[Block]:
    page = _Page()
    for element in root.iter(etree.Element):
        parent = element.getparent()
        while page.open[-1].element is not parent:
            _leave(page)
        _enter(page, element)
    while len(page.open) > 1:
        _leave(page)
    _flush(page)
    return page.found


def _enter(page: _Page, element: etree._Element) -> None:
    inside = _opened(page, element, page.open[-1])
    if inside.name in BLOCKS:
        _flush(page)
    page.open.append(inside)
    if element.text:
        _text(page, inside, element.text)


def _leave(page: _Page) -> None:
    left = page.open.pop()
    inside = page.open[-1]
    if left.name in BLOCKS:
        _flush(page)
    if page.holder is left:
        page.holder = inside
    tail = left.element.tail if left.element is not None else None
    if tail:
        _text(page, inside, tail)


def _opened(page: _Page, element: etree._Element, outer: _Open) -> _Open:
    page.count += 1
    name = str(element.tag)
    if outer.hidden or name in UNSEEN:
        return _Open(element, page.count, name, outer=outer, hidden=True)
    words, hints = told(name, element.get("class"), element.get("id"), element.get("role"))
    place = outer.place & OUTSIDE if name in ("article", "main") else outer.place
    inherits = name not in KINDS or (name == "p" and outer.kind in HOLDS_PARAGRAPHS)
    grouped = GROUPS.get(name, "")
    new = grouped and (grouped != outer.grouped or grouped == "table")
    return _Open(
        element=element,
        number=page.count,
        name=name,
        words=words,
        hints=hints,
        outer=outer,
        kind=outer.kind if inherits else KINDS[name],
        place=place | hints if hints else place,
        hidden=hidden(element.get("hidden"), element.get("style")),
        link=outer.link or name == "a",
        group=page.count if new else outer.group,
        grouped=grouped or outer.grouped,
    )


def _text(page: _Page, inside: _Open, text: str) -> None:
    if inside.hidden or (not page.words and text.isspace()):
        return
    if not page.words:
        page.own = inside
        page.holder = inside
    page.own = page.holder
    page.words.append(text)
    page.linked += len(text) if inside.link else 0


def _flush(page: _Page) -> None:
    """End a block: its words become one line."""
    if not page.words:
        return
    text = " ".join("".join(page.words).split())
    if not text.isprintable():  # character references can stand for anything
        text = " ".join(normal(text).split())
    own = page.own
    if text and own is not None:
        number = len(page.found) + 1
        links = min(1.0, page.linked / len(text))
        page.found.append(
            Block(text, number, number, own.kind, links, own.place, alone=True, around=_around(own), group=own.group)
        )
    page.words, page.linked = [], 0


def _around(own: _Open) -> tuple[Element, ...]:
    """The elements around a block, those of the page itself left out. Neighbours share them."""
    waiting = []
    inner: _Open | None = own
    while inner is not None and inner.around is None:
        waiting.append(inner)
        inner = inner.outer
    found = inner.around if inner is not None and inner.around is not None else ()
    for each in reversed(waiting):
        if each.name not in ("html", "body") and len(found) < DEEPEST:
            found = (*found, Element(each.number, each.name, each.words, each.hints))
        each.around = found
    return found
