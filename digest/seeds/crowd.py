"""Where an article can lie in a crowd of lines: so that a million of them take seconds and not minutes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

CROWD = 20_000  # lines or blocks that are judged one by one: two seconds; a long novel has fewer paragraphs
LONG = 60  # letters: a line of running text


def densest(lengths: Iterable[int]) -> tuple[int, int]:
    """The stretch of at most `CROWD` lines with the most letters in long lines: its first index and its end."""
    sums = [0, *accumulate(length if length >= LONG else 0 for length in lengths)]
    count = len(sums) - 1
    if count <= CROWD:
        return 0, count
    first = max(range(count - CROWD + 1), key=lambda start: (sums[start + CROWD] - sums[start], -start))
    return first, first + CROWD
