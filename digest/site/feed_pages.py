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
    newest = islice((article for article in articles if article.date), plan.site.feed_items)
    some = tuple(plan.memo(_entry, plan.site, article, plan.library.teasers[article.path]) for article in newest)
    decisive = (plan.site, plan.feed_style, *some)
    yield from plan.memo.kept(("feed", home, title, origin), decisive, partial(_forms, plan, title, home, some, origin))


def _forms(plan: Planner, title: str, home: str, entries: tuple[FeedEntry, ...], origin: str) -> tuple[Page, ...]:
    """A feed in its two forms."""
    views = (
        FeedView(plan.site, title, home, home + name, plan.feed_style, entries) for name in ("feed.xml", "feed.json")
    )
    return tuple(Page(view.url, view.url.rpartition("/")[2], view, origin) for view in views)


def _entry(site: Site, article: Article, teaser: Teaser) -> FeedEntry:
    """The entry of an article."""
    assert article.changed
    return FeedEntry(first_address(article, site), teaser, article.changed, article.author, article.text.html)
