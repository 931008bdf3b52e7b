"""The search page, and the files in which its script looks: a manifest, shards of the index, blocks of records.

Which articles have a word is asked of one shard for each word, what a result shows of one block of records for a few
results; nothing else is fetched. Numbers go by months, so that a new article leaves those of other months as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from digest.fingerprint import fingerprint
from digest.model import Article, Teaser, Term
from digest.moments import iso
from digest.settings import Site
from digest.site.language import language
from digest.site.page import Page, Planner
from digest.site.search_files import file_name
from digest.site.search_index import Index, Known, name_of
from digest.site.search_views import FilterView, ManifestView, Record, RecordsView, SearchView, ShardView
from digest.text import excerpt

URL = "/search/"
FOLDER = "/search/index/"
BLOCK = 3  # bits: eight records are a block, some 2 KB as they are transferred
BEGINNING = 160  # letters of a summary that a result shows
OFFERED = 50  # terms in a filter, as the page brings it; the others come when a reader turns to it
FILTERS = ("sources", "tags")
ORIGIN = "the search"


def search_pages(plan: Planner, index: Index) -> Iterator[Page]:
    """The search page and all that its script fetches. The index is brought up to date for it."""
    found = [(each, plan.library.teasers[each.path]) for each in plan.library.articles]
    shown = [(article, teaser) for article, teaser in found if _may_be_found(article, teaser)]
    year, bits, known = numbered(shown)
    index.update(known, lambda article, teaser: plan.memo(name_of, article, teaser))
    yield _page(plan, [article for article, _ in shown])
    shards = index.shards()
    for start, text in shards.items():
        yield Page(f"{FOLDER}{file_name(start)}.json", "shard.json", ShardView(text), ORIGIN)
    blocks = {number: RecordsView(number << BLOCK, some) for number, some in _blocks(plan, known).items()}
    for number, view in blocks.items():
        yield Page(f"{FOLDER}{number}.json", "records.json", view, ORIGIN)
    lists = {name: FilterView(terms) for name in FILTERS if len(terms := _terms(plan, name)) > OFFERED}
    for name, filter_view in lists.items():
        yield Page(f"{FOLDER}{name}.json", "filter.json", filter_view, ORIGIN)
    version = fingerprint((tuple(shards.values()), tuple(blocks.values()), tuple(lists.values())))[:8]
    yield Page(
        f"{FOLDER}manifest.json",
        "manifest.json",
        ManifestView(version, len(known), year, bits, tuple(shards)),
        ORIGIN,
    )


def _blocks(plan: Planner, known: Sequence[Known]) -> dict[int, tuple[Record, ...]]:
    """Records by the numbers of their blocks, in order. No block has a gap: a month begins with a block of its own."""
    found: defaultdict[int, list[Record]] = defaultdict(list)
    for each in known:
        found[each.number >> BLOCK].append(plan.memo(_record, each.article, each.teaser, plan.site))
    return {number: tuple(some) for number, some in found.items()}


def _may_be_found(article: Article, teaser: Teaser) -> bool:
    """A draft or an article of tomorrow is only in a preview, and of one whose time is over only the headline is."""
    return not (teaser.badge or article.expired or article.date is None)


def numbered(shown: Sequence[tuple[Article, Teaser]]) -> tuple[int, int, list[Known]]:
    """The first year, the bits of a place within a month, and the articles with their numbers, the oldest first."""
    months: defaultdict[int, list[tuple[Article, Teaser]]] = defaultdict(list)
    for article, teaser in sorted(shown, key=lambda each: (each[0].date, each[0].path)):
        assert article.date
        months[article.date.year * 12 + article.date.month - 1].append((article, teaser))
    year = min(months, default=0) // 12
    bits = max(BLOCK, *((len(each) - 1).bit_length() for each in months.values()), 0)
    places = ((month - year * 12 << bits, some) for month, some in months.items())
    return year, bits, [Known(*each, first + place) for first, some in places for place, each in enumerate(some)]


def _record(article: Article, teaser: Teaser, site: Site) -> Record:
    assert article.date
    shown = language(site.language).date(article.date.astimezone(site.zone))
    source = teaser.source.name if teaser.source else ""
    lang = "" if article.lang == site.language else article.lang
    return Record(
        article.title,
        article.url,
        iso(article.date, site.zone),
        shown,
        source,
        excerpt(article.summary, BEGINNING),
        lang,
    )


def _page(plan: Planner, articles: Sequence[Article]) -> Page:
    view = SearchView(
        site=plan.site,
        head=plan.head("search", "", URL),
        sources=_offered(plan, "sources"),
        tags=_offered(plan, "tags"),
        more=tuple(name for name in FILTERS if len(_terms(plan, name)) > OFFERED),
        years=tuple(sorted({each.date.year for each in articles if each.date}, reverse=True)),
        folder=FOLDER,
    )
    return Page(URL, "search.html", view, ORIGIN)


def _terms(plan: Planner, taxonomy: str) -> tuple[Term, ...]:
    return tuple(each.term for each in plan.library.taxonomies.get(taxonomy, ()) if each.articles)


def _offered(plan: Planner, taxonomy: str) -> tuple[Term, ...]:
    """The terms of the most articles, in their order."""
    held = plan.library.taxonomies.get(taxonomy, ())
    chosen = {each.term.url for each in sorted(held, key=lambda each: -len(each.articles))[:OFFERED]}
    return tuple(each for each in _terms(plan, taxonomy) if each.url in chosen)
