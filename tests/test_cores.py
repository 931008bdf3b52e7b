"""What other processes do is told here when it is asked for; what becomes of those processes is no fault of ours."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial

import pytest

from digest.aside import aside
from digest.cores import apart, beside, on_all_cores
from digest.errors import MachineError, UsageError
from tests.desk import REPOSITORY
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
    assert aside(where, jobs=2).result() != HERE


def test_without_another_core_it_is_done_here() -> None:
    assert aside(where, jobs=1).result() == HERE


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


def dying_over(task: int) -> int:
    if task == 70:
        os.kill(os.getpid(), signal.SIGKILL)
    return task


def dying_with(_: None, task: int) -> int:
    return dying_over(task)


def shared_out(tasks: range) -> list[int]:
    return list(on_all_cores(dying_over, tasks, jobs=2, few=1))


def shared_beside(tasks: range) -> list[int]:
    with beside(dying_with, None, tasks, jobs=2, few=1) as results:
        return list(results)


@pytest.mark.parametrize("share", [shared_out, shared_beside])
def test_a_process_that_the_system_kills_is_told(share: Callable[[range], list[int]]) -> None:
    with pytest.raises(MachineError) as error:
        share(range(100))
    assert str(error.value) == (
        "error[machine]: a process that worked for this one was killed\n"
        "  that is what a system does when its memory is full; `--jobs 1` needs least of it"
    )


def few_processes(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Let no more than some processes be started from here on."""
    fork, left = os.fork, iter(range(count))

    def refusing_fork() -> int:
        if next(left, None) is None:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        return fork()

    monkeypatch.setattr(os, "fork", refusing_fork)


def shared_apart(tasks: range) -> list[int]:
    return list(apart(dying_over, tasks, jobs=2, lost=dying_over))


@pytest.mark.parametrize("share", [shared_out, shared_beside, shared_apart])
@pytest.mark.parametrize("count", [0, 1])
def test_where_no_process_can_be_started_that_is_told_and_none_is_left(
    share: Callable[[range], list[int]], count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    few_processes(monkeypatch, count)
    with pytest.raises(MachineError) as error:
        share(range(60))
    assert str(error.value) == (
        "error[machine]: cannot start another process: Resource temporarily unavailable\n  `--jobs 1` needs fewest"
    )
    for process in multiprocessing.active_children():
        process.join(10)
    assert not multiprocessing.active_children()


def test_what_no_process_can_be_started_for_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    few_processes(monkeypatch, 0)
    assert aside(where, jobs=2).result() == HERE
