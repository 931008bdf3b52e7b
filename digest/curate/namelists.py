"""Lists of names in a YAML text, and what each is to hold -> the letters that change for it.

A name brings along what stands beside it: its quotes, the comment behind it, the comments on the lines above it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from digest.errors import DigestError
from digest.yamlplace import Placed, margin, plain, spelt
from digest.yamlsplice import MARGIN, Splice
from digest.yamltext import Node

KEY = "articles"
NEW = -1  # the list that a new name comes from

_BEHIND = re.compile(r"\s*|\s+#.*")
_COMMENT = re.compile(r"\s*(#[^\r\n]*)")
_BESIDE = re.compile(r"[ \t]*,?[ \t]*(?P<comment>#[^\r\n]*)?")


class Entry(Struct, frozen=True):
    """A name with what is typed for it; `home` is the number of its list, `lines` are its lines there."""

    name: str
    typed: str
    beside: str = ""
    above: tuple[str, ...] = ()
    home: int = NEW
    lines: str = ""

    @property
    def commented(self) -> bool:
        """Whether it stands in need of lines of its own."""
        return bool(self.beside.strip() or self.above)

    def in_brackets(self) -> str:
        """The name as it can stand between commas."""
        return self.typed if self.typed[:1] in "'\"" or plain(self.name) else spelt(self.name)


class Place(Struct, frozen=True):
    """Where a list stands, or would: `end` is where its key would be put, `indent` the margin of that.

    `own_lines` tells whether the key could have lines below it, which none within braces can.
    """

    number: int
    node: Node | None
    end: int
    indent: str
    own_lines: bool


def refusal(at: Placed, node: Node | None) -> DigestError:
    """What is said where a list cannot be edited."""
    line = (node.key_line or node.line) if node else at.first_line
    message = "no program can arrange the articles that stand here and leave the rest as it is"
    return DigestError(message, code="edit", path=at.path, line=line, hint="edit the list by hand")


def in_lines(node: Node | None) -> bool:
    """Whether a list has its items on lines of their own, with a dash."""
    return node is not None and isinstance(node.value, tuple) and not node.end_line and bool(node.value)


def entries(at: Placed, place: Place) -> list[Entry]:
    """The names of a list. Raises `DigestError` where there is anything else in it."""
    node = place.node
    if node is None or node.value is None:
        return []
    if isinstance(node.value, str):
        return [_entry(at, node, node, place.number)]
    if isinstance(node.value, dict):
        raise refusal(at, node)
    if in_lines(node):
        return [_on_lines(at, node, number, place.number) for number in range(len(node.value))]
    return list(_in_brackets(at, node, place.number))


def rows_of(at: Placed, node: Node, number: int) -> tuple[int, range]:
    """The lines of an item that stands on its own: the first of the comments above it, and those of the item."""
    assert isinstance(node.value, tuple)
    start, end = at.span(node.value[number])
    first, last = at.row(start), at.row(max(end - 1, start))
    before, behind = at.text[at.starts[first] : start], at.text[end : at.starts[last + 1]].rstrip("\r\n")
    if before.strip() != "-" or not _BEHIND.fullmatch(behind):
        raise refusal(at, node)
    least = rows_of(at, node, number - 1)[1].stop if number else node.key_line - at.first_line + 1
    above = first
    while above > least and at.lines[above - 1].lstrip().startswith("#"):
        above -= 1
    return above, range(first, last + 1)


def _on_lines(at: Placed, node: Node, number: int, home: int) -> Entry:
    assert isinstance(node.value, tuple)
    above, rows = rows_of(at, node, number)
    _, end = at.span(node.value[number])
    beside = at.text[end : at.starts[rows.stop]].rstrip()
    comments = tuple(line.strip() for line in at.lines[above : rows.start])
    lines = at.text[at.starts[above] : at.starts[rows.stop]]
    return _entry(at, node, node.value[number], home, beside, comments, lines)


def _entry(
    at: Placed, node: Node, item: Node, home: int, beside: str = "", above: tuple[str, ...] = (), lines: str = ""
) -> Entry:
    if not isinstance(item.value, str):
        raise refusal(at, node)
    start, end = at.span(item)
    return Entry(item.value, at.text[start:end], beside, above, home, lines)


def _in_brackets(at: Placed, node: Node, home: int) -> Iterator[Entry]:
    """Between brackets a comment behind a name is that name's; one on a line of its own is the next one's."""
    assert isinstance(node.value, tuple)
    before, stop = at.span(node)
    for number, item in enumerate(node.value):
        start, end = at.span(item)
        first = _BESIDE.match(at.text, before, start) if number else None
        above = tuple(each[1].rstrip() for each in _COMMENT.finditer(at.text, first.end() if first else before, start))
        following = at.span(node.value[number + 1])[0] if number + 1 < len(node.value) else stop
        own = _BESIDE.match(at.text, end, following)
        beside = f"  {own['comment'].rstrip()}" if own and own["comment"] else ""
        yield _entry(at, node, item, home, beside, above)
        before = end


def tail(at: Placed, node: Node) -> tuple[str, ...]:
    """The comments between the last name and the closing bracket that are not the last name's."""
    assert isinstance(node.value, tuple)
    start, stop = at.span(node)
    if node.value:
        own = _BESIDE.match(at.text, at.span(node.value[-1])[1], stop)
        start = own.end() if own else start
    return tuple(each[1].rstrip() for each in _COMMENT.finditer(at.text, start, stop))


def matched(
    present: Sequence[Sequence[Entry]], wanted: Sequence[Sequence[str]], headlines: Mapping[str, str]
) -> list[list[Entry]]:
    """The entries that make the wanted lists: a list's own first, then those of others, then new ones."""
    left = [list(each) for each in present]
    own = [[_taken(left[number], name) for name in names] for number, names in enumerate(wanted)]
    pool = [entry for each in left for entry in each]
    return [
        [entry or _taken(pool, name) or _new(name, headlines) for entry, name in zip(found, names, strict=True)]
        for found, names in zip(own, wanted, strict=True)
    ]


def _taken(pool: list[Entry], name: str) -> Entry | None:
    found = next((entry for entry in pool if entry.name == name), None)
    if found:
        pool.remove(found)
    return found


def _new(name: str, headlines: Mapping[str, str]) -> Entry:
    headline = headlines.get(name, "")
    return Entry(name, spelt(name), f"  # {headline}" if headline else "")


def splices(at: Placed, place: Place, before: Sequence[Entry], now: Sequence[Entry], lost: set[int]) -> list[Splice]:
    """What makes a list hold other names. `lost` are the ids of entries that stand nowhere any more."""
    if list(map(id, before)) == list(map(id, now)):
        return []
    stay = tuple(comment for entry in before if id(entry) in lost for comment in entry.above)
    node = place.node
    if node is None:
        return _new_key(at, place, now)
    if in_lines(node):
        return _lines_anew(at, place, now, stay)
    if isinstance(node.value, tuple):
        stay += tail(at, node)
    commented = bool(stay) or any(each.commented for each in before)
    commented = commented or any(each.commented and each.home != NEW for each in now)
    if (commented or not before) and _may_have_lines(at, place):
        return _into_lines(at, place, now, stay)
    if commented:
        raise refusal(at, node)
    return [_between_brackets(at, node, now)]


def _line(entry: Entry, indent: str, lead: str, end: str) -> str:
    return "".join(f"{indent}{comment}{end}" for comment in entry.above) + f"{lead}{entry.typed}{entry.beside}{end}"


def _new_key(at: Placed, place: Place, now: Sequence[Entry]) -> list[Splice]:
    if not place.own_lines:
        raise refusal(at, at.root)
    inner = place.indent + MARGIN
    made = "".join(_line(entry, inner, f"{inner}- ", at.line_end) for entry in now)
    return [Splice(place.end, place.end, f"{place.indent}{KEY}:{at.line_end}{made}")]


def _lines_anew(at: Placed, place: Place, now: Sequence[Entry], stay: Sequence[str]) -> list[Splice]:
    """The lines of a list in another order; what stands apart between them stays where it is."""
    node = place.node
    assert node is not None
    assert isinstance(node.value, tuple)
    found = [rows_of(at, node, number) for number in range(len(node.value))]
    first = found[0][1].start
    lead = at.text[at.starts[first] : at.span(node.value[0])[0]]
    chunks = [
        entry.lines if entry.home == place.number else _line(entry, margin(lead), lead, at.line_end) for entry in now
    ]
    gaps = [at.lines[one.stop : above] for (_, one), (above, _) in itertools.pairwise(found)]
    made = laid(chunks, gaps) + "".join(f"{margin(lead)}{comment}{at.line_end}" for comment in stay)
    whole = Splice(at.starts[found[0][0]], at.starts[found[-1][1].stop], made)
    return [whole] if now else [whole, Splice(_colon(at, node), _colon(at, node), " []")]


def laid(chunks: Sequence[str], gaps: Sequence[Sequence[str]]) -> str:
    """Chunks with the gaps between them; of a gap that is left over, the comments stay."""
    between = ["".join(gap) for gap in gaps[: max(len(chunks) - 1, 0)]]
    rest = [line for gap in gaps[len(between) :] for line in gap if line.strip()]
    return "".join(f"{chunk}{gap}" for chunk, gap in zip(chunks, [*between, *[""] * len(chunks)], strict=False)) + (
        "".join(rest)
    )


def _colon(at: Placed, node: Node) -> int:
    """The place behind the colon of a key."""
    return at.text.index(":", at.key_span(node, KEY)[1]) + 1


def _may_have_lines(at: Placed, place: Place) -> bool:
    node = place.node
    assert node is not None
    _, end = at.span(node)
    behind = at.text[end : at.starts[at.row(max(end - 1, 0)) + 1]].rstrip("\r\n")
    return place.own_lines and bool(_BEHIND.fullmatch(behind))


def _into_lines(at: Placed, place: Place, now: Sequence[Entry], stay: Sequence[str]) -> list[Splice]:
    """A list in brackets, or none yet -> one with a line for each name."""
    node = place.node
    assert node is not None
    colon, (_, end) = _colon(at, node), at.span(node)
    behind = at.starts[at.row(max(max(end, colon) - 1, 0)) + 1]
    rest = at.text[max(end, colon) : behind].rstrip("\r\n")
    inner = " " * (node.key_column - 1) + MARGIN
    lines = "".join(_line(entry, inner, f"{inner}- ", at.line_end) for entry in now)
    lines += "".join(f"{inner}{comment}{at.line_end}" for comment in stay)
    return [Splice(colon, behind, f"{'' if now else ' []'}{rest}{at.line_end}{lines}")]


def _between_brackets(at: Placed, node: Node, now: Sequence[Entry]) -> Splice:
    """A list in brackets with other names; what stands around and between them is as it was."""
    start, end = at.span(node)
    names = [entry.in_brackets() for entry in now]
    if node.value is None or not isinstance(node.value, tuple) or not node.value or not names:
        joint = " " if at.text[start - 1 : start] == ":" else ""
        return Splice(start, end, f"{joint}[{', '.join(names)}]")
    spans = [at.span(item) for item in node.value]
    joint = at.text[spans[0][1] : spans[1][0]] if len(spans) > 1 else ", "
    return Splice(spans[0][0], spans[-1][1], joint.join(names))
