"""Columns: a value for each line of a seed, and what can be told of the lines around from nothing else.

They hold `float` and nothing else, also where a whole number is meant: trees compare those fastest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from operator import sub

Column = Sequence[float]


def shifted(column: Column, by: Mapping[str, int], edge: float) -> dict[str, Column]:
    """By name, columns in which each row has the value of the row so many further down (or up, where negative)."""
    reach = max(map(abs, by.values()))
    rows = [*reach * [edge], *column, *reach * [edge]]
    return {name: rows[reach + each : reach + each + len(column)] for name, each in by.items()}


def windows(column: Column, reaches: Mapping[str, tuple[int, int]]) -> dict[str, Column]:
    """By name, sums over so many rows above each row, and so many below, the row itself left out."""
    reach = max(map(max, reaches.values()))
    sums = [*reach * [0.0], *accumulate(column, initial=0.0)]
    sums += reach * sums[-1:]
    return {
        name: list(map(sub, map(sub, sums[reach + down + 1 :], sums[reach - up :]), column))
        for name, (up, down) in reaches.items()
    }


def since(flags: Sequence[bool], far: float) -> list[float]:
    """How many rows further up the last flag stands, at most `far`."""
    found, distance = [], far
    for flag in flags:
        found.append(distance)
        distance = 1.0 if flag else min(far, distance + 1)
    return found


def until(flags: Sequence[bool], far: float) -> list[float]:
    """How many rows further down the next flag stands, at most `far`."""
    return since(flags[::-1], far)[::-1]
