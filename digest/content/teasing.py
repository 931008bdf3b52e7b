"""Articles -> teasers: what lists show of each, and the badge of what only a preview shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from operator import attrgetter

from digest.content.choosing import due
from digest.content.expiry import is_over
from digest.content.terms import Terms
from digest.memo import Memo
from digest.model import Article, Issue, Teaser, Term
from digest.settings import Settings
from digest.text import same_name


def teasers(articles: tuple[Article, ...], terms: Terms, settings: Settings, memo: Memo) -> Mapping[str, Teaser]:
    """What lists show of each article, by its path; the same as long as they show the same."""
    own = memo.mapped("terms", lambda each: _terms(each, terms), articles, given=(terms,))
    badges = tuple("" if _is_plain(each, settings.now) else badge(each, settings) for each in articles)
    made = memo.mapped("teasers", _teaser, articles, own, badges)
    paths = memo.mapped("paths", attrgetter("path"), articles)
    return memo.kept("teasers", (made, paths), lambda: dict(zip(paths, made, strict=True)))


def badge(item: Article | Issue, settings: Settings) -> str:
    """`draft`, `scheduled` or `over` for what only a preview shows: an article, or the text of one that has expired."""
    if item.draft or not due(item, settings.now):
        return "draft" if item.draft else "scheduled"
    return "over" if settings.expired and isinstance(item, Article) and is_over(item, settings.now) else ""


def _is_plain(article: Article, now: datetime) -> bool:
    """Whether an article has no badge, told at a glance."""
    return not article.draft and not article.expires and (article.date is None or article.date <= now)


def _terms(article: Article, terms: Terms) -> tuple[Term, ...]:
    """The terms of an article, its source first."""
    source = [terms["sources", same_name(article.source.name)]] if article.source else []
    return tuple(source + [terms[name, same_name(each)] for name, some in article.terms.items() for each in some])


def _teaser(article: Article, own: Sequence[Term], badge: str) -> Teaser:
    source, at, terms = article.source, 1 if article.source else 0, {}
    for name, names in article.terms.items():
        terms[name] = tuple(own[at : at + len(names)])
        at += len(names)
    return Teaser(
        title=article.title,
        url=article.url,
        date=article.date,
        summary=article.summary,
        source=source,
        source_term=own[0] if source else None,
        image=article.image,
        terms=terms,
        lang=article.lang,
        badge=badge,
    )
