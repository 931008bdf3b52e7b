"""The search page, and the files in which its script looks: a manifest, shards of the index, blocks of records.

Which articles have a word is asked of one shard for each word, what a result shows of one block of records for a few
results; nothing else is fetched. Numbers go by months, so that a new article leaves those of other months as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

from msgspec import Struct

from digest.fingerprint import Names, brief, fingerprint
from digest.model import Article, Teaser, Term
from digest.moments import iso
from digest.settings import Site
from digest.site.language import language
from digest.site.page import Page, Planner, Promise
from digest.site.search_files import file_name
from digest.site.search_index import Index, Known
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
    found = zip(plan.library.articles, plan.teasers, strict=True)
    shown = [(article, teaser) for article, teaser in found if _may_be_found(article, teaser)]
    articles, teasers = tuple(each for each, _ in shown), tuple(each for _, each in shown)
    dated = plan.memo.mapped("dated", lambda each: (each.date, each.path), articles)
    numbers = plan.memo.kept("numbers", (dated,), partial(numbered, dated))
    names = plan.memo.mapped("search names", partial(_name, plan.memo.names), articles, teasers)
    known = plan.memo.mapped("known to search", Known, articles, teasers, names, numbers.all)
    index.update(known)
    yield _page(plan, articles)
    shards = index.shards()
    blocks = plan.memo.kept("blocks", (teasers, numbers), partial(_blocks, teasers, numbers))
    for start, name in shards.items():
        yield _shard(index, start, name)
    for number, some in blocks.items():
        yield plan.memo.kept(("block", number), some, partial(_block, plan.site, number, some))
    named = (
        plan.memo.kept(("block's name", number), some, partial(fingerprint, some, plan.memo.names))
        for number, some in blocks.items()
    )
    lists = {name: FilterView(terms) for name in FILTERS if len(terms := _terms(plan, name)) > OFFERED}
    for name, filter_view in lists.items():
        yield Page(f"{FOLDER}{name}.json", "filter.json", filter_view, ORIGIN)
    words = language(plan.site.language).fingerprint
    version = fingerprint((plan.site, words, tuple(shards.values()), tuple(named), tuple(lists.values())))[:8]
    yield Page(
        f"{FOLDER}manifest.json",
        "manifest.json",
        ManifestView(version, len(known), numbers.year, numbers.bits, tuple(shards)),
        ORIGIN,
    )


def _name(names: Names, article: Article, teaser: Teaser) -> str:
    """A name for all that an article is found by."""
    return f"{brief(article, names)}{brief(teaser, names)}"


def _shard(index: Index, start: str, name: str) -> Page:
    """A shard; the name is that of its text."""
    view = Promise(ShardView, (start, name), lambda start, _: ShardView(index.text(start)))
    return Page(f"{FOLDER}{file_name(start)}.json", "shard.json", view, ORIGIN)


def _block(site: Site, number: int, teasers: tuple[Teaser, ...]) -> Page:
    return Page(
        f"{FOLDER}{number}.json", "records.json", Promise(RecordsView, (site, number, teasers), _records), ORIGIN
    )


def _records(site: Site, number: int, teasers: tuple[Teaser, ...]) -> RecordsView:
    return RecordsView(number << BLOCK, tuple(_record(site, each) for each in teasers))


def _blocks(teasers: Sequence[Teaser], numbers: Numbers) -> dict[int, tuple[Teaser, ...]]:
    """What blocks tell of, by their numbers, in order. None has a gap: a month begins with a block of its own."""
    found: defaultdict[int, list[Teaser]] = defaultdict(list)
    for place in numbers.order:
        found[numbers.all[place] >> BLOCK].append(teasers[place])
    return {number: tuple(some) for number, some in found.items()}


def _may_be_found(article: Article, teaser: Teaser) -> bool:
    """A draft or an article of tomorrow is only in a preview, and of one whose time is over only the headline is."""
    return not (teaser.badge or article.expired or article.date is None)


class Numbers(Struct, frozen=True):
    """The first year, the bits of a place within a month, the numbers of all articles, and their order by time."""

    year: int
    bits: int
    all: tuple[int, ...]
    order: tuple[int, ...]


def numbered(dated: Sequence[tuple[datetime, str]]) -> Numbers:
    """The numbers of articles by their dates and paths; the oldest has the least."""
    months: defaultdict[int, list[int]] = defaultdict(list)
    for place in sorted(range(len(dated)), key=dated.__getitem__):
        date = dated[place][0]
        months[date.year * 12 + date.month - 1].append(place)
    year = min(months, default=0) // 12
    bits = max(BLOCK, *((len(each) - 1).bit_length() for each in months.values()), 0)
    numbers = {
        place: (month - year * 12 << bits) + at for month, some in months.items() for at, place in enumerate(some)
    }
    return Numbers(year, bits, tuple(numbers[place] for place in range(len(dated))), tuple(numbers))


def _record(site: Site, teaser: Teaser) -> Record:
    assert teaser.date
    shown = language(site.language).date(teaser.date.astimezone(site.zone))
    source = teaser.source.name if teaser.source else ""
    lang = "" if teaser.lang == site.language else teaser.lang
    date, summary = iso(teaser.date, site.zone), excerpt(teaser.summary, BEGINNING)
    return Record(teaser.title, teaser.url, date, shown, source, summary, lang)


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
