"""A day -> the same day, and a guess where trusted evidence of another kind names another one: both are told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from digest.model import Found
from digest.seeds import ago, dates, yearless
from digest.seeds.datelines import Shown, places
from digest.seeds.daycase import Case, Guess

DAYS = 3  # by which a date line and a dateline of one article may differ
DAY = timedelta(1)


def doubted(guess: Guess, lines: Sequence[Shown], case: Case) -> Guess:
    """A sure day against all other evidence. The day of an update is none against it."""
    if not guess.sure or guess.value is None:
        return guess
    against = next(_against(guess.value, lines, case), "")
    return Found(guess.value, f"{guess.why}; but {against}", sure=False) if against else guess


def _against(day: date, lines: Sequence[Shown], case: Case) -> Iterator[str]:
    """What names another day. Where marks and a line agree, dates further off are those of other articles."""
    others = case.updates - {day}
    marks = [each for each in case.stated("date") if each.day not in others]
    yield from (each.why for each in marks if each.day != day and not each.is_also(day))
    fresh = [each for each in lines if not each.updated and not each.told and each.day not in others]
    close = [each for each in fresh if each.close and not (case.line and each.words == case.line.day)]
    settled = any(each.day == day for each in marks) and any(each.day == day for each in close)
    said = [each for each in (close if settled else fresh) if each.said]
    for kind in (close, said):
        if kind and all(each.day != day for each in kind) and not _is_also(day, kind[0].day, case):
            yield f"«{kind[0].words}» stands {kind[0].place}"
    if not settled:
        yield from _further_off(day, case)


def _further_off(day: date, case: Case) -> Iterator[str]:
    """The first `<time>` below the headline, the address, and the dateline, where they name another day."""
    times = [each for each in case.stated("time") if each.where.endswith("below the headline")]
    if not any(each.day == day or each.is_also(day) or each.day in case.updates for each in times):
        yield from (each.why for each in times[:1])
    other = dates.in_address(case.seed.facts.url)
    if other and abs(other - day) > DAY:
        yield f"the address says {other}"
    if case.line and not _near_dateline(day, case.line.day):
        yield f"the dateline says «{case.line.day}»"


def _is_also(day: date, shown: date, case: Case) -> bool:
    return any(each.day == day and each.is_also(shown) for each in case.stated("date", "time"))


def _near_dateline(day: date, words: str) -> bool:
    """Whether a dateline's day is that of publication or a few days off, in whatever year where it names none."""
    if whole := dates.days(words):
        return abs((whole[0].value - day).days) <= DAYS
    partial = yearless.day_of_year(words)
    return partial is None or abs((ago.nearest_such_day(partial, day) - day).days) <= DAYS


# dates in figures that may be read in two ways


def two_ways(case: Case) -> Guess | None:
    """A date in figures that may mean two days; where one of them was still to come, it is the other."""
    for words, where in _written(case):
        for figures in dates.in_figures(words):
            if figures.order or figures.dmy is None or figures.mdy is None or figures.dmy == figures.mdy:
                continue
            both = f"«{figures.words}» {where} may be {figures.dmy} or {figures.mdy}"
            read = case.seed.fetched
            past = [day for day in (figures.dmy, figures.mdy) if read and day <= read.date()]
            if read and len(past) == 1:
                return Found(past[0], f"{both}, and the seed was taken on {read.date()}", sure=False)
            return Found(None, f"{both}: nothing tells the order of its figures; look it up and write it", sure=False)
    return None


def _written(case: Case) -> Iterator[tuple[str, str]]:
    """Words in which the day of publication may stand, and where they are."""
    yield from ((each.words, f"in {each.where}") for each in case.seed.facts.said if each.of in ("date", "time"))
    for place in places(case.blocks, case.title):
        for text in (case.blocks[index].block.text for index in place.indexes):
            if len(text) <= ago.LONGEST:
                yield text, place.name
