"""First answers for all lines -> features of a second look, which knows what the lines around were taken for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import accumulate, chain
from math import fsum, log1p

from digest.seeds.columns import Column, shifted, since, until
from digest.seeds.looks import Look
from digest.seeds.topic import said

KEPT = 0.5  # the answer from which a line counts as one of the article's, here
SURE = 0.7  # the answer from which it is asked what a line speaks of
FAR = 40.0  # blocks
EDGE = -0.1  # the answer of a line above the first or below the last
REACH = 12  # blocks among which the best answer is looked for

_NEAR = {f"answer {by:+}": by for by in (-3, -2, -1, 1, 2, 3)}


def surroundings(answers: Sequence[float], looks: Sequence[Look], groups: Sequence[object]) -> dict[str, Column]:
    """The features of the second look. `groups` tells the lines that stand or fall together, by equal values."""
    words = [len(look.words) for look in looks]
    return {
        "answer": answers,
        **shifted(answers, _NEAR, EDGE),
        **_masses(answers, words),
        **_means(answers, words),
        **_distances(answers),
        "best above": _best(answers[::-1])[::-1],
        "best below": _best(answers),
        "answer of the group": _of_groups(answers, words, groups),
        **_subject(answers, looks),
    }


def _masses(answers: Column, words: Sequence[int]) -> dict[str, Column]:
    """How many words of the article, as far as it is known, stand above a line, and how many below."""
    sums = [0.0, *accumulate(answer * count for answer, count in zip(answers, words, strict=True))]
    total = sums[-1] or 1.0
    return {
        "kept above": sums[:-1],
        "kept below": [total - mass for mass in sums[1:]],
        "kept share above": [mass / total for mass in sums[:-1]],
        "kept": [total] * len(answers),
    }


def _means(answers: Column, words: Sequence[int]) -> dict[str, Column]:
    """The mean answers of the lines around, long ones counting for more."""
    weights = [(count + 1) ** 0.5 for count in words]
    sums = [0.0, *accumulate(answer * weight for answer, weight in zip(answers, weights, strict=True))]
    loads = [0.0, *accumulate(weights)]
    n = len(answers)
    found: dict[str, Column] = {}
    for reach in (4, 10):
        up, down = [], []
        for i in range(n):
            first, last = max(0, i - reach), min(n, i + reach + 1)
            up.append((sums[i] - sums[first]) / ((loads[i] - loads[first]) or 1.0))
            down.append((sums[last] - sums[i + 1]) / ((loads[last] - loads[i + 1]) or 1.0))
        found |= {f"mean {reach} above": up, f"mean {reach} below": down}
    return found


def _distances(answers: Column) -> dict[str, Column]:
    kept = [answer > KEPT for answer in answers]
    return {"since kept": since(kept, FAR), "until kept": until(kept, FAR)}


def _best(answers: Column) -> list[float]:
    """The best answer among the next lines."""
    return [max(answers[i + 1 : i + 1 + REACH], default=0.0) for i in range(len(answers))]


def _subject(answers: Column, looks: Sequence[Look]) -> dict[str, Column]:
    """How much of what a line speaks of is spoken of by the lines that are most surely the article's, itself left out.

    A well-formed sentence about something else is another article's, most likely.
    """
    sure = [answer >= SURE for answer in answers]
    told = [look.stems for look, known in zip(looks, sure, strict=True) if known]
    once, twice = said(told, 2)
    counts = Counter(chain.from_iterable(stems & twice for stems in told))
    shares, often = [], []
    for look, known in zip(looks, sure, strict=True):
        again = look.stems & (twice if known else once)
        n = len(look.stems) or 1
        shares.append(len(again) / n)
        others = [counts.get(stem, 1) - known for stem in again]
        often.append(fsum(map(log1p, others)) / n)  # the same in whatever order a set has its words
    return {
        "said in the article": shares,
        "often in the article": often,
        "words of the article": [float(len(once))] * len(sure),
    }


def _of_groups(answers: Column, words: Sequence[int], groups: Sequence[object]) -> list[float]:
    sums: dict[object, float] = defaultdict(float)
    loads: dict[object, float] = defaultdict(float)
    for answer, count, group in zip(answers, words, groups, strict=True):
        weight = (count + 1) ** 0.5
        sums[group] += answer * weight
        loads[group] += weight
    return [sums[group] / loads[group] for group in groups]
