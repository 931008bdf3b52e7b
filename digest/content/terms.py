"""Articles and the texts of terms -> Holdings: each term of a taxonomy with what the library has on it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import compress
from operator import is_not, itemgetter

from msgspec import Struct

from digest.content.authority import Authority
from digest.errors import Problem
from digest.memo import Memo
from digest.model import Article, Leaf, Term
from digest.settings import Site
from digest.text import same_name, sure_slug

Terms = dict[tuple[str, str], Term]
"""Terms by taxonomy, and the name under which spellings meet."""


class Holding(Struct, frozen=True):
    """A term with what the library holds on it: its own text, where it has one, and its articles, newest first."""

    term: Term
    leaf: Leaf | None
    articles: tuple[Article, ...]


def folder(item: Article | Leaf) -> str:
    """The folder of `content/` in which an item stands."""
    return item.path.split("/")[1]


class _Place(Struct, frozen=True):
    """A term and its articles, by their numbers."""

    term: Term
    numbers: tuple[int, ...]


Use = tuple[int, str]
"""The number of an article and the spelling in which it has a term."""


class _Places(Struct, frozen=True):
    """The terms of a taxonomy by key, in order, who uses them, and what they were made from."""

    names: Sequence[tuple[str, ...]]
    given: tuple[object, ...]
    uses: Mapping[str, tuple[Use, ...]]
    places: Mapping[str, _Place]


class _Held(Struct, frozen=True):
    """The holdings of a taxonomy by key, and what they were made from."""

    articles: Sequence[Article]
    places: Mapping[str, _Place]
    texts: Mapping[str, Leaf]
    holdings: Mapping[str, Holding]


def holdings(
    taxonomy: str, articles: Sequence[Article], leaves: Iterable[Leaf], site: Site, tags: Authority, memo: Memo
) -> tuple[Holding, ...]:
    """The terms of one taxonomy by name: those that articles name and those that have a text of their own.

    Tags that are settled stand under their settled names, and those above them have pages too.
    """
    names = memo.mapped(("names", taxonomy), _namer(taxonomy), articles)
    texts: dict[str, Leaf] = {}
    for each in leaves:
        if folder(each) == taxonomy:
            texts.setdefault(same_name(each.title), each)
    own = memo.same(f"texts of {taxonomy}", {key: _of_leaf(taxonomy, leaf) for key, leaf in texts.items()})
    make = _Maker(taxonomy, own, site, tags)
    made = memo.renewed(("places", taxonomy), (names, *make.given), lambda before: make.places(names, before))
    return tuple(
        memo.renewed(
            ("holdings", taxonomy), (made, articles, *texts.values()), partial(_held, articles, names, made, texts)
        ).holdings.values()
    )


def _held(
    articles: Sequence[Article],
    names: Sequence[tuple[str, ...]],
    made: _Places,
    texts: Mapping[str, Leaf],
    before: _Held | None,
) -> _Held:
    """The holdings; those of which nothing has changed are the same."""
    places, found = made.places, {}
    old = before if before and len(before.articles) == len(articles) else _Held((), {}, {}, {})
    changed = _differing(old.articles, articles) if old.articles else ()  # of none, nothing can be the same
    touched = {same_name(name) for number in changed for name in names[number]}
    for key, place in places.items():
        same = key not in touched and old.places.get(key) is place and old.texts.get(key) is texts.get(key)
        articles_of = map(articles.__getitem__, place.numbers)
        found[key] = old.holdings[key] if same else Holding(place.term, texts.get(key), tuple(articles_of))
    return _Held(articles, places, texts, found)


def _differing(before: Sequence[object], now: Sequence[object]) -> list[int]:
    """The numbers of those that are not the same as before."""
    return list(compress(range(len(now)), map(is_not, before, now)))


class _Maker(Struct, frozen=True):
    """Makes the places of one taxonomy. `texts` are the terms that have one."""

    taxonomy: str
    texts: Mapping[str, Term]
    site: Site
    tags: Authority

    @property
    def given(self) -> tuple[object, ...]:
        """What decides beside the names that articles give."""
        return self.texts, self.site, self.tags

    def places(self, names: Sequence[tuple[str, ...]], before: _Places | None) -> _Places:
        """The terms by key, in order. `names` are those of each article, newest first."""
        if before is None or len(names) != len(before.names) or any(map(is_not, self.given, before.given)):
            uses = _uses(enumerate(names))
            return _Places(names, self.given, uses, self._ordered(uses, {}, before.places if before else {}))
        changed = _differing(before.names, names)
        fresh = _moved(before, names, changed)
        uses = {key: some for key, some in {**before.uses, **fresh}.items() if some}
        kept = {key: place for key, place in before.places.items() if key not in fresh}
        return _Places(names, self.given, uses, self._ordered(uses, kept, before.places))

    def _ordered(
        self, uses: Mapping[str, tuple[Use, ...]], kept: Mapping[str, _Place], before: Mapping[str, _Place]
    ) -> dict[str, _Place]:
        """A place for every term that has articles, a text, or terms below it; those `kept` are as they were."""
        present = uses.keys() | self.texts.keys()
        above = self.tags.above(present) if self.taxonomy == "tags" else set()
        return {
            key: kept.get(key) or self._place(key, uses.get(key, ()), before.get(key))
            for key in sorted(present | above)
        }

    def _place(self, key: str, uses: Sequence[Use], before: _Place | None) -> _Place:
        term = self._term(key, uses)
        if before and before.term == term:
            term = before.term  # the same object, so that what is made of it is recognised
        return _Place(term, tuple(number for number, _ in uses))

    def _term(self, key: str, uses: Sequence[Use]) -> Term:
        settled = self.tags.by_name.get(key) if self.taxonomy == "tags" else None
        if key in self.texts:
            return self.texts[key]
        if settled:
            return _term(self.taxonomy, settled.name, settled.slug or settled.name, self.site)
        # Articles come newest first, so the last spelling is the first ever typed.
        return _term(self.taxonomy, _usual([name for _, name in uses]), uses[-1][1], self.site)


def _uses(names: Iterable[tuple[int, tuple[str, ...]]]) -> dict[str, tuple[Use, ...]]:
    """Who uses each term, by its key."""
    found: defaultdict[str, list[Use]] = defaultdict(list)
    for number, some in names:
        for name in some:
            found[same_name(name)].append((number, name))
    return {key: tuple(uses) for key, uses in found.items()}


def _moved(before: _Places, names: Sequence[tuple[str, ...]], changed: Sequence[int]) -> dict[str, tuple[Use, ...]]:
    """Who uses now the terms that some articles had or have: nobody, perhaps."""
    gone, come = (_uses((number, each[number]) for number in changed) for each in (before.names, names))
    numbers, found = set(changed), {}
    for key in gone.keys() | come.keys():
        stay = (use for use in before.uses.get(key, ()) if use[0] not in numbers)
        found[key] = tuple(sorted((*stay, *come.get(key, ())), key=itemgetter(0)))
    return found


def namesakes(leaves: Iterable[Leaf]) -> Iterator[Problem]:
    """Texts for a term that has one already."""
    texts: dict[tuple[str, str], Leaf] = {}
    for leaf in leaves:
        first = texts.setdefault((folder(leaf), same_name(leaf.title)), leaf)
        if first is not leaf and folder(leaf) != "pages":
            message = f"`{first.title}` has its text in {first.path} already, so this one is not shown"
            yield Problem("title", message, leaf.path, hint="join the two, or give this one another `title:`")


def _namer(taxonomy: str) -> Callable[[Article], tuple[str, ...]]:
    """What gives the names that an article has of a taxonomy."""
    if taxonomy == "sources":
        return lambda article: (article.source.name,) if article.source else ()
    return lambda article: article.terms.get(taxonomy, ())


def _usual(spellings: Sequence[str]) -> str:
    """The spelling most articles use; of equally common ones, the first of the alphabet."""
    different = set(spellings)
    if len(different) == 1:  # as nearly always, and told ten times sooner
        return different.pop()
    counts = Counter(spellings)
    return min(counts, key=lambda name: (-counts[name], name))


def _of_leaf(taxonomy: str, leaf: Leaf) -> Term:
    return Term(taxonomy, leaf.title, leaf.url.rstrip("/").rpartition("/")[2], leaf.url)


def _term(taxonomy: str, name: str, oldest: str, site: Site) -> Term:
    """A term without a text. Its address comes from its oldest spelling: a new article does not move an old page."""
    slug = sure_slug(oldest)
    return Term(taxonomy, name, slug, site.permalinks[taxonomy].replace("{slug}", slug))


def terms_of(taxonomies: Mapping[str, Iterable[Holding]]) -> Terms:
    """Every term, to be found by any spelling of its name."""
    return {(name, same_name(held.term.name)): held.term for name, holdings in taxonomies.items() for held in holdings}
