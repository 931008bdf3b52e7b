"""A function over many tasks, by other processes: what becomes of those is told, and none is left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from platform import libc_ver

import pytest

from digest.cores import apart, beside, on_all_cores
from digest.errors import MachineError
from tests.faults.dying import forks
from tests.faults.processes import figure

pytestmark = forks


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


@pytest.mark.skipif(libc_ver()[0] != "glibc", reason="other C libraries are not asked to give memory back")
def test_what_other_processes_are_started_beside_keeps_no_free_memory() -> None:
    blocks = [bytearray(60_000) for _ in range(1_000)]
    held = blocks[::50]  # between which free memory is kept
    del blocks
    before = figure(os.getpid(), "VmRSS")
    shared_beside(range(2, 60))
    assert len(held) == 20
    assert figure(os.getpid(), "VmRSS") < before - 40_000
