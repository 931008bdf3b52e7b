"""Entries -> Library: every published article, in order and in groups, with its links resolved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain

from digest.content.authority import Authority
from digest.content.choosing import Texts, chosen_of, texts_of, waiting_in, with_settled_tags
from digest.content.citations import Citation, citations, with_cited
from digest.content.families import Family, families, moved, unsettled
from digest.content.gallery import Gallery
from digest.content.illustrating import addresses, illustrated
from digest.content.issues import Collection, collection, misnamed, twins
from digest.content.linking import Linker
from digest.content.pins import mispinned
from digest.content.reading import Shelf
from digest.content.sources import Sources
from digest.content.stories import Stories, stories
from digest.content.teasing import badge, teasers
from digest.content.terms import Holding, folder, holdings, namesakes, terms_of
from digest.content.translations import mistranslated, translations
from digest.errors import Problem
from digest.memo import Memo
from digest.model import Article, Issue, Leaf, Teaser, Term
from digest.settings import Settings, Site
from digest.text import same_name


@dataclass(frozen=True, slots=True)
class Library:
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


def library(shelf: Shelf, settings: Settings, memo: Memo, gallery: Gallery | None = None) -> Library:
    """Put a shelf in order. Problems are those of the files, then those between files.

    Without a gallery, pictures stay as their authors wrote them.
    """
    known, tags = memo.same("sources", shelf.sources), memo.same("tags", shelf.tags)
    held = texts_of(shelf)
    chosen = chosen_of(held, known, tags, settings, memo)
    waiting = () if settings.future else waiting_in(held, settings)
    told = [each for entry in shelf.entries for each in entry.problems]
    unread = {each.path for each in told if each.level == "error"}
    settled = with_settled_tags(chosen, tags, memo)
    linker = Linker([*settled], [*held], unread, shelf.assets, memo)
    shown = _linked(settled, linker)
    if gallery:
        shown = _illustrated(shown, linker.used, gallery, memo)
    cited = tuple(citations(shown.articles, known, memo))
    taxonomies = _taxonomies(shown, cited, known, tags, settings.site, memo)
    terms = memo.same("terms", terms_of(taxonomies))
    typography = settings.site.typography
    found, contradictions = stories(shelf.decisions, shown.articles, shelf.paths, typography=typography)
    return Library(
        articles=shown.articles,
        teasers=teasers(shown.articles, terms, settings, memo),
        taxonomies=taxonomies,
        pages=tuple(leaf for leaf in shown.leaves if folder(leaf) == "pages"),
        issues=_issues(shown, settings),
        families=memo(families, tags, terms),
        moved=memo(moved, tags, terms),
        assets=tuple(path for path in sorted(linker.used) if not (gallery and gallery.refuses_file(path))),
        sources=known,
        citations=cited,
        translations=translations(shown.articles),
        scheduled=waiting,
        drafts=sum(each.draft for each in held.articles),
        problems=(
            *shelf.problems,
            *told,
            *_strange(tags, chosen, waiting),
            *_amiss(held, shown, unread, settings),
            *dict.fromkeys(linker.problems),  # links through one `[a]: b.md` share their place
            *contradictions,
        ),
        stories=memo.same("stories", found),
    )


def _linked(texts: Texts, linker: Linker) -> Texts:
    """The texts, their links resolved."""
    return Texts(
        linker.all_linked(texts.articles),
        tuple(map(linker.linked, texts.leaves)),
        tuple(map(linker.linked, texts.issues)),
    )


def _illustrated(texts: Texts, assets: Set[str], gallery: Gallery, memo: Memo) -> Texts:
    """The texts, their pictures as pages show them. Of the `assets` that they use, none may be an unsafe drawing."""
    named = memo.mapped("pictures", addresses, texts.articles)
    others = (*map(addresses, texts.leaves), *map(addresses, texts.issues))
    gallery.hang(chain(*filter(None, named), *others), assets)
    return Texts(
        tuple(
            memo.same(f"shown {each.path}", illustrated(each, gallery)) if shown else each
            for each, shown in zip(texts.articles, named, strict=True)
        ),
        tuple(illustrated(each, gallery) for each in texts.leaves),
        tuple(illustrated(each, gallery) for each in texts.issues),
    )


def _issues(shown: Texts, settings: Settings) -> tuple[Collection, ...]:
    """The issues with the articles that they name."""
    by_path = {each.path: each for each in shown.articles}
    return tuple(collection(each, by_path, badge(each, settings)) for each in shown.issues)


def _taxonomies(
    shown: Texts, cited: Sequence[Citation], known: Sources, tags: Authority, site: Site, memo: Memo
) -> dict[str, tuple[Holding, ...]]:
    """The terms of each taxonomy; an outlet that is only quoted is a source as well."""
    found = {name: tuple(holdings(name, shown.articles, shown.leaves, site, tags, memo)) for name in site.taxonomies}
    return {**found, "sources": with_cited(found["sources"], cited, known, site)}


def _amiss(held: Texts, shown: Texts, unread: set[str], settings: Settings) -> Iterator[Problem]:
    """What is wrong between files: two of one name, and names of articles that there are not."""
    by_path = {each.path: each for each in held.articles}
    yield from namesakes(shown.leaves)
    yield from twins(held.issues)
    yield from misnamed(held.issues, by_path, unread, settings)
    yield from mispinned(shown.leaves, shown.articles, by_path.keys() | unread)
    yield from mistranslated(shown.articles, by_path.keys() | unread)


def _strange(tags: Authority, chosen: Texts, waiting: Sequence[Article | Issue]) -> Iterator[Problem]:
    """Tags that the authority does not settle, in what is shown and in what waits."""
    if not tags:
        return
    topics = {same_name(each.title) for each in chosen.leaves if folder(each) == "topics"}
    topics.update(same_name(name) for each in chosen.articles for name in each.terms["topics"])
    texts = {same_name(each.title) for each in chosen.leaves if folder(each) == "tags"}
    coming = [each for each in waiting if isinstance(each, Article)]
    yield from unsettled(tags, [*chosen.articles, *coming], texts, topics)
