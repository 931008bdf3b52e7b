"""The pages of articles."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from msgspec import Struct

from digest.content.citations import chains
from digest.content.pace import minutes
from digest.model import Article, Teaser
from digest.settings import Site
from digest.site.correction_pages import corrections_in
from digest.site.issue_pages import issues_by_article
from digest.site.issue_views import IssueLink
from digest.site.page import Page, Planner, Promise
from digest.site.story_pages import Related, Tellers, beside_of
from digest.site.story_views import Beside
from digest.site.views import ArticleView, Card, Cited, FeedLink, Head, Neighbour

Chains = tuple[tuple[Cited, ...], ...]


def article_pages(plan: Planner, tellers: Tellers) -> Iterator[Page]:
    """A page for every article, newest first."""
    articles, teasers, holders = plan.library.articles, plan.teasers, issues_by_article(plan)
    others = plan.library.translations
    common = plan.memo(_common, plan.site, plan.feed, plan.about)
    yield from plan.memo.mapped(
        "article pages",
        partial(_article_page, common),
        tuple(plan.cards.of_articles(teasers, articles)),
        teasers,
        articles,
        tuple(_chains(plan, article) if article.cites else () for article in articles),
        tuple(holders.get(article.path, ()) for article in articles),
        (*(None for _ in teasers[:1]), *teasers[:-1]),
        (*teasers[1:], *(None for _ in teasers[:1])),
        tuple(_translations(plan, article) if article.path in others else () for article in articles),
        tellers.beside_all(articles),
        given=(common,),
    )


def _translations(plan: Planner, article: Article) -> tuple[Neighbour, ...]:
    others = tuple(map(_beside, plan.library.translations[article.path]))
    return plan.memo.same(f"translations {article.path}", others)


class _Common(Struct, frozen=True):
    """What all articles share."""

    site: Site
    feed: FeedLink
    about: str


def _common(site: Site, feed: FeedLink, about: str) -> _Common:
    return _Common(site, feed, about)


def _chains(plan: Planner, article: Article) -> Chains:
    """Who quotes whom, from the source to the first; the same value for the same article, as long as it holds."""
    found = (tuple(map(plan.cited, each)) for each in plan.memo(chains, article, plan.library.sources))
    return plan.memo.same(f"chains {article.path}", tuple(found))


def _article_page(common: _Common, card: Card | None, teaser: Teaser, article: Article, *around: Any) -> Page:
    """The page of an article. Its view is made when the page is: of most, it is enough to know what it is made of."""
    made_of = (common, card, teaser, article, *around)
    return Page(article.url, "article.html", Promise(ArticleView, made_of, _view), article.path)


def _view(
    common: _Common,
    card: Card | None,
    teaser: Teaser,
    article: Article,
    quoted: Chains,
    issues: tuple[IssueLink, ...],
    newer: Teaser | None,
    older: Teaser | None,
    translations: tuple[Neighbour, ...],
    told: Beside | Related,
) -> ArticleView:
    beside = beside_of(told)
    return ArticleView(
        site=common.site,
        head=_head(article, common, teaser.badge, card),
        teaser=teaser,
        **_own(article),
        citations=quoted,
        issues=issues,
        translations=translations,
        newer=_beside(newer) if newer else None,
        older=_beside(older) if older else None,
        story=beside.story,
        related=beside.related,
    )


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


def _beside(article: Article | Teaser) -> Neighbour:
    return Neighbour(article.title, article.url, article.lang)
