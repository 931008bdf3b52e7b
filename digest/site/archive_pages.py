"""The archive: a page for every year and every month that has articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from digest.model import Teaser
from digest.site.listing import steps_between
from digest.site.page import Page, Planner
from digest.site.views import ArchiveView, Month, PeriodView, Steps, Year

YEAR_LISTS = 100  # articles: a year with more of them shows its months only, so that its page stays quick to load


def archive_pages(plan: Planner) -> Iterator[Page]:
    """The overview, then the years and the months, each with a way to its neighbours."""
    dated = [(teaser.date, teaser) for teaser in plan.teasers if teaser.date]
    years = tuple(_year(year, list(group)) for year, group in groupby(dated, lambda pair: pair[0].year))
    view = ArchiveView(plan.site, plan.head("archive", "", "/archive/"), years)
    yield Page("/archive/", "archive.html", view, "the archive")
    by_year = {year: list(group) for year, group in groupby(dated, lambda pair: pair[0].year)}
    by_month = {key: list(group) for key, group in groupby(dated, lambda pair: (pair[0].year, pair[0].month))}
    months = [(year, month) for year in years for month in year.months]
    for number, year in enumerate(years):
        steps = steps_between([each.url for each in years], number)
        some = [teaser for _, teaser in by_year[year.year]] if year.count <= YEAR_LISTS else []
        yield _period(plan, year.url, year.year, 0, year.months, some, steps)
    for number, (year, month) in enumerate(months):
        steps = steps_between([each.url for _, each in months], number)
        some = [teaser for _, teaser in by_month[year.year, month.month]]
        yield _period(plan, month.url, year.year, month.month, (), some, steps)


def _period(
    plan: Planner, url: str, year: int, month: int, months: tuple[Month, ...], teasers: list[Teaser], steps: Steps
) -> Page:
    view = PeriodView(plan.site, plan.head("period", "", url), year, month, months, tuple(teasers), steps)
    return Page(url, "period.html", view, "the archive")


def _year(year: int, dated: Sequence[tuple[datetime, Teaser]]) -> Year:
    months = tuple(
        Month(month, f"/archive/{year:04}/{month:02}/", len(list(group)))
        for month, group in groupby(dated, lambda pair: pair[0].month)
    )
    return Year(year, f"/archive/{year:04}/", len(dated), months)
