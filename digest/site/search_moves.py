"""What moves in the search index when articles come, change and go, and the posting lists that come of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from digest.site.search_coding import LEVEL, Posting, decoded, encoded


class Entry(Struct, frozen=True):
    """An article in the index: its number, the name of all that it is found by, and its roots, level by level.

    What is kept on the disk has its roots there, too: they are read when they are asked for.
    """

    number: int
    name: str
    roots: str | None


NONE = Entry(0, "", "")  # what is not there has no roots


class Moved:
    """By their roots the numbers that go, and those that come with their levels: what stays where it was is neither."""

    def __init__(self, before: Mapping[str, str]) -> None:
        self.before = before  # the lists as they stood
        self.gone: defaultdict[str, set[int]] = defaultdict(set)
        self.come: defaultdict[str, list[Posting]] = defaultdict(list)

    def note(self, old: Entry, new: Entry) -> None:
        """Take in what has become of one entry."""
        if old is NONE:  # as all are in a first build
            for packed, roots in _packed(new):
                for each in roots:
                    self.come[each].append(packed)
            return
        left, right = dict(_postings(old)), dict(_postings(new))
        for each, packed in left.items():
            if right.get(each) != packed:
                self.gone[each].add(packed >> LEVEL)
        for each, packed in right.items():
            if left.get(each) != packed:
                self.come[each].append(packed)


def _postings(entry: Entry) -> Iterator[tuple[str, Posting]]:
    """The roots of an entry, each with the number and the level in one."""
    return ((each, packed) for packed, roots in _packed(entry) for each in roots)


def _packed(entry: Entry) -> Iterator[tuple[Posting, list[str]]]:
    """The same level by level."""
    for level, some in enumerate((entry.roots or "").split("\n"), 1):
        yield entry.number << LEVEL | level, some.split()


def lists(moved: Moved, roots: Sequence[str]) -> list[str]:
    """The lists of some roots; nothing for a root that nothing has any more."""
    return [_list(moved, each) for each in roots]


def _list(moved: Moved, root: str) -> str:
    postings = moved.come.get(root, [])
    if root in moved.before:
        left = moved.gone.get(root, ())
        postings += [old for old in decoded(moved.before[root]) if old >> LEVEL not in left]
    return encoded(postings)
