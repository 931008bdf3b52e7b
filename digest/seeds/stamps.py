"""One block -> Stamp: the time with which an item of a wire, or an entry of a chronicle, begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from digest.seeds.months import month_number

RUBRIC = 2  # words behind a time that are none of a headline: "12:04 | Космос"


def _day(name: str) -> str:
    """The pattern of a day, in which the month, where it is a word, has a name."""
    return (
        r"\d{1,2}\.\d{2}(?:\.\d{4}|\.\d{2})?|\d{4}-\d{2}-\d{2}|"
        rf"\d{{1,2}} (?P<{name}>[^\W\d_]{{3,8}})\.?(?:,? \d{{4}}(?: г(?:ода|\.))?)?|"
        r"(?:[Сс]егодня|[Вв]чера|[Tt]oday|[Yy]esterday)"
    )


_CLOCK = r"(?P<clock>(?:[01]?\d|2[0-3]):[0-5]\d)(?::[0-5]\d)?(?![:\d])(?: ?\(?(?:мск|МСК|msk|MSK|UTC|GMT)\)?)?"
_STAMP = re.compile(
    rf"\[?(?:(?P<first>{_day('before')}),?(?: [вv]| \||/| at| -| –)? ?)?{_CLOCK}"
    rf"(?:,? (?P<second>{_day('behind')})(?![^\W_]))?\]?[ ,.|:–—/-]*"
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time of the day, as `HH:MM`, with the words for a day beside it, if any; `rest` is where a headline begins.

    `rest` is 0 where there is none: then the block is nothing but the stamp, or a stamp and a rubric.
    """

    clock: str
    day: str
    rest: int


def stamp(text: str) -> Stamp | None:
    """The stamp that a block begins with."""
    match = _STAMP.match(text)
    if match is None or any(month and not month_number(month) for month in (match["before"], match["behind"])):
        return None
    words = re.findall(r"[^\W_]+", text[match.end() :])
    if words and not re.match(r"[«\"“„(]?(?:[^\W\d_]|\d)", text[match.end() :]):
        return None
    day = match["first"] or match["second"] or ""
    return Stamp(match["clock"].zfill(5), day, match.end() if len(words) > RUBRIC else 0)
