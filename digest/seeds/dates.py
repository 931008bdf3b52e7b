"""Words and figures -> days. A day needs all its parts: counters, clock times and years alone are never dates.

Unknown is better than wrong: `03/04/2021` names two days, so it names none. Days without a year: `yearless`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from msgspec import Struct

from digest.seeds.months import month_number

YEARS = range(1900, 2100)  # of events that a text may mention
LINE = 200  # letters of a line for whose days several ask in turn
PRESS = range(1990, 2100)  # of publication: there are no saved pages from before the web

# A day is looked for around its year: few texts have many, and every form has one.
_YEAR = re.compile(r"(?<![\d])(?:19|20)\d{2}(?!\d)")
# Parts of a pattern: a month in words, a day of it.
WORD = r"(?P<month>[^\s\d.,:;/()|«»\"-]{3,12})"
DAY = r"(?<![\d.,:/-])(?P<day>\d{1,2})(?:-?(?:го|е|st|nd|rd|th|er)|[º°ª])?"
# Where a page puts name and date into two elements, there is no space between them: "Anna PetrovDec 1, 2016".
_BEGIN = r"(?:(?<![^\W\d_])|(?-i:(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])))"
_BEHIND = 48  # letters before and behind a year that belong to its day
_BEFORE_YEAR = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # 28 апреля 2016 года, 1. Dezember 2016, 1 de diciembre de 2016, 1-Dec-2016
        rf"{DAY}(?:\.?\s*|-)(?:of\s+|de\s+)?{WORD}(?:\.?,?\s*|-)(?:de\s+|del\s+|of\s+)?$",
        rf"{_BEGIN}{WORD}\.?\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s?,?\s*$",  # Dec. 1, 2016
        r"(?<![\d/.-])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?$",  # 01.12.2016
    )
)
_FROM_YEAR = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\d{4}-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?![\d/])",  # 2016-12-01
        r"\d{4}/(?P<month>\d{1,2})/(?P<day>\d{1,2})(?!\d)",  # 2016/12/01
        r"\d{4}\.\s?(?P<month>\d{1,2})\.\s?(?P<day>\d{1,2})(?!\d|\.\d)",  # 2016.12.01
        r"\d{4}\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]",  # 2016年12月1日
        rf"\d{{4}}-{WORD}-(?P<day>\d{{1,2}})(?!\d)",  # 2016-Dec-01
        # 2016. december 1.: its small letter tells it from "in 2019. April 12 is …"
        rf"\d{{4}}(?:\.|\sm\.|)\s(?-i:(?=[a-zà-ž])){WORD}\s(?P<day>\d{{1,2}})(?=[.\s,]|$)",
        rf"\d{{4}}(?:\.\s?gada|\s?ж\.|\sжылғы)\s(?P<day>\d{{1,2}})\.?\s{WORD}",  # 2016 жылғы 1 желтоқсан
    )
)
_NUMERIC = re.compile(r"(?<![\d/.-])(?P<first>\d{1,2})(?P<mark>[/-])(?P<second>\d{1,2})(?P=mark)$")
_GLUED = re.compile(r"[\d.,:/-]$|[^\W\d_]$")  # what a date cannot begin behind
_YEAR_WORD = re.compile(r"\s*(?:года|году|год|г\.|г\b|р\.)")
_SHORT = re.compile(r"(?<![\d/.:-])(\d{1,2})([/.])(\d{1,2})\2(\d{2})(?![\d/.]|:\d)")
_SHORT_BEGINS = re.compile(r"\d[/.]\d")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-]?(\d{2})[/-]?(\d{2})(?=[/_-]|\b)")
_YEAR_ALONE = re.compile(r"(?<![\d.,:/-])(?:19|20)\d{2}(?:\s+(?:года|году|годом|год|гг?\.))?(?![\d:%])")


class Day(Struct, frozen=True):
    """A day that a text names, the words that name it, and where they stand."""

    value: date
    words: str
    at: int


class Figures(Struct, frozen=True):
    """A date in figures with slashes or dashes, and what it means where the day stands first, and where the month."""

    words: str
    dmy: date | None
    mdy: date | None

    @property
    def order(self) -> str:
        """The only order in which it can be read; empty where both are possible."""
        return "" if self.dmy and self.mdy else "dmy" if self.dmy else "mdy"


def days(text: str, order: str = "") -> tuple[Day, ...]:
    """Every full date in a text, in its order.

    `order` is that of figures in the text's language, `dmy` or `mdy`; where it is not known, `03/04/2021` names no day.
    """
    if not _may_name_a_year(text):
        return ()
    told = order if _may_be_read_in_two_ways(text) else ""
    return _days(text, told) if len(text) > LINE else _in_line(text, told)


def may_name_a_day(text: str) -> bool:
    """Whether it is worth while to ask a text for `days` or `short_days`: this is soon told."""
    return _may_name_a_year(text) or _may_name_a_short_day(text)


def _may_be_read_in_two_ways(text: str) -> bool:
    return "/" in text or "-" in text


def _may_name_a_year(text: str) -> bool:
    return "20" in text or "19" in text


def _may_name_a_short_day(text: str) -> bool:
    return (text.count(".") > 1 or text.count("/") > 1) and _SHORT_BEGINS.search(text) is not None


def _days(text: str, order: str) -> tuple[Day, ...]:
    found = (_around(text, year.start(), order) for year in _YEAR.finditer(text))
    return tuple(day for day in found if day)


_in_line = lru_cache(maxsize=1_000)(_days)


def short_days(text: str, order: str = "") -> tuple[Day, ...]:
    """Days whose year has two figures: `01/25/26`, `01.12.16`. Only where it is known that a day must stand there."""
    found = []
    for match in _SHORT.finditer(text) if _may_name_a_short_day(text) else ():
        year = 2000 + int(match[4])
        value = _ordered(year, int(match[1]), int(match[3]), "dmy" if match[2] == "." else order)
        if value:
            found.append(Day(value, match.group(), match.start()))
    return tuple(found)


def in_figures(text: str) -> Iterator[Figures]:
    """The dates of a text that are written like `03/04/2021`, however they may be meant."""
    for year in _YEAR.finditer(text) if _may_name_a_year(text) and _may_be_read_in_two_ways(text) else ():
        at = year.start()
        match = _figures_end(text, at, text[max(0, at - _BEHIND) : at])
        if match:
            first, second, number = int(match["first"]), int(match["second"]), int(year.group())
            found = Figures(match.group() + year.group(), valid(number, second, first), valid(number, first, second))
            if found.dmy or found.mdy:
                yield found


def stated(text: str, order: str = "") -> date | None:
    """The day in a machine's own words: `2016-12-01T10:00:00+03:00`, or a date in any other full form."""
    match = re.match(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)", text)
    if match:
        value = valid(int(match[1]), int(match[2]), int(match[3]))
    else:
        value = next((day.value for day in days(text, order)), None)
    return value if value and value.year in PRESS else None


def in_address(url: str) -> date | None:
    """The day that an address names: `/2016/12/01/` or `/20161201/`."""
    match = _IN_ADDRESS.search(url)
    value = valid(int(match[1]), int(match[2]), int(match[3])) if match else None
    return value if value and value.year in PRESS else None


def years_alone(text: str) -> Iterator[str]:
    """The years that a text mentions without a day, in its own words."""
    taken = {at for day in days(text) for at in range(day.at, day.at + len(day.words))}
    yield from (match.group() for match in _YEAR_ALONE.finditer(text) if match.start() not in taken)


def _around(text: str, at: int, order: str) -> Day | None:
    """The day that stands around a year, if one does."""
    before, year = text[max(0, at - _BEHIND) : at], int(text[at : at + 4])
    return (
        _words_before(text, at, before, year)
        or _figures_before(text, at, before, order)
        or _from_year(text, at, before)
    )


def _words_before(text: str, at: int, before: str, year: int) -> Day | None:
    behind = _YEAR_WORD.match(text, at + 4)
    end = behind.end() if behind else at + 4
    version = re.match(r"\.\d", text[at + 4 : at + 6])
    for pattern in _BEFORE_YEAR:
        match = pattern.search(before)
        while match:
            start = at - len(before) + match.start()
            day = _day(year, match, text[start:end], start)
            if day and not (version and match["month"].isdigit()):
                return day
            match = pattern.search(before, match.start() + 1)
    return None


def _figures_before(text: str, at: int, before: str, order: str) -> Day | None:
    match = _figures_end(text, at, before)
    if match is None:
        return None
    value = _ordered(int(text[at : at + 4]), int(match["first"]), int(match["second"]), order)
    start = at - len(before) + match.start()
    return Day(value, text[start : at + 4], start) if value else None


def _figures_end(text: str, at: int, before: str) -> re.Match[str] | None:
    """Two figures right before the year at `at`, with nothing of a longer row of figures behind it."""
    return None if re.match(r"[/-]\d", text[at + 4 : at + 6]) else _NUMERIC.search(before)


def _from_year(text: str, at: int, before: str) -> Day | None:
    if _GLUED.search(before):
        return None
    found = (pattern.match(text, at, at + _BEHIND) for pattern in _FROM_YEAR)
    return next(
        (day for match in found if match and (day := _day(int(text[at : at + 4]), match, match.group(), at))), None
    )


def _day(year: int, match: re.Match[str], words: str, at: int) -> Day | None:
    month = match["month"]
    value = valid(year, int(month) if month.isdigit() else month_number(month), int(match["day"]))
    return Day(value, " ".join(words.split()), at) if value and value.year in YEARS else None


def _ordered(year: int, first: int, second: int, order: str) -> date | None:
    """The one day that two figures and a year can mean: where they can mean two, the order of the language tells."""
    values = {"mdy": valid(year, first, second), "dmy": valid(year, second, first)}
    meant = {value for value in values.values() if value}
    return meant.pop() if len(meant) == 1 else values.get(order)


def valid(year: int, month: int, day: int) -> date | None:
    """The day of the calendar that has these numbers, if there is one."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
