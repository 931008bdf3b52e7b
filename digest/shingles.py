"""Text -> its runs of words: how much of it stands in another text, and which of many texts share some of it.

Two texts are compared by their runs of five words (Broder 1997, "On the resemblance and containment of documents"): the
share of the one's runs that the other has too. Which texts are worth comparing is told by a few fingerprints of each,
chosen so that any twenty words in a row that two texts share give both at least one fingerprint in common (Schleimer,
Wilkerson and Aiken 2003, "Winnowing"). So the time grows with the number of texts, not with that of pairs.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from zlib import crc32

from msgspec import Struct

RUN = 5  # words
WINDOW = 16  # runs of which one is a fingerprint: RUN + WINDOW - 1 shared words are never missed
COMMON = 200  # texts with one fingerprint: a phrase of the trade, which tells nothing
SHARE = 0.15  # of the fingerprints of the shorter text: with so many in common two texts are compared
COMPARED = 5  # texts at most, the likeliest first

_TARGET = re.compile(r'\]\((?:[^()\n]*|\S{1,2000} "[^"\n]{1,1000}")\)')  # of a link, or of a picture with its caption
_WORD = re.compile(r"[^\W_]+")  # `_` is a mark of Markdown


class Likeness(Struct, frozen=True):
    """What two texts share: `within` of the one's runs of words, `covers` of the other's; `said` of the one's words,
    `held` of the other's.
    """

    within: float
    covers: float
    said: float
    held: float
    words: int
    others: int


def words(text: str) -> list[str]:
    """The words of a text in Markdown, whatever their capitals, quotes and dashes, with or without dots on ё."""
    shown = _TARGET.sub("]", text) if "](" in text else text
    plain = shown.casefold().replace("ё", "е").replace("\u0301", "").replace("\u00ad", "")
    return _WORD.findall(plain)


def likeness(one: str, other: str) -> Likeness:
    """How much of one text stands in another."""
    mine, theirs = words(one), words(other)
    own, others = list(runs(mine)), list(runs(theirs))
    shared = {*own} & {*others}
    return Likeness(
        within=len(shared) / max(1, len({*own})),
        covers=len(shared) / max(1, len({*others})),
        said=_share(own, shared, len(mine)),
        held=_share(others, shared, len(theirs)),
        words=len(mine),
        others=len(theirs),
    )


def _share(found: Sequence[int], shared: Set[int], number: int) -> float:
    """The share of a text's words that stand in runs which are shared."""
    said = {at + step for at, run in enumerate(found) if run in shared for step in range(RUN)}
    return len(said) / max(1, number)


def prints(text: str) -> array[int]:
    """The fingerprints of a text, sorted: the smallest of each window of runs."""
    own = list(runs(words(text)))
    return array("L" if array("I").itemsize < 4 else "I", sorted({*_smallest(own)}))


def _smallest(own: Sequence[int]) -> Iterator[int]:
    """The smallest of each window: a new one is looked for only where the last has left it."""
    least = min(own[:WINDOW], default=-1)
    yield from [least] if own else ()
    for at in range(WINDOW, len(own)):
        if own[at] < least:
            least = own[at]
        elif own[at - WINDOW] == least:
            least = min(own[at - WINDOW + 1 : at + 1])
        yield least


def runs(found: Sequence[str]) -> Iterator[int]:
    """The runs of words, each as a number. Two in four thousand million meet by chance, which does no harm here."""
    together = zip(*(found[step:] for step in range(RUN)), strict=False)
    return map(crc32, map(str.encode, map(" ".join, together)))


class Index:
    """Texts by their fingerprints."""

    def __init__(self, texts: Iterable[tuple[str, Sequence[int]]]) -> None:
        self._names: list[str] = []
        self._sizes: list[int] = []
        places: list[int] = []
        for name, found in texts:
            places += (each << 32 | len(self._names) for each in found)
            self._enter(name, found)
        self._sorted = array("Q", sorted(places))
        self._late: dict[int, list[int]] = {}

    def add(self, name: str, found: Sequence[int]) -> None:
        """Take in one more."""
        for each in found:
            self._late.setdefault(each, []).append(len(self._names))
        self._enter(name, found)

    def near(self, found: Sequence[int]) -> tuple[str, ...]:
        """The texts that are worth comparing with one, the likeliest first."""
        shared: Counter[int] = Counter()
        for each in found if self._names else ():
            holders = [*self._early(each), *self._late.get(each, ())]
            if 0 < len(holders) <= COMMON:
                shared.update(holders)
        enough = (
            (-count, self._names[number])
            for number, count in shared.items()
            if count >= SHARE * min(len(found), self._sizes[number])
        )
        return tuple(name for _, name in sorted(enough)[:COMPARED])

    def _enter(self, name: str, found: Sequence[int]) -> None:
        self._names.append(name)
        self._sizes.append(len(found))

    def _early(self, wanted: int) -> Iterator[int]:
        at = bisect_left(self._sorted, wanted << 32)
        while at < len(self._sorted) and self._sorted[at] >> 32 == wanted:
            yield self._sorted[at] & 0xFFFFFFFF
            at += 1
