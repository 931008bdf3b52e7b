"""The pages of articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from digest.content.citations import chains
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
    for number, article in enumerate(articles):
        newer = articles[number - 1] if number else None
        older = articles[number + 1] if number + 1 < len(articles) else None
        issues, quoted, beside = holders.get(article.path, ()), _chains(plan, article), tellers.beside(article)
        teaser = plan.teasers[number]
        card = plan.cards.of_article(teaser, number, article.path)
        yield plan.memo(
            _article_page, plan.site, plan.feed, card, teaser, article, quoted, issues, newer, older, beside
        )


def _chains(plan: Planner, article: Article) -> Chains:
    """Who quotes whom, from the source to the first; the same value for the same article, as long as it holds."""
    if not article.cites:
        return ()
    found = (tuple(map(plan.cited, each)) for each in plan.memo(chains, article, plan.library.sources))
    return plan.memo.same(f"chains {article.path}", tuple(found))


def _article_page(
    site: Site,
    feed: FeedLink,
    card: Card | None,
    teaser: Teaser,
    article: Article,
    quoted: Chains,
    issues: tuple[IssueLink, ...],
    newer: Article | None,
    older: Article | None,
    beside: Beside,
) -> Page:
    view = ArticleView(
        site=site,
        head=_head(article, feed, teaser.badge, card),
        teaser=teaser,
        **_own(article),
        citations=quoted,
        issues=issues,
        newer=_neighbour(newer),
        older=_neighbour(older),
        story=beside.story,
        related=beside.related,
    )
    return Page(article.url, "article.html", view, article.path)


def _head(article: Article, feed: FeedLink, badge: str, card: Card | None) -> Head:
    image = article.image.src if article.image else ""
    return Head("article", article.title, article.summary, article.url, article.lang, (feed,), badge, image, card)


def _own(article: Article) -> dict[str, Any]:
    """What a page shows that only its article tells."""
    return {
        "standfirst": "" if article.summary == article.text.excerpt else article.summary,
        "html": article.text.html,
        "headings": article.text.headings,
        "updated": article.updated if article.updated != article.date else None,
        "modified": article.changed,
        "expired": article.expires if article.expired else None,
        "author": article.author,
        "dateline": article.dateline,
        "rights": article.rights,
        "image": article.image,
        "corrections": corrections_in(article),
    }


def _neighbour(article: Article | None) -> Neighbour | None:
    return Neighbour(article.title, article.url) if article else None
