"""Many seeds on all cores: each is answered in its turn, and one that brings a worker down is named."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time

import pytest

from digest.seeds import workers
from digest.seeds.workers import Failed, results
from tests.desk import REPOSITORY


def work(task: str) -> str:
    if task == "die":
        os._exit(3)
    if task == "hang":
        re.match(r"(a|aa)+$", "a" * 60 + "b")
    if task == "fault":
        raise KeyError(task)
    if task == "large":
        return "я" * 5_000_000
    return task.upper()


def answers(tasks, **choices):
    return list(results(work, tasks, **{"jobs": 2, "few": 0, **choices}))


@pytest.mark.parametrize("jobs", [1, 2, 3, 50])
def test_answers_come_in_the_order_of_the_tasks(jobs):
    tasks = [f"a{number}" for number in range(40)]
    assert answers(tasks, jobs=jobs) == [task.upper() for task in tasks]


def test_no_tasks_have_no_answers():
    assert answers([]) == []


def test_few_tasks_are_done_by_the_program_itself(monkeypatch):
    monkeypatch.setattr(workers, "_Crew", None)
    assert answers(["a", "b"], few=2) == ["A", "B"]


def test_a_worker_that_dies_takes_one_task_with_it():
    tasks = ["a", "die", "b", "die", *"cdefgh"]
    died = Failed("the process that was at it died")
    assert answers(tasks) == ["A", died, "B", died, *"CDEFGH"]


def test_of_many_tasks_only_those_are_lost_that_a_worker_died_over():
    tasks = [f"a{number}" for number in range(400)]
    tasks[3], tasks[200] = "die", "die"
    found = answers(tasks)
    assert [number for number, each in enumerate(found) if isinstance(each, Failed)] == [3, 200]
    assert [each for each in found if isinstance(each, str)] == [each.upper() for each in tasks if each != "die"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_task_that_takes_too_long_is_given_up(jobs):
    late = Failed("it took more than 0.3 seconds")
    assert answers(["a", "hang", "b"], jobs=jobs, seconds=0.3) == ["A", late, "B"]


def test_a_worker_that_hears_no_signal_is_ended(monkeypatch):
    monkeypatch.setattr(workers, "GRACE", 0.3)
    monkeypatch.setattr(workers, "_at_most", lambda seconds: threading.Lock())
    assert answers(["a", "hang", "b"], seconds=0.2) == ["A", Failed("it took more than 0.2 seconds"), "B"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_of_ours_concerns_one_task(jobs):
    first, second, third = answers(["a", "fault", "b"], jobs=jobs)
    assert (first, third) == ("A", "B")
    assert second.why == "the program has a fault: KeyError('fault')"
    assert second.trace.endswith("KeyError: 'fault'\n")


def test_large_answers_and_tasks_pass():
    assert [len(each) for each in answers(["large", "я" * 3_000_000] * 6)] == [5_000_000, 3_000_000] * 6


def test_workers_of_a_program_with_threads_are_started_anew():
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert answers(["a", "b", "c"]) == ["A", "B", "C"]
    finally:
        stop.set()
        thread.join()


def test_workers_end_with_whoever_reads_their_answers():
    found = results(work, list("abcdefgh"), jobs=2, few=0)
    assert next(found) == "A"
    found.close()
    assert workers.multiprocessing.active_children() == []


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_workers_end_when_their_program_does(how):
    loop = "for pid in results(sleep, range(99), jobs=3, few=0): print(pid, flush=True)"
    code = f"from tests.seeds.test_workers import *\n{loop}"
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as program:
        pids = [int(program.stdout.readline()) for _ in range(6)]
        program.send_signal(how)
        program.wait()
        end = time.monotonic() + 20
        while any(map(alive, pids)) and time.monotonic() < end:
            time.sleep(0.05)
        assert [pid for pid in pids if alive(pid)] == []


def sleep(_: int) -> int:
    time.sleep(0.1)
    return os.getpid()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
