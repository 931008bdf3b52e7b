"""A function over many tasks, on all cores: the results in the order of the tasks, whatever becomes of a worker.

Python's own pool ends as a whole when one of its processes dies, and waits for ever for one that hangs. Here the task
that a worker died over, or took too long over, has a `Failed` for its result, and another worker goes on. Many tasks go
out several at a time; those of which one was fatal are done once more, each by itself.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from types import FrameType
from typing import Any, Generic, TypeVar

from msgspec import Struct, field

from digest.executor import Elsewhere, in_force

Task = TypeVar("Task")
Result = TypeVar("Result")

FEW = 24  # tasks that are done sooner than workers are started
TOGETHER, SHARES = 8, 16  # tasks sent at once, and how many times a worker is sent some: so all are done at one time
AHEAD = 3  # of these that a worker has at hand, so that it need not wait for the next
SMALL = 2_000  # bytes of what can be sent ahead: what fits into the line is never waited for by both ends
SECONDS = 20.0  # of computing, for one task
GRACE = 60.0  # seconds by the clock after which a worker that ignores the above is ended: others may be using the cores


class Failed(Struct, frozen=True):
    """What stands for the result of a task that gave none: why in words, and a traceback where there is one."""

    why: str
    trace: str = ""


class _Overdue(BaseException):
    """Raised in the midst of a task that takes too long; no ordinary `except` holds it up."""


def results(
    function: Callable[[Task], Result],
    tasks: Sequence[Task],
    *,
    jobs: int,
    seconds: float = SECONDS,
    few: int = FEW,
) -> Iterator[Result | Failed]:
    """The results in the order of the tasks. The function must be one of a module, its tasks and results plain values.

    What it raises is a `Failed`: a fault of ours in one task takes no other down. `seconds` are of computing. Where an
    executor is in force, its workers do what processes of ours would; those that work in threads know no `seconds`.
    """
    elsewhere = in_force()
    if len(tasks) <= few or (jobs < 2 and not elsewhere):
        for task in tasks:
            yield _attempt(function, seconds, task)
        return
    if elsewhere:
        yield from _elsewhere(elsewhere, partial(_attempt, function, seconds), tasks)
        return
    crew = _Crew(function, tasks, min(jobs, len(tasks)), seconds)
    try:
        yield from crew.results()
    finally:
        crew.dismiss()


def _elsewhere(
    elsewhere: Elsewhere, attempt: Callable[[Task], Result | Failed], tasks: Sequence[Task]
) -> Iterator[Result | Failed]:
    """The results of an executor. Of tasks that went out together and were lost, each is given out once more."""
    for bundle in elsewhere.bundles(attempt, tasks, size=TOGETHER):
        if not bundle.error:
            yield from bundle.results
            continue
        for alone in elsewhere.bundles(attempt, bundle.tasks):
            lost = Failed(f"whoever was at it gave no answer ({type(alone.error).__name__})")
            yield from (lost,) if alone.error else alone.results


class _Worker(Struct, eq=False):
    """A process, the runs of tasks it has been given and not answered, and since when it is about the first of them."""

    process: BaseProcess
    line: Connection
    given: deque[Sequence[int]] = field(default_factory=deque)
    since: float = 0.0


class _Crew(Generic[Task, Result]):
    """Some processes, and what they have found so far."""

    def __init__(self, function: Callable[[Task], Result], tasks: Sequence[Task], size: int, seconds: float) -> None:
        self.function, self.tasks, self.seconds = function, tasks, seconds
        self.context = _context()
        step = max(1, min(TOGETHER, len(tasks) // (size * SHARES)))
        self.open = deque[Sequence[int]](range(len(tasks))[at : at + step] for at in range(0, len(tasks), step))
        self.found: dict[int, Result | Failed] = {}
        self.workers = [self._hired() for _ in range(size)]

    def results(self) -> Iterator[Result | Failed]:
        for number in range(len(self.tasks)):
            while number not in self.found:
                self._go_on()
            yield self.found.pop(number)

    def dismiss(self) -> None:
        """End them all, at once: their work is done, or nobody wants it."""
        for worker in self.workers:
            worker.process.kill()
        for worker in self.workers:
            worker.process.join()
            worker.line.close()

    def _go_on(self) -> None:
        """Hand out what is open, and take in what has come."""
        for worker in self.workers:
            while self.open and len(worker.given) < AHEAD and self._handed_out(worker):
                pass
        busy = {worker.line: worker for worker in self.workers if worker.given}
        for line in wait(list(busy), timeout=1.0):
            self._take_in(busy[line])  # type: ignore[index]
        for worker in list(busy.values()):
            if worker.given and time.monotonic() - worker.since > self.seconds + GRACE and not worker.line.poll():
                self._replace(worker, _took_too_long(self.seconds))

    def _handed_out(self, worker: _Worker) -> bool:
        """Give a worker the next tasks, unless they are too large to be sent while an answer may be on its way."""
        message = ForkingPickler.dumps([self.tasks[number] for number in self.open[0]])
        if worker.given and len(message) > SMALL:
            return False
        if not worker.given:
            worker.since = time.monotonic()
        worker.given.append(self.open.popleft())
        with suppress(OSError):  # it has died, which is seen when its line is read
            worker.line.send_bytes(message)
        return True

    def _take_in(self, worker: _Worker) -> None:
        try:
            self.found.update(zip(worker.given[0], worker.line.recv(), strict=True))
        except (EOFError, OSError):
            self._replace(worker, Failed("the process that was at it died"))
            return
        worker.given.popleft()
        worker.since = time.monotonic()

    def _replace(self, worker: _Worker, failed: Failed) -> None:
        """Put down what a worker failed over, if that is known, and have another do the rest of its tasks."""
        fatal = worker.given.popleft()
        self.open.extendleft(reversed(worker.given))
        if len(fatal) == 1:
            self.found[fatal[0]] = failed
        else:
            self.open.extendleft((number,) for number in reversed(fatal))
        worker.process.kill()
        worker.process.join()
        worker.line.close()
        self.workers[self.workers.index(worker)] = self._hired()

    def _hired(self) -> _Worker:
        ours, theirs = self.context.Pipe()
        process = self.context.Process(target=_work, args=(theirs, ours, self.function, self.seconds), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)


def _context() -> Any:
    """A process that shares this one's memory starts ten times faster, but only a program of one thread may do that."""
    forks = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    return multiprocessing.get_context("fork" if forks else "spawn")


def _work(line: Connection, others: Connection, function: Callable[[Any], Any], seconds: float) -> None:
    """The life of a worker: it ends with the line, so also when the program that hired it is killed."""
    others.close()  # or else it would hold its own line open
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is told to all, and answered by the one that hired it
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(EOFError, OSError):
        while True:
            line.send([_attempt(function, seconds, task) for task in line.recv()])


def _attempt(function: Callable[[Task], Result], seconds: float, task: Task) -> Result | Failed:
    try:
        with _at_most(seconds):
            return function(task)
    except _Overdue:
        return _took_too_long(seconds)
    except Exception as error:  # noqa: BLE001 - whatever it is, it concerns one seed among many, which is named
        return Failed(f"the program has a fault: {error!r}", traceback.format_exc())


def _took_too_long(seconds: float) -> Failed:
    return Failed(f"it took more than {seconds:g} seconds")


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Raise `_Overdue` after some seconds of computing, where the system can tell and signals are heard."""
    if not hasattr(signal, "ITIMER_PROF") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _overdue)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _overdue(_: int, __: FrameType | None) -> None:
    raise _Overdue
