"""Blocks -> the elements around them as one nest: sums over all that an element holds, however deep it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from digest.seeds.blocks import Block


class Nest(Struct, frozen=True):
    """`outer` is the element around each element, 0 for none; the elements stand from the inner to the outer ones.

    `own` is the innermost element around each block, 0 for none.
    """

    outer: dict[int, int]
    own: tuple[int, ...]

    def sums(self, values: Iterable[float]) -> dict[int, float]:
        """For every element the sum of the values of all blocks in it; 0 stands for the page."""
        found = dict.fromkeys(self.outer, 0.0)
        found[0] = 0.0
        for number, value in zip(self.own, values, strict=True):
            found[number] += value
        for number, outer in self.outer.items():
            found[outer] += found[number]
        return found

    def way_out(self, number: int) -> list[int]:
        """An element and all those around it, from the inner to the outer ones."""
        found = []
        while number:
            found.append(number)
            number = self.outer[number]
        return found


def nest(blocks: Sequence[Block]) -> Nest:
    """The nest of all elements around some blocks. The number of an element is less than those of what it holds."""
    outer: dict[int, int] = {}
    for block in blocks:
        for step in range(len(block.around) - 1, -1, -1):
            number = block.around[step].number
            if number in outer:
                break
            outer[number] = block.around[step - 1].number if step else 0
    inward = {number: outer[number] for number in sorted(outer, reverse=True)}
    return Nest(inward, tuple(block.around[-1].number if block.around else 0 for block in blocks))
