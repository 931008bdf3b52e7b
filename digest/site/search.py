"""The search page, and the files in which its script looks: a manifest, shards of the index, blocks of records.

Which articles have a word is asked of one shard for each word, what a result shows of one block of records for a few
results; nothing else is fetched. Numbers go by months, so that a new article leaves those of other months as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from digest.fingerprint import fingerprint
from digest.model import Article, Teaser, Term
from digest.site.page import Page, Planner
from digest.site.search_files import file_name
from digest.site.search_index import Index, Known, name_of
from digest.site.search_views import ManifestView, Record, RecordsView, SearchView, ShardView
from digest.text import excerpt

URL = "/search/"
FOLDER = "/search/index/"
BLOCK = 3  # bits: eight records are a block, some 2 KB as they are transferred
BEGINNING = 160  # letters of a summary that a result shows
OFFERED = 50  # tags in the list of filters; every other may stand in the address
ORIGIN = "the search"


def search_pages(plan: Planner, index: Index) -> Iterator[Page]:
    """The search page and all that its script fetches. The index is brought up to date for it."""
    found = [(each, plan.library.teasers[each.path]) for each in plan.library.articles]
    shown = [(article, teaser) for article, teaser in found if _may_be_found(article, teaser)]
    year, bits, known = numbered(shown)
    index.update(known, lambda article, teaser: plan.memo(name_of, article, teaser))
    yield _page(plan, [article for article, _ in shown])
    shards, blocks = index.shards(), _blocks(plan, known)
    for start, text in shards.items():
        yield plan.memo.kept(("shard", start), (text,), partial(_shard, start, text))
    for number, some in blocks.items():
        yield plan.memo.kept(("block", number), some, partial(_block, number, some))
    names = (
        plan.memo.kept(("block's name", number), some, partial(fingerprint, some)) for number, some in blocks.items()
    )
    version = fingerprint((tuple(plan.memo(fingerprint, text) for text in shards.values()), tuple(names)))[:8]
    yield Page(
        f"{FOLDER}manifest.json",
        "manifest.json",
        ManifestView(version, len(known), year, bits, tuple(shards)),
        ORIGIN,
    )


def _shard(start: str, text: str) -> Page:
    return Page(f"{FOLDER}{file_name(start)}.json", "shard.json", ShardView(text), ORIGIN)


def _block(number: int, records: tuple[Record, ...]) -> Page:
    return Page(f"{FOLDER}{number}.json", "records.json", RecordsView(number << BLOCK, records), ORIGIN)


def _blocks(plan: Planner, known: Sequence[Known]) -> dict[int, tuple[Record, ...]]:
    """Records by the numbers of their blocks, in order. No block has a gap: a month begins with a block of its own."""
    found: defaultdict[int, list[Record]] = defaultdict(list)
    for each in known:
        found[each.number >> BLOCK].append(plan.memo(_record, each.article, each.teaser, plan.site.language))
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


def _record(article: Article, teaser: Teaser, language: str) -> Record:
    assert article.date
    source = teaser.source.name if teaser.source else ""
    lang = "" if article.lang == language else article.lang
    summary = excerpt(article.summary, BEGINNING)
    return Record(article.title, article.url, article.date.date().isoformat(), source, summary, lang)


def _page(plan: Planner, articles: Sequence[Article]) -> Page:
    held = plan.library.taxonomies
    tags = sorted((each for each in held.get("tags", ()) if each.articles), key=lambda each: -len(each.articles))
    chosen = {each.term.url for each in tags[:OFFERED]}
    view = SearchView(
        site=plan.site,
        head=plan.head("search", "", URL),
        sources=_terms(plan, "sources", lambda term: True),
        tags=_terms(plan, "tags", lambda term: term.url in chosen),
        years=tuple(sorted({each.date.year for each in articles if each.date}, reverse=True)),
        folder=FOLDER,
    )
    return Page(URL, "search.html", view, ORIGIN)


def _terms(plan: Planner, taxonomy: str, wanted: Callable[[Term], bool]) -> tuple[Term, ...]:
    held = plan.library.taxonomies.get(taxonomy, ())
    return tuple(each.term for each in held if each.articles and wanted(each.term))
