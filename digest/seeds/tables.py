"""The blocks of a page's table -> a table in Markdown, where it holds data and does not only lay out the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from digest.seeds.blocks import Block, Label, Labelled

WIDEST = 20  # columns that can still be read
MOST = 2_000  # cells
LONGEST, TYPICAL = 300, 100  # letters of one cell, and of cells on the average
UNHEADED = 50  # letters of cells on the average, where no cell is said to head the others
FILLED = 0.6  # of the places of a table must hold something
KEPT = 0.9  # of its blocks: of a table with holes the reader would be misled

_PIPE = re.compile(r"(?<!\\)(?:\\\\)*\|")  # one that is not escaped


def data_tables(blocks: Sequence[Labelled]) -> frozenset[int]:
    """The numbers of the tables that are to be written as tables."""
    groups: dict[int, list[int]] = {}
    for index, each in enumerate(blocks):
        if each.block.cell is not None and each.block.group:
            groups.setdefault(each.block.group, []).append(index)
    return frozenset(number for number, indexes in groups.items() if _holds_data(blocks, indexes))


def _holds_data(blocks: Sequence[Labelled], indexes: Sequence[int]) -> bool:
    whole = [blocks[index] for index in indexes]
    kept = [each for each in whole if each.kept]
    if len(kept) < max(KEPT * len(whole), 3) or len(whole) > MOST:
        return False
    if indexes[-1] - indexes[0] + 1 > len(indexes):
        return False  # something stands between: a list, another table
    if any(each.label in (Label.HEADING, Label.QUOTE) or each.block.program for each in kept):
        return False
    if any("presentation" in element.words for element in whole[0].block.around if element.name == "table"):
        return False
    return _looks_like_data([each.block for each in kept])


def _looks_like_data(cells: Sequence[Block]) -> bool:
    rows = _rows(cells)
    columns = len({column for row in rows for column in row})
    lengths = [len(block.text) for block in cells]
    average = sum(lengths) / len(lengths)
    filled = sum(map(len, rows)) >= FILLED * columns * len(rows)
    if len(rows) < 2 or not 2 <= columns <= WIDEST or max(lengths) > LONGEST or not filled:
        return False
    if any(_heads(block) for block in cells):
        return average <= TYPICAL
    return average <= UNHEADED and all(len(cell) == 1 for row in rows for cell in row.values())


def table(cells: Sequence[Block], words: Callable[[Block], str]) -> str:
    """A table in Markdown; `words` gives the one line of a block.

    Its head is its first row, or empty where the first column heads the rows.
    """
    rows = _rows(cells)
    columns = sorted({column for row in rows for column in row})
    lines = [[" ".join(words(block) for block in row.get(column, ())) for column in columns] for row in rows]
    first = [block for cell in rows[0].values() for block in cell]
    if any(map(_heads, cells)) and not all(map(_heads, first)):
        lines.insert(0, [""] * len(columns))
    made = [_line(line) for line in lines]
    return "\n".join((made[0], "|" + "---|" * len(columns), *made[1:]))


def _rows(cells: Iterable[Block]) -> list[dict[int, list[Block]]]:
    """The rows that hold words, each with the blocks of its columns."""
    rows: dict[int, dict[int, list[Block]]] = {}
    for block in cells:
        if block.cell is not None:
            rows.setdefault(block.cell.row, {}).setdefault(block.cell.column, []).append(block)
    return [rows[number] for number in sorted(rows)]


def _heads(block: Block) -> bool:
    name = next((element.name for element in reversed(block.around) if element.name in ("td", "th")), "")
    return name == "th"


def _line(cells: Iterable[str]) -> str:
    return "".join(f"| {_PIPE.sub(_escape, cell)} " if cell else "| " for cell in cells) + "|"


def _escape(match: re.Match[str]) -> str:
    return match.group()[:-1] + "\\|"
