"""The tree of a page -> its Blocks. It is walked with a list of open elements: no depth does harm."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urljoin

from lxml import etree
from msgspec import Struct, field
from msgspec.structs import replace

from digest.seeds.blocks import Block, Cell, Element, Picture, Style
from digest.seeds.elements import (
    BLOCKS,
    FIGURE,
    GROUPS,
    HOLDS_PARAGRAPHS,
    KINDS,
    OUTSIDE,
    PROGRAM,
    UNSEEN,
    counted,
    hidden,
    told,
)
from digest.seeds.grid import Grid
from digest.seeds.imgs import picture
from digest.seeds.inline import KINDS as MARKING
from digest.seeds.inline import PLAIN, styled
from digest.seeds.normal import normal

DEEPEST = 200  # elements around a block that are told; what is deeper shares the tuple of what is around it
MANY = 9  # line breaks: what divides blocks otherwise than by one
FRAMES = frozenset(("figure", "pre", "table", "tr", "td", "th"))


class _Frame(Struct, frozen=True):
    """What is neither told by words nor for the labels: the figure, the table and the cell around, and a program."""

    figure: int = 0
    grid: Grid | None = None
    cell: Cell | None = None
    program: bool = False


NO_FRAME = _Frame()


class _Open(Struct):
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
    style: Style = PLAIN
    frame: _Frame = NO_FRAME


class _Page(Struct):
    """What has been seen of a page up to now. `own` is the innermost element around all words of the block at hand.

    Pictures within its words wait in `inner`: they are shown behind it.
    """

    base: str = ""
    open: list[_Open] = field(default_factory=lambda: [_Open(None, around=())])
    count: int = 0
    words: list[str] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    styled: bool = False
    pictures: list[Picture] = field(default_factory=list)
    inner: list[Picture] = field(default_factory=list)
    breaks: int = 0
    ruled: bool = False
    linked: int = 0
    own: _Open | None = None
    holder: _Open | None = None
    found: list[Block] = field(default_factory=list)


def blocks(root: etree._Element) -> list[Block]:
    """The blocks of a page's visible text in their order, each with what the page makes of its words."""
    base = root.find(".//base[@href]")
    page = _Page(base.get("href", "") if base is not None else "")
    for element in root.iter(etree.Element):
        parent = element.getparent()
        while page.open[-1].element is not parent:
            _leave(page)
        _enter(page, element)
    while len(page.open) > 1:
        _leave(page)
    _flush(page)
    if page.pictures and page.found:
        page.found[-1] = replace(page.found[-1], trailing=tuple(page.pictures))
    return page.found


def _enter(page: _Page, element: etree._Element) -> None:
    inside = _opened(page, element, page.open[-1])
    if inside.name in BLOCKS:
        _flush(page)
        page.breaks = page.breaks + 1 if inside.name == "br" else MANY
        page.ruled = page.ruled or inside.name == "hr"
    elif inside.name == "img" and not inside.hidden:
        _see(page, element, inside)
    page.open.append(inside)
    if element.text:
        _text(page, inside, element.text)


def _leave(page: _Page) -> None:
    left = page.open.pop()
    inside = page.open[-1]
    if left.name in BLOCKS and left.name != "br":
        _flush(page)
        page.breaks = MANY
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
        style=styled(outer.style, name, page.count, _target(page, element)) if name in MARKING else outer.style,
        frame=_frame(outer.frame, element, page.count, words) if name in FRAMES or FIGURE in words else outer.frame,
    )


def _frame(outer: _Frame, element: etree._Element, number: int, words: str) -> _Frame:
    grid = outer.grid
    if element.tag == "pre":
        return replace(outer, program=bool(PROGRAM.search(words)) or element.find("code") is not None)
    if element.tag == "table":
        return replace(outer, grid=Grid(), cell=None)
    if element.tag not in ("tr", "td", "th"):
        return replace(outer, figure=number)
    if grid is not None and element.tag != "tr":
        return replace(outer, cell=grid.cell(element.get("colspan"), element.get("rowspan")))
    if grid is not None:
        grid.next_row()
    return outer


def _target(page: _Page, element: etree._Element) -> str | None:
    """What a link of the page leads to, counted from where the page says that all of them start."""
    target = element.get("href")
    try:
        return urljoin(page.base, target) if page.base and target else target
    except ValueError:
        return None


def _see(page: _Page, element: etree._Element, inside: _Open) -> None:
    seen = picture(element, inside.frame.figure, inside.place)
    if seen is not None:
        with suppress(ValueError):
            whole = replace(seen, src=urljoin(page.base, seen.src)) if page.base else seen
            (page.inner if page.words else page.pictures).append(whole)


def _text(page: _Page, inside: _Open, text: str) -> None:
    if inside.hidden or (not page.words and text.isspace()):
        return
    if not page.words:
        page.own = inside
        page.holder = inside
    page.own = page.holder
    page.words.append(text)
    page.styles.append(inside.style)
    if inside.style is not PLAIN:
        page.styled = True
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
            Block(
                text, number, number, own.kind, links, own.place, alone=True, around=_around(own), group=own.group,
                runs=tuple(zip(page.words, page.styles, strict=True)) if page.styled else (),
                pictures=tuple(page.pictures),
                cell=own.frame.cell,
                program=_program("".join(page.words), text) if own.frame.program else "",
                broken=page.breaks == 1,
                ruled=page.ruled,
            )
        )  # fmt: skip
        page.pictures, page.inner, page.breaks, page.ruled = page.inner, [], 0, False
    page.words, page.styles, page.styled, page.linked = [], [], False, 0


def _program(lines: str, text: str) -> str:
    """The lines of a program, where they hold the words of the block and no others."""
    lines = normal(lines).strip("\n")
    return lines if lines.split() == text.split() else ""


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
            count, down = (None, False) if each.element is None else counted(each.name, each.element.get)
            found = (*found, Element(each.number, each.name, each.words, each.hints, count, down))
        each.around = found
    return found
