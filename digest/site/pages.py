"""The site's table of contents: which pages exist, and what each may show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TypeVar

from digest.content.library import Holding, Library, media_url
from digest.memo import Memo
from digest.model import Article, Leaf, Teaser, Term
from digest.settings import Site
from digest.site.views import (
    ArchiveView,
    ArticleView,
    Counted,
    FeedEntry,
    FeedLink,
    FeedView,
    FileView,
    Head,
    HomeView,
    Letter,
    ListView,
    Month,
    Neighbour,
    NotFoundView,
    PageView,
    PeriodView,
    RedirectView,
    RobotsView,
    SitemapView,
    Steps,
    TermsView,
    TermView,
    View,
    Year,
)
from digest.text import same_name

YEAR_LISTS = 100  # articles: a year with more of them shows its months only, so that its page stays quick to load

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site: its address from the root, the template that makes it, what that sees, who asked for it."""

    url: str
    template: str
    view: View
    origin: str

    @property
    def path(self) -> str:
        """The file below the output folder that a server shows for the address."""
        return self.url[1:] + "index.html" if self.url.endswith("/") else self.url[1:]


def pages(library: Library, site: Site, files: Sequence[Page], memo: Memo) -> Iterator[Page]:
    """Every page of the site. `files` are those that are published as they are."""
    plan = _Plan(library, site, memo)
    terms = (page for taxonomy in site.taxonomies for page in plan.terms(taxonomy))
    readable = [*plan.home(), *plan.articles(), *terms, *plan.archive(), *plan.free_pages()]
    yield from readable
    yield from plan.not_found()
    yield from plan.feeds()
    yield from files
    yield from plan.redirects()
    yield from plan.sitemap(readable)


class _Plan:
    """The library and the settings, as every kind of page needs them."""

    def __init__(self, library: Library, site: Site, memo: Memo) -> None:
        self.library, self.site, self.memo = library, site, memo
        self.teasers = [library.teasers[article.path] for article in library.articles]
        self.feed = memo.same("feed", FeedLink(site.title, "/feed.xml", "/feed.json"))

    def home(self) -> Iterator[Page]:
        topics = tuple(_counted(held) for held in self.library.taxonomies["topics"] if held.articles)
        for url, teasers, steps in _paged("/", self.teasers, self.site.paginate):
            if url == "/":
                home = HomeView(self.site, self._head("home", "", url), teasers, topics, steps)
                yield Page(url, "home.html", home, "the list of articles")
            else:
                view = ListView(self.site, self._head("list", "", url), teasers, steps)
                yield Page(url, "list.html", view, "the list of articles")

    def articles(self) -> Iterator[Page]:
        articles = self.library.articles
        for number, article in enumerate(articles):
            newer = articles[number - 1] if number else None
            older = articles[number + 1] if number + 1 < len(articles) else None
            yield self.memo(_article_page, self.site, self.feed, self.teasers[number], article, newer, older)

    def terms(self, taxonomy: str) -> Iterator[Page]:
        index, title = index_url(self.site, taxonomy), self.site.taxonomies[taxonomy]
        held = self.library.taxonomies[taxonomy]
        letters = tuple(Letter(letter, tuple(map(_counted, each))) for letter, each in groupby(held, _letter))
        view = TermsView(self.site, self._head("terms", title, index), taxonomy, letters)
        yield Page(index, "terms.html", view, f"the index of {taxonomy}")
        for each in held:
            yield from self._term(each, index, title)

    def _term(self, held: Holding, index: str, index_title: str) -> Iterator[Page]:
        term, leaf = held.term, held.leaf
        template = "topic.html" if term.taxonomy == "topics" else "term.html"
        origin = leaf.path if leaf else f"{held.articles[0].path} ({term.taxonomy}: {term.name})"
        teasers = [self.library.teasers[article.path] for article in held.articles]
        for url, some, steps in _paged(term.url, teasers, self.site.paginate):
            first = url == term.url
            summary = leaf.summary if leaf and first else ""
            html = leaf.text.html if leaf and first else ""
            head = self._head(template.removesuffix(".html"), term.name, url, summary, self._feed_of(term))
            count = len(teasers) if first else 0  # a later page must not change with every new article
            view = TermView(self.site, head, term, index, index_title, html, count, some, steps)
            yield Page(url, template, view, origin)

    def archive(self) -> Iterator[Page]:
        dated = [(teaser.date, teaser) for teaser in self.teasers if teaser.date]
        years = tuple(_year(year, list(group)) for year, group in groupby(dated, lambda pair: pair[0].year))
        view = ArchiveView(self.site, self._head("archive", "", "/archive/"), years)
        yield Page("/archive/", "archive.html", view, "the archive")
        by_year = {year: list(group) for year, group in groupby(dated, lambda pair: pair[0].year)}
        by_month = {key: list(group) for key, group in groupby(dated, lambda pair: (pair[0].year, pair[0].month))}
        months = [(year, month) for year in years for month in year.months]
        for number, year in enumerate(years):
            steps = _steps([each.url for each in years], number)
            some = [teaser for _, teaser in by_year[year.year]] if year.count <= YEAR_LISTS else []
            yield self._period(year.url, year.year, 0, year.months, some, steps)
        for number, (year, month) in enumerate(months):
            steps = _steps([each.url for _, each in months], number)
            some = [teaser for _, teaser in by_month[year.year, month.month]]
            yield self._period(month.url, year.year, month.month, (), some, steps)

    def _period(
        self, url: str, year: int, month: int, months: tuple[Month, ...], teasers: list[Teaser], steps: Steps
    ) -> Page:
        view = PeriodView(self.site, self._head("period", "", url), year, month, months, tuple(teasers), steps)
        return Page(url, "period.html", view, "the archive")

    def free_pages(self) -> Iterator[Page]:
        for leaf in self.library.pages:
            badge = "draft" if leaf.draft else ""
            head = Head("page", leaf.title, leaf.summary, leaf.url, leaf.lang, (self.feed,), badge)
            yield Page(leaf.url, "page.html", PageView(self.site, head, leaf.text.html, leaf.text.headings), leaf.path)

    def not_found(self) -> Iterator[Page]:
        view = NotFoundView(self.site, self._head("404", "", "/404.html"))
        yield Page("/404.html", "404.html", view, "the site itself")

    def feeds(self) -> Iterator[Page]:
        dated = [
            (article, teaser)
            for article, teaser in zip(self.library.articles, self.teasers, strict=True)
            if article.date
        ]
        entries = {article.path: self.memo(_entry, self.site, article, teaser) for article, teaser in dated}
        yield from self._feed(self.site.title, "/", self.library.articles, entries, "the site itself")
        for taxonomy, holdings in self.library.taxonomies.items():
            for held in holdings if taxonomy != "sources" else ():
                title, origin = f"{held.term.name} — {self.site.title}", f"{taxonomy}: {held.term.name}"
                yield from self._feed(title, held.term.url, held.articles, entries, origin)

    def _feed(
        self, title: str, home: str, articles: Sequence[Article], entries: dict[str, FeedEntry], origin: str
    ) -> Iterator[Page]:
        some = tuple(entries[article.path] for article in articles if article.path in entries)[: self.site.feed_items]
        for name in ("feed.xml", "feed.json"):
            yield Page(home + name, name, FeedView(self.site, title, home, home + name, some), origin)

    def redirects(self) -> Iterator[Page]:
        leaves = [held.leaf for holdings in self.library.taxonomies.values() for held in holdings if held.leaf]
        moved: list[Article | Leaf] = [*self.library.articles, *self.library.pages, *leaves]
        for item in moved:
            for alias in item.aliases:
                head = Head("redirect", item.title, "", item.url, item.lang, ())
                url = alias if "." in alias.rpartition("/")[2] else alias.rstrip("/") + "/"  # a server would not show
                yield Page(url, "redirect.html", RedirectView(self.site, head, item.url), f"{item.path} (aliases)")

    def sitemap(self, readable: Sequence[Page]) -> Iterator[Page]:
        changed = {page.url: _changed(page.view) for page in reversed(readable)}  # of two claimants, the first has it
        view = SitemapView(self.site, tuple(sorted(changed.items())))
        yield Page("/sitemap.xml", "sitemap.xml", view, "the site itself")
        yield Page("/robots.txt", "robots.txt", RobotsView(self.site), "the site itself")

    def _head(self, kind: str, title: str, url: str, summary: str = "", feed: FeedLink | None = None) -> Head:
        feeds = (feed, self.feed) if feed else (self.feed,)
        return Head(kind, title, summary or self.site.description, url, self.site.language, feeds)

    def _feed_of(self, term: Term) -> FeedLink | None:
        if term.taxonomy == "sources":
            return None
        return FeedLink(f"{term.name} — {self.site.title}", f"{term.url}feed.xml", f"{term.url}feed.json")


def _article_page(
    site: Site, feed: FeedLink, teaser: Teaser, article: Article, newer: Article | None, older: Article | None
) -> Page:
    image = article.image.src if article.image else ""
    head = Head("article", article.title, article.summary, article.url, article.lang, (feed,), teaser.badge, image)
    view = ArticleView(
        site=site,
        head=head,
        teaser=teaser,
        standfirst="" if article.summary == article.text.excerpt else article.summary,
        html=article.text.html,
        headings=article.text.headings,
        updated=article.updated if article.updated != article.date else None,
        author=article.author,
        dateline=article.dateline,
        cites=article.cites,
        rights=article.rights,
        image=article.image,
        corrections=article.corrections,
        newer=_neighbour(newer),
        older=_neighbour(older),
    )
    return Page(article.url, "article.html", view, article.path)


def _entry(site: Site, article: Article, teaser: Teaser) -> FeedEntry:
    """The entry of an article; what identifies it is the first address it ever had."""
    assert article.date
    first = article.aliases[0] if article.aliases else article.url
    when = max([article.updated or article.date, *(each.date for each in article.corrections)])
    return FeedEntry(site.permalink(first), teaser, when, article.author, article.text.html)


def index_url(site: Site, taxonomy: str) -> str:
    """The address of the list of a taxonomy's terms."""
    return site.permalinks[taxonomy].removesuffix("{slug}/")


def file_page(url: str, path: str, name: str) -> Page:
    """A file that is published as it is; `name` is the fingerprint of its bytes."""
    return Page(url, "file", FileView(path, name), path)


def asset_urls(library: Library) -> dict[str, str]:
    """The files below `content/` that articles show, by the address at which they are published."""
    return {media_url(path): path for path in library.assets}


def _paged(url: str, items: Sequence[T], size: int) -> Iterator[tuple[str, tuple[T, ...], Steps]]:
    """A list cut into pages that stay as they are when it grows.

    `items` run from the newest to the oldest. The older pages are numbered from the oldest and hold exactly `size`
    items each; the first page holds what is left, from `size` to `2 * size - 1` of them. So a new item changes the
    first page only, until that has enough for a further numbered page.
    """
    count = max(0, len(items) // size - 1)
    addresses = [url, *(f"{url}page/{number}/" for number in range(count, 0, -1))]
    start = len(items) - count * size
    for position, address in enumerate(addresses):
        chosen = items[:start] if position == 0 else items[start + (position - 1) * size : start + position * size]
        yield address, tuple(chosen), _steps(addresses, position)


def _steps(urls: Sequence[str], position: int) -> Steps:
    newer = urls[position - 1] if position else ""
    older = urls[position + 1] if position + 1 < len(urls) else ""
    return Steps(len(urls) - position if position else 0, newer, older)


def _counted(held: Holding) -> Counted:
    return Counted(held.term, len(held.articles))


def _letter(held: Holding) -> str:
    first = same_name(held.term.name)[:1].upper()
    return first if first.isalpha() else "#"


def _neighbour(article: Article | None) -> Neighbour | None:
    return Neighbour(article.title, article.url) if article else None


def _year(year: int, dated: Sequence[tuple[datetime, Teaser]]) -> Year:
    months = tuple(
        Month(month, f"/archive/{year:04}/{month:02}/", len(list(group)))
        for month, group in groupby(dated, lambda pair: pair[0].month)
    )
    return Year(year, f"/archive/{year:04}/", len(dated), months)


def _changed(view: View) -> datetime | None:
    """When what a page shows was last changed, where an article tells it."""
    return (view.updated or view.teaser.date) if isinstance(view, ArticleView) else None
