"""A day without a year ("1 дек") -> a day, as a guess: the year is the first in which the text can have been written.

That is the first year in which the day is not before the latest full date that the text itself mentions.
"""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from digest.model import Found
from digest.seeds.anniversary import Passed, years_passed
from digest.seeds.dates import DAY, PRESS, WORD, Day, days, valid
from digest.seeds.months import WORDS_TOO, month_number

_PARTIAL = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{DAY}\.?\s+{WORD}\.?(?![^\W_])",
        rf"(?<![^\W\d_]){WORD}\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])",
    )
)
_AHEAD = re.compile(r"(?:\bдо|\bк|\bпосле|\buntil|\btill|\bby|\bthrough|\bbefore)\s*$", re.IGNORECASE)


class DayOfYear(Struct, frozen=True):
    """A day and a month without a year."""

    day: int
    month: int
    words: str


def day_of_year(text: str) -> DayOfYear | None:
    """The first day and month in a text that has no year behind it."""
    for pattern in _PARTIAL:
        for match in pattern.finditer(text):
            month = 0 if match["month"].lower() in WORDS_TOO else month_number(match["month"])
            if month and valid(2000, month, int(match["day"])):
                return DayOfYear(int(match["day"]), month, match.group().strip(" .,"))
    return None


def with_year(partial: DayOfYear, text: str) -> Found[date] | None:
    """The first such day that is not before what the text tells of, with the words that say so.

    That is the latest full date in the text, or the anniversary of one ("60 лет назад" and "18 марта 1965 года").
    Dates that lie ahead of the text ("до 31 декабря 2050 года") say nothing about when it was written.
    """
    told = [day for day in days(text) if not _AHEAD.search(text[max(0, day.at - 12) : day.at])]
    bounds = [(day.value, f"«{day.words}»") for day in told]
    passed = years_passed(text)
    bounds += [bound for day in told if passed and (bound := _anniversary(day, partial, passed))]
    if not bounds:
        return None
    latest, why = max(bounds)
    for year in range(latest.year, latest.year + 9):
        value = valid(year, partial.month, partial.day)
        if value and value >= latest and year in PRESS:
            return Found(value, why, sure=False)
    return None


def _anniversary(day: Day, partial: DayOfYear, passed: Passed) -> tuple[date, str] | None:
    """The day of writing, where it is a round number of years after a day that the text tells of."""
    if (day.value.day, day.value.month) != (partial.day, partial.month):
        return None
    value = valid(day.value.year + passed.number, partial.month, partial.day)
    return (value, f"«{passed.words}» and «{day.words}»") if value else None
