"""Profiles and decisions -> proposals: pairs of articles that may be reprints, one story, or one topic.

Which pairs are worth comparing is told by the rarest stems of each article, in an inverted index; so the time grows
with the number of articles, not with that of pairs. A pair on which the editor has decided, itself or through a story,
is not proposed; nor one that would be decided by those before it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from digest import shingles
from digest.content.units import Units
from digest.curate.likeness import Weighed, Weighing, likeness, shared, telling
from digest.curate.profiles import Profile, Profiles
from digest.errors import DigestError
from digest.telling import stemmed, tokens

Band = Literal["reprint", "same", "topic"]
REPRINT = 0.5  # of an article's runs of words that stand in the other
ALIKE = 0.5  # of the stems: with fewer shared, runs of words are not looked at
SAME, TOPIC = 0.3, 0.1
WINDOW = 45.0  # days apart at most
COMMON = 0.02  # of all articles: a stem that more have finds none
OFTEN = 30  # articles that may have a stem in any case
FEW = 2  # shared rare stems that make a pair worth comparing
COMPARED = 60  # articles at most that one is compared with
REASONS = 5


class Proposal(Struct, frozen=True):
    """Two articles, and why they belong together: `words` and `names` that they share, as they are written.

    `score` is the likeness; of a reprint, the share of the one's runs of words that the other has.
    """

    band: Band
    score: float
    one: Profile
    other: Profile
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def days(self) -> float:
        """How many days lie between the two."""
        return abs(self.one.day - self.other.day)

    @property
    def reasons(self) -> Iterator[str]:
        """Why they belong together, in words."""
        shown = f"{100 * self.score:.0f} %"
        yield f"{shown} of the words stand in both" if self.band == "reprint" else f"{shown} alike"
        days = self.days
        yield f"{days:.0f} days apart" if days >= 1.5 else "a day apart" if days >= 0.5 else "the same day"
        if self.one.source and self.one.source == self.other.source:
            yield "one source"
        if self.names:
            yield f"names: {', '.join(self.names)}"
        if self.words:
            yield f"words: {', '.join(self.words)}"


def proposals(profiles: Profiles, units: Units, only: Iterable[str] | None = None) -> tuple[Proposal, ...]:
    """Proposals for the whole archive, or for the articles named: reprints, then stories, then topics; likeliest first.

    The earlier article of each pair comes first.
    """
    spread = _Spread(profiles)
    wanted = None if only is None else set(only)
    names = [name for name in spread.order if wanted is None or name in wanted]
    pairs = {_pair(name, other, spread) for name in names for other in spread.near(name, earlier=only is None)}
    open_pairs = sorted(pair for pair in pairs if units.decided(*pair) is None)
    found = [proposal for pair in open_pairs if (proposal := spread.proposal(*pair))]
    return tuple(spread.explained(each) for each in _needed(found, units))


def _pair(one: str, other: str, spread: _Spread) -> tuple[str, str]:
    first, second = sorted((one, other), key=lambda name: (spread.days[name], name))
    return first, second


def _needed(found: Sequence[Proposal], units: Units) -> Iterator[Proposal]:
    """The likeliest proposal of each two units, without those that follow from likelier ones by being one story."""
    above: dict[str, str] = {}

    def root(unit: str) -> str:
        while unit in above:
            unit = above[unit]
        return unit

    asked: set[frozenset[str]] = set()
    for each in sorted(found, key=_likeliest):
        ends = frozenset(root(units.key(profile.name)) for profile in (each.one, each.other))
        if len(ends) == 2 and ends not in asked:
            asked.add(ends)
            if each.band != "topic":
                first, second = sorted(ends)
                above[second] = first
            yield each


def _likeliest(each: Proposal) -> tuple[int, float, str, str]:
    return ("reprint", "same", "topic").index(each.band), -each.score, each.one.name, each.other.name


class _Spread:
    """The articles in the order of their days, weighed as they are needed."""

    def __init__(self, profiles: Profiles) -> None:
        self.profiles = profiles
        self.weighing = Weighing(len(profiles), profiles.frequencies)
        self.days = {name: profiles.day(name) for name in profiles.names}
        self.order = sorted(self.days, key=lambda name: (self.days[name], name))
        self._sorted = [self.days[name] for name in self.order]
        self._weighed: dict[str, Weighed] = {}
        self._most = max(OFTEN, COMMON * len(profiles))
        self._holders: defaultdict[str, list[int]] = defaultdict(list)
        self._indexed = 0

    def weighed(self, name: str) -> Weighed:
        """An article with its weights."""
        if name not in self._weighed:
            self._weighed[name] = self.weighing.weighed(self.profiles.profile(name))
        return self._weighed[name]

    def near(self, name: str, *, earlier: bool) -> list[str]:
        """The articles worth comparing with one: those near in time that share some of its rarest stems."""
        day = self.days[name]
        start = bisect_left(self._sorted, day - WINDOW)
        end = bisect_right(self._sorted, day if earlier else day + WINDOW)
        self._index(start, end)
        met: Counter[int] = Counter()
        for stem in self.weighed(name).rarest:
            holders = self._holders.get(stem, [])
            if self.weighing.frequencies.get(stem, 0) <= self._most:
                met.update(holders[bisect_left(holders, start) : bisect_left(holders, end)])
        enough = [(-count, at) for at, count in met.items() if count >= FEW and self.order[at] != name]
        return [self.order[at] for _, at in sorted(enough)[:COMPARED]]

    def _index(self, start: int, end: int) -> None:
        """Have the index hold the articles from `start` to `end`. Those asked for later stand no earlier."""
        for at in range(max(self._indexed, start), end):
            for stem in self.weighed(self.order[at]).rarest:
                self._holders[stem].append(at)
        self._indexed = max(self._indexed, end)

    def proposal(self, one: str, other: str) -> Proposal | None:
        """What two articles may be, if they may be something."""
        mine, theirs = self.weighed(one), self.weighed(other)
        said = self._said(one, other) if shared(mine, theirs) >= ALIKE else 0.0
        score = likeness(mine, theirs)
        band: Band | None = (
            "reprint" if said >= REPRINT else "same" if score >= SAME else "topic" if score >= TOPIC else None
        )
        return Proposal(band, said if band == "reprint" else score, mine.profile, theirs.profile) if band else None

    def _said(self, one: str, other: str) -> float:
        """The share of the one's runs of words that stand in the other, or the other way round."""
        try:
            like = shingles.likeness(self.profiles.body(one), self.profiles.body(other))
        except DigestError:  # changed while we were reading
            return 0.0
        return max(like.within, like.covers)

    def explained(self, proposal: Proposal) -> Proposal:
        """A proposal with the words and names that both have, as the first of the two writes them."""
        mine, theirs = self.weighed(proposal.one.name), self.weighed(proposal.other.name)
        written: dict[str, str] = {}
        for token in tokens(f"{mine.profile.title} {self.profiles.body(mine.profile.name)}"):
            written.setdefault(stemmed(token), token)
        names = [written.get(name, name) for name in telling(mine.names, theirs.names, REASONS)]
        words = [written.get(stem, stem) for stem in telling(mine.stems, theirs.stems, 2 * REASONS)]
        others = tuple(word for word in words if word not in names)[:REASONS]
        return replace(proposal, words=others, names=tuple(names))
