"""Articles -> which to read next: those that share rare terms and stand near in time.

Terms are the editor's own, so that nothing is guessed. A shared term counts by one over the logarithm of how many
articles have it (Adamic and Adar 2003, "Friends and neighbors on the Web"), a whole one, so that it seldom changes; and
of the articles with a term only the nearest are looked at, so that a new article changes the pages around it and no
others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from digest.content.library import Library
from digest.content.stories import Stories
from digest.content.terms import Holding
from digest.model import Article

RARE = 60  # articles at most that have a term which tells something
BESIDE = 4  # articles before and after one that are looked at for each term
LEAST = 0.45  # of what shared terms count
SHOWN = 4
YEAR = 365 * 86_400.0  # seconds; at that distance an article counts half


def related(library: Library) -> dict[str, tuple[str, ...]]:
    """The paths of related articles by the path of each that has some.

    Never named are articles of the same story, translations, and those that the editor decided on: as follow-ups, or as
    unrelated.
    """
    by_path = {article.path: article for article in library.articles}
    holdings = [held for name, found in library.taxonomies.items() if name != "sources" for held in found]
    found = {}
    for path, near in _near(holdings).items():
        same = {each.path for each in library.translations.get(path, ())}
        likely = {other: count for other, count in near.items() if other not in same}
        names = tuple(_best(by_path[path], likely, by_path, library.stories))
        if names:
            found[path] = names
    return found


def _near(holdings: Iterable[Holding]) -> dict[str, dict[str, float]]:
    """By the paths of articles those near each that share enough, and what their terms count."""
    counts: defaultdict[tuple[str, str], float] = defaultdict(float)
    for held in holdings:
        if 1 < len(held.articles) <= RARE:
            weight = 1 / len(held.articles).bit_length()
            paths = [article.path for article in held.articles]
            for step in range(1, BESIDE + 1):
                for pair in zip(paths, paths[step:], strict=False):
                    counts[pair] += weight
    near: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for (one, other), count in counts.items():
        if count >= LEAST:
            near[one][other] = near[other][one] = count
    return near


def _best(
    article: Article, near: Mapping[str, float], by_path: Mapping[str, Article], stories: Stories
) -> Iterator[str]:
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
