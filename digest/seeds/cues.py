"""Words -> cues: how much oftener, in log odds, sites have them in their furniture than in their articles.

A cue is a word, two words in a row (`reporting by`), or the first word of a line (`^subscribe`). It is counted once a
site, so that no single site's subject becomes a cue (after Robinson and Spärck Jones 1976, "Relevance Weighting of
Search Terms", with sites in place of documents).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import pairwise

from digest.seeds.columns import Column
from digest.seeds.looks import Look

READ = 80  # words of a line that are asked for cues


def grams(words: Sequence[str]) -> Iterable[str]:
    """The cues that a line can have; some come twice."""
    head = words[:READ]
    return (*head, *map(" ".join, pairwise(head)), *(f"^{first}" for first in head[:1]))


def openings(odds: Iterable[str]) -> frozenset[str]:
    """The first words of the pairs among cues: most words of a line open none, and need not be joined with the next."""
    return frozenset([cue.partition(" ")[0] for cue in odds if " " in cue])


def cues(looks: Sequence[Look], odds: Mapping[str, float], opening: Set[str] | None = None) -> dict[str, Column]:
    """Of the cues of each line: the mean (few count less), the greatest, the least, the sum of those of furniture.

    `opening` are the `openings` of the odds, where they are known already.
    """
    opening = openings(odds) if opening is None else opening
    found = [_known(look.words[:READ], odds, opening) for look in looks]
    return {
        "cues": [sum(each) / (3 + len(each)) for each in found],
        "cue for furniture": [max(each, default=0.0) for each in found],
        "cue for text": [min(each, default=0.0) for each in found],
        "cues for furniture": [sum([odd for odd in each if odd > 0]) for each in found],
    }


def _known(head: Sequence[str], odds: Mapping[str, float], opening: Set[str]) -> list[float]:
    """The odds of the `grams` of a line, in their order: the last digit of a sum depends on it."""
    pairs = [f"{one} {other}" for one, other in pairwise(head) if one in opening]
    first = [f"^{head[0]}"] if head else []
    return [odds[cue] for cue in filter(odds.__contains__, (*head, *pairs, *first))]
