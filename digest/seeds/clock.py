"""The day of publication -> the same with its time, where a line of plain text has both side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from msgspec.structs import replace

from digest.seeds import dates
from digest.seeds.blocks import Labelled, Seed
from digest.seeds.datelines import LONGEST, UPDATED, places
from digest.seeds.daycase import Guess

_CLOCK = r"(?P<hour>[01]?\d|2[0-3])[:](?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d:])"
_BEHIND = re.compile(rf"(?: ?г\.| года)?[,.;]? ?(?:(?:в|at|[|•·–—-]|/) ?)?{_CLOCK}")
_AHEAD = re.compile(rf"(?<![\d:]){_CLOCK}[,.;]? ?(?:[|•·–—/-] ?)?$")
_STATED = re.compile(rf"\d{{4}}-\d\d-\d\d[T ]{_CLOCK}$")


def with_time(guess: Guess, seed: Seed, blocks: Sequence[Labelled], title: int | None) -> Guess:
    """A sure day with the time that stands beside it; as it is where there is none, or several.

    Pages state their times for machines, each in a zone of its own: of those only the day is taken.
    """
    if seed.kind != "text" or not guess.sure or guess.value is None:
        return guess
    stated = _STATED.fullmatch(seed.known.published)
    found = {_time(stated)} if stated else set(_beside(guess.value, blocks, title))
    return replace(guess, value=datetime.combine(guess.value, found.pop())) if len(found) == 1 else guess


def _beside(day: date, blocks: Sequence[Labelled], title: int | None) -> Iterator[time]:
    indexes = {index for place in places(blocks, title) for index in place.indexes}
    for text in (blocks[index].block.text for index in sorted(indexes)):
        found = dates.days(text) if ":" in text and len(text) <= LONGEST else ()
        for each in found if found and not UPDATED.search(text) else ():
            end = each.at + len(each.words)
            match = _BEHIND.match(text, end) or _AHEAD.search(text[max(0, each.at - 12) : each.at])
            if match and each.value == day:
                yield _time(match)


def _time(match: re.Match[str]) -> time:
    return time(int(match["hour"]), int(match["minute"]))
