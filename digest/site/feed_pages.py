"""The feeds: of the whole site, and of each term."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice

from digest.model import Article, Teaser
from digest.settings import Site
from digest.site.page import Page, Planner, first_address
from digest.site.views import FeedEntry, FeedView


def feed_pages(plan: Planner) -> Iterator[Page]:
    """Every feed, in its two forms."""
    yield from _feed(plan, plan.site.title, "/", plan.library.articles, "the site itself")
    for taxonomy, holdings in plan.library.taxonomies.items():
        for held in holdings if taxonomy != "sources" else ():
            title, origin = f"{held.term.name} — {plan.site.title}", f"{taxonomy}: {held.term.name}"
            yield from _feed(plan, title, held.term.url, held.articles, origin)


def _feed(plan: Planner, title: str, home: str, articles: Sequence[Article], origin: str) -> Iterator[Page]:
    """A feed in its two forms; the same as long as its entries are."""
    newest = tuple(islice((article for article in articles if article.date), plan.site.feed_items))
    teasers = plan.teased(newest)
    decisive = (plan.site, plan.feed_style, *newest, *teasers)
    make = partial(_forms, plan, title, home, tuple(zip(newest, teasers, strict=True)), origin)
    yield from plan.memo.kept(("feed", home, title, origin), decisive, make)


def _forms(
    plan: Planner, title: str, home: str, newest: Sequence[tuple[Article, Teaser]], origin: str
) -> tuple[Page, ...]:
    site, style = plan.site, plan.feed_style
    entries = tuple(plan.memo(_entry, site, article, teaser) for article, teaser in newest)
    return tuple(
        Page(home + name, name, FeedView(site, title, home, home + name, style, entries), origin)
        for name in ("feed.xml", "feed.json")
    )


def _entry(site: Site, article: Article, teaser: Teaser) -> FeedEntry:
    """The entry of an article."""
    assert article.changed
    return FeedEntry(first_address(article, site), teaser, article.changed, article.author, article.text.html)
