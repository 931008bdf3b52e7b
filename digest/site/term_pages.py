"""The pages of terms: an index for every taxonomy, and the list of each term's articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import groupby

from digest.content.families import Family
from digest.content.terms import Holding
from digest.model import Leaf, Teaser, Term
from digest.settings import Site
from digest.site.listing import paged
from digest.site.page import Front, Page, Planner, Promise
from digest.site.source_pages import source_pages
from digest.site.topic_pages import topic_pages
from digest.site.views import Counted, Letter, Steps, TermsView, TermView
from digest.text import same_name

_SIGNS = re.compile(r"^[\W_]+")


def term_pages(plan: Planner, taxonomy: str) -> Iterator[Page]:
    """The index of a taxonomy, and the pages of its terms."""
    index, title = index_url(plan.site, taxonomy), plan.site.taxonomies[taxonomy]
    held = plan.library.taxonomies[taxonomy]
    ordered = sorted(held, key=_place)
    letters = tuple(Letter(letter, tuple(map(counted, each))) for letter, each in groupby(ordered, _letter))
    view = TermsView(plan.site, plan.head("terms", title, index), taxonomy, letters)
    yield Page(index, "terms.html", view, f"the index of {taxonomy}")
    if taxonomy == "topics":
        yield from topic_pages(plan, index, title)
    elif taxonomy == "sources":
        yield from source_pages(plan, index, title)
    else:
        for each in held:
            yield from _term(plan, each, index, title)


def _term(plan: Planner, held: Holding, index: str, index_title: str) -> Iterator[Page]:
    """The pages of a term; the same as long as they show the same."""
    term, leaf, teasers = held.term, held.leaf, plan.teasers_of(held)
    family = plan.library.families.get(same_name(term.name)) if term.taxonomy == "tags" else None
    decisive = (*plan.common, term, leaf, family, *(each.path for each in held.articles[:1]), teasers)
    made = partial(_made, plan, held, family, teasers, index, index_title)
    yield from plan.memo.kept(("term", term.taxonomy, term.url, index_title), decisive, lambda: tuple(made()))


def _made(
    plan: Planner, held: Holding, family: Family | None, teasers: tuple[Teaser, ...], index: str, index_title: str
) -> Iterator[Page]:
    common, given = plan.front(held.term), (held.term, index, index_title)
    for url, some, steps in paged(held.term.url, teasers, plan.site.paginate):
        first = url == held.term.url
        own = (held.leaf, family, len(teasers)) if first else _LATER
        yield Page(
            url, "term.html", Promise(TermView, (common, url, *given, *own, some, steps), _view), plan.origin(held)
        )


_LATER = (None, None, 0)  # a later page tells nothing that changes with every new article


def _view(
    front: Front,
    url: str,
    term: Term,
    index: str,
    index_title: str,
    leaf: Leaf | None,
    family: Family | None,
    count: int,
    teasers: tuple[Teaser, ...],
    steps: Steps,
) -> TermView:
    summary = leaf.summary if leaf else family.description if family else ""
    head, html = front.head("term", term.name, url, summary), leaf.text.html if leaf else ""
    return TermView(front.site, head, term, index, index_title, html, count, family, teasers, steps)


def index_url(site: Site, taxonomy: str) -> str:
    """The address of the list of a taxonomy's terms."""
    return site.permalinks[taxonomy].removesuffix("{slug}/")


def counted(held: Holding) -> Counted:
    """A term with the number of its articles."""
    return Counted(held.term, len(held.articles))


def _letter(held: Holding) -> str:
    first = _spoken(held)[:1].upper()
    return first if first.isalpha() else "#"


def _place(held: Holding) -> tuple[bool, str]:
    """Where a name stands in an index; what begins with no letter stands behind all others."""
    return _letter(held) == "#", _spoken(held)


def _spoken(held: Holding) -> str:
    """A name as one looks for it: «Союз» stands at С."""
    name = held.term.name.casefold().replace("ё", "е")
    return _SIGNS.sub("", name) or name
