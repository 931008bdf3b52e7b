"""What comes of a feed: as it grows while the feed is looked through, and as it is told in the end."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct, field

from digest.errors import Problem
from digest.seeds.feedcut import Entry
from digest.seeds.feeds_yaml import FILE, Feed
from digest.seeds.fetch import Answer
from digest.seeds.memory import Remembered
from digest.seeds.refusals import Unfetched

FAILURES = 3  # pages in a row that cannot be fetched, behind which the others of the feed wait for the next time


class Stored(Struct, frozen=True):
    """An entry that has become a seed."""

    seed: str
    url: str
    title: str


class Pulled(Struct, frozen=True):
    """What came of one feed. `known` counts the entries that were there already; `unchanged` where none were looked at.

    `waiting` counts those that are left for the next time. `notes` tell the editor what he could do better.
    """

    feed: Feed
    new: tuple[Stored, ...] = ()
    known: int = 0
    waiting: int = 0
    unchanged: bool = False
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class Wanted(Struct, frozen=True):
    """An entry that is not there yet: its names, the best one first, and a name for what it says."""

    entry: Entry
    names: tuple[str, ...]
    words: str


class Look(Struct):
    """One feed while it is looked through. `again` counts pages to be tried again, `failures` those in a row."""

    feed: Feed
    answer: Answer
    before: Remembered
    shared: frozenset[str]
    seen: dict[str, str] = field(default_factory=dict)
    wanted: list[Wanted] = field(default_factory=list)
    new: list[Stored] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    known: int = 0
    teasers: int = 0
    waiting: int = 0
    again: int = 0
    failures: int = 0
    until: datetime | None = None

    @property
    def stopped(self) -> bool:
        """Whether its server is to be left alone for now."""
        return self.until is not None or self.failures >= FAILURES

    def failed(self, error: Unfetched) -> str | None:
        """Take note of a page that cannot be fetched. An empty name where it is not to be tried again, else None."""
        self.problems.append(error.problem)
        self.until = error.until
        self.failures += not error.lasting
        self.again += not error.lasting
        return "" if error.lasting else None

    def warn(self, message: str, hint: str = "", path: str = "") -> None:
        """Tell the editor something that he may mend."""
        place = (path, 0) if path else (FILE, self.feed.line)
        self.problems.append(Problem("feeds", message, *place, hint=hint, level="warning"))

    def told(self) -> Pulled:
        """What came of it."""
        notes = ("the feed holds teasers only: with `full: true` the pages themselves are fetched",)
        teasing = self.new and self.teasers == len(self.new)
        problems = tuple(self.problems)
        return Pulled(
            self.feed, tuple(self.new), self.known, self.waiting, notes=notes if teasing else (), problems=problems
        )


def how(feed: Feed) -> str:
    """The options that decide what becomes of an entry."""
    return f"limit {feed.limit}, {'pages' if feed.full else 'entries'}, allow {', '.join(feed.allow)}"
