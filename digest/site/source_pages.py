"""The pages of sources: what is known of each, what was taken from it, whom it quotes and who quotes it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from msgspec import Struct

from digest.content.citations import Citation
from digest.content.sources import FILE
from digest.content.terms import Holding
from digest.model import Outlet, Teaser
from digest.site.coverage import by_month, key_terms, timeline
from digest.site.listing import paged
from digest.site.page import Page, Planner
from digest.site.view_parts import Counted, Neighbour, OutletFacts, Quoted
from digest.site.views import Head, RedirectView, SourceView
from digest.text import same_name, sure_slug

MOST = 12  # outlets of each direction
QUOTING = 5  # articles of others that quote a source


def source_pages(plan: Planner, index: str, index_title: str) -> Iterator[Page]:
    """The pages of every source."""
    quoting: defaultdict[str, list[Citation]] = defaultdict(list)
    quoted: defaultdict[str, list[Citation]] = defaultdict(list)
    for each in plan.library.citations:
        quoting[same_name(each.citing)].append(each)
        quoted[same_name(each.cited)].append(each)
    for held in plan.library.taxonomies["sources"]:
        name = same_name(held.term.name)
        yield from _source(plan, held, index, index_title, quoting[name], quoted[name])


def source_redirects(plan: Planner) -> Iterator[Page]:
    """From the addresses that the other names of a source would have, or had before they were known to be its own."""
    pages = {held.term.url: held.term for held in plan.library.taxonomies["sources"]}
    taken = set(pages)
    for term in pages.values():
        outlet = plan.library.sources.outlet(term.name)
        for name in outlet.names if outlet else ():
            url = plan.site.permalinks["sources"].replace("{slug}", sure_slug(name))
            if url not in taken:
                taken.add(url)
                head = Head("redirect", term.name, "", term.url, plan.site.language, ())
                yield Page(url, "redirect.html", RedirectView(plan.site, head, term.url), f"{FILE} ({name})")


def _source(
    plan: Planner, held: Holding, index: str, title: str, cites: list[Citation], cited: list[Citation]
) -> Iterator[Page]:
    """The pages of a source; the same as long as they show the same."""
    term, leaf, teasers = held.term, held.leaf, plan.teasers_of(held)
    around = _Around(
        _facts(plan.library.sources.outlet(term.name)),
        key_terms(plan, held, "topics"),
        _counted(plan, [each.cited for each in cites]),
        _counted(plan, [each.citing for each in cited if each.citing]),
        _articles(cited),
    )
    first = held.articles[0].path if held.articles else ""
    known = plan.memo.same(f"around {term.url}", around)
    decisive = (*plan.common, term, leaf, first, known, teasers)
    made = partial(_made, plan, held, teasers, index, title, known)
    yield from plan.memo.kept(("source", term.url, title), decisive, lambda: tuple(made()))


class _Around(Struct, frozen=True):
    """What the pages of a source show beside its articles."""

    facts: OutletFacts | None
    topics: tuple[Counted, ...]
    cites: tuple[Quoted, ...]
    cited_by: tuple[Quoted, ...]
    quoted_in: tuple[Neighbour, ...]


def _made(
    plan: Planner, held: Holding, teasers: tuple[Teaser, ...], index: str, title: str, around: _Around
) -> Iterator[Page]:
    term, leaf = held.term, held.leaf
    listed = [(url, by_month(some), steps) for url, some, steps in paged(term.url, teasers, plan.site.paginate)]
    for url, groups, steps in listed:
        first = url == term.url  # a later page must not change with every new article
        view = SourceView(
            site=plan.site,
            head=plan.head("source", term.name, url, leaf.summary if leaf and first else ""),
            term=term,
            index=index,
            index_title=title,
            html=leaf.text.html if leaf and first else "",
            count=len(teasers) if first else 0,
            facts=around.facts if first else None,
            timeline=timeline(each[:2] for each in listed) if first else (),
            topics=around.topics if first else (),
            cites=around.cites if first else (),
            cited_by=around.cited_by if first else (),
            quoted_in=around.quoted_in if first else (),
            groups=groups,
            steps=steps,
        )
        yield Page(url, "source.html", view, plan.origin(held))


def _facts(outlet: Outlet | None) -> OutletFacts | None:
    """What readers are told of an outlet: nothing where its entry has nothing for them."""
    if outlet is None:
        return None
    facts = OutletFacts(outlet.names, outlet.url, outlet.country, outlet.kind, outlet.language, outlet.rights)
    return None if facts == OutletFacts((), "", "", "", "", "") else facts


def _counted(plan: Planner, names: Sequence[str]) -> tuple[Quoted, ...]:
    keys = {same_name(name): name for name in names}
    counts = Counter(map(same_name, names))
    found = (Quoted(plan.cited(keys[key]), count) for key, count in counts.items())
    return tuple(sorted(found, key=lambda each: (-each.count, each.outlet.name))[:MOST])


def _articles(cited: Iterable[Citation]) -> tuple[Neighbour, ...]:
    articles = {each.article.path: each.article for each in cited}
    return tuple(Neighbour(each.title, each.url, each.lang) for each in list(articles.values())[:QUOTING])
