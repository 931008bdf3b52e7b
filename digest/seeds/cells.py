"""Cells of a table that lays out a page -> those that hold its menu or its news and none of the article.

Pages of the nineties have no other element for a sidebar, and no class that would name one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from digest.seeds.blocks import Block
from digest.seeds.desk import Desk

LINKS = 0.5  # of a cell's letters in links, at least
MANY = 4  # the fewest links of such a cell


def drop_cells_of_links(desk: Desk) -> None:
    """Drop what was kept of a cell whose words are links for the most part and that holds no running text."""
    cells: dict[int, list[int]] = defaultdict(list)
    for index, block in enumerate(desk.blocks):
        number = _cell(block)
        if number:
            cells[number].append(index)
    for indexes in cells.values():
        told = any(desk.looks[index].prose for index in indexes)
        if not told and _holds_links([desk.blocks[index] for index in indexes]):
            for index in filter(desk.kept.__getitem__, indexes):
                desk.drop(index, "cell of links", "its cell of the page's layout holds links for the most part")


def _cell(block: Block) -> int:
    """The number of the innermost cell around a block, 0 where there is none."""
    return next((element.number for element in reversed(block.around) if element.name == "td"), 0)


def _holds_links(blocks: Sequence[Block]) -> bool:
    linked = sum(block.links * len(block.text) for block in blocks)
    whole = sum(len(block.text) for block in blocks)
    return sum(block.links > LINKS for block in blocks) >= MANY and linked >= LINKS * whole
