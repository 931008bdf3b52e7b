"""The rows of the fault catalogue: what goes wrong, and what happens then.

A test proves rows by its name, `test_c5_…` or `test_c5_c6_…`, or by the beginning of a parameter's id, `[E7-…]`. Each
row has such a test here, or stands in `EXEMPT` with the reason why it cannot have one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

LINE = re.compile(r"([A-J]\d+) \| (.+?) \| (.+)")
HEAD = re.compile(r"([A-J])\. (.+)")

EXEMPT: dict[str, str] = {}  # rows that nothing can provoke, and why


@dataclass(frozen=True)
class Row:
    """One fault, and what must come of it."""

    number: str
    fault: str
    expected: str

    @property
    def group(self) -> str:
        return self.number[0]


def _lines() -> list[str]:
    return Path(__file__).with_name("rows.txt").read_text(encoding="utf-8").split("\n")


ROWS = {match[1]: Row(*match.groups()) for line in _lines() if (match := LINE.fullmatch(line))}
GROUPS = {match[1]: match[2] for line in _lines() if (match := HEAD.fullmatch(line))}
