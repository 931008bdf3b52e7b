"""Shelf -> Library: every published article, in order and in groups, with its links resolved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from digest.content.choosing import Texts
from digest.content.citations import Citation, citations, with_cited
from digest.content.families import Family, families, moved
from digest.content.gallery import Gallery
from digest.content.issues import Collection, collection
from digest.content.reading import Shelf, cache_of, read
from digest.content.showing import to_show
from digest.content.sources import Sources
from digest.content.stories import Stories, stories
from digest.content.teasing import badge, teasers
from digest.content.terms import Holding, folder, holdings, terms_of
from digest.content.translations import translations
from digest.errors import Problem
from digest.memo import Memo
from digest.model import Article, Issue, Leaf, Teaser, Term
from digest.settings import Settings, Site


class Library(Struct, frozen=True):
    """What may be published. Articles and issues stand newest first, holdings by name; `scheduled` waits for its date.

    `teasers` are by the path of their article, `assets` are the files below `content/` that published texts show;
    `sources` are the outlets that an editor has described, `citations` tell who quotes whom. `families` are those of
    settled tags, by the key of the name; `moved` are tags by addresses of former pages. `translations` are by the path
    of an article those in other languages.
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
    translations: Mapping[str, tuple[Article, ...]]
    scheduled: tuple[Article | Issue, ...]
    drafts: int
    problems: tuple[Problem, ...]
    stories: Stories


def library_of(settings: Settings) -> Library:
    """What stands in `content/`, put in order, its pictures as their authors wrote them.

    It may be asked for beside a build: of what is kept to spare the next one some reading, each row is true by itself.
    """
    cache = cache_of(settings)
    shelf = read(settings, cache)
    cache.save()
    return library(shelf, settings, Memo())


def library(shelf: Shelf, settings: Settings, memo: Memo, gallery: Gallery | None = None) -> Library:
    """Put a shelf in order. Problems are those of the files, then those between files.

    Without a gallery, pictures stay as their authors wrote them.
    """
    # The very objects of last time, where they are equal: what was made of them then is recognised.
    shelf = replace(shelf, sources=memo.same("sources", shelf.sources), tags=memo.same("tags", shelf.tags))
    found, site = to_show(shelf, settings, memo, gallery), settings.site
    texts, articles = found.texts, found.texts.articles
    cited = tuple(citations(articles, shelf.sources, memo))
    taxonomies = _taxonomies(texts, cited, shelf, site, memo)
    terms = memo.same("terms", terms_of(taxonomies))
    grouped, contradictions = stories(shelf.decisions, articles, shelf.paths, typography=site.typography)
    return Library(
        articles=articles,
        teasers=teasers(articles, terms, settings, memo),
        taxonomies=taxonomies,
        pages=tuple(leaf for leaf in texts.leaves if folder(leaf) == "pages"),
        issues=_issues(texts, settings),
        families=memo(families, shelf.tags, terms),
        moved=memo(moved, shelf.tags, terms),
        assets=found.assets,
        sources=shelf.sources,
        citations=cited,
        translations=translations(articles),
        scheduled=found.scheduled,
        drafts=found.drafts,
        problems=(*found.problems, *contradictions),
        stories=memo.same("stories", grouped),
    )


def _taxonomies(
    texts: Texts, cited: Sequence[Citation], shelf: Shelf, site: Site, memo: Memo
) -> dict[str, tuple[Holding, ...]]:
    """The terms of each taxonomy; an outlet that is only quoted is a source as well."""
    found = {
        name: tuple(holdings(name, texts.articles, texts.leaves, site, shelf.tags, memo)) for name in site.taxonomies
    }
    return {**found, "sources": with_cited(found["sources"], cited, shelf.sources, site)}


def _issues(texts: Texts, settings: Settings) -> tuple[Collection, ...]:
    """The issues with the articles that they name."""
    by_path = {each.path: each for each in texts.articles}
    return tuple(collection(each, by_path, badge(each, settings)) for each in texts.issues)
