"""Lines of seeds -> those of one site together, and among them reprints of one article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from digest.seeds.lines import HASH, Lines, names

REPRINTS = 8  # seeds that hold a paragraph: what more of them hold is a notice of their site, not an article
ALIKE = 0.5  # of the paragraphs of the shorter one: two that share so many are one article
FURNITURE = 3  # telling lines that seeds share if they are of one site
SHARE = 0.05  # of the telling lines of the one that has fewer

Pair = tuple[int, int]


def sites(seeds: Sequence[Lines]) -> tuple[tuple[tuple[Lines, ...], ...], ...]:
    """The seeds of each site, reprints of one article as one group. Takes time in proportion to the number of lines."""
    reprints = _reprints([each.prose for each in seeds])
    together = _together(seeds, reprints)
    return tuple(
        tuple(tuple(seeds[index] for index in voice) for voice in _gathered(site, reprints))
        for site in _gathered(range(len(seeds)), together)
    )


def _reprints(runs: Sequence[bytes]) -> _Groups:
    groups = _Groups(len(runs))
    shared = Counter(pair for found in _holders(runs).values() if len(found) <= REPRINTS for pair in pairwise(found))
    for one, other in _enough(shared, runs, least=1, share=ALIKE):
        groups.join(one, other)
    return groups


def _together(seeds: Sequence[Lines], reprints: _Groups) -> _Groups:
    """By the site that pages name, then by shared furniture, which never brings two named sites together."""
    groups = _Groups(len(seeds))
    first: dict[str, int] = {}
    for index, each in enumerate(seeds):
        if each.site:
            groups.join(first.setdefault(each.site, index), index)
    named = {groups.of(index): site for site, index in first.items()}
    runs = [each.telling for each in seeds]
    shared = Counter(pair for found in _holders(runs).values() for pair in _neighbours(found, reprints))
    for one, other in _enough(shared, runs, least=FURNITURE, share=SHARE):
        both = {named.get(groups.of(index), "") for index in (one, other)} - {""}
        if len(both) < 2:
            groups.join(one, other)
            named.update(dict.fromkeys([groups.of(one)], *both))
    return groups


def _holders(runs: Sequence[bytes]) -> dict[bytes, list[int]]:
    """The seeds that hold each line."""
    holders: defaultdict[bytes, list[int]] = defaultdict(list)
    for index, run in enumerate(runs):
        for each in names(run):
            holders[each].append(index)
    return holders


def _neighbours(holders: list[int], reprints: _Groups) -> set[Pair]:
    """Each with the nearest that is no reprint of it, before it and behind it: all pairs would be too many."""
    found: set[Pair] = set()
    for way in (holders, holders[::-1]):
        last = other = way[0]
        for index in way[1:]:
            if reprints.of(index) != reprints.of(last):
                other = last
            if reprints.of(index) != reprints.of(other):
                found.add((min(index, other), max(index, other)))
            last = index
    return found


def _enough(shared: Counter[Pair], runs: Sequence[bytes], *, least: int, share: float) -> Iterator[Pair]:
    for pair, count in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        fewer = min(len(runs[index]) for index in pair) // HASH
        if count >= max(least, share * fewer):
            yield pair


def _gathered(indexes: Iterable[int], groups: _Groups) -> list[list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for index in indexes:
        found[groups.of(index)].append(index)
    return list(found.values())


class _Groups:
    """Numbers that belong together, told by the smallest of them (Galler and Fischer 1964)."""

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))

    def of(self, number: int) -> int:
        while self._parents[number] != number:
            self._parents[number] = number = self._parents[self._parents[number]]
        return number

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.of(one), self.of(other)))
        self._parents[second] = first
