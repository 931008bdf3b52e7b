"""What another process does aside is told here when it is asked for; what becomes of it is no fault of ours."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial

import pytest

from digest.aside import POLITE, aside
from digest.errors import UsageError
from tests.desk import REPOSITORY
from tests.faults.dying import forks

pytestmark = forks
HERE = os.getpid()
PATIENCE = 20  # seconds


def where() -> int:
    return os.getpid()


def dying() -> str:
    if os.getpid() != HERE:
        os.kill(os.getpid(), signal.SIGKILL)
    return "done here"


def slowly() -> str:
    time.sleep(0.2)
    return "слово " * 1_000_000


def refusing() -> str:
    raise UsageError("no", code="output")


def test_another_process_does_it() -> None:
    assert aside(where, jobs=2).result() != HERE


def test_without_another_core_it_is_done_here() -> None:
    assert aside(where, jobs=1).result() == HERE


def test_who_asks_early_gets_what_is_done_and_waits_for_nothing_else() -> None:
    asked = aside(where, jobs=2)
    assert asked.told
    assert asked.told[0].poll(PATIENCE)
    assert asked.early() != HERE
    assert aside(time.sleep, PATIENCE, jobs=2).early() is None
    assert aside(where, jobs=1).early() is None


def test_who_asks_early_does_not_do_what_the_other_process_failed_at() -> None:
    for failing in (dying, refusing):
        asked = aside(failing, jobs=2)
        assert asked.told
        assert asked.told[0].poll(PATIENCE)
        assert asked.early() is None


def test_a_process_that_is_late_ends_when_nobody_waits_for_it_any_more() -> None:
    asked = aside(slowly, jobs=2)
    assert asked.early() is None
    assert asked.told
    asked.told[1].join(PATIENCE)
    assert asked.told[1].exitcode == 0


def test_what_is_large_is_told_whole() -> None:
    assert aside(partial(str, "слово " * 1_000_000), jobs=2).result() == "слово " * 1_000_000


def test_where_that_process_dies_it_is_done_here() -> None:
    assert aside(dying, jobs=2).result() == "done here"


def test_a_process_whose_parent_was_killed_ends_though_nobody_hears_it() -> None:
    script = (
        "import os; from functools import partial; from digest.aside import aside\n"
        "asked = aside(partial(str, 'слово ' * 1_000_000), jobs=2)\n"
        "os.kill(os.getpid(), 9)"
    )
    command = [sys.executable, "-c", script]
    subprocess.run(command, cwd=REPOSITORY, capture_output=True, timeout=20, check=False)  # to the end of both


def test_what_fails_there_fails_here_and_not_in_silence(capfd: pytest.CaptureFixture[str]) -> None:
    asked = aside(refusing, jobs=2)
    with pytest.raises(UsageError):
        asked.result()
    assert capfd.readouterr().err == ""


def niceness() -> int:
    return os.nice(0)


def test_another_process_stands_back() -> None:
    assert aside(niceness, jobs=2).result() == min(19, os.nice(0) + POLITE)


def test_what_no_process_can_be_started_for_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing_fork() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refusing_fork)
    assert aside(where, jobs=2).result() == HERE
