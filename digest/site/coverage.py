"""The articles of a term -> when they appeared, and which other terms are peculiar to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from math import log

from digest.model import Teaser, Term
from digest.site.page import Planner
from digest.site.view_parts import Counted, Group, Month, Year

KEY = 8  # terms that are shown as peculiar to another
FEW = 5  # articles: below, a single one is enough to make a term peculiar

Listed = tuple[str, tuple[Teaser, ...]]
"""A page of a list: its address and its articles."""


def by_month(teasers: Iterable[Teaser]) -> tuple[Group, ...]:
    """Articles as they stand, month by month."""
    return tuple(Group(anchor, tuple(some)) for anchor, some in groupby(teasers, _anchor))


def timeline(pages: Sequence[Listed]) -> tuple[Year, ...]:
    """The years and months in which the articles of a list appeared; each leads to where it begins in the list."""
    places: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for url, teasers in pages:
        for anchor, some in groupby(teasers, _anchor):
            places.setdefault(anchor, f"{url}#{anchor}")
            counts[anchor] += len(list(some))
    months = [(int(name[:4]), Month(int(name[5:]), url, counts[name])) for name, url in places.items() if name]
    years = ((year, tuple(month for _, month in some)) for year, some in groupby(months, lambda pair: pair[0]))
    return tuple(Year(year, some[0].url, sum(each.count for each in some), some) for year, some in years)


def key_terms(plan: Planner, taxonomy: str, teasers: Sequence[Teaser]) -> tuple[Counted, ...]:
    """The terms that are frequent in some articles, weighed against how frequent they are elsewhere.

    The weight is what a term adds to the divergence (Kullback, Leibler 1951) of these articles from all: how many of
    them have it, times the logarithm of how much more frequent it is here. Where no term is, the most frequent count.
    """
    here = Counter(term for teaser in teasers for term in _terms(teaser, taxonomy))
    expected = len(teasers) / max(1, len(plan.teasers))
    weights = {term: _weight(count, expected * plan.uses(term)) for term, count in here.items()}
    least = 2 if len(teasers) >= FEW else 1
    known = [term for term, count in here.items() if count >= least]
    peculiar = [term for term in known if weights[term] > 0] or known
    chosen = sorted(peculiar, key=lambda term: (-weights[term], -here[term], term.name))[:KEY]
    return tuple(Counted(term, here[term]) for term in chosen)


def _weight(count: int, expected: float) -> float:
    return round(count * log(count / expected), 6)


def _terms(teaser: Teaser, taxonomy: str) -> tuple[Term, ...]:
    if taxonomy == "sources":
        return (teaser.source_term,) if teaser.source_term else ()
    return teaser.terms.get(taxonomy, ())


def _anchor(teaser: Teaser) -> str:
    return f"{teaser.date.year:04}-{teaser.date.month:02}" if teaser.date else ""
