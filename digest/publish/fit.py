"""The content of a site -> a finished site that readers may see, or all that speaks against it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from digest.check.everything import checked
from digest.errors import Problem, Problems
from digest.publish.finished import Site, finished
from digest.publish.fitness import missing, odd_files, unfit
from digest.publish.hidden import marks
from digest.publish.limits import beyond
from digest.publish.shards import unaccounted
from digest.publish.shown import shown
from digest.settings import Settings
from digest.site.upkeep import build


def fit(settings: Settings, form: str, clock: datetime, *, strict: bool) -> tuple[Site, tuple[Problem, ...]]:
    """Build the site; its files, and what is less than wrong with it. Raises `Problems` for all that is."""
    stop(list(unfit(settings, clock)), strict=strict)
    stop(list(odd_files(settings.output)), strict=strict)
    report = build(settings)
    grave = (each for each in checked(settings).problems if strict or each.level == "error")
    found = list(dict.fromkeys((*report.problems, *grave)))
    stop(found, strict=strict)
    site = finished(settings.output, form)
    found += looked_at(settings, site, report.articles)
    stop(found, strict=strict)
    return site, tuple(found)


def looked_at(settings: Settings, site: Site, articles: int) -> Iterator[Problem]:
    """All that is wrong with a site as it was built: above all what it shows and must not."""
    yield from odd_files(settings.output)
    yield from missing(site.names, articles)
    yield from beyond(site.sizes)
    yield from shown(settings.output, site.names, marks(settings), jobs=settings.jobs)
    yield from unaccounted(settings.output, site.names)


def stop(problems: list[Problem], *, strict: bool) -> None:
    """Raise `Problems` where one of them forbids to go on."""
    levels = ("error", "warning") if strict else ("error",)
    if any(each.level in levels for each in problems):
        raise Problems(problems)
