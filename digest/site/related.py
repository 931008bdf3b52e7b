"""Articles -> which to read next: those that share rare terms and stand near in time.

Terms are the editor's own, so that nothing is guessed. A shared term counts by one over the logarithm of how many
articles have it (Adamic and Adar 2003, "Friends and neighbors on the Web"), a whole one, so that it seldom changes; and
of the articles with a term only the nearest are looked at, so that a new article changes the pages around it and no
others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct

from digest.content.library import Library
from digest.content.stories import Stories
from digest.content.terms import Holding
from digest.memo import Memo
from digest.model import Article, Term

RARE = 60  # articles at most that have a term which tells something
BESIDE = 4  # articles before and after one that are looked at for each term
WHOLE = 60  # what counts one: each of the numbers to 6, the logarithm of `RARE`, divides it
LEAST = 0.45 * WHOLE  # of what shared terms count
SHOWN = 4
YEAR = 365 * 86_400.0  # seconds; at that distance an article counts half

Paths = tuple[str, ...]
Key = tuple[str, str]
"""The taxonomy and the name of a term: two may claim one address."""


class Related(Struct, frozen=True):
    """The paths of related articles by the path of each that has some, and what they were found from.

    `members` are the articles of each rare term; `basis` is all else that decides.
    """

    basis: tuple[object, ...]
    members: Mapping[Key, Paths]
    paths: Mapping[str, Paths]


def related(library: Library, memo: Memo) -> Mapping[str, Paths]:
    """The paths of related articles by the path of each that has some.

    Never named are articles of the same story, translations, and those that the editor decided on: as follow-ups, or as
    unrelated.
    """
    held = tuple(each for name, found in library.taxonomies.items() if name != "sources" for each in found)
    rows = memo.mapped("members", _members, held)
    dates = memo.mapped("dates", _dated, library.articles)
    others = {path: tuple(each.path for each in some) for path, some in library.translations.items()}
    basis = (dates, library.stories, memo.same("translated", others))

    def renewed(before: Related | None) -> Related:
        members = {_key(each.term): row for each, row in zip(held, rows, strict=True) if row}
        return _renewed(before, basis, members, library)

    return memo.renewed("related", (rows, *basis), renewed).paths


def _members(held: Holding) -> Paths:
    """The articles of a term, where it is rare enough to tell something."""
    return tuple(dict.fromkeys(each.path for each in held.articles)) if 1 < len(held.articles) <= RARE else ()


def _dated(article: Article) -> tuple[object, ...]:
    return article.path, article.date


def _renewed(
    before: Related | None, basis: tuple[object, ...], members: Mapping[Key, Paths], library: Library
) -> Related:
    """What is related now: found again for the articles of terms that others have now than had them before."""
    by_path = {article.path: article for article in library.articles}
    if before is None or any(old is not new for old, new in zip(before.basis, basis, strict=True)):
        old: Mapping[str, Paths] = {}
        touched: Iterable[str] = dict.fromkeys(chain.from_iterable(members.values()))
    else:
        old, touched = before.paths, _touched(before.members, members)
    found = dict(old)
    for path in touched:
        same = {each.path for each in library.translations.get(path, ())}
        near = {other: count for other, count in _near(path, library, members).items() if other not in same}
        found[path] = tuple(_best(by_path[path], near, by_path, library.stories)) if path in by_path else ()
    return Related(basis, members, {path: names for path, names in found.items() if names})


def _touched(before: Mapping[Key, Paths], now: Mapping[Key, Paths]) -> set[str]:
    """The articles of terms that are not as they were."""
    changed = [key for key in before.keys() | now.keys() if before.get(key) is not now.get(key)]
    return {path for key in changed for path in (*before.get(key, ()), *now.get(key, ()))}


def _key(term: Term) -> Key:
    return term.taxonomy, term.name


def _near(path: str, library: Library, members: Mapping[Key, Paths]) -> dict[str, int]:
    """The articles near one that share enough with it, and what their terms count."""
    counts: defaultdict[str, int] = defaultdict(int)  # a `Counter` takes three times as long to begin a count
    terms = library.teasers[path].terms if path in library.teasers else {}
    for key in {_key(term) for some in terms.values() for term in some}:
        row: Sequence[str] = members.get(key, ())
        if row:
            place, weight = row.index(path), WHOLE // len(row).bit_length()
            for other in (*row[max(0, place - BESIDE) : place], *row[place + 1 : place + 1 + BESIDE]):
                counts[other] += weight
    return {other: count for other, count in counts.items() if count >= LEAST}


def _best(article: Article, near: Mapping[str, int], by_path: Mapping[str, Article], stories: Stories) -> Iterator[str]:
    """The likeliest, one of each story."""
    likely = sorted(near, key=lambda path: (-near[path] * _nearness(article, by_path[path]), path))
    own = stories.unit(article.path)
    decided = {own, *stories.earlier.get(own, ()), *stories.later.get(own, ())}
    left = SHOWN
    for path in likely:
        unit = stories.unit(path)
        if left and unit not in decided and not stories.apart(article.path, path):
            decided.add(unit)
            left -= 1
            yield path


def _nearness(one: Article, other: Article) -> float:
    if one.date is None or other.date is None:
        return 1.0
    return 1 / (1 + abs((one.date - other.date).total_seconds()) / YEAR)
