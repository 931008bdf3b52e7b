"""Fields -> fields as an editor has taught them for the site of the seed."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec.structs import replace

from digest.model import Found
from digest.seeds import dates, yearless
from digest.seeds.blocks import Seed
from digest.seeds.fields import Fields
from digest.seeds.finders import Finder, located, value_of
from digest.seeds.lessons import Taught

READ = 300  # letters of a line in which a date is looked for


def fields_as_taught(found: Fields, seed: Seed, site: Taught | None) -> Fields:
    """The fields of a seed, with those that are taught in place of those that were found."""
    if site is None:
        return found
    taught: dict[str, Any] = {}
    for name in ("title", "author"):
        if each := located(seed.blocks, getattr(site, name)):
            taught[name] = Found(value_of(seed.blocks[each[0]].text, each[1]), _why(site, each[1]), sure=True)
    if each := located(seed.blocks, site.date):
        taught["date"] = _date(seed, each[0], each[1], site) or _no_day(found, each[1], site)
    if site.source:
        taught["source"] = Found(site.source, site.rule, sure=True)
    if site.rights:
        taught["rights"] = site.rights
    return replace(found, **taught)


def _date(seed: Seed, index: int, finder: Finder, site: Taught) -> Found[date] | None:
    """The day that stands in the line. One without a year is given the year that the text speaks of, as a guess."""
    words = seed.blocks[index].text[:READ]
    days = dates.days(words)
    if days:
        return Found(days[0].value, _why(site, finder), sure=True)
    partial = yearless.day_of_year(words)
    guess = yearless.with_year(partial, "\n".join(block.text for block in seed.blocks)) if partial else None
    why = f"day from «{words[:80]}» ({_why(site, finder)}), year from {guess.why} in the text" if guess else ""
    return Found(guess.value, why, sure=False) if guess else None


def _no_day(found: Fields, finder: Finder, site: Taught) -> Found[date | None]:
    why = f"no day stands in the line that should tell it ({_why(site, finder)})"
    return replace(found.date, why=f"{why}; {found.date.why}" if found.date.why else why, sure=False)


def _why(site: Taught, finder: Finder) -> str:
    return f"{site.rule}, {finder}"
