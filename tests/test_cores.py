"""What another process begins is told here when it is asked for, whatever becomes of that process."""

from __future__ import annotations

import os
import signal
from functools import partial

import pytest

from digest.cores import aside
from digest.errors import UsageError
from tests.faults.dying import forks

pytestmark = forks
HERE = os.getpid()


def where() -> int:
    return os.getpid()


def dying() -> str:
    if os.getpid() != HERE:
        os.kill(os.getpid(), signal.SIGKILL)
    return "done here"


def refusing() -> str:
    raise UsageError("no", code="output")


def test_another_process_does_it() -> None:
    assert aside(where, jobs=2)() != HERE


def test_without_another_core_it_is_done_here() -> None:
    assert aside(where, jobs=1)() == HERE


def test_what_is_large_is_told_whole() -> None:
    assert aside(partial(str, "слово " * 1_000_000), jobs=2)() == "слово " * 1_000_000


def test_where_that_process_dies_it_is_done_here() -> None:
    assert aside(dying, jobs=2)() == "done here"


def test_what_fails_there_fails_here_and_not_in_silence(capfd: pytest.CaptureFixture[str]) -> None:
    asked = aside(refusing, jobs=2)
    with pytest.raises(UsageError):
        asked()
    assert capfd.readouterr().err == ""
