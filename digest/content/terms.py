"""Articles and the texts of terms -> Holdings: each term of a taxonomy with what the library has on it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from digest.content.authority import Authority
from digest.errors import Problem
from digest.model import Article, Leaf, Term
from digest.settings import Site
from digest.text import same_name, sure_slug

Terms = dict[tuple[str, str], Term]
"""Terms by taxonomy, and the name under which spellings meet."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A term with what the library holds on it: its own text, where it has one, and its articles, newest first."""

    term: Term
    leaf: Leaf | None
    articles: tuple[Article, ...]


def folder(item: Article | Leaf) -> str:
    """The folder of `content/` in which an item stands."""
    return item.path.split("/")[1]


def holdings(
    taxonomy: str, articles: Iterable[Article], leaves: Iterable[Leaf], site: Site, tags: Authority
) -> Iterator[Holding]:
    """The terms of one taxonomy by name: those that articles name and those that have a text of their own.

    Tags that are settled stand under their settled names, and those above them have pages too.
    """
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
        if folder(each) == taxonomy:
            texts.setdefault(same_name(each.title), each)
    present = grouped.keys() | texts.keys()
    settled = tags.by_name if taxonomy == "tags" else {}
    above = tags.above(present) if taxonomy == "tags" else set()
    for key in sorted(present | above):
        leaf = texts.get(key)
        if leaf:
            term = _of_leaf(taxonomy, leaf)
        elif key in settled:
            term = _term(taxonomy, settled[key].name, settled[key].slug or settled[key].name, site)
        else:
            term = _term(taxonomy, _usual(spellings[key]), oldest[key], site)
        yield Holding(term, leaf, tuple(grouped.get(key, ())))


def namesakes(leaves: Iterable[Leaf]) -> Iterator[Problem]:
    """Texts for a term that has one already."""
    texts: dict[tuple[str, str], Leaf] = {}
    for leaf in leaves:
        first = texts.setdefault((folder(leaf), same_name(leaf.title)), leaf)
        if first is not leaf and folder(leaf) != "pages":
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


def terms_of(taxonomies: Mapping[str, Iterable[Holding]]) -> Terms:
    """Every term, to be found by any spelling of its name."""
    return {(name, same_name(held.term.name)): held.term for name, holdings in taxonomies.items() for held in holdings}
