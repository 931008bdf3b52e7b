"""Three states of a text -> one: base, as both found it; ours, as a person left it; theirs, as it is made today.

What only one of the two changed is taken, what both changed alike is taken once. Where they changed one place in
different ways there is no answer, and the person's text stays as it is. The method is that of diff3 (Khanna, Kunal and
Pierce 2007, "A Formal Investigation of Diff3"); but changes of lines that are neighbours do not meet here, since in
Markdown a line is a paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

EFFORT = 4_000_000  # pairs of equal lines that are looked at: about a second
PAIRS = 2_500  # pairs of different lines that are looked at for likeness
LIKE = 0.5  # of the words of two lines: with so many in common one became the other

_ENDS = "\n\r\x85\u2028\u2029\x0b\x0c"  # as in `text.clean`, so that the lines are the same ones
_END = re.compile(f"\r\n|[{_ENDS}]")
_Key = tuple[str, bool]
_LINE = re.compile(f"[^{_ENDS}]*(?:{_END.pattern}|$)")


class Unit(Struct, frozen=True):
    """A line with the empty lines below it. Two are the same whatever their line ends and the number of empty lines.

    `closed` says that an empty line, or the end of the text, stands below it.
    """

    words: str
    closed: bool
    raw: str

    @property
    def key(self) -> _Key:
        """What makes two of them the same."""
        return self.words, self.closed


class _Change(Struct, frozen=True):
    """`new` stands where `start` to `end` stood in the base. Where both are equal, it was put in before that place."""

    start: int
    end: int
    new: tuple[Unit, ...]
    ours: bool

    @property
    def grows(self) -> bool:
        """Whether something in it may have been put in rather than changed."""
        return len(self.new) > self.end - self.start

    def meets(self, other: _Change) -> bool:
        """Whether the two concern one place, so that only one of them can stand."""
        if self.start < other.end and other.start < self.end:
            return True
        touches = self.start <= other.end and other.start <= self.end
        return touches and self.grows and other.grows


def merged(base: str, ours: str, theirs: str, *, ours_wins: bool = False) -> str | None:
    """The text with the changes of both. What ours did not change keeps its bytes.

    Where the two clash there is none, unless ours is to win there.
    """
    end = line_end(ours)
    origin, mine, others = units(base), units(ours), units(end.join(re.split(_END, theirs)))
    our_changes = _changes(origin, mine, ours=True)
    kept = _aligned(origin, mine, our_changes)
    changes = [*our_changes, *_changes(origin, others, ours=False)]
    found: list[Unit] = []
    place = 0
    for group in _groups(sorted(changes, key=lambda change: (change.start, change.end, not change.ours))):
        agreed = _agreed(kept, group, ours_wins=ours_wins)
        if agreed is None:
            return None
        found += kept[place : group[0].start]
        found += agreed
        place = max(change.end for change in group)
    found += kept[place:]
    return _text(found, end, ends=bool(found) and found[-1] in (mine[-1:] + others[-1:]))


def units(text: str) -> tuple[Unit, ...]:
    """The lines of a text, each with the empty ones below it; those above the first are one of their own."""
    found: list[Unit] = []
    lines = raw_lines(text)
    for number, line in enumerate(lines, 1):
        words = line.rstrip(_ENDS)
        if words.strip():
            found.append(Unit(words, number == len(lines), line))
        elif found:
            found[-1] = Unit(found[-1].words, True, found[-1].raw + line)
        else:
            found.append(Unit("", True, line))
    return tuple(found)


def raw_lines(text: str) -> list[str]:
    """The lines of a text with their ends, whatever these are."""
    return [line for line in _LINE.findall(text) if line]


def line_end(text: str) -> str:
    """How most lines of a text end."""
    ends = Counter(re.findall("\r\n|\n|\r", text))
    return max(ends, key=lambda end: (ends[end], end)) if ends else "\n"


def _changes(base: Sequence[Unit], side: Sequence[Unit], *, ours: bool) -> list[_Change]:
    one, other = [unit.key for unit in base], [unit.key for unit in side]
    most = min(len(one), len(other))
    head = next((i for i in range(most) if one[i] != other[i]), most)
    tail = next((i for i in range(most - head) if one[-1 - i] != other[-1 - i]), most - head)
    found = _differences(one[head : len(one) - tail], other[head : len(other) - tail])
    return [
        _Change(head + start, head + end, tuple(side[head + begin : head + stop]), ours)
        for start, end, begin, stop in found
    ]


def _differences(one: Sequence[_Key], other: Sequence[_Key]) -> Iterator[tuple[int, int, int, int]]:
    """What of `one` became what of `other`: the places in both."""
    counts = Counter(other)
    if sum(counts[key] for key in one) > EFFORT:
        yield 0, len(one), 0, len(other)
        return
    for tag, start, end, begin, stop in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        i, j = start, begin
        for one_place, other_place in _reworded(one[start:end], other[begin:stop]):
            yield from _unless_empty(i, start + one_place, j, begin + other_place)
            i, j = start + one_place + 1, begin + other_place + 1
            yield i - 1, i, j - 1, j
        yield from _unless_empty(i, end, j, stop)


def _unless_empty(*places: int) -> Iterator[tuple[int, int, int, int]]:
    start, end, begin, stop = places
    if start < end or begin < stop:
        yield start, end, begin, stop


def _reworded(one: Sequence[_Key], other: Sequence[_Key]) -> list[tuple[int, int]]:
    """Which lines became which, where many were replaced by many: those that share half their words, in order."""
    if len(one) == len(other) == 1 or len(one) * len(other) > PAIRS:
        return []
    words = [Counter(key[0].split()) for key in one], [Counter(key[0].split()) for key in other]
    best: list[list[float]] = [[0.0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i in reversed(range(len(one))):
        for j in reversed(range(len(other))):
            like = _likeness(words[0][i], words[1][j])
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + like if like >= LIKE else 0.0)
    found, i, j = [], 0, 0
    while i < len(one) and j < len(other):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            found.append((i, j))
            i, j = i + 1, j + 1
    return found


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """The words that two lines share, as a part of all (Dice 1945)."""
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def _groups(changes: Sequence[_Change]) -> list[list[_Change]]:
    """Changes that meet, directly or through others, together; in the order of their places."""
    found: list[list[_Change]] = []
    for change in changes:
        if found and any(change.ours != each.ours and change.meets(each) for each in found[-1]):
            found[-1].append(change)
        else:
            found.append([change])
    return found


def _agreed(base: Sequence[Unit], group: Sequence[_Change], *, ours_wins: bool) -> Sequence[Unit] | None:
    """What stands where the changes of a group are; None where the two sides want different things."""
    if len(group) == 1:
        return group[0].new
    start, end = min(change.start for change in group), max(change.end for change in group)
    ours = _patched(base, start, end, [change for change in group if change.ours])
    theirs = _patched(base, start, end, [change for change in group if not change.ours])
    return ours if ours_wins or [unit.key for unit in ours] == [unit.key for unit in theirs] else None


def _patched(base: Sequence[Unit], start: int, end: int, changes: Sequence[_Change]) -> list[Unit]:
    found: list[Unit] = []
    for change in changes:
        found += base[start : change.start]
        found += change.new
        start = change.end
    return [*found, *base[start:end]]


def _aligned(base: Sequence[Unit], ours: Sequence[Unit], changes: Sequence[_Change]) -> list[Unit]:
    """The base with the bytes of ours, where it was not changed."""
    kept = list(base)
    place = shift = 0
    for change in (*changes, _Change(len(base), len(base), (), True)):
        kept[place : change.start] = ours[place + shift : change.start + shift]
        shift += len(change.new) - (change.end - change.start)
        place = change.end
    return kept


def _text(found: Sequence[Unit], end: str, *, ends: bool) -> str:
    """The units as a text: each on a line of its own, apart where an empty line stood below it.

    `ends` says that the last of them was the last before.
    """
    parts: list[str] = []
    for number, unit in enumerate(found, 1):
        first, *below = raw_lines(unit.raw)
        words = first.rstrip(_ENDS)
        parts += [first if first != words or (ends and number == len(found)) else words + end]
        if number < len(found) or ends:
            parts += below or ([end] if unit.closed and unit.words and number < len(found) else [])
    return "".join(parts)
