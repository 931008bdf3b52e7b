"""A function over many tasks, by other processes: what becomes of those is told, and none is left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from platform import libc_ver

import pytest

from digest import cores
from digest.cores import apart, beside, on_all_cores
from digest.errors import MachineError
from tests.desk import REPOSITORY
from tests.faults.dying import forks
from tests.faults.processes import figure

pytestmark = forks


@pytest.fixture(autouse=True)
def alone() -> None:
    """Wait for threads that other tests have left: beside one, no process shares this one's memory."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(10)


def dying_over(task: int) -> int:
    if task == 70:
        assert multiprocessing.parent_process(), (
            f"this is done by the tests' own process, which has {threading.enumerate()}"
        )
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


KILLED = """
import os, signal, time
from digest import cores
from digest.cores import apart, beside, on_all_cores
from digest.errors import MachineError

def stop(*_):
    raise KeyboardInterrupt  # as the program has it for its own end

def task(number):
    if number == 0:
        time.sleep(0.3)
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.6)
    return bytes(1 << 20)  # more than a pipe holds that nobody reads any more

def held(_, number):
    return task(number)

signal.signal(signal.SIGTERM, stop)
try:
    WORK
except MachineError:
    print("told")
"""
WAYS = {
    "on all cores": "list(on_all_cores(task, range(8), jobs=2, few=1))",
    "beside": "with beside(held, None, range(8), jobs=2, few=1) as results: list(results)",
    "apart": "print([len(each) for each in apart(task, range(8), jobs=2, lost=lambda _: b'')])",
}


@pytest.mark.parametrize("way", WAYS)
def test_whatever_a_program_does_when_it_is_asked_to_end_its_processes_end(way: str) -> None:
    command = [sys.executable, "-c", KILLED.replace("WORK", WAYS[way])]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, timeout=30, check=False, text=True)
    sizes = [0] + 7 * [1 << 20]
    assert (done.stdout, done.stderr) == (f"{sizes}\n" if way == "apart" else "told\n", "")


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


def who_does(_: None, task: int) -> tuple[int, int]:
    return task, os.getpid()


def test_of_few_rounds_no_process_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "ROUND", 10)
    with beside(who_does, None, range(40), jobs=2, few=0, sort=lambda task: task >= 20) as found:
        assert len({process for _, process in found}) <= 2


def test_of_very_many_tasks_each_sort_has_processes_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "ROUND", 10)
    with beside(who_does, None, range(75), jobs=2, few=0, chunk=2, sort=lambda task: task >= 70) as found:
        done = list(found)
    assert [task for task, _ in done] == list(range(75))
    others = {process for task, process in done if task < 70}
    assert len(others) > 2
    assert others.isdisjoint(process for task, process in done if task >= 70)
