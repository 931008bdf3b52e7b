"""Blocks of a saved page -> features of the words in the classes around them, as learned from other sites.

Themes of thousands of sites call one thing by the same few words: `entry-content`, `related-posts`, `author-bio`. How
much oftener, in log odds, sites have each of them around their furniture than around their articles was counted as for
`cues`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from digest.seeds.blocks import Block, Element
from digest.seeds.columns import Column

NEAREST = 3  # elements whose words are told apart, from a block's own outwards

_WORD = re.compile(r"[a-z]{2,}")


def class_grams(element: Element) -> Iterator[str]:
    """What an element is called: its name, the words of its class, id and role, and two of them in a row."""
    words = _WORD.findall(element.words)
    yield f"<{element.name}>"
    yield from words
    yield from map(" ".join, pairwise(words))


def classes(blocks: Sequence[Block], odds: Mapping[str, float]) -> dict[str, Column]:
    """For each block the mean odds of the nearest elements, and the extremes of all elements around it."""
    told = _Told(odds)
    rows: dict[int, tuple[float, ...]] = {}
    for block in blocks:
        if id(block.around) not in rows:
            rows[id(block.around)] = told.row(block.around)
    names = [f"class {step}" for step in range(1, NEAREST + 1)]
    names += ["class for furniture", "class for text", "classes for furniture", "classes for text", "classes"]
    table = zip(*(rows[id(block.around)] for block in blocks), strict=True)
    return dict(zip(names, map(list, table), strict=True))


class _Told:
    """What is known of elements: the mean of their odds, the greatest and the least."""

    def __init__(self, odds: Mapping[str, float]) -> None:
        self.odds = odds
        self._known: dict[tuple[str, str], tuple[float, float, float]] = {}

    def row(self, around: Sequence[Element]) -> tuple[float, ...]:
        found = [self._of(each) for each in around]
        means, most, least = zip(*found, strict=True) if found else ((0.0,), (0.0,), (0.0,))
        nearest = [means[-step] if step <= len(found) else 0.0 for step in range(1, NEAREST + 1)]
        return (*nearest, max(most), min(least), max(means), min(means), sum(means))

    def _of(self, element: Element) -> tuple[float, float, float]:
        key = (element.name, element.words)
        if key not in self._known:
            grams = dict.fromkeys(class_grams(element))  # in their order: the last digit of a sum depends on it
            odds = [self.odds[gram] for gram in grams if gram in self.odds]
            self._known[key] = (sum(odds) / (1 + len(odds)), max(odds, default=0.0), min(odds, default=0.0))
        return self._known[key]
