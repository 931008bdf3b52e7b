"""Words and figures -> days. A day needs all its parts: counters, clock times and years alone are never dates.

A day without a year ("1 дек") is given the first year in which it is not before the latest full date that the text
itself mentions, and stays a guess. Unknown is better than wrong: `03/04/2021` names two days, so it names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from digest.model import Found

YEARS = range(1900, 2100)  # of events that a text may mention
PRESS = range(1990, 2100)  # of publication: there are no saved pages from before the web

# Names of months in Russian, Ukrainian, English, German, French, Spanish, Italian and Portuguese.
_MONTHS = (
    "январь января янв січня january jan januar jänner janvier janv enero gennaio janeiro",
    "февраль февраля февр фев лютого february feb februar février févr febrero febbraio fevereiro",
    "март марта мар березня march mar märz mars marzo março",
    "апрель апреля апр квітня april apr avril avr abril aprile",
    "май мая травня may mai mayo maggio maio",
    "июнь июня июн червня june jun juni juin junio giugno junho",
    "июль июля июл липня july jul juli juillet juil julio luglio julho",
    "август августа авг серпня august aug août aout agosto",
    "сентябрь сентября сент сен вересня september sept sep septembre septiembre settembre setembro",
    "октябрь октября окт жовтня october oct oktober okt octobre octubre ottobre outubro",
    "ноябрь ноября нояб ноя листопада november nov novembre noviembre novembro",
    "декабрь декабря дек грудня december dec dezember dez décembre déc diciembre dicembre dezembro",
)
_NUMBER_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_MONTH = rf"(?P<month>{'|'.join(sorted(_NUMBER_OF, key=lambda name: (-len(name), name)))})(?![^\W\d_])\.?"
_YEAR = r"(?P<year>\d{4})(?!\d)(?P<word>\s*(?:года|году|год|г\.|г\b))?"
_DAY = r"(?<![\d.,:/-])(?P<day>\d{1,2})(?:-?(?:го|е|st|nd|rd|th))?"

_FULL = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_DAY}\.?\s+(?:of\s+|de\s+)?{_MONTH},?\s+(?:de\s+|del\s+)?{_YEAR}",  # 28 апреля 2016 года, 1. Dezember 2016
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",  # Dec. 1, 2016
        r"(?<![\d/.-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d/])",  # 2016-12-01
        r"(?<![\d/.-])(?P<year>\d{4})/(?P<month>\d{2})/(?P<day>\d{2})(?!\d)",  # 2016/12/01
        r"(?<![\d/.-])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})(?!\d|\.\d)",  # 01.12.2016
    )
)
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")  # 12/31/2016: whose month is it?
_PARTIAL = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (rf"{_DAY}\.?\s+{_MONTH}(?![^\W_])", rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])")
)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-]?(\d{2})[/-]?(\d{2})(?=[/_-]|\b)")
_YEAR_ALONE = re.compile(r"(?<![\d.,:/-])(?:19|20)\d{2}(?:\s+(?:года|году|годом|год|гг?\.))?(?![\d:%])")
_AHEAD = re.compile(r"(?:\bдо|\bк|\bпосле|\buntil|\btill|\bby|\bthrough|\bbefore)\s*$", re.IGNORECASE)

_NUMBERS = {
    **dict(
        zip(("один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"), range(1, 10), strict=True)
    ),
    **dict(zip(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), range(1, 10), strict=True)),
    "десять": 10,
    "пятнадцать": 15,
    "двадцать": 20,
    "тридцать": 30,
    "сорок": 40,
    "пятьдесят": 50,
    "шестьдесят": 60,
    "семьдесят": 70,
    "восемьдесят": 80,
    "девяносто": 90,
    "сто": 100,
    "полвека": 50,
    "век": 100,
    "столетие": 100,
    "ten": 10,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
    "century": 100,
}
_NUMBER = (
    rf"(?P<number>\d{{1,3}}|(?:{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})(?:[\s-](?:{'|'.join(_NUMBERS)}))?)"
)
_YEARS_AGO = re.compile(
    rf"\b{_NUMBER}(?:[\s-](?:лет|года?|летие|летию|years?))?(?:\s(?:тому\s)?(?:назад|ago|on\b|со дня|спустя))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day that a text names, the words that name it, and where they stand."""

    value: date
    words: str
    at: int


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """A day and a month without a year."""

    day: int
    month: int
    words: str


def days(text: str) -> tuple[Day, ...]:
    """Every full date in a text, in its order."""
    found = [day for pattern in _FULL for match in pattern.finditer(text) if (day := _day(match))]
    found += [day for match in _SLASHED.finditer(text) if (day := _slashed(match))]
    return tuple(sorted(found, key=lambda day: (day.at, day.words)))


def day_of_year(text: str) -> DayOfYear | None:
    """The first day and month in a text that has no year behind it."""
    for pattern in _PARTIAL:
        match = pattern.search(text)
        if match and _valid(2000, month_number(match["month"]), int(match["day"])):
            return DayOfYear(int(match["day"]), month_number(match["month"]), match.group().strip(" .,"))
    return None


def with_year(partial: DayOfYear, text: str) -> Found[date] | None:
    """The first such day that is not before what the text tells of, with the words that say so.

    That is the latest full date in the text, or the anniversary of one ("60 лет назад" and "18 марта 1965 года").
    Dates that lie ahead of the text ("до 31 декабря 2050 года") say nothing about when it was written.
    """
    told = [day for day in days(text) if not _AHEAD.search(text[max(0, day.at - 12) : day.at])]
    bounds = [(day.value, f"«{day.words}»") for day in told]
    bounds += [bound for day in told if (bound := _anniversary(day, partial, text))]
    if not bounds:
        return None
    latest, why = max(bounds)
    for year in range(latest.year, latest.year + 9):
        value = _valid(year, partial.month, partial.day)
        if value and value >= latest and year in PRESS:
            return Found(value, why, sure=False)
    return None


def _anniversary(day: Day, partial: DayOfYear, text: str) -> tuple[date, str] | None:
    """The day of writing, where it is a round number of years after a day that the text tells of."""
    match = _YEARS_AGO.search(text) if (day.value.day, day.value.month) == (partial.day, partial.month) else None
    number = _number(match["number"]) if match else 0
    value = _valid(day.value.year + number, partial.month, partial.day) if number else None
    return (value, f"«{match.group()}» and «{day.words}»") if value and match else None


def _number(words: str) -> int:
    """A number of years in figures or words: `60`, `двадцать пять`, `sixty`, `полвека`."""
    if words.isdigit():
        return int(words)
    return sum(_NUMBERS.get(word, 0) for word in re.split(r"[\s-]+", words.lower()))


def stated(text: str) -> date | None:
    """The day in a machine's own words: `2016-12-01T10:00:00+03:00`, or a date in any other full form."""
    match = re.match(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)", text)
    if match:
        value = _valid(int(match[1]), int(match[2]), int(match[3]))
    else:
        value = next((day.value for day in days(text)), None)
    return value if value and value.year in PRESS else None


def in_address(url: str) -> date | None:
    """The day that an address names: `/2016/12/01/` or `/20161201/`."""
    match = _IN_ADDRESS.search(url)
    value = _valid(int(match[1]), int(match[2]), int(match[3])) if match else None
    return value if value and value.year in PRESS else None


def years_alone(text: str) -> Iterator[str]:
    """The years that a text mentions without a day, in its own words."""
    taken = [range(day.at, day.at + len(day.words)) for day in days(text)]
    for match in _YEAR_ALONE.finditer(text):
        if not any(match.start() in each for each in taken):
            yield match.group()


def month_number(name: str) -> int:
    """1 to 12 for the name of a month, in any case or abbreviation; 0 for another word."""
    return _NUMBER_OF.get(name.lower(), 0)


def _day(match: re.Match[str]) -> Day | None:
    month = match["month"]
    value = _valid(int(match["year"]), int(month) if month.isdigit() else month_number(month), int(match["day"]))
    return Day(value, " ".join(match.group().split()), match.start()) if value and value.year in YEARS else None


def _slashed(match: re.Match[str]) -> Day | None:
    first, second, year = map(int, match.groups())
    values = {_valid(year, first, second), _valid(year, second, first)} - {None}
    value = values.pop() if len(values) == 1 else None
    return Day(value, match.group(), match.start()) if value and value.year in YEARS else None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
