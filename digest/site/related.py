"""Articles -> which to read next: those that share rare terms and stand near in time.

Terms are the editor's own, so that nothing is guessed. A shared term counts by one over the logarithm of how many
articles have it (Adamic and Adar 2003, "Friends and neighbors on the Web"), a whole one, so that it seldom changes; and
of the articles with a term only the nearest are looked at, so that a new article changes the pages around it and no
others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from digest.content.stories import Stories
from digest.model import Article
from digest.text import same_name

RARE = 60  # articles at most that have a term which tells something
BESIDE = 4  # articles before and after one that are looked at for each term
LEAST = 0.45  # of what shared terms count
SHOWN = 4
YEAR = 365 * 86_400.0  # seconds; at that distance an article counts half

Near = Mapping[str, float]


def related(articles: Sequence[Article], stories: Stories) -> dict[str, tuple[str, ...]]:
    """The paths of related articles by the path of each that has some. `articles` stand newest first.

    Never named are articles of the same story, and those that the editor decided on: as follow-ups, or as unrelated.
    """
    shared = _shared(articles)
    found: dict[str, tuple[str, ...]] = {}
    by_path = {article.path: article for article in articles}
    for path, near in shared.items():
        names = tuple(_best(by_path[path], near, by_path, stories))
        if names:
            found[path] = names
    return found


def _shared(articles: Sequence[Article]) -> dict[str, dict[str, float]]:
    """What the terms count that articles share with some near them."""
    holders: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for article in articles:
        for term in _terms(article):
            holders[term].append(article.path)
    shared: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for paths in holders.values():
        if len(paths) <= RARE:
            weight = 1 / len(paths).bit_length()
            for at, path in enumerate(paths):
                for other in paths[at + 1 : at + 1 + BESIDE]:
                    shared[path][other] = shared[path].get(other, 0.0) + weight
                    shared[other][path] = shared[other].get(path, 0.0) + weight
    return shared


def _terms(article: Article) -> Iterator[tuple[str, str]]:
    for taxonomy, names in article.terms.items():
        yield from {(taxonomy, same_name(name)): None for name in names}


def _best(article: Article, near: Near, by_path: Mapping[str, Article], stories: Stories) -> Iterator[str]:
    """The likeliest, one of each story."""
    enough = [path for path, count in near.items() if count >= LEAST]
    enough.sort(key=lambda path: (-near[path] * _nearness(article, by_path[path]), path))
    own = stories.unit(article.path)
    decided = {own, *stories.earlier.get(own, ()), *stories.later.get(own, ())}
    left = SHOWN
    for path in enough:
        unit = stories.unit(path)
        if left and unit not in decided and not stories.apart(article.path, path):
            decided.add(unit)
            left -= 1
            yield path


def _nearness(one: Article, other: Article) -> float:
    if one.date is None or other.date is None:
        return 1.0
    return 1 / (1 + abs((one.date - other.date).total_seconds()) / YEAR)
