"""The rows and cells of a page's table, as they are met -> the row and column of each."""

from __future__ import annotations

import re

from digest.seeds.blocks import Cell

WIDEST = 100  # columns or rows that one cell may cover

_NUMBER = re.compile(r"\s*(\d{1,4})")


class Grid:
    """One table while it is walked through."""

    def __init__(self) -> None:
        self.row, self.column = -1, 0
        self.covered: dict[int, int] = {}  # column: in how many more rows it is taken by a cell from above

    def next_row(self) -> None:
        """Begin a row."""
        self.row += 1
        self.column = 0
        self.covered = {column: rows - 1 for column, rows in self.covered.items() if rows > 1}

    def cell(self, colspan: str | None, rowspan: str | None) -> Cell:
        """The place of the next cell of the row."""
        while self.column in self.covered:
            self.column += 1
        found = Cell(max(self.row, 0), self.column)
        width, height = _span(colspan), _span(rowspan)
        if height > 1:
            self.covered |= dict.fromkeys(range(self.column, self.column + width), height)
        self.column += width
        return found


def _span(value: str | None) -> int:
    match = _NUMBER.match(value) if value else None
    return min(max(int(match[1]), 1), WIDEST) if match else 1
