"""Cells of a table that lays out a page -> those that hold its menu or its news and none of the article.

Pages of the nineties have no other element for a sidebar, and no class that would name one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from digest.seeds.blocks import Block
from digest.seeds.sorting import Sorting

LINKS = 0.5  # of a cell's letters in links, at least
MANY = 4  # the fewest links of such a cell


def drop_cells_of_links(sorting: Sorting) -> None:
    """Drop what was kept of a cell whose words are links for the most part and that holds no running text."""
    cells: dict[int, list[int]] = defaultdict(list)
    for index, block in enumerate(sorting.blocks):
        number = _cell(block)
        if number:
            cells[number].append(index)
    for indexes in cells.values():
        told = any(sorting.looks[index].prose for index in indexes)
        if not told and _holds_links([sorting.blocks[index] for index in indexes]):
            for index in filter(sorting.kept.__getitem__, indexes):
                sorting.drop(index, "cell of links", "its cell of the page's layout holds links for the most part")


def _cell(block: Block) -> int:
    """The number of the innermost cell around a block, 0 where there is none."""
    return next((element.number for element in reversed(block.around) if element.name == "td"), 0)


def _holds_links(blocks: Sequence[Block]) -> bool:
    linked = sum(block.links * len(block.text) for block in blocks)
    whole = sum(len(block.text) for block in blocks)
    return sum(block.links > LINKS for block in blocks) >= MANY and linked >= LINKS * whole
