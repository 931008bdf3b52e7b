"""Entries -> Library: every published article, in order and in groups, with its links resolved."""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import escape, unescape
from typing import TypeVar
from urllib.parse import quote

from digest.content import links
from digest.content.links import MARK
from digest.content.reading import FOLDER, Shelf
from digest.errors import Problem
from digest.memo import Memo
from digest.model import Article, Leaf, Link, Teaser, Term, Text
from digest.settings import Settings, Site
from digest.text import same_name, sure_slug

MEDIA = "/media/"  # where the files that stand beside articles are published
_LAST = datetime.max.replace(tzinfo=UTC)

_Terms = dict[tuple[str, str], Term]  # by taxonomy, and the name under which spellings meet


@dataclass(frozen=True, slots=True)
class Holding:
    """A term with what the library holds on it: its own text, where it has one, and its articles, newest first."""

    term: Term
    leaf: Leaf | None
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """What may be published. Articles stand newest first, holdings by name; `scheduled` waits for its date.

    `teasers` are by the path of their article, `assets` are the files below `content/` that published texts show.
    """

    articles: tuple[Article, ...]
    teasers: Mapping[str, Teaser]
    taxonomies: Mapping[str, tuple[Holding, ...]]
    pages: tuple[Leaf, ...]
    assets: tuple[str, ...]
    scheduled: tuple[Article, ...]
    drafts: int
    problems: tuple[Problem, ...]


def library(shelf: Shelf, settings: Settings, memo: Memo) -> Library:
    """Put a shelf in order. Problems are those of the files, then those between files."""
    everything = [entry.article for entry in shelf.entries if entry.article]
    leaves = [entry.leaf for entry in shelf.entries if entry.leaf]
    shown = sorted((each for each in everything if _shown(each, settings)), key=_newest_first)
    waiting = [each for each in everything if not each.draft and not _due(each, settings.now)]
    pages = [leaf for leaf in leaves if settings.drafts or not leaf.draft]
    unread = {each.path for entry in shelf.entries for each in entry.problems if each.level == "error"}
    linker = _Linker([*shown, *pages], [*everything, *leaves], unread, shelf.assets)
    articles = tuple(_with(linker.resolved(each.text, each.path), each) for each in shown)
    pages = [_with(linker.resolved(each.text, each.path), each) for each in pages]
    taxonomies = {name: tuple(_holdings(name, articles, pages, settings.site)) for name in settings.site.taxonomies}
    terms = memo.same("terms", _terms(taxonomies))
    return Library(
        articles=articles,
        teasers={each.path: memo(_teaser, each, terms, _badge(each, settings)) for each in articles},
        taxonomies=taxonomies,
        pages=tuple(leaf for leaf in pages if _folder(leaf) == "pages"),
        assets=tuple(sorted(linker.used)),
        scheduled=() if settings.future else tuple(sorted(waiting, key=_newest_first)),
        drafts=sum(each.draft for each in everything),
        problems=(
            *shelf.problems,
            *(problem for entry in shelf.entries for problem in entry.problems),
            *_namesakes(pages),
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


def _folder(item: Article | Leaf) -> str:
    return item.path.split("/")[1]


# Terms


def _holdings(taxonomy: str, articles: Iterable[Article], leaves: Iterable[Leaf], site: Site) -> Iterator[Holding]:
    """The terms of one taxonomy by name: those that articles name and those that have a text of their own."""
    grouped: dict[str, list[Article]] = {}
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    oldest: dict[str, str] = {}  # articles come newest first, so the spelling that remains is the first ever typed
    for article in articles:
        for name in _names(article, taxonomy):
            grouped.setdefault(same_name(name), []).append(article)
            spellings[same_name(name)][name] += 1
            oldest[same_name(name)] = name
    texts: dict[str, Leaf] = {}
    for each in leaves:
        if _folder(each) == taxonomy:
            texts.setdefault(same_name(each.title), each)
    for key in sorted(grouped.keys() | texts.keys()):
        leaf = texts.get(key)
        term = _of_leaf(taxonomy, leaf) if leaf else _term(taxonomy, _usual(spellings[key]), oldest[key], site)
        yield Holding(term, leaf, tuple(grouped.get(key, ())))


def _namesakes(leaves: Iterable[Leaf]) -> Iterator[Problem]:
    """Texts for a term that has one already."""
    texts: dict[tuple[str, str], Leaf] = {}
    for leaf in leaves:
        first = texts.setdefault((_folder(leaf), same_name(leaf.title)), leaf)
        if first is not leaf and _folder(leaf) != "pages":
            message = f"`{first.title}` has its text in {first.path} already, so this one is not shown"
            yield Problem("title", message, leaf.path, hint="join the two, or give this one another `title:`")


def _names(article: Article, taxonomy: str) -> tuple[str, ...]:
    if taxonomy == "sources":
        return (article.source.name,) if article.source else ()
    return article.terms.get(taxonomy, ())


def _usual(spellings: Counter[str]) -> str:
    """The spelling most articles use; of equally common ones, the first of the alphabet."""
    return min(spellings, key=lambda name: (-spellings[name], name))


def _of_leaf(taxonomy: str, leaf: Leaf) -> Term:
    return Term(taxonomy, leaf.title, leaf.url.rstrip("/").rpartition("/")[2], leaf.url)


def _term(taxonomy: str, name: str, oldest: str, site: Site) -> Term:
    """A term without a text. Its address comes from its oldest spelling: a new article does not move an old page."""
    slug = sure_slug(oldest)
    return Term(taxonomy, name, slug, site.permalinks[taxonomy].replace("{slug}", slug))


def _terms(taxonomies: Mapping[str, Iterable[Holding]]) -> _Terms:
    return {(name, same_name(held.term.name)): held.term for name, holdings in taxonomies.items() for held in holdings}


def _badge(article: Article, settings: Settings) -> str:
    return "draft" if article.draft else "" if _due(article, settings.now) else "scheduled"


def _teaser(article: Article, terms: _Terms, badge: str) -> Teaser:
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


# Links

Item = TypeVar("Item", Article, Leaf)


def _with(text: Text, item: Item) -> Item:
    return item if text is item.text else replace(item, text=text)


class _Linker:
    """Turns paths of content files in links into addresses, and gathers the links that lead nowhere."""

    def __init__(
        self,
        shown: Iterable[Article | Leaf],
        everything: Iterable[Article | Leaf],
        unread: Set[str],
        assets: frozenset[str],
    ) -> None:
        self.shown = {each.path: each for each in shown}
        self.all = {each.path for each in everything}
        self.unread = unread
        self.assets = assets
        self.used: set[str] = set()
        self.problems: list[Problem] = []

    def resolved(self, text: Text, path: str) -> Text:
        """The text with its links resolved; a dead one loses its address and is a problem."""
        if not text.links and MARK not in text.html:
            return text
        for link in text.links:
            problem = self._problem(link, path, text)
            if problem:
                self.problems.append(problem)

        def address(target: str) -> str | None:
            found = self._address(unescape(target), path)
            return found and escape(found)

        return replace(text, html=links.rewritten(text.html, address))

    def _address(self, target: str, path: str) -> str | None:
        file = links.file_target(target, path)
        if file is None or target.startswith("#"):
            return MARK + links.encoded(target)
        name, fragment = file
        if name in self.shown:
            return MARK + self.shown[name].url + (f"#{fragment}" if fragment else "")
        if name in self.assets:
            self.used.add(name)
            return MARK + quote(media_url(name))  # a `#` or `?` belongs to the file's name
        return None

    def _problem(self, link: Link, path: str, text: Text) -> Problem | None:
        if links.safe(link.target) is None:
            message = f"the address `{link.target[:60]}` was removed: only http, https, mailto and tel are let through"
            return Problem("link", message, path, link.line, link.column, "", link.excerpt, "warning")
        why = self._dead(link.target, path, text)
        return Problem("link", why, path, link.line, link.column, "", link.excerpt) if why else None

    def _dead(self, target: str, path: str, text: Text) -> str:
        """Why a link leads nowhere, or nothing if it leads somewhere."""
        if target.startswith("#"):
            return (
                "" if target == "#" or _has_anchor(text, target[1:]) else f"no heading here has the anchor `{target}`"
            )
        file = links.file_target(target, path)
        if file is None:
            return ""
        name, fragment = file
        if name in self.assets:
            return ""
        if ".." in name.split("/"):
            return _outside(posixpath.normpath(name))
        if name not in self.shown:
            waits, wrong = name in self.all, name in self.unread
            state = "is a draft or not yet due" if waits else "has errors" if wrong else "does not exist"
            return f"the link leads to {name}, which {state}"
        if fragment and not _has_anchor(self.shown[name].text, fragment):
            return f"{name} has no heading with the anchor `#{fragment}`"
        return ""


def _outside(name: str) -> str:
    published = f": write {name.removeprefix('static')}" if name.startswith("static/") else ""
    return f"the link leads out of the folder {FOLDER}/, to {name}{published}"


def _has_anchor(text: Text, fragment: str) -> bool:
    return any(heading.anchor == fragment for heading in text.headings) or f'id="{fragment}"' in text.html


def media_url(asset: str) -> str:
    """The address at which a file that stands in `content/` is published."""
    return MEDIA + asset.removeprefix(f"{FOLDER}/")
