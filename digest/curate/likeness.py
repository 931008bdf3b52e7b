"""Two profiles -> how likely they tell of one event.

The cosine of their stems, each weighted by how seldom it is (tf-idf), and the overlap of their names, weighted alike;
less the farther apart they are in time, and less for two reports of one source, which seldom tells a thing twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import nlargest
from math import log, sqrt

from msgspec import Struct

from digest.curate.profiles import Profile

COSINE, NAMES = 0.7, 0.3
DAYS = 10.0  # apart: so many halve the likeness
SAME_SOURCE = 0.8
WHOLE = 200  # different stems: an article that has fewer shares fewer, and its likeness is raised by the square root
RAREST = 24  # stems of an article by which others are found


class Weighing:
    """How much each stem of an archive tells: the logarithm of the share of articles that have it."""

    def __init__(self, articles: int, frequencies: Mapping[str, int]) -> None:
        self.articles, self.frequencies = articles, frequencies

    def of(self, stem: str) -> float:
        """What a stem tells."""
        return log((self.articles + 1) / max(1, self.frequencies.get(stem, 0)))

    def weighed(self, profile: Profile) -> Weighed:
        """An article with the weights of its stems and names."""
        stems = {stem: (1 + log(count)) * self.of(stem) for stem, count in profile.stems.items()}
        names = {name: self.of(name) for name in profile.names}
        length = sqrt(sum(weight * weight for weight in stems.values()))
        return Weighed(profile, stems, names, length or 1.0, sum(names.values()), self._rarest(stems))

    def _rarest(self, stems: Mapping[str, float]) -> tuple[str, ...]:
        """The stems that tell most, of those that another article has."""
        met = [stem for stem in stems if self.frequencies.get(stem, 0) > 1]
        return tuple(nlargest(RAREST, met, key=lambda stem: (stems[stem], stem)))


class Weighed(Struct, frozen=True):
    """An article with the weights of its stems and names, the length of the first and the sum of the second.

    `rarest` are the stems by which others like it are found.
    """

    profile: Profile
    stems: Mapping[str, float]
    names: Mapping[str, float]
    length: float
    sum: float
    rarest: tuple[str, ...]


def likeness(one: Weighed, other: Weighed) -> float:
    """From 0, nothing in common, to 1, the same words on the same day."""
    mine, theirs = one.stems, other.stems
    cosine = sum(mine[stem] * theirs[stem] for stem in mine.keys() & theirs.keys()) / (one.length * other.length)
    names = sum(one.names[name] for name in one.names.keys() & other.names.keys())
    overlap = names / sqrt(one.sum * other.sum) if names else 0.0
    days = abs(one.profile.day - other.profile.day)
    source = SAME_SOURCE if one.profile.source and one.profile.source == other.profile.source else 1.0
    shortness = max(1.0, sqrt(WHOLE / max(1, min(len(mine), len(theirs)))))
    return min(1.0, (COSINE * cosine + NAMES * overlap) * source * shortness / (1 + days / DAYS))


def shared(one: Weighed, other: Weighed) -> float:
    """The share of the stems of the shorter article that the other has too."""
    common = len(one.stems.keys() & other.stems.keys())
    return common / max(1, min(len(one.stems), len(other.stems)))


def telling(one: Mapping[str, float], other: Mapping[str, float], most: int) -> Iterable[str]:
    """What two articles share, the most telling first."""
    return nlargest(most, one.keys() & other.keys(), key=lambda stem: (one[stem] * other[stem], stem))
