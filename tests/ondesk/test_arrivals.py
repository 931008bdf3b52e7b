"""What became of each seed is looked up again when a file has changed, and only then."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest

from digest.desk import arrivals
from digest.settings import settings
from tests.desk import Desk

LONG_AGO = 1_500_000_000_000_000_000


def rested(desk: Desk) -> None:
    """As if nobody had written to the site for years."""
    for folder in ("seeds", "content"):
        for path in (desk.root / folder).rglob("*"):
            os.utime(path, ns=(LONG_AGO, LONG_AGO))


def test_a_site_that_stays_as_it_is_is_looked_through_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    look = arrivals.overview
    monkeypatch.setattr(arrivals, "overview", lambda given: (asked.append(given), look(given))[1])
    given, seen = settings(desk.root, {}, {}, datetime(2024, 1, 1, tzinfo=UTC)), arrivals.Arrivals()
    desk.write("seeds/a.txt", "Протон взлетел\n\nРакета взлетела с космодрома Байконур рано утром.\n")
    rested(desk)
    states = [[each.seed for each in seen.seen(given)[0]] for _ in range(3)]
    assert states == [["seeds/a.txt"]] * 3
    assert len(asked) == 1
    desk.write("seeds/b.txt", "Союз вернулся\n\nКорабль вернулся в степь точно по расписанию.\n")
    assert len(seen.seen(given)[0]) == 2
    desk.delete("seeds/b.txt")
    rested(desk)
    assert len(seen.seen(given)[0]) == 1
    assert len(asked) == 3
