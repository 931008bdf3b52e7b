"""The feeds: of the whole site, and of each term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from digest.model import Article, Teaser
from digest.settings import Site
from digest.site.page import Page, Planner, first_address
from digest.site.views import FeedEntry, FeedView


def feed_pages(plan: Planner) -> Iterator[Page]:
    """Every feed, in its two forms."""
    dated = [
        (article, teaser) for article, teaser in zip(plan.library.articles, plan.teasers, strict=True) if article.date
    ]
    entries = {article.path: plan.memo(_entry, plan.site, article, teaser) for article, teaser in dated}
    yield from _feed(plan, plan.site.title, "/", plan.library.articles, entries, "the site itself")
    for taxonomy, holdings in plan.library.taxonomies.items():
        for held in holdings if taxonomy != "sources" else ():
            title, origin = f"{held.term.name} — {plan.site.title}", f"{taxonomy}: {held.term.name}"
            yield from _feed(plan, title, held.term.url, held.articles, entries, origin)


def _feed(
    plan: Planner, title: str, home: str, articles: Sequence[Article], entries: Mapping[str, FeedEntry], origin: str
) -> Iterator[Page]:
    some = tuple(entries[article.path] for article in articles if article.path in entries)[: plan.site.feed_items]
    for name in ("feed.xml", "feed.json"):
        yield Page(home + name, name, FeedView(plan.site, title, home, home + name, plan.feed_style, some), origin)


def _entry(site: Site, article: Article, teaser: Teaser) -> FeedEntry:
    """The entry of an article."""
    assert article.changed
    return FeedEntry(first_address(article, site), teaser, article.changed, article.author, article.text.html)
