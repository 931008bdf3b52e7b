"""The site's table of contents: which pages exist, and what each may show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import datetime
from functools import partial

from digest.content.authority import FILE
from digest.content.library import Library
from digest.content.linking import media_url
from digest.fingerprint import word
from digest.memo import Memo
from digest.model import Article, Issue, Leaf, Teaser
from digest.settings import Site
from digest.site.archive_pages import archive_pages
from digest.site.article_pages import article_pages
from digest.site.correction_pages import correction_feed, correction_pages
from digest.site.feed_pages import feed_pages
from digest.site.issue_mails import issue_mails
from digest.site.issue_pages import issue_feeds, issue_pages, issue_teaser, title_of
from digest.site.issue_views import IssueView
from digest.site.layers import ASSETS
from digest.site.listing import paged
from digest.site.page import Front, Page, Planner, Promise
from digest.site.picture_pages import card_pages, icon_pages
from digest.site.search import search_pages
from digest.site.search_index import Index
from digest.site.source_pages import source_redirects
from digest.site.story_pages import Tellers, story_pages, story_redirects
from digest.site.term_pages import counted, term_pages
from digest.site.views import (
    ArticleView,
    Head,
    HomeView,
    HumansView,
    ListView,
    NotFoundView,
    PageView,
    RedirectView,
    RobotsView,
    SearchingView,
    SitemapView,
    Steps,
    View,
)


def pages(library: Library, site: Site, files: Sequence[Page], memo: Memo, index: Index) -> Iterator[Page]:
    """Every page of the site. `files` are those that are published as they are; `index` is that of the search."""
    plan = Planner(library, site, memo, _feed_style(files))
    terms = (page for taxonomy in site.taxonomies for page in term_pages(plan, taxonomy))
    tellers = Tellers(plan)
    articles, told = article_pages(plan, tellers), story_pages(plan, tellers)
    readable = [*_home(plan), *articles, *told, *terms, *issue_pages(plan), *archive_pages(plan)]
    searched = list(search_pages(plan, index))
    readable += [*correction_pages(plan), *_free_pages(plan), searched[0]]
    yield from readable
    yield from searched[1:]
    yield from _not_found(plan)
    yield from feed_pages(plan)
    yield from correction_feed(plan)
    yield from issue_feeds(plan)
    yield from issue_mails(plan)
    yield from card_pages(plan)
    yield from icon_pages(site, {page.url for page in files})
    yield from files
    yield from _service_files(plan, {page.url for page in files})
    yield from _sitemap(plan, readable)
    yield from _redirects(plan)
    yield from source_redirects(plan)
    yield from story_redirects(plan)


def _home(plan: Planner) -> Iterator[Page]:
    topics = tuple(counted(held) for held in plan.library.taxonomies["topics"] if held.articles)
    newest = issue_teaser(plan.library.issues[0], plan.site) if plan.library.issues else None
    front = plan.front()
    for url, teasers, steps in paged("/", plan.teasers, plan.site.paginate):
        if url == "/":
            home = HomeView(plan.site, plan.head("home", "", url), teasers, topics, steps, newest)
            yield Page(url, "home.html", home, "the list of articles")
        else:
            yield Page(url, "list.html", Promise(ListView, (front, url, teasers, steps), _list), "the list of articles")


def _list(front: Front, url: str, teasers: tuple[Teaser, ...], steps: Steps) -> ListView:
    return ListView(front.site, front.head("list", "", url, ""), teasers, steps)


def _free_pages(plan: Planner) -> Iterator[Page]:
    for leaf in plan.library.pages:
        badge = "draft" if leaf.draft else ""
        words, card = (leaf.title, leaf.summary, leaf.url, leaf.lang), plan.cards.of_site
        head = Head("page", *words, (plan.feed,), badge, card=card, about=plan.about)
        yield Page(leaf.url, "page.html", PageView(plan.site, head, leaf.text.html, leaf.text.headings), leaf.path)


def _not_found(plan: Planner) -> Iterator[Page]:
    view = NotFoundView(plan.site, plan.head("404", "", "/404.html"))
    yield Page("/404.html", "404.html", view, "the site itself")


def _feed_style(files: Sequence[Page]) -> str:
    """The address of the theme's style sheet for feeds."""
    named = (page.url for page in files if page.url.startswith(ASSETS) and page.url.endswith("/feed.css"))
    return next(named, "")


def _service_files(plan: Planner, present: Set[str]) -> Iterator[Page]:
    """What browsers and people look for at a fixed address, unless the site brings its own."""
    made: dict[str, View] = {"/opensearch.xml": SearchingView(plan.site), "/humans.txt": HumansView(plan.site)}
    for url, view in made.items():
        if url not in present:
            yield Page(url, url[1:], view, "the site itself")


def _redirects(plan: Planner) -> Iterator[Page]:
    leaves = [held.leaf for holdings in plan.library.taxonomies.values() for held in holdings if held.leaf]
    issues = [each.issue for each in plan.library.issues]
    moved: list[Article | Leaf | Issue] = [*issues, *plan.library.articles, *plan.library.pages, *leaves]
    for item in moved:
        for alias in item.aliases:
            title = title_of(item, plan.site) if isinstance(item, Issue) else item.title
            head = Head("redirect", title, "", item.url, item.lang, ())
            view = RedirectView(plan.site, head, item.url)
            yield Page(_shown(alias), "redirect.html", view, f"{item.path} (aliases)")
    for address, term in plan.library.moved.items():
        head = Head("redirect", term.name, "", term.url, plan.site.language, ())
        yield Page(_shown(address), "redirect.html", RedirectView(plan.site, head, term.url), f"{FILE} (redirects)")


def _shown(alias: str) -> str:
    """The address at which a server shows the page of an old one."""
    return alias if "." in alias.rpartition("/")[2] else alias.rstrip("/") + "/"


def _sitemap(plan: Planner, readable: Sequence[Page]) -> Iterator[Page]:
    articles = {each.path: each for each in plan.library.articles}
    changed = {page.url: _changed(page, articles) for page in reversed(readable)}  # of two claimants, the first has it
    urls = plan.memo.same("readable", frozenset(changed))
    order = plan.memo.kept("readable in order", (urls,), partial(sorted, urls))
    rows = tuple(zip(order, map(changed.__getitem__, order), strict=True))
    told = (f"{url} {date.isoformat() if date else ''}" for url, date in rows)
    plan.memo.names[id(rows)] = rows, word(*told)
    view = SitemapView(plan.site, rows)
    yield Page("/sitemap.xml", "sitemap.xml", view, "the site itself")
    yield Page("/robots.txt", "robots.txt", RobotsView(plan.site), "the site itself")


def asset_urls(library: Library) -> dict[str, str]:
    """The files below `content/` that articles show, by the address at which they are published."""
    return {media_url(path): path for path in library.assets}


def _changed(page: Page, articles: Mapping[str, Article]) -> datetime | None:
    """When what a page shows was last changed, where an article or issue tells it."""
    if page.kind is ArticleView:
        return articles[page.origin].changed
    return page.seen.date if isinstance(page.seen, IssueView) else None
