"""The pages of articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from digest.content.citations import chains
from digest.content.pace import minutes
from digest.model import Article, Teaser
from digest.settings import Site
from digest.site.correction_pages import corrections_in
from digest.site.issue_pages import issues_by_article
from digest.site.issue_views import IssueLink
from digest.site.page import Page, Planner
from digest.site.story_pages import Tellers
from digest.site.story_views import Beside
from digest.site.views import ArticleView, Card, Cited, FeedLink, Head, Neighbour

Chains = tuple[tuple[Cited, ...], ...]


def article_pages(plan: Planner, tellers: Tellers) -> Iterator[Page]:
    """A page for every article, newest first."""
    articles, holders = plan.library.articles, issues_by_article(plan)
    common = plan.memo(_common, plan.site, plan.feed, plan.about)
    for number, article in enumerate(articles):
        newer = articles[number - 1] if number else None
        older = articles[number + 1] if number + 1 < len(articles) else None
        issues, quoted, beside = holders.get(article.path, ()), _chains(plan, article), tellers.beside(article)
        teaser, others = plan.teasers[number], plan.library.translations.get(article.path, ())
        card = plan.cards.of_article(teaser, number, article.path)
        around = plan.memo(_around, newer, older, *others)
        yield plan.memo(_article_page, common, card, teaser, article, quoted, issues, around, beside)


@dataclass(frozen=True, slots=True)
class _Common:
    """What all articles share."""

    site: Site
    feed: FeedLink
    about: str


def _common(site: Site, feed: FeedLink, about: str) -> _Common:
    return _Common(site, feed, about)


@dataclass(frozen=True, slots=True)
class _Around:
    """The articles to which one leads whatever they tell: its neighbours in time, and itself in other languages."""

    newer: Neighbour | None
    older: Neighbour | None
    translations: tuple[Neighbour, ...]


def _around(newer: Article | None, older: Article | None, *others: Article) -> _Around:
    return _Around(_neighbour(newer), _neighbour(older), tuple(map(_beside, others)))


def _chains(plan: Planner, article: Article) -> Chains:
    """Who quotes whom, from the source to the first; the same value for the same article, as long as it holds."""
    if not article.cites:
        return ()
    found = (tuple(map(plan.cited, each)) for each in plan.memo(chains, article, plan.library.sources))
    return plan.memo.same(f"chains {article.path}", tuple(found))


def _article_page(
    common: _Common,
    card: Card | None,
    teaser: Teaser,
    article: Article,
    quoted: Chains,
    issues: tuple[IssueLink, ...],
    around: _Around,
    beside: Beside,
) -> Page:
    view = ArticleView(
        site=common.site,
        head=_head(article, common, teaser.badge, card),
        teaser=teaser,
        **_own(article),
        citations=quoted,
        issues=issues,
        translations=around.translations,
        newer=around.newer,
        older=around.older,
        story=beside.story,
        related=beside.related,
    )
    return Page(article.url, "article.html", view, article.path)


def _head(article: Article, common: _Common, badge: str, card: Card | None) -> Head:
    image, feeds = article.image.src if article.image else "", (common.feed,)
    words = (article.title, article.summary, article.url, article.lang)
    return Head("article", *words, feeds, badge, image, card, common.about)


def _own(article: Article) -> dict[str, Any]:
    """What a page shows that only its article tells."""
    return {
        "standfirst": "" if article.summary == article.text.excerpt else article.summary,
        "known": article.known,
        "html": article.text.html,
        "headings": article.text.headings,
        "minutes": minutes(article.text.words, article.lang),
        "updated": article.updated if article.updated != article.date else None,
        "modified": article.changed,
        "expired": article.expires if article.expired else None,
        "author": article.author,
        "archived": article.archived,
        "dateline": article.dateline,
        "rights": article.rights,
        "image": article.image,
        "corrections": corrections_in(article),
    }


def _neighbour(article: Article | None) -> Neighbour | None:
    return _beside(article) if article else None


def _beside(article: Article) -> Neighbour:
    return Neighbour(article.title, article.url, article.lang)
