"""Where an article can lie in a crowd of lines: so that a million of them take seconds and not minutes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from operator import sub

CROWD = 40_000  # lines of a file that are looked at: a wire may have many
JUDGED = 8_000  # blocks of a seed that are judged one by one, which takes a second; a long novel has fewer paragraphs
LONG = 60  # letters: a line of running text


def densest(lengths: Iterable[int], most: int = CROWD) -> tuple[int, int]:
    """The stretch of at most so many lines with the most letters in long lines: its first index and its end."""
    sums = [0, *accumulate(length if length >= LONG else 0 for length in lengths)]
    count = len(sums) - 1
    if count <= most:
        return 0, count
    letters = list(map(sub, sums[most:], sums))
    first = letters.index(max(letters))
    return first, first + most
