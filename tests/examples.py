"""How many examples something is held to: all of them on the machines that set CI, some where somebody waits."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

Value = TypeVar("Value")
ALL = bool(os.environ.get("CI"))


def examples(number: int) -> int:
    """So many, or a quarter of them."""
    return number if ALL else number // 4


def some_of(values: Sequence[Value], shift: int) -> Sequence[Value]:
    """All of some values, or every fourth: those that another `shift` leaves out."""
    return values if ALL else values[shift % 4 :: 4]
