"""Entries -> Library: every published article, in order and in groups, with its links resolved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from operator import attrgetter

from digest.content.authority import Authority
from digest.content.citations import Citation, citations, with_cited
from digest.content.expiry import is_over, without_text
from digest.content.families import Family, canonical, families, moved, titled, unsettled
from digest.content.gallery import Gallery
from digest.content.illustrating import addresses, illustrated
from digest.content.issues import Collection, collection, misnamed, order, twins
from digest.content.linking import Linker
from digest.content.pins import mispinned
from digest.content.reading import Shelf
from digest.content.sources import Sources, attributed
from digest.content.stories import Stories, stories
from digest.content.terms import Holding, Terms, folder, holdings, namesakes, terms_of
from digest.content.translations import mistranslated, translations
from digest.errors import Problem
from digest.memo import Memo
from digest.model import Article, Issue, Leaf, Teaser, Term
from digest.settings import Settings, Site
from digest.text import same_name

_LAST = datetime.max.replace(tzinfo=UTC)


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


@dataclass(frozen=True, slots=True)
class _Texts:
    """Articles, texts of pages and terms, and issues: all that the files hold, or those of them that are shown."""

    articles: tuple[Article, ...]
    leaves: tuple[Leaf, ...]
    issues: tuple[Issue, ...]

    def __iter__(self) -> Iterator[Article | Leaf | Issue]:
        return chain(self.articles, self.leaves, self.issues)


def library(shelf: Shelf, settings: Settings, memo: Memo, gallery: Gallery | None = None) -> Library:
    """Put a shelf in order. Problems are those of the files, then those between files.

    Without a gallery, pictures stay as their authors wrote them.
    """
    known, tags = memo.same("sources", shelf.sources), memo.same("tags", shelf.tags)
    held = _held(shelf)
    chosen = _chosen(held, known, tags, settings, memo)
    waiting = () if settings.future else _waiting(held, settings)
    told = [each for entry in shelf.entries for each in entry.problems]
    unread = {each.path for each in told if each.level == "error"}
    settled = _settled(chosen, tags, memo)
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
        teasers=_teasers(shown.articles, terms, settings, memo),
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


def _held(shelf: Shelf) -> _Texts:
    """What the files hold, whether it is shown or not."""
    return _Texts(
        tuple(entry.article for entry in shelf.entries if entry.article),
        tuple(entry.leaf for entry in shelf.entries if entry.leaf),
        tuple(entry.issue for entry in shelf.entries if entry.issue),
    )


def _chosen(held: _Texts, known: Sources, tags: Authority, settings: Settings, memo: Memo) -> _Texts:
    """What may be shown, newest first, as what else is known makes it."""
    articles = _in_order(held.articles, settings, memo)
    issues = sorted((each for each in held.issues if _shown(each, settings)), key=order, reverse=True)
    return _Texts(
        memo.mapped("known", partial(_as_known, known), articles, _over(articles, settings), given=(known,)),
        tuple(_named(leaf, known, tags) for leaf in held.leaves if settings.drafts or not leaf.draft),
        tuple(issues),
    )


def _in_order(articles: tuple[Article, ...], settings: Settings, memo: Memo) -> tuple[Article, ...]:
    """The articles that may be shown, newest first."""
    keys = memo.mapped("order", _newest_first, articles)
    order = memo.kept("order", (keys,), lambda: sorted(range(len(keys)), key=keys.__getitem__))
    found = tuple(map(articles.__getitem__, order))
    everything = settings.drafts and settings.future
    return found if everything else tuple(each for each in found if _shown(each, settings))


def _over(articles: Sequence[Article], settings: Settings) -> tuple[bool, ...]:
    """Of which articles the text must not be shown."""
    if settings.expired:
        return (False,) * len(articles)
    return tuple(bool(each.expires) and is_over(each, settings.now) for each in articles)


def _waiting(held: _Texts, settings: Settings) -> tuple[Article | Issue, ...]:
    """What waits for its date, the last first."""
    dated: list[Article | Issue] = [*held.articles, *held.issues]
    return tuple(sorted((each for each in dated if not each.draft and not _due(each, settings.now)), key=_newest_first))


def _settled(chosen: _Texts, tags: Authority, memo: Memo) -> _Texts:
    """The texts, their tags by the names that an editor has settled."""
    if not tags:
        return chosen
    made = memo.mapped("settled", lambda each: canonical(each, tags), chosen.articles, given=(tags,))
    return replace(chosen, articles=made)


def _linked(texts: _Texts, linker: Linker) -> _Texts:
    """The texts, their links resolved."""
    return _Texts(
        linker.all_linked(texts.articles),
        tuple(map(linker.linked, texts.leaves)),
        tuple(map(linker.linked, texts.issues)),
    )


def _illustrated(texts: _Texts, assets: Set[str], gallery: Gallery, memo: Memo) -> _Texts:
    """The texts, their pictures as pages show them. Of the `assets` that they use, none may be an unsafe drawing."""
    named = memo.mapped("pictures", addresses, texts.articles)
    others = (*map(addresses, texts.leaves), *map(addresses, texts.issues))
    gallery.hang(chain(*filter(None, named), *others), assets)
    return _Texts(
        tuple(
            memo.same(f"shown {each.path}", illustrated(each, gallery)) if shown else each
            for each, shown in zip(texts.articles, named, strict=True)
        ),
        tuple(illustrated(each, gallery) for each in texts.leaves),
        tuple(illustrated(each, gallery) for each in texts.issues),
    )


def _issues(shown: _Texts, settings: Settings) -> tuple[Collection, ...]:
    """The issues with the articles that they name."""
    by_path = {each.path: each for each in shown.articles}
    return tuple(collection(each, by_path, badge(each, settings)) for each in shown.issues)


def _taxonomies(
    shown: _Texts, cited: Sequence[Citation], known: Sources, tags: Authority, site: Site, memo: Memo
) -> dict[str, tuple[Holding, ...]]:
    """The terms of each taxonomy; an outlet that is only quoted is a source as well."""
    found = {name: tuple(holdings(name, shown.articles, shown.leaves, site, tags, memo)) for name in site.taxonomies}
    return {**found, "sources": with_cited(found["sources"], cited, known, site)}


def _amiss(held: _Texts, shown: _Texts, unread: set[str], settings: Settings) -> Iterator[Problem]:
    """What is wrong between files: two of one name, and names of articles that there are not."""
    by_path = {each.path: each for each in held.articles}
    yield from namesakes(shown.leaves)
    yield from twins(held.issues)
    yield from misnamed(held.issues, by_path, unread, settings)
    yield from mispinned(shown.leaves, shown.articles, by_path.keys() | unread)
    yield from mistranslated(shown.articles, by_path.keys() | unread)


def _shown(item: Article | Issue, settings: Settings) -> bool:
    return (settings.drafts or not item.draft) and (settings.future or _due(item, settings.now))


def _as_known(known: Sources, article: Article, over: bool) -> Article:
    """The article as what else is known makes it: its source under its own name, no text whose time is over."""
    if article.source:
        article = attributed(article, known)
    return without_text(article) if over else article


def _strange(tags: Authority, chosen: _Texts, waiting: Sequence[Article | Issue]) -> Iterator[Problem]:
    """Tags that the authority does not settle, in what is shown and in what waits."""
    if not tags:
        return
    topics = {same_name(each.title) for each in chosen.leaves if folder(each) == "topics"}
    topics.update(same_name(name) for each in chosen.articles for name in each.terms["topics"])
    texts = {same_name(each.title) for each in chosen.leaves if folder(each) == "tags"}
    coming = [each for each in waiting if isinstance(each, Article)]
    yield from unsettled(tags, [*chosen.articles, *coming], texts, topics)


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
    """`draft`, `scheduled` or `over` for what only a preview shows: an article, or the text of one that has expired."""
    if item.draft or not _due(item, settings.now):
        return "draft" if item.draft else "scheduled"
    return "over" if settings.expired and isinstance(item, Article) and is_over(item, settings.now) else ""


def _teasers(articles: tuple[Article, ...], terms: Terms, settings: Settings, memo: Memo) -> Mapping[str, Teaser]:
    """What lists show of each article, by its path; the same as long as they show the same."""
    own = memo.mapped("terms", lambda each: _terms(each, terms), articles, given=(terms,))
    badges = tuple("" if _is_plain(each, settings.now) else badge(each, settings) for each in articles)
    made = memo.mapped("teasers", _teaser, articles, own, badges)
    paths = memo.mapped("paths", attrgetter("path"), articles)
    return memo.kept("teasers", (made, paths), lambda: dict(zip(paths, made, strict=True)))


def _is_plain(article: Article, now: datetime) -> bool:
    """Whether an article has no badge, told at a glance."""
    return not article.draft and not article.expires and (article.date is None or article.date <= now)


def _terms(article: Article, terms: Terms) -> tuple[Term, ...]:
    """The terms of an article, its source first."""
    source = (terms["sources", same_name(article.source.name)],) if article.source else ()
    return (*source, *(terms[name, same_name(each)] for name, some in article.terms.items() for each in some))


def _teaser(article: Article, own: Sequence[Term], badge: str) -> Teaser:
    source, terms = article.source, iter(own)
    return Teaser(
        title=article.title,
        url=article.url,
        date=article.date,
        summary=article.summary,
        source=source,
        source_term=next(terms) if source else None,
        image=article.image,
        terms={name: tuple(next(terms) for _ in names) for name, names in article.terms.items()},
        lang=article.lang,
        badge=badge,
    )
