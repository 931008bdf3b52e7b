"""The archive: a page for every year and every month that has articles."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import groupby
from operator import attrgetter, itemgetter

from msgspec import Struct

from digest.model import Teaser
from digest.site import coverage
from digest.site.language import language
from digest.site.listing import steps_between
from digest.site.page import Page, Planner
from digest.site.views import ArchiveView, Calendar, Day, Group, Month, PeriodView, Steps, Weekday, Year

ORIGIN = "the archive"
YEAR_LISTS = 100  # articles: a year with more of them shows its months only, so that its page stays quick to load


def archive_pages(plan: Planner) -> Iterator[Page]:
    """The overview, then the years and the months, each with a way to its neighbours."""
    yield from plan.memo.kept("archive", (*plan.common, plan.teasers), lambda: tuple(_made(plan)))


class _Archive(Struct, frozen=True):
    """The years, the latest first, and of each month by its address which of all teasers are its own."""

    years: tuple[Year, ...]
    spans: Mapping[str, slice]


def _archive(dates: Sequence[datetime | None]) -> _Archive:
    """The archive of articles of these dates, which are in order."""
    dated = [(date.year, date.month, place) for place, date in enumerate(dates) if date]
    spans: dict[str, slice] = {}
    years = []
    for year, some in groupby(dated, itemgetter(0)):
        months = []
        for month, group in groupby(some, itemgetter(1)):
            places, url = [place for _, _, place in group], f"/archive/{year:04}/{month:02}/"
            spans[url] = slice(places[0], places[-1] + 1)
            months.append(Month(month, url, len(places)))
        years.append(Year(year, f"/archive/{year:04}/", sum(month.count for month in months), tuple(months)))
    return _Archive(tuple(years), spans)


def _made(plan: Planner) -> Iterator[Page]:
    dates = plan.memo.mapped("dates of teasers", attrgetter("date"), plan.teasers)
    archive = plan.memo.kept("spans", (dates,), partial(_archive, dates))
    years = archive.years
    view = ArchiveView(plan.site, plan.head("archive", "", "/archive/"), years)
    yield Page("/archive/", "archive.html", view, ORIGIN)
    months = [(year, month) for year in years for month in year.months]
    for number, year in enumerate(years):
        steps = steps_between([each.url for each in years], number)
        few = year.months if year.count <= YEAR_LISTS else ()
        some = [teaser for month in few for teaser in plan.teasers[archive.spans[month.url]]]
        head, groups = plan.head("period", "", year.url), coverage.by_month(some)
        period = PeriodView(plan.site, head, year.year, 0, year.months, None, groups, steps)
        yield Page(year.url, "period.html", period, ORIGIN)
    for number, (year, month) in enumerate(months):
        steps = steps_between([each.url for _, each in months], number)
        some = [*plan.teasers[archive.spans[month.url]]]
        around = plan.memo.same(f"steps of {month.url}", steps)
        make = partial(_month, plan, month.url, year.year, month.month, some, steps)
        yield plan.memo.kept(("month", month.url), (*plan.common, around, *some), make)


def _month(plan: Planner, url: str, year: int, month: int, teasers: Sequence[Teaser], steps: Steps) -> Page:
    days = groupby(teasers, lambda teaser: teaser.date.day if teaser.date else 0)
    by_day = {day: tuple(some) for day, some in days}
    groups = tuple(Group(_anchor(day), some) for day, some in by_day.items())
    counts = {day: len(some) for day, some in by_day.items()}
    sheet = month_sheet(plan.site.language, year, month, counts)
    view = PeriodView(plan.site, plan.head("period", "", url), year, month, (), sheet, groups, steps)
    return Page(url, "period.html", view, ORIGIN)


def month_sheet(code: str, year: int, month: int, counts: Mapping[int, int]) -> Calendar:
    """The days of a month, week by week as a language counts them. `counts` are of the articles by day."""
    words = language(code)
    weeks = calendar.Calendar(words.first_weekday).monthdayscalendar(year, month)
    days = (tuple(_day(day, counts.get(day, 0)) for day in week) for week in weeks)
    return Calendar(tuple(Weekday(*names) for names in words.weekdays), tuple(days))


def _day(day: int, count: int) -> Day:
    return Day(day, _anchor(day) if count else "", count)


def _anchor(day: int) -> str:
    return f"day-{day}"
