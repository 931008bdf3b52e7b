"""The name of a month in any language of the press, with its cases and abbreviations -> its number."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("months.yaml")
WORDS_TOO = frozenset("ago gen ene out set mag lis lip sie cze ян вер лист трав".split())
"""Abbreviations that are words of their own too: beside a day they mean a month only where a year stands with them."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NUMBER_OF = {
    name: number
    for months in yaml.load(FILE.read_text("utf-8"), _LOADER).values()
    for number, names in enumerate(months.split(), 1)
    for name in names.split("/")
}


def month_number(name: str) -> int:
    """1 to 12 for the name of a month, in any case or abbreviation; 0 for another word."""
    return _NUMBER_OF.get(name.lower(), 0)
