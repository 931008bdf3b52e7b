"""Names that differ by a slip of the pen: found among thousands at once, without comparing each with each.

Two words within one edit of each other share a word that each becomes by leaving out at most one letter (the symmetric
deletions of W. Garbe's SymSpell); so it is with two edits and two letters. What shares one is then measured.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from itertools import combinations

from digest.text import same_name

SHORT, LONG = 4, 9  # letters from which on one edit is a slip, and two are
LONGEST = 40  # letters of a name that are looked at

_FIGURES = re.compile(r"\d+")


class Near:
    """Names, to be asked for those near to another. Figures are never a slip: Союз МС-10 is not Союз МС-11."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(names)

    @cached_property
    def _by_less(self) -> dict[str, set[str]]:
        """The names by what is left of them; made when the first question comes, for most files raise none."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for name in self._names:
            for less in _less(_key(name)):
                found[less].add(name)
        return dict(found)

    def to(self, name: str) -> tuple[str, ...]:
        """The names near to this one, the nearest first; not those that only differ in case, ё or hyphens."""
        key = _key(name)
        likely = {each for less in _less(key) for each in self._by_less.get(less, ())}
        told = ((_edits(key, _key(each)), each) for each in likely if _FIGURES.findall(key) == _FIGURES.findall(each))
        return tuple(each for edits, each in sorted(told) if 0 < edits <= _slips(min(len(key), len(_key(each)))))


def _key(name: str) -> str:
    return same_name(name)[:LONGEST]


def _slips(length: int) -> int:
    return 0 if length < SHORT else 1 if length < LONG else 2


def _less(key: str) -> set[str]:
    """A word without as many letters as may be slips, or fewer."""
    wanting = range(_slips(len(key)) + 1)
    return {"".join(left) for number in wanting for left in combinations(key, len(key) - number)}


def _edits(one: str, other: str) -> int:
    """Letters put in, left out, changed, or exchanged with their neighbour, to come from one word to the other."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, beside in enumerate(other, 1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != beside))
            if row > 1 < column and letter == other[column - 2] and one[row - 2] == beside:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, last = last, line
    return last[-1]
