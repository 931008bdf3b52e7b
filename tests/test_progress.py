"""A person at a terminal sees how far it is, once that takes longer than a moment; nobody else sees anything."""

import io
import sys

import pytest

from digest.cli import progress as bars
from digest.cli.progress import progress
from digest.watching import tell


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands until it is moved."""
    now = [100.0]
    monkeypatch.setattr(bars.time, "monotonic", lambda: now[0])
    return now


def shown(monkeypatch, stream, **wish):
    monkeypatch.setattr(sys, "stderr", stream)
    return progress(**wish)


def test_a_bar_is_drawn_after_a_second_and_taken_away_at_the_end(clock, monkeypatch):
    terminal = Terminal()
    with shown(monkeypatch, terminal, wanted=True):
        tell("reading", 1, 50)
        assert terminal.getvalue() == ""
        clock[0] += 1.0
        tell("reading", 20, 50)
        assert "reading" in terminal.getvalue()
        assert "20/50" in terminal.getvalue()
    assert terminal.getvalue().endswith("\x1b[2K")


def test_it_is_not_drawn_at_every_step_but_at_the_last(clock, monkeypatch):
    terminal = Terminal()
    with shown(monkeypatch, terminal, wanted=True):
        clock[0] += 1.0
        for number in range(1, 51):
            tell("reading", number, 50)
        assert "1/50" in terminal.getvalue()
        assert "49/50" not in terminal.getvalue()
        assert "50/50" in terminal.getvalue()


@pytest.mark.parametrize(("stream", "wanted"), [(io.StringIO(), True), (Terminal(), False)])
def test_where_nobody_watches_nothing_is_drawn(clock, monkeypatch, stream, wanted):
    with shown(monkeypatch, stream, wanted=wanted):
        clock[0] += 5.0
        tell("reading", 20, 50)
    assert stream.getvalue() == ""


def test_what_is_told_is_heard_only_as_long_as_somebody_watches(clock, monkeypatch):
    terminal = Terminal()
    with shown(monkeypatch, terminal, wanted=True):
        clock[0] += 5.0
    tell("reading", 20, 50)
    assert terminal.getvalue() == ""
