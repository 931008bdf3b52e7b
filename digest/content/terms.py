"""Articles and the texts of terms -> Holdings: each term of a taxonomy with what the library has on it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from digest.content.authority import Authority
from digest.errors import Problem
from digest.memo import Memo
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


@dataclass(frozen=True, slots=True)
class _Place:
    """A term and its articles, by their numbers."""

    term: Term
    numbers: tuple[int, ...]


def holdings(
    taxonomy: str, articles: Sequence[Article], leaves: Iterable[Leaf], site: Site, tags: Authority, memo: Memo
) -> Iterator[Holding]:
    """The terms of one taxonomy by name: those that articles name and those that have a text of their own.

    Tags that are settled stand under their settled names, and those above them have pages too.
    """
    names = memo.mapped(("names", taxonomy), lambda each: _names(each, taxonomy), articles)
    texts: dict[str, Leaf] = {}
    for each in leaves:
        if folder(each) == taxonomy:
            texts.setdefault(same_name(each.title), each)
    own = memo.same(f"texts of {taxonomy}", {key: _of_leaf(taxonomy, leaf) for key, leaf in texts.items()})
    decisive = (names, own, site, tags)
    places = memo.kept(("places", taxonomy), decisive, partial(_places, taxonomy, names, own, site, tags, memo))
    for key, place in places.items():
        leaf, found = texts.get(key), tuple(map(articles.__getitem__, place.numbers))
        make = partial(Holding, place.term, leaf, found)
        yield memo.kept(("holding", taxonomy, key), (place.term, leaf, *found), make)


def _places(
    taxonomy: str,
    names: Sequence[tuple[str, ...]],
    texts: Mapping[str, Term],
    site: Site,
    tags: Authority,
    memo: Memo,
) -> dict[str, _Place]:
    """The terms by key, in order. `names` are those of each article, newest first; `texts` the terms that have one."""
    grouped: dict[str, list[int]] = {}
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    oldest: dict[str, str] = {}  # articles come newest first, so the spelling that remains is the first ever typed
    for number, some in enumerate(names):
        for name in some:
            key = same_name(name)
            grouped.setdefault(key, []).append(number)
            spellings[key][name] += 1
            oldest[key] = name
    settled = tags.by_name if taxonomy == "tags" else {}
    present = grouped.keys() | texts.keys()
    above = tags.above(present) if taxonomy == "tags" else set()
    found = {}
    for key in sorted(present | above):
        if key in texts:
            term = texts[key]
        elif key in settled:
            term = _term(taxonomy, settled[key].name, settled[key].slug or settled[key].name, site)
        else:
            term = _term(taxonomy, _usual(spellings[key]), oldest[key], site)
        found[key] = _Place(memo.same(f"term {taxonomy} {key}", term), tuple(grouped.get(key, ())))
    return found


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
