"""The feeds: of the whole site, and of each term."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice

from msgspec import Struct

from digest.memo import kept_within
from digest.model import Article, Teaser
from digest.settings import Site
from digest.site.page import Page, Planner, Promise, first_address
from digest.site.views import FeedEntry, FeedView

ENTRIES = 4096  # that the next feed gets again as the same objects: by them what was written of them is found


def feed_pages(plan: Planner) -> Iterator[Page]:
    """Every feed, in its two forms."""
    articles = plan.library.articles
    yield from _feed(plan, _Feed(plan.site.title, "/", "the site itself"), articles, (articles, plan.teasers))
    for taxonomy, holdings in plan.library.taxonomies.items():
        for held in holdings if taxonomy != "sources" else ():
            title, origin = f"{held.term.name} — {plan.site.title}", f"{taxonomy}: {held.term.name}"
            feed = _Feed(title, held.term.url, origin)
            yield from _feed(plan, feed, held.articles, (held, plan.teasers_of(held)))


class _Feed(Struct, frozen=True):
    """What a feed is called, the page it belongs to, and who asked for it."""

    title: str
    home: str
    origin: str


def _feed(plan: Planner, feed: _Feed, articles: Sequence[Article], decisive: tuple[object, ...]) -> tuple[Page, ...]:
    """A feed in its two forms; the same as long as what is `decisive` for its entries, or they themselves are."""
    make = partial(_forms, plan, feed, articles)
    return plan.memo.kept(("feed", feed), (plan.site, plan.feed_style, *decisive), make)


class _Newest(Struct, frozen=True):
    """The articles that stand in a feed, with what is shown of each; one value for both its forms."""

    articles: tuple[Article, ...]
    teasers: tuple[Teaser, ...]


def _forms(plan: Planner, feed: _Feed, articles: Sequence[Article]) -> tuple[Page, ...]:
    dated = tuple(islice((article for article in articles if article.date), plan.site.feed_items))
    newest = _Newest(dated, plan.teased(dated))
    made = tuple(
        Page(url, name, Promise(FeedView, (plan.site, feed, url, plan.feed_style, newest), _view), feed.origin)
        for name, url in (("feed.xml", f"{feed.home}feed.xml"), ("feed.json", f"{feed.home}feed.json"))
    )
    return plan.memo.same(f"feed {feed.home} {feed.title} {feed.origin}", made)


def _view(site: Site, feed: _Feed, url: str, style: str, newest: _Newest) -> FeedView:
    return FeedView(site, feed.title, feed.home, url, style, _entries(site, newest))


@kept_within(ENTRIES)
def _entries(site: Site, newest: _Newest) -> tuple[FeedEntry, ...]:
    return tuple(map(partial(_entry, site), newest.articles, newest.teasers))


@kept_within(ENTRIES, lambda _: 1)
def _entry(site: Site, article: Article, teaser: Teaser) -> FeedEntry:
    """The entry of an article: the same for all its feeds, so that what is written of it can be, too."""
    assert article.changed
    return FeedEntry(first_address(article, site), teaser, article.changed, article.author, article.text)
