"""The articles of a term -> when they appeared, and which other terms are peculiar to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import groupby
from math import log

from digest.content.terms import Holding
from digest.model import Teaser, Term
from digest.site.page import Planner
from digest.site.view_parts import Counted, Group, Month, Year

KEY = 8  # terms that are shown as peculiar to another
FEW = 5  # articles: below, a single one is enough to make a term peculiar

Listed = tuple[str, tuple[Group, ...]]
"""A page of a list: its address and its articles by month."""


def by_month(teasers: Iterable[Teaser]) -> tuple[Group, ...]:
    """Articles as they stand, month by month."""
    groups = groupby(teasers, lambda teaser: teaser.date and (teaser.date.year, teaser.date.month))
    return tuple(Group(f"{month[0]:04}-{month[1]:02}" if month else "", tuple(some)) for month, some in groups)


def timeline(pages: Iterable[Listed]) -> tuple[Year, ...]:
    """The years and months in which the articles of a list appeared; each leads to where it begins in the list."""
    places: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for url, groups in pages:
        for group in groups:
            places.setdefault(group.anchor, f"{url}#{group.anchor}")
            counts[group.anchor] += len(group.teasers)
    months = [(int(name[:4]), Month(int(name[5:]), url, counts[name])) for name, url in places.items() if name]
    years = ((year, tuple(month for _, month in some)) for year, some in groupby(months, lambda pair: pair[0]))
    return tuple(Year(year, some[0].url, sum(each.count for each in some), some) for year, some in years)


def key_terms(plan: Planner, held: Holding, taxonomy: str) -> tuple[Counted, ...]:
    """The terms that are frequent in the articles of another, weighed against how frequent they are elsewhere.

    The weight is what a term adds to the divergence (Kullback, Leibler 1951) of these articles from all: how many of
    them have it, times the logarithm of how much more frequent it is here. Where no term is, the most frequent count.
    """
    name, teasers = f"{taxonomy} of {held.term.url}", plan.teasers_of(held)
    here = plan.memo.kept(name, (teasers,), partial(_counted, taxonomy, teasers))
    found = plan.memo.kept(f"key {name}", (here, plan.counts), partial(_peculiar, plan, here, len(teasers)))
    return plan.memo.same(name, found)


def _peculiar(plan: Planner, here: Sequence[Counted], articles: int) -> tuple[Counted, ...]:
    """The terms among those `here`, in so many articles, that tell them from others."""
    share = articles / max(1, len(plan.teasers))
    known = [each for each in here if each.count >= (2 if articles >= FEW else 1)]
    weights = {each: round(each.count * log(each.count / (share * plan.uses(each.term))), 6) for each in known}
    peculiar = [each for each in known if weights[each] > 0] or known
    return tuple(sorted(peculiar, key=lambda each: (-weights[each], -each.count, each.term.name))[:KEY])


def _counted(taxonomy: str, teasers: Sequence[Teaser]) -> tuple[Counted, ...]:
    """How many of some articles have each term."""
    terms = {term.url: term for teaser in teasers for term in _terms(teaser, taxonomy)}
    here = Counter(term.url for teaser in teasers for term in _terms(teaser, taxonomy))
    return tuple(Counted(terms[url], count) for url, count in here.items())


def _terms(teaser: Teaser, taxonomy: str) -> tuple[Term, ...]:
    if taxonomy == "sources":
        return (teaser.source_term,) if teaser.source_term else ()
    return teaser.terms.get(taxonomy, ())
