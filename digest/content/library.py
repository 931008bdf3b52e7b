"""Entries -> Library: every published article, in order and in groups, with its links resolved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from digest.content.authority import Authority
from digest.content.families import Family, canonical, families, moved, titled, unsettled
from digest.content.linking import Linker, relinked
from digest.content.reading import Shelf
from digest.content.terms import Holding, Terms, folder, holdings, namesakes, terms_of
from digest.errors import Problem
from digest.memo import Memo
from digest.model import Article, Leaf, Teaser, Term
from digest.settings import Settings
from digest.text import same_name

_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Library:
    """What may be published. Articles stand newest first, holdings by name; `scheduled` waits for its date.

    `teasers` are by the path of their article, `assets` are the files below `content/` that published texts show.
    `families` are those of settled tags, by the key of the name; `moved` are tags by addresses of former pages.
    """

    articles: tuple[Article, ...]
    teasers: Mapping[str, Teaser]
    taxonomies: Mapping[str, tuple[Holding, ...]]
    pages: tuple[Leaf, ...]
    families: Mapping[str, Family]
    moved: Mapping[str, Term]
    assets: tuple[str, ...]
    scheduled: tuple[Article, ...]
    drafts: int
    problems: tuple[Problem, ...]


def library(shelf: Shelf, settings: Settings, memo: Memo) -> Library:
    """Put a shelf in order. Problems are those of the files, then those between files."""
    everything = [entry.article for entry in shelf.entries if entry.article]
    leaves = [entry.leaf for entry in shelf.entries if entry.leaf]
    tags = memo.same("tags", shelf.tags)
    shown = sorted((each for each in everything if _shown(each, settings)), key=_newest_first)
    waiting = [each for each in everything if not each.draft and not _due(each, settings.now)]
    pages = [_settled(leaf, tags) for leaf in leaves if settings.drafts or not leaf.draft]
    topics = {same_name(each.title) for each in pages if folder(each) == "topics"}
    topics.update(same_name(name) for each in shown for name in each.terms["topics"])
    texts = {same_name(each.title) for each in pages if folder(each) == "tags"}
    strange = tuple(unsettled(tags, [*shown, *([] if settings.future else waiting)], texts, topics))
    shown = [memo(canonical, each, tags) for each in shown] if tags else shown
    unread = {each.path for entry in shelf.entries for each in entry.problems if each.level == "error"}
    linker = Linker([*shown, *pages], [*everything, *leaves], unread, shelf.assets)
    articles = tuple(relinked(linker.resolved(each.text, each.path), each) for each in shown)
    pages = [relinked(linker.resolved(each.text, each.path), each) for each in pages]
    taxonomies = {
        name: tuple(holdings(name, articles, pages, settings.site, tags)) for name in settings.site.taxonomies
    }
    terms = memo.same("terms", terms_of(taxonomies))
    return Library(
        articles=articles,
        teasers={each.path: memo(_teaser, each, terms, _badge(each, settings)) for each in articles},
        taxonomies=taxonomies,
        pages=tuple(leaf for leaf in pages if folder(leaf) == "pages"),
        families=families(tags, terms),
        moved=moved(tags, terms),
        assets=tuple(sorted(linker.used)),
        scheduled=() if settings.future else tuple(sorted(waiting, key=_newest_first)),
        drafts=sum(each.draft for each in everything),
        problems=(
            *shelf.problems,
            *(problem for entry in shelf.entries for problem in entry.problems),
            *strange,
            *namesakes(pages),
            *dict.fromkeys(linker.problems),  # links through one `[a]: b.md` share their place
        ),
    )


def _shown(article: Article, settings: Settings) -> bool:
    return (settings.drafts or not article.draft) and (settings.future or _due(article, settings.now))


def _due(article: Article, now: datetime) -> bool:
    return article.date is None or article.date <= now


def _newest_first(article: Article) -> tuple[float, str]:
    """By date, then by address; a draft without a date comes first."""
    return -(article.date or _LAST).timestamp(), article.url


def _settled(leaf: Leaf, tags: Authority) -> Leaf:
    return titled(leaf, tags) if folder(leaf) == "tags" else leaf


def _badge(article: Article, settings: Settings) -> str:
    return "draft" if article.draft else "" if _due(article, settings.now) else "scheduled"


def _teaser(article: Article, terms: Terms, badge: str) -> Teaser:
    source = article.source
    return Teaser(
        title=article.title,
        url=article.url,
        date=article.date,
        summary=article.summary,
        source=source,
        source_term=terms["sources", same_name(source.name)] if source else None,
        image=article.image,
        terms={name: tuple(terms[name, same_name(each)] for each in names) for name, names in article.terms.items()},
        lang=article.lang,
        badge=badge,
    )
