"""What is to become of a list -> the letters of a YAML text that change for it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from digest.text import same_name
from digest.yamlplace import Item, Key, Placed, bracketed, line_ends, margin, plain, spelt
from digest.yamltext import Node

MARGIN = "  "  # of keys within a key, where none shows how the editor does it

_COMMENT = re.compile(r"(?:^|\s)(#[^\r\n]*)")


class Splice(Struct, frozen=True):
    """Letters that take the place of others."""

    start: int
    end: int
    text: str


class Change(Struct, frozen=True):
    """What is to become of a list: each of its names with its new one (empty if it goes), and the names behind them."""

    fates: tuple[tuple[Item, str], ...]
    more: tuple[str, ...]

    @property
    def wanted(self) -> tuple[str, ...]:
        """The names of the list then."""
        return (*(fate for _, fate in self.fates if fate), *self.more)


def planned(items: Sequence[Item], renamed: Mapping[str, str], gone: Collection[str], more: Sequence[str]) -> Change:
    """A list with names renamed, taken out and added; a name that would stand twice goes."""
    kept = {same_name(item.name) for item in items if item.name not in renamed and item.name not in gone}
    fates = []
    for item in items:
        fate = "" if item.name in gone else renamed.get(item.name, item.name)
        if item.name in renamed and same_name(fate) in kept:
            fate = ""
        kept.add(same_name(fate))
        fates.append((item, fate))
    new = {same_name(name): name for name in reversed(more) if same_name(name) not in kept}
    return Change(tuple(fates), tuple(reversed(new.values())))


def splices(at: Placed, key: Key, change: Change, order: Sequence[str]) -> list[Splice]:
    """What makes a change of a list, however it is written; nothing where a comment would be lost."""
    node = at.node(key)
    if node is None:
        lines = [f"{spelt(key[-1])}:", *(f"- {spelt(name)}" for name in change.more)]
        return [_new_key(at, key, lines, order)]
    if node.value is None:
        row = node.key_line - at.first_line
        return [_lines_behind(at, row, [f"{margin(at.lines[row])}- {spelt(name)}" for name in change.more])]
    if isinstance(node.value, tuple):
        if node.end_line:
            made = list(_in_brackets(at, node, change))
            return (
                [] if any(re.search(r"\s#", at.text[each.start : each.end]) for each in made if not each.text) else made
            )
        return list(_on_lines(at, node, change))
    start, end = at.span(node)
    if node.quoted and len(change.wanted) == 1:
        return [Splice(start, end, spelt(change.wanted[0], at.text[start:end]))]
    if node.quoted or not all(map(plain, change.wanted)):
        return [Splice(start, end, bracketed(change.wanted))]
    return [Splice(start, end, ", ".join(change.wanted))]


def _changed(at: Placed, item: Item, fate: str) -> Splice:
    return Splice(item.start, item.end, spelt(fate, at.text[item.start : item.end]))


def _in_brackets(at: Placed, node: Node, change: Change) -> Iterator[Splice]:
    """In `[a, b]`: a name goes with the comma behind it, the last one with that before it."""
    items = [item for item, _ in change.fates]
    left = [item for item, fate in change.fates if fate]
    start, end = at.span(node)
    if not left:
        yield Splice(start, end, bracketed(change.more))
        return
    for number, (item, fate) in enumerate(change.fates):
        if not fate:
            last = item.start > left[-1].start
            yield (
                Splice(items[number - 1].end, item.end, "") if last else Splice(item.start, items[number + 1].start, "")
            )
        elif fate != item.name:
            yield _changed(at, item, fate)
    if change.more:
        yield Splice(items[-1].end, items[-1].end, "".join(f", {spelt(name)}" for name in change.more))


def _on_lines(at: Placed, node: Node, change: Change) -> Iterator[Splice]:
    """In `- a`, line by line: a name goes with its line, but a comment behind it stays."""
    for item, fate in change.fates:
        if not fate:
            first, behind = at.row(item.start), at.starts[at.row(item.end - 1) + 1]
            comment = _COMMENT.search(at.text, item.end, behind)
            kept = f"{margin(at.lines[first])}{comment[1]}{at.line_end}" if comment else ""
            yield Splice(at.starts[first], behind, kept)
        elif fate != item.name:
            yield _changed(at, item, fate)
    if change.more:
        last = change.fates[-1][0]
        lead = at.lines[at.row(last.start)][: last.start - at.starts[at.row(last.start)]]
        yield _lines_behind(at, at.row(last.end - 1), [f"{lead}{spelt(name)}" for name in change.more])


def _lines_behind(at: Placed, row: int, lines: Sequence[str]) -> Splice:
    """New lines behind a line, which need not have an end."""
    place = at.starts[row + 1] if at.lines else 0
    joint = at.line_end if at.text[:place] and not at.text[:place].endswith(("\n", "\r")) else ""
    return Splice(place, place, joint + "".join(line + at.line_end for line in lines))


def new_text(at: Placed, key: Key, words: str, order: Sequence[str], *, bare: bool = False) -> Splice:
    """A new key with a text."""
    return _new_key(at, key, [f"{spelt(key[-1])}: {spelt(words, bare=bare)}"], order)


def other_text(at: Placed, node: Node, words: str, *, bare: bool = False) -> Splice | None:
    """Other words in the place of a text, or of none; None where a comment would be lost with it."""
    start, end = at.span(node)
    old = at.text[start:end]
    behind = old[len(old.rstrip()) :]  # a text on lines of its own holds the end of its last one
    if behind and _COMMENT.search(line_ends(old)[0]):
        return None
    return Splice(start, end, " " * (start == end) + spelt(words, old, bare=bare) + behind)


def _new_key(at: Placed, key: Key, lines: Sequence[str], order: Sequence[str]) -> Splice:
    """The lines of a new key, behind those that stand before it in `order`; with the key around it if need be."""
    *around, name = key
    parent = tuple(around)
    outer = at.node(parent)
    if parent and outer is None:
        return _beside(at, (), parent[0], [f"{spelt(parent[0])}:", *(MARGIN + line for line in lines)], order)
    if outer and outer.value is None and parent:
        row = outer.key_line - at.first_line
        return _lines_behind(at, row, [margin(at.lines[row]) + MARGIN + line for line in lines])
    siblings = at.children(parent)
    lead = " " * (next(iter(siblings.values())).key_column - 1) if siblings else ""
    return _beside(at, parent, name, [lead + line for line in lines], order)


def _beside(at: Placed, parent: Key, name: str, lines: Sequence[str], order: Sequence[str]) -> Splice:
    siblings = list(at.children(parent))
    before = order[: order.index(name)] if name in order else siblings
    last = next((each for each in reversed(siblings) if each in before), "")
    if not last:
        first = at.rows((*parent, siblings[0])).start if siblings else 0
        return Splice(at.starts[first], at.starts[first], "".join(line + at.line_end for line in lines))
    return _lines_behind(at, at.rows((*parent, last)).stop - 1, lines)


def removal(at: Placed, key: Key) -> Splice | None:
    """A key with its lines; the comments in them stay. None where others stand on its lines."""
    rows, node = at.rows(key), at.node(key)
    if not rows or node is None:
        return None
    ends = {row: at.starts[row] + len(margin(at.lines[row])) for row in rows}
    for place in _ends(at, node):
        row = at.row(max(place - 1, 0))
        ends[row] = max(ends.get(row, 0), place)
    found = (_COMMENT.search(at.text, ends[row], at.starts[row + 1]) for row in rows)
    lead = margin(at.lines[rows.start])
    kept = "".join(f"{lead}{each[1]}{at.line_end}" for each in found if each)
    return Splice(at.starts[rows.start], at.starts[rows.stop], kept)


def _ends(at: Placed, node: Node) -> Iterator[int]:
    """Where each value within a node ends."""
    inner = node.value.values() if isinstance(node.value, dict) else node.value if isinstance(node.value, tuple) else ()
    for each in inner:
        yield from _ends(at, each)
    if node.end_line and node.value is not None:
        yield at.place(node.end_line, node.end_column)
