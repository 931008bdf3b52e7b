"""One block -> Stamp: the time with which an item of a wire, or an entry of a chronicle, begins; or a day alone."""

from __future__ import annotations

import re

from msgspec import Struct

from digest.seeds.months import month_number

LONGEST = 40  # letters up to the colon of a time: there may be a day before it
RUBRIC = 2  # words behind a time that are none of a headline: "12:04 | Космос"


def _day(name: str) -> str:
    """The pattern of a day, in which the month, where it is a word, has a name, or that name with `2`."""
    return (
        r"\d{1,2}\.\d{2}(?:\.\d{4}|\.\d{2})?|\d{4}-\d{2}-\d{2}|"
        rf"\d{{1,2}} (?P<{name}>[^\W\d_]{{3,9}})\.?(?:,? \d{{4}}(?: г(?:ода|\.))?)?|"
        rf"(?P<{name}2>[A-Za-z]{{3,9}})\.? \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|"
        r"(?:[Сс]егодня|[Вв]чера|[Tt]oday|[Yy]esterday)"
    )


_CLOCK = (
    r"(?P<clock>(?:[01]?\d|2[0-3]):[0-5]\d)(?::[0-5]\d)?(?![:\d])(?: ?(?P<half>[AaPp])\.?[Mm]\b\.?)?"
    r"(?: ?\(?(?:мск|МСК|msk|MSK|UTC|GMT)\)?)?"
)
_STAMP = re.compile(rf"\[?(?:(?P<first>{_day('before')}),?(?: [вv]| \||/| at| -| –)? ?)?{_CLOCK}")
_BEHIND = re.compile(rf"(?P<comma>,)? (?P<second>{_day('behind')})(?![^\W_])")
_END = re.compile(r"\]?[ ,.|:–—/-]*")
_WORD = re.compile(r"[^\W_]+")
_PLAIN_DAY = re.compile(r"\d{4}|^[\d.-]+$")  # a year, or figures alone: part of no headline
_WEEKDAY = (
    r"(?i:понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье|пн|вт|ср|чт|пт|сб|вс|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)"
)
_DAY_ALONE = re.compile(rf"\W*(?:{_WEEKDAY}\.?,? )?(?:{_day('month')})(?:,? \(?{_WEEKDAY}\)?)?\W*")
_MONTHS = ("before", "before2", "behind", "behind2", "month", "month2")


class Stamp(Struct, frozen=True):
    """A time of the day, as `HH:MM`, with the words for a day beside it, if any; `rest` is where a headline begins.

    `rest` is 0 where there is none: then the block is nothing but the stamp, or a stamp and a rubric.
    """

    clock: str
    day: str
    rest: int


def stamp(text: str) -> Stamp | None:
    """The stamp that a block begins with."""
    match = _STAMP.match(text) if ":" in text[:LONGEST] else None
    if match is None or not _has_months(match):
        return None
    behind = _day_behind(text, match.end())
    end = _END.match(text, behind.end() if behind else match.end())
    rest = end.end() if end else len(text)
    words = _WORD.findall(text, rest)
    if words and not re.match(r"[«\"“„(]?(?:[^\W\d_]|\d)", text[rest:]):
        return None
    day = match["first"] or (behind["second"] if behind else "")
    return Stamp(_clock(match), day, rest if len(words) > RUBRIC else 0)


def _day_behind(text: str, at: int) -> re.Match[str] | None:
    """A day behind a time. Words that go on without a comma are a headline: "12:04 9 мая в Туле покажут луноход"."""
    match = _BEHIND.match(text, at)
    if match is None or not _has_months(match):
        return None
    apart = match["comma"] or _PLAIN_DAY.search(match["second"]) or not _WORD.search(text, match.end())
    return match if apart else None


def is_day(text: str) -> bool:
    """Whether a block is nothing but a day: "Вторник, 2 февраля", "February 2, 2016"."""
    match = _DAY_ALONE.fullmatch(text) if len(text) <= 60 else None
    return match is not None and _has_months(match)


def _has_months(match: re.Match[str]) -> bool:
    return all(month_number(month) for name, month in match.groupdict().items() if name in _MONTHS and month)


def _clock(match: re.Match[str]) -> str:
    """The time by the clock of 24 hours."""
    hour, _, minute = match["clock"].partition(":")
    if match["half"] and 1 <= int(hour) <= 12:
        hour = str(int(hour) % 12 + 12 * (match["half"] in "Pp"))
    return f"{hour.zfill(2)}:{minute}"
