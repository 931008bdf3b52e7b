"""Blocks -> features of the lists and runs of like lines they stand in: what is true of most of one is true of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digest.seeds.blocks import Block
from digest.seeds.columns import Column
from digest.seeds.looks import CUT, STOP, Look


def runs(blocks: Sequence[Block], looks: Sequence[Look], topic: Column) -> dict[str, Column]:
    """The features of each block's run. `topic` tells how far a line speaks of what the page speaks of."""
    found: dict[str, list[float]] = {name: [] for name in ("run", "run ended", "run cut", "run letters", "run topic")}
    for run in _runs(blocks, looks):
        count = len(run)
        about = topic[len(found["run"]) :][:count]
        for name, value in (
            ("run", float(count)),
            ("run ended", sum(look.end == STOP for look in run) / count),
            ("run cut", sum(look.end == CUT for look in run) / count),
            ("run letters", sum(look.letters for look in run) / count),
            ("run topic", sum(about) / count),
        ):
            found[name] += [value] * count
    return {**found}


def _runs(blocks: Sequence[Block], looks: Sequence[Look]) -> Iterator[Sequence[Look]]:
    start = 0
    for index in range(1, len(blocks) + 1):
        if index == len(blocks) or not _alike(blocks, looks, index - 1):
            yield looks[start:index]
            start = index


def _alike(blocks: Sequence[Block], looks: Sequence[Look], above: int) -> bool:
    """Whether a block and the next are items of one list, or both running text, or both not."""
    kind = blocks[above].kind
    same = looks[above].prose == looks[above + 1].prose
    return kind == blocks[above + 1].kind and (kind in ("li", "cell") or same)
