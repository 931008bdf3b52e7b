"""In which order the figures of a page's dates stand: what its country, its language and its other dates tell."""

from __future__ import annotations

from collections.abc import Iterable

from digest.seeds import dates
from digest.seeds.blocks import Labelled, Seed
from digest.seeds.lines import host

LONGEST = 200  # letters of a line whose dates tell the order of others

_AMERICAN = frozenset(("us", "ph"))  # countries that put the month first
_BRITISH = frozenset(("gb", "uk", "au", "nz", "ie", "in", "za"))


def order(seed: Seed, blocks: Iterable[Labelled], language: str) -> str:
    """`dmy`, `mdy`, or nothing where neither can be told. `language` is that of the text.

    English is written both ways: there the country tells, else a date of the same page that can be read in one way.
    """
    code, _, region = (seed.facts.language or language).lower().replace("_", "-").partition("-")
    if code and code != "en":
        return "dmy"
    country = host(seed.facts.url).rpartition(".")[2]
    return _of_country(region.partition("-")[0]) or _of_country(country) or _of_others(blocks)


def _of_country(code: str) -> str:
    return "mdy" if code in _AMERICAN else "dmy" if code in _BRITISH else ""


def _of_others(blocks: Iterable[Labelled]) -> str:
    """The one order in which all dates of the page can be read that can be read in one order only."""
    short = (each.block.text for each in blocks if len(each.block.text) <= LONGEST)
    found = {figures.order for text in short for figures in dates.in_figures(text) if figures.order}
    return found.pop() if len(found) == 1 else ""
