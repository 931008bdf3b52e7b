"""HTML in which a `</div>` is missing -> the same with it, where a browser would put it.

libxml2 closes nothing through an open `<div>`: where one is not closed inside of `<nav>`, all that follows is in the
`<nav>`. Browsers close the `<div>` there (HTML standard, 13.2.6.4.7, "in body").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct, field

CLOSING = frozenset(
    (
        *("address", "article", "aside", "blockquote", "button", "center", "details", "dialog", "dl", "fieldset"),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "li", "main", "menu"),
        *("nav", "noscript", "ol", "pre", "section", "summary", "ul"),
    )
)
"""Elements whose end tag closes every `<div>` left open inside."""
CELLS = frozenset(("table", "caption", "td", "th", "template"))  # nothing inside closes what is outside
SEARCHED = 64  # how many an open `<div>` a new item looks through for the item before it

_TAGS = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)\b.*?(?:</(?P=raw)\b|\Z)"
    rf"|<(?P<end>/?)(?P<name>div|{'|'.join(sorted(CLOSING | CELLS))})\b"
    r"""[^<>"']*+(?:"[^"]*+"[^<>"']*+|'[^']*+'[^<>"']*+)*+""",
    re.IGNORECASE | re.DOTALL,
)


class _Cell(Struct):
    """What stands open inside one cell, or outside of all."""

    name: str = ""
    open: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def mended(source: str) -> str:
    """The page with an end tag for every `<div>` that the end of an element around it leaves open."""
    cells, names = [_Cell()], Counter[str]()
    parts: list[str] = []
    position = 0
    for match in _TAGS.finditer(source):
        name = (match["name"] or "").lower()
        if not name or match.group().endswith("/"):
            continue
        if name in CELLS:
            _enter_or_leave(cells, names, name, leave=bool(match["end"]))
            continue
        missing = _missing(cells[-1], name, end=bool(match["end"]))
        if missing:
            parts.append(source[position : match.start()] + "</div>" * missing)
            position = match.start()
    return "".join((*parts, source[position:]))


def _enter_or_leave(cells: list[_Cell], names: Counter[str], name: str, *, leave: bool) -> None:
    if not leave:
        cells.append(_Cell(name))
        names[name] += 1
    elif names[name]:
        while cells[-1].name != name:
            names[cells.pop().name] -= 1
        names[cells.pop().name] -= 1


def _missing(cell: _Cell, name: str, *, end: bool) -> int:
    """How many an end tag of `<div>` is missing before a tag."""
    closed = name if end else "li" if name == "li" and "li" in _last(cell) else ""
    missing = sum(each == "div" for each in _closed(cell, closed)) if cell.counts[closed] else 0
    if not end:
        cell.open.append(name)
        cell.counts[name] += 1
    return missing if closed != "div" else 0


def _last(cell: _Cell) -> Iterator[str]:
    """The innermost open element that is no `<div>`."""
    yield from [name for name in cell.open[-SEARCHED:] if name != "div"][-1:]


def _closed(cell: _Cell, name: str) -> list[str]:
    """Close an element and all inside."""
    depth = next(depth for depth in range(1, len(cell.open) + 1) if cell.open[-depth] == name)
    closed = cell.open[-depth:]
    cell.counts.subtract(closed)
    del cell.open[-depth:]
    return closed
