"""Entries -> Library: every published article, in order and in groups, with its links resolved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from digest.content.authority import Authority
from digest.content.citations import Citation, citations, with_cited
from digest.content.expiry import is_over, without_text
from digest.content.families import Family, canonical, families, moved, titled, unsettled
from digest.content.issues import Collection, collection, misnamed, order, twins
from digest.content.linking import Linker, relinked
from digest.content.pins import mispinned
from digest.content.reading import Shelf
from digest.content.sources import Sources, attributed
from digest.content.stories import Stories, stories
from digest.content.terms import Holding, Terms, folder, holdings, namesakes, terms_of
from digest.errors import Problem
from digest.memo import Memo
from digest.model import Article, Issue, Leaf, Teaser, Term
from digest.settings import Settings
from digest.text import same_name

_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Library:
    """What may be published. Articles and issues stand newest first, holdings by name; `scheduled` waits for its date.

    `teasers` are by the path of their article, `assets` are the files below `content/` that published texts show;
    `sources` are the outlets that an editor has described, `citations` tell who quotes whom. `families` are those of
    settled tags, by the key of the name; `moved` are tags by addresses of former pages.
    """

    articles: tuple[Article, ...]
    teasers: Mapping[str, Teaser]
    taxonomies: Mapping[str, tuple[Holding, ...]]
    pages: tuple[Leaf, ...]
    issues: tuple[Collection, ...]
    families: Mapping[str, Family]
    moved: Mapping[str, Term]
    assets: tuple[str, ...]
    sources: Sources
    citations: tuple[Citation, ...]
    scheduled: tuple[Article | Issue, ...]
    drafts: int
    problems: tuple[Problem, ...]
    stories: Stories


def library(shelf: Shelf, settings: Settings, memo: Memo) -> Library:
    """Put a shelf in order. Problems are those of the files, then those between files."""
    everything = [entry.article for entry in shelf.entries if entry.article]
    leaves = [entry.leaf for entry in shelf.entries if entry.leaf]
    known, tags = memo.same("sources", shelf.sources), memo.same("tags", shelf.tags)
    shown = sorted((each for each in everything if _shown(each, settings)), key=_newest_first)
    shown = [_as_known(each, known, settings, memo) for each in shown]
    numbers = [entry.issue for entry in shelf.entries if entry.issue]
    out = sorted((each for each in numbers if _shown(each, settings)), key=order, reverse=True)
    dated: list[Article | Issue] = [*everything, *numbers]
    waiting = [each for each in dated if not each.draft and not _due(each, settings.now)]
    pages = [_named(leaf, known, tags) for leaf in leaves if settings.drafts or not leaf.draft]
    coming = [] if settings.future else [each for each in waiting if isinstance(each, Article)]
    strange = tuple(_strange(tags, [*shown, *coming], shown, pages))
    shown = [memo(canonical, each, tags) for each in shown] if tags else shown
    unread = {each.path for entry in shelf.entries for each in entry.problems if each.level == "error"}
    linker = Linker([*shown, *pages, *out], [*everything, *leaves, *numbers], unread, shelf.assets)
    articles = tuple(relinked(linker.resolved(each.text, each.path), each) for each in shown)
    pages = [relinked(linker.resolved(each.text, each.path), each) for each in pages]
    by_path = {each.path: each for each in articles}
    numbers_out = (relinked(linker.resolved(each.text, each.path), each) for each in out)
    issues = tuple(collection(each, by_path, badge(each, settings)) for each in numbers_out)
    site = settings.site
    taxonomies = {name: tuple(holdings(name, articles, pages, site, tags)) for name in site.taxonomies}
    cited = tuple(citations(articles, known, memo))
    taxonomies["sources"] = with_cited(taxonomies["sources"], cited, known, site)
    terms = memo.same("terms", terms_of(taxonomies))
    found, contradictions = stories(shelf.decisions, articles, shelf.paths)
    return Library(
        articles=articles,
        teasers={each.path: memo(_teaser, each, terms, badge(each, settings)) for each in articles},
        taxonomies=taxonomies,
        pages=tuple(leaf for leaf in pages if folder(leaf) == "pages"),
        issues=issues,
        families=families(tags, terms),
        moved=moved(tags, terms),
        assets=tuple(sorted(linker.used)),
        sources=known,
        citations=cited,
        scheduled=() if settings.future else tuple(sorted(waiting, key=_newest_first)),
        drafts=sum(each.draft for each in everything),
        problems=(
            *shelf.problems,
            *(problem for entry in shelf.entries for problem in entry.problems),
            *strange,
            *namesakes(pages),
            *twins(numbers),
            *misnamed(numbers, {each.path: each for each in everything}, unread, settings),
            *mispinned(pages, articles, {each.path for each in everything} | unread),
            *dict.fromkeys(linker.problems),  # links through one `[a]: b.md` share their place
            *contradictions,
        ),
        stories=found,
    )


def _shown(item: Article | Issue, settings: Settings) -> bool:
    return (settings.drafts or not item.draft) and (settings.future or _due(item, settings.now))


def _as_known(article: Article, known: Sources, settings: Settings, memo: Memo) -> Article:
    """The article as what else is known makes it: its source under its own name, no text whose time is over."""
    if article.source:
        article = memo(attributed, article, known)
    return memo(without_text, article) if is_over(article, settings.now) else article


def _strange(
    tags: Authority, checked: Sequence[Article], shown: Sequence[Article], pages: Sequence[Leaf]
) -> Iterator[Problem]:
    """Tags that the authority does not settle."""
    topics = {same_name(each.title) for each in pages if folder(each) == "topics"}
    topics.update(same_name(name) for each in shown for name in each.terms["topics"])
    texts = {same_name(each.title) for each in pages if folder(each) == "tags"}
    return unsettled(tags, checked, texts, topics)


def _named(leaf: Leaf, known: Sources, tags: Authority) -> Leaf:
    """The text of a source or a tag goes by the name that is settled for it."""
    if folder(leaf) == "tags":
        return titled(leaf, tags)
    name = known.named(leaf.title) if folder(leaf) == "sources" else leaf.title
    return leaf if name == leaf.title else replace(leaf, title=name)


def _due(item: Article | Issue, now: datetime) -> bool:
    return item.date is None or item.date <= now


def _newest_first(item: Article | Issue) -> tuple[float, str]:
    """By date, then by address; a draft without a date comes first."""
    return -(item.date or _LAST).timestamp(), item.url


def badge(item: Article | Issue, settings: Settings) -> str:
    """`draft` or `scheduled` for what only a preview shows."""
    return "draft" if item.draft else "" if _due(item, settings.now) else "scheduled"


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
