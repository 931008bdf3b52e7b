"""All that speaks of the day of one article: what its page states for machines, its lines, its dateline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from digest.model import Found
from digest.seeds import dates
from digest.seeds.blocks import Labelled, Seed
from digest.seeds.dateline import Dateline

WORDS = 40  # letters of what a page says, as evidence

WEST, EAST = 12, 20  # hours in Greenwich before which it is the day before in the west, and the next day in the east

_GREENWICH = re.compile(r"\d[T ](\d\d):\d\d\S*(?:Z|[+-]00:?00)$")

Guess = Found[date | None]


class Stated(Struct, frozen=True):
    """A day that the page states for machines, where, and in which words."""

    day: date
    where: str
    words: str

    @property
    def why(self) -> str:
        return f"{self.where} says «{self.words[:WORDS]}»"

    def is_also(self, day: date) -> bool:
        """Whether its hour, which is stated in Greenwich's time, falls on that other day elsewhere."""
        match = _GREENWICH.search(self.words)
        hour = int(match[1]) if match else -1
        west, east = 0 <= hour < WEST, hour >= EAST
        return (west and day == self.day - timedelta(1)) or (east and day == self.day + timedelta(1))


class Case(Struct, frozen=True):
    """What is asked: `title` is the index of the block that is its headline, `order` that of figures in a date."""

    seed: Seed
    blocks: Sequence[Labelled]
    line: Dateline | None
    text: str
    title: int | None
    order: str

    def stated(self, *kinds: str) -> Iterator[Stated]:
        """The days that the page states, those of the first kind first."""
        for kind in kinds:
            for each in self.seed.facts.said:
                if each.of == kind and (day := dates.stated(each.words, self.order)):
                    yield Stated(day, each.where, each.words)

    @property
    def updates(self) -> frozenset[date]:
        """The days of its last updates, as the page states them."""
        return frozenset(each.day for each in self.stated("updated"))
