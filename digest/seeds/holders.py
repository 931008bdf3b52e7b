"""First answers for the blocks of a page -> features of the second look: what else the elements around a block hold."""

from __future__ import annotations

from collections.abc import Sequence

from digest.seeds.blocks import Block
from digest.seeds.columns import Column
from digest.seeds.nest import Nest, nest

NEAREST = 4  # elements around a block, from its own outwards


def holders(blocks: Sequence[Block], answers: Sequence[float], words: Sequence[int]) -> dict[str, Column]:
    """For each block, and each of the nearest elements, what the other blocks in it were taken for.

    The mean of their answers, weighed by their words; their share of what is likely the article; and their words. -1
    where there is no such element, or nothing else in it.
    """
    known = nest(blocks)
    masses = [answer * (count + 1) for answer, count in zip(answers, words, strict=True)]
    article, letters = known.sums(masses), known.sums([count + 1 for count in words])
    total = sum(masses) + 1e-6
    best = max(known.outer, key=lambda each: (_purity(article[each], letters[each], total), -each), default=-1)
    inside = _inside(known, best)
    rows = []
    for number, mass, count in zip(known.own, masses, words, strict=True):
        row: list[float] = []
        for _ in range(NEAREST):
            others = letters[number] - count - 1
            rest = article[number] - mass
            row += (rest / others if others else -1.0, rest / total, others) if number else (-1.0, -1.0, -1.0)
            number = known.outer.get(number, 0)
        rows.append(row)
    names = [f"{what} {step}" for step in range(1, NEAREST + 1) for what in ("held", "held share", "held words")]
    table = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    return {**table, "in best": [float(number in inside) for number in known.own]}


def _purity(article: float, words: float, total: float) -> float:
    """How much an element holds of what is likely the article, and little else."""
    return article / words * min(1.0, 1.2 * article / total)


def _inside(known: Nest, holder: int) -> set[int]:
    """An element and all those inside it."""
    found = {holder}
    for number, outer in reversed(known.outer.items()):
        if outer in found:
            found.add(number)
    return found
