"""Words that tell a day by the one on which they are read -> that day: "2 hours ago", "вчера, 14:54", "28.07"."""

from __future__ import annotations

import re
from calendar import isleap
from datetime import date, datetime, timedelta

from digest.seeds import yearless

LONGEST = 60  # letters of a line that tells no more than when

_TODAY = r"сегодня сьогодні today heute aujourd'hui hoy oggi hoje vandaag dziś dzisiaj dnes idag i\sdag bugün".split()
_YESTERDAY = (
    r"вчера вчора yesterday gestern hier(?=\sà|,) ayer ieri ontem gisteren wczoraj včera igår i\sgår dün".split()
)
# What is counted, as days; an hour or a minute ago may be yesterday, so the clock is asked.
_UNITS = {
    "минут\\w* мин хвилин\\w* min(?:ute)?s? minuten? minut\\w* minutos? minuti minuto dakika": timedelta(minutes=1),
    "час\\w* ч годин\\w* hours? hrs? h stunden? heures? horas? or[ae] uur godzin\\w* hodin\\w*": timedelta(hours=1),
    "дн\\w+ день days? tag(?:e|en)? jours? d[ií]as? giorni giorno dias? dagen dni gün": timedelta(days=1),
    "недел\\w* тижн\\w* weeks? wochen? semaines? semanas? settiman[ae] weken tygodni\\w*": timedelta(days=7),
}
_UNIT = "|".join(form for forms in _UNITS for form in forms.split())
_AGO = re.compile(
    rf"(?:\b(?:vor|il y a|hace|há|för|for)\s)?\b(?P<number>\d{{1,2}}|an?|one|eine[mnr]?|une?)?\s?\b(?P<unit>{_UNIT})\b"
    r"\s*(?:назад|тому|ago|fa|atrás|geleden|temu|önce|sedan|siden)?", re.IGNORECASE
)  # fmt: skip
_BACK = re.compile(
    r"назад|тому|\bago\b|\bfa\b|atrás|geleden|temu|önce|\bvor\b|il y a|\bhace\b|\bhá\b|sedan|siden", re.IGNORECASE
)
_NAMED = re.compile(rf"\b(?:(?P<today>{'|'.join(_TODAY)})|(?P<yesterday>{'|'.join(_YESTERDAY)}))\b", re.IGNORECASE)
_FIGURES = re.compile(r"(?<![\d.:/-])(?P<day>\d{1,2})\.(?P<month>\d{2})\.?(?![\d/-]|\.\d)")


def day_before(words: str, read: datetime) -> date | None:
    """The day that some words name to somebody who reads them at the moment `read`: "yesterday", "3 days ago"."""
    named = _NAMED.search(words)
    if named:
        return read.date() - timedelta(1 if named["yesterday"] else 0)
    match = _AGO.search(words) if _BACK.search(words) else None
    if match is None:
        return None
    number = int(match["number"]) if (match["number"] or "").isdigit() else 1
    unit = next(
        unit for forms, unit in _UNITS.items() if re.fullmatch("|".join(forms.split()), match["unit"], re.IGNORECASE)
    )
    return (read - number * unit).date()


def last_such_day(partial: yearless.DayOfYear, read: datetime) -> date | None:
    """The last day with this day and month that is not after the moment `read`."""
    for year in range(read.year, read.year - 5, -1):
        try:
            value = date(year, partial.month, partial.day)
        except ValueError:  # 29 February
            continue
        if value <= read.date():
            return value
    return None


def nearest_such_day(partial: yearless.DayOfYear, other: date) -> date:
    """The day with this day and month that is nearest to another day."""
    years = range(other.year - 4, other.year + 5)
    leap = (partial.day, partial.month) == (29, 2)
    found = [date(year, partial.month, partial.day) for year in years if not leap or isleap(year)]
    return min(found, key=lambda day: (abs(day - other), day))


def stamp(words: str) -> yearless.DayOfYear | None:
    """A day and a month that a line shows without a year: "28.07 14:54", "1 дек, 10:23"."""
    found = yearless.day_of_year(words)
    match = _FIGURES.search(words)
    if found or match is None:
        return found
    day, month = int(match["day"]), int(match["month"])
    return yearless.DayOfYear(day, month, match.group().strip(".")) if 1 <= day <= 31 and 1 <= month <= 12 else None
