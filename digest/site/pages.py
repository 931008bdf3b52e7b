"""The site's table of contents: which pages exist, and what each may show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from digest.content.authority import FILE
from digest.content.library import Library
from digest.content.linking import media_url
from digest.memo import Memo
from digest.model import Article, Leaf
from digest.settings import Site
from digest.site.archive_pages import archive_pages
from digest.site.article_pages import article_pages
from digest.site.feed_pages import feed_pages
from digest.site.listing import paged
from digest.site.page import Page, Planner
from digest.site.term_pages import counted, term_pages
from digest.site.views import (
    ArticleView,
    Head,
    HomeView,
    ListView,
    NotFoundView,
    PageView,
    RedirectView,
    RobotsView,
    SitemapView,
    View,
)


def pages(library: Library, site: Site, files: Sequence[Page], memo: Memo) -> Iterator[Page]:
    """Every page of the site. `files` are those that are published as they are."""
    plan = Planner(library, site, memo)
    terms = (page for taxonomy in site.taxonomies for page in term_pages(plan, taxonomy))
    readable = [*_home(plan), *article_pages(plan), *terms, *archive_pages(plan), *_free_pages(plan)]
    yield from readable
    yield from _not_found(plan)
    yield from feed_pages(plan)
    yield from files
    yield from _redirects(plan)
    yield from _sitemap(plan, readable)


def _home(plan: Planner) -> Iterator[Page]:
    topics = tuple(counted(held) for held in plan.library.taxonomies["topics"] if held.articles)
    for url, teasers, steps in paged("/", plan.teasers, plan.site.paginate):
        if url == "/":
            home = HomeView(plan.site, plan.head("home", "", url), teasers, topics, steps)
            yield Page(url, "home.html", home, "the list of articles")
        else:
            view = ListView(plan.site, plan.head("list", "", url), teasers, steps)
            yield Page(url, "list.html", view, "the list of articles")


def _free_pages(plan: Planner) -> Iterator[Page]:
    for leaf in plan.library.pages:
        badge = "draft" if leaf.draft else ""
        head = Head("page", leaf.title, leaf.summary, leaf.url, leaf.lang, (plan.feed,), badge)
        yield Page(leaf.url, "page.html", PageView(plan.site, head, leaf.text.html, leaf.text.headings), leaf.path)


def _not_found(plan: Planner) -> Iterator[Page]:
    view = NotFoundView(plan.site, plan.head("404", "", "/404.html"))
    yield Page("/404.html", "404.html", view, "the site itself")


def _redirects(plan: Planner) -> Iterator[Page]:
    leaves = [held.leaf for holdings in plan.library.taxonomies.values() for held in holdings if held.leaf]
    moved: list[Article | Leaf] = [*plan.library.articles, *plan.library.pages, *leaves]
    for item in moved:
        for alias in item.aliases:
            head = Head("redirect", item.title, "", item.url, item.lang, ())
            yield Page(
                _shown(alias), "redirect.html", RedirectView(plan.site, head, item.url), f"{item.path} (aliases)"
            )
    for address, term in plan.library.moved.items():
        head = Head("redirect", term.name, "", term.url, plan.site.language, ())
        yield Page(_shown(address), "redirect.html", RedirectView(plan.site, head, term.url), f"{FILE} (redirects)")


def _shown(alias: str) -> str:
    """The address at which a server shows the page of an old one."""
    return alias if "." in alias.rpartition("/")[2] else alias.rstrip("/") + "/"


def _sitemap(plan: Planner, readable: Sequence[Page]) -> Iterator[Page]:
    changed = {page.url: _changed(page.view) for page in reversed(readable)}  # of two claimants, the first has it
    view = SitemapView(plan.site, tuple(sorted(changed.items())))
    yield Page("/sitemap.xml", "sitemap.xml", view, "the site itself")
    yield Page("/robots.txt", "robots.txt", RobotsView(plan.site), "the site itself")


def asset_urls(library: Library) -> dict[str, str]:
    """The files below `content/` that articles show, by the address at which they are published."""
    return {media_url(path): path for path in library.assets}


def _changed(view: View) -> datetime | None:
    """When what a page shows was last changed, where an article tells it."""
    return (view.updated or view.teaser.date) if isinstance(view, ArticleView) else None
