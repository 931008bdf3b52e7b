"""The search index as text: who has a root, written so small that a browser fetches it while somebody types.

A posting list is `text.often.summary.terms.title`: for each of these levels the numbers of the articles, each as its
distance from the one before, in digits of base 32 with the last one marked. So most articles cost one letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import sub

from msgspec import Struct

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"  # the second half: more digits follow
SHORT = 1_024  # distances that are written beforehand, as most are: those of one digit and of two
LEVELS = 5
SHARD = 9_000  # letters of a shard: some 4 KB as they are transferred

LEVEL = 3  # bits of a level; the number of the article stands above them
ONLY_LEVEL = (1 << LEVEL) - 1

Posting = int
"""An article that has a root, and on which level: `number << LEVEL | level`."""


def encoded(postings: Iterable[Posting]) -> str:
    """A posting list as text."""
    levels: list[list[int]] = [[] for _ in range(LEVELS)]
    for each in sorted(postings):
        levels[(each & ONLY_LEVEL) - 1].append(each >> LEVEL)
    return ".".join([_distances(each) if each else "" for each in levels]).rstrip(".")


def _distances(numbers: Sequence[int]) -> str:
    distances = map(sub, numbers, [0, *numbers])
    return "".join([_SHORT[each] if each < SHORT else _digits(each) for each in distances])


def _digits(number: int) -> str:
    text = DIGITS[number & 31]
    while number := number >> 5:
        text = DIGITS[32 + (number & 31)] + text
    return text


_SHORT = tuple(map(_digits, range(SHORT)))


def decoded(text: str) -> list[Posting]:
    """The posting list that stands in a text, level by level."""
    found = []
    for level, part in enumerate(text.split("."), 1):
        number = distance = 0
        for letter in part:
            digit = _VALUE[letter]
            distance = distance << 5 | digit & 31
            if digit < 32:
                number += distance
                found.append(number << LEVEL | level)
                distance = 0
    return found


_VALUE = {letter: value for value, letter in enumerate(DIGITS)}


class Shard(Struct, frozen=True):
    """A run of the index: all roots from `start` on, up to where the next shard starts."""

    start: str
    roots: tuple[str, ...]


def shards(sizes: Mapping[str, int]) -> Iterator[Shard]:
    """Roots in runs of about `SHARD` letters, in order.

    Runs are made letter by letter, so that what is added under one letter leaves the others as they are.
    """
    return _runs("", sorted(sizes), sizes)


def _runs(prefix: str, roots: Sequence[str], sizes: Mapping[str, int]) -> Iterator[Shard]:
    start, size = "", 0
    held: list[str] = []
    for letters, group in groupby(roots, lambda root: root[: len(prefix) + 1]):
        some = list(group)
        more = sum(sizes[root] for root in some)
        if held and size + more > SHARD:
            yield Shard(start, tuple(held))
            held, size = [], 0
        if more > SHARD and len(some) > 1 and letters != prefix:
            yield from _runs(letters, some, sizes)
        else:
            start = start if held else letters
            held, size = held + some, size + more
    if held:
        yield Shard(start, tuple(held))
