"""The sections of an issue's front matter, and what is to become of them -> the letters that change for it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from msgspec import Struct

from digest.curate.namelists import KEY, Place, in_lines, laid, refusal
from digest.yamlplace import Placed, comments, margin, spelt
from digest.yamlsplice import MARGIN, Splice
from digest.yamltext import Node

SECTIONS = "sections"


class Chunk(Struct, frozen=True):
    """The lines of a section: `start` is the first of the comments above it, `dash` the line with its dash."""

    start: int
    dash: int
    stop: int


def sections(at: Placed) -> tuple[Node, ...]:
    """The sections as they are typed. Raises `DigestError` where one is not made of keys."""
    node = at.node((SECTIONS,))
    value = node.value if node else None
    found = value if isinstance(value, tuple) else () if node is None or value is None else (node,)
    if not all(isinstance(each.value, dict) for each in found):
        raise refusal(at, node)
    return found


def places(at: Placed) -> list[Place]:
    """Where the lists of an issue stand: that of the articles without a section first, then one for each section."""
    found = [Place(0, at.node((KEY,)), at.starts[-1], "", own_lines=True)]
    parts, node = sections(at), at.node((SECTIONS,))
    chunked = chunks(at) if in_lines(node) else []
    for number, part in enumerate(parts):
        assert isinstance(part.value, dict)
        own = bool(chunked) and at.text[at.place(part.line, part.column)] != "{"
        end = at.starts[chunked[number].stop] if own else 0
        indent = " " * (next(iter(part.value.values())).key_column - 1) if part.value else ""
        found.append(Place(number + 1, part.value.get(KEY), end, indent, own))
    return found


def chunks(at: Placed) -> list[Chunk]:
    """The lines of every section that begins with a dash."""
    node = at.node((SECTIONS,))
    if node is None or not in_lines(node) or not isinstance(node.value, tuple):
        raise refusal(at, node)
    dashes = [_dash(at, each) for each in node.value]
    ends = [*dashes[1:], at.rows((SECTIONS,)).stop]
    found: list[Chunk] = []
    least = node.key_line - at.first_line + 1
    for dash, end in zip(dashes, ends, strict=True):
        start = dash
        while start > least and at.lines[start - 1].lstrip().startswith("#"):
            start -= 1
        stop = end
        while stop > dash + 1 and _apart(at.lines[stop - 1], at.lines[dash]):
            stop -= 1
        found.append(Chunk(start, dash, stop))
        least = stop
    return found


def _dash(at: Placed, section: Node) -> int:
    """The line with the dash of a section, which may stand alone."""
    row = section.line - at.first_line
    before = at.lines[row][: section.column - 1].strip()
    while not before and row:
        row -= 1
        before = at.lines[row].partition("#")[0].strip()
    if before != "-":
        raise refusal(at, section)
    return row


def _apart(line: str, dash: str) -> bool:
    return not line.strip() or (line.lstrip().startswith("#") and len(margin(line)) <= len(margin(dash)))


def titled(at: Placed, section: Node, title: str) -> list[Splice]:
    """A section under another title."""
    assert isinstance(section.value, dict)
    node = section.value.get("title")
    if node is not None:
        start, end = at.span(node)
        joint = " " if at.text[start - 1 : start] == ":" else ""
        return [Splice(start, end, joint + spelt(title, at.text[start:end]))]
    start = at.place(section.line, section.column)
    if at.text[start : start + 1] == "{":
        return [Splice(start + 1, start + 1, f"title: {spelt(title)}{', ' if section.value else ''}")]
    return [Splice(start, start, f"title: {spelt(title)}{at.line_end}{' ' * (section.column - 1)}")]


def put_behind(at: Placed, titles: Sequence[str]) -> list[Splice]:
    """New sections behind all others."""
    node, lead = at.node((SECTIONS,)), f"{MARGIN}- "
    if node is None:
        made = "".join(f"{lead}title: {spelt(title)}{at.line_end}" for title in titles)
        return [Splice(at.starts[-1], at.starts[-1], f"{SECTIONS}:{at.line_end}{made}")]
    if in_lines(node):
        found = chunks(at)
        lead = f"{margin(at.lines[found[0].dash])}- "
        end = at.starts[found[-1].stop]
        return [Splice(end, end, "".join(f"{lead}title: {spelt(title)}{at.line_end}" for title in titles))]
    if node.value:
        raise refusal(at, node)
    colon = at.text.index(":", at.key_span(node, SECTIONS)[1]) + 1
    stop = max(at.span(node)[1], colon)
    behind = at.starts[at.row(stop - 1) + 1]
    rest = at.text[stop:behind].rstrip("\r\n")
    made = "".join(f"{lead}title: {spelt(title)}{at.line_end}" for title in titles)
    return [Splice(colon, behind, f"{rest}{at.line_end}{made}")]


def ordered(at: Placed, order: Sequence[int]) -> list[Splice]:
    """The sections with these numbers, in this order; of the others, the comments stay."""
    found, node = chunks(at), at.node((SECTIONS,))
    assert node is not None
    lead = margin(at.lines[found[0].dash])
    texts = [at.text[at.starts[each.start] : at.starts[each.stop]] for each in found]
    gaps = [at.lines[one.stop : other.start] for one, other in itertools.pairwise(found)]
    left = [(at.starts[each.start], at.starts[each.stop]) for number, each in enumerate(found) if number not in order]
    gone = [words for place, words in comments(at) if any(start <= place < stop for start, stop in left)]
    kept = [f"{lead}{words}{at.line_end}" for words in gone]
    made = laid([texts[number] for number in order], gaps) + "".join(kept)
    whole = Splice(at.starts[found[0].start], at.starts[found[-1].stop], made)
    colon = at.text.index(":", at.key_span(node, SECTIONS)[1]) + 1
    return [whole] if order else [whole, Splice(colon, colon, " []")]
