"""Columns: a value for each line of a seed, and what can be told of the lines around from nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

Column = Sequence[float]


def shifted(column: Column, by: int, edge: float) -> Column:
    """A column in which each row has the value of the row `by` further down (or up, where negative)."""
    n = len(column)
    if by > 0:
        return [*column[by:], *[edge] * min(by, n)]
    return [*[edge] * min(-by, n), *column[:by]]


def window(column: Column, reach_up: int, reach_down: int) -> Column:
    """Sums over the `reach_up` rows above and `reach_down` rows below each row, the row itself left out."""
    sums = [*[0] * (reach_up + 1), *accumulate(column)]
    sums += sums[-1:] * reach_down
    return [
        last - first - own for last, first, own in zip(sums[reach_up + reach_down + 1 :], sums, column, strict=False)
    ]


def since(flags: Sequence[bool], far: int) -> list[int]:
    """How many rows further up the last flag stands, at most `far`."""
    found, distance = [], far
    for flag in flags:
        found.append(distance)
        distance = 1 if flag else min(far, distance + 1)
    return found


def until(flags: Sequence[bool], far: int) -> list[int]:
    """How many rows further down the next flag stands, at most `far`."""
    return since(flags[::-1], far)[::-1]
