"""A function over many tasks, on all cores: the results in the order of the tasks."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, Any, TypeVar

from digest.errors import MachineError
from digest.executor import Elsewhere, in_force

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

ROUND = 1_000  # tasks that a process does with what it shares before another takes its place
FEW_ROUNDS = 2  # of which no process is replaced: to start others takes longer, and their memory is not large yet
KEPT_FREE = 16 << 20  # bytes that a process keeps for the next page or picture: to get them anew takes longer
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3  # as glibc numbers them

Held = TypeVar("Held")
Task = TypeVar("Task")
Result = TypeVar("Result")


def on_all_cores(
    function: Callable[[Task], Result], tasks: Sequence[Task], *, jobs: int, few: int, chunk: int = 1
) -> Iterator[Result]:
    """The results; by several processes where there are more tasks than a `few`, which are done sooner by this one.

    Where an executor is in force, its workers do what several processes would.

    The function must be one of a module, its tasks and results plain values. A process is handed a `chunk` at a time.
    """
    elsewhere = in_force()
    if len(tasks) <= few or (jobs < 2 and not elsewhere):
        yield from map(function, tasks)
        return
    if elsewhere:
        yield from _elsewhere(elsewhere, function, tasks, chunk)
        return
    with _processes(min(jobs, len(tasks))) as pool:
        yield from _mapped(pool, function, tasks, chunk)


def _elsewhere(
    elsewhere: Elsewhere, function: Callable[[Task], Result], tasks: Sequence[Task], chunk: int
) -> Iterator[Result]:
    for bundle in elsewhere.bundles(function, tasks, size=chunk):
        if bundle.error:
            raise bundle.error
        yield from bundle.results


@contextmanager
def beside(
    function: Callable[[Held, Task], Result],
    held: Held,
    tasks: Sequence[Task],
    *,
    jobs: int,
    few: int,
    chunk: int = 1,
    sort: Callable[[Task], object] = type,
) -> Iterator[Iterator[Result]]:
    """The results of a function that is given what this process `held` as well, and need not hand on, be it large.

    Other processes work at them until the block ends. Only those that share this one's memory can look at what it
    held; where there are none such, this one does all. Of very many tasks, each `sort` has processes of its own: what
    one needs is not held while the next is done.
    """
    if jobs < 2 or len(tasks) <= few or not forks():
        yield map(partial(function, held), tasks)
        return
    _tell_malloc("malloc_trim", 0)  # a quarter of what a large plan took is free, and would be kept
    gc.freeze()  # or the first collection of garbage in each process would copy all of this one's memory
    rounds = _Rounds(partial(_take_up, function, held), _shares(tasks, jobs * ROUND, sort), jobs, chunk)
    try:
        yield rounds.results()
    finally:
        rounds.end()
        gc.unfreeze()


def _tell_malloc(function: str, *numbers: int) -> None:
    """Tell the C library what to do with memory that is free; others than glibc have no such functions."""
    import ctypes

    with suppress(OSError, AttributeError):
        getattr(ctypes.CDLL(None), function)(*numbers)


def _shares(tasks: Sequence[Task], most: int, sort: Callable[[Task], object]) -> list[Sequence[Task]]:
    """Tasks in order; of more than a few rounds of `most`, each share is of one sort."""
    if len(tasks) <= FEW_ROUNDS * most:
        return [tasks]
    runs = [list(run) for _, run in groupby(tasks, sort)]
    return [run[start : start + most] for run in runs for start in range(0, len(run), most)]


class _Rounds:
    """Shares of tasks, each done by new processes that share this one's memory.

    What such a process looks at of the shared memory is copied, for Python counts who looks: after some thousand pages
    it has a copy of nearly all. One that is started anew has none.
    """

    def __init__(self, begin: Callable[[], None], shares: Sequence[Sequence[Any]], jobs: int, chunk: int) -> None:
        self._begin, self._later, self._jobs, self._chunk = begin, shares[1:], jobs, chunk
        self._first = self._round(shares[0])

    def results(self) -> Iterator[Any]:
        """The results in the order of the tasks; those of the first round are on their way already."""
        yield from self._first
        for share in self._later:
            self._pool.shutdown()
            yield from self._round(share)

    def end(self) -> None:
        """End the processes, whatever they are at."""
        self._pool.shutdown(cancel_futures=True)

    def _round(self, share: Sequence[Any]) -> Iterator[Any]:
        self._pool = _processes(min(self._jobs, len(share)), self._begin)
        return _mapped(self._pool, _with_held, share, self._chunk)


_held: list[Callable[[Any], Any]] = []  # of a process that `beside` has started: what it was started for


def _take_up(function: Callable[[Held, Task], Result], held: Held) -> None:
    gc.disable()  # what it makes is soon gone, and so is the process
    _tell_malloc("mallopt", M_TRIM_THRESHOLD, KEPT_FREE)
    _tell_malloc("mallopt", M_MMAP_THRESHOLD, KEPT_FREE)
    _held[:] = [partial(function, held)]


def _with_held(task: Task) -> Any:
    return _held[0](task)


def apart(
    function: Callable[[Task], Result], tasks: Sequence[Task], *, jobs: int, lost: Callable[[Task], Result]
) -> Iterator[Result]:
    """The results, by other processes than this one: what kills a process, as foreign code in C can, kills no build.

    `lost` gives the result of a task whose process died.
    """
    if not tasks:  # asked first: what such processes are of takes long to import, and few builds have pictures to draw
        return
    from concurrent.futures.process import BrokenProcessPool

    asked = []
    with _processes(max(1, min(jobs, len(tasks)))) as pool, suppress(BrokenProcessPool), _started():
        for task in tasks:  # what is not asked any more is asked below
            asked.append(pool.submit(function, task))
    for task, future in zip_longest(tasks, asked):  # once that pool is gone, with its threads
        if future is None or isinstance(future.exception(), BrokenProcessPool):  # by this task, or by one beside it
            yield _alone(function, task, lost)
        else:
            yield future.result()


def _alone(function: Callable[[Task], Result], task: Task, lost: Callable[[Task], Result]) -> Result:
    from concurrent.futures.process import BrokenProcessPool

    try:
        with _processes(1) as pool, _started():
            return pool.submit(function, task).result()
    except BrokenProcessPool:
        return lost(task)


def forks() -> bool:
    """Whether a process can share this one's memory, and start ten times faster: a program with one thread may."""
    import multiprocessing  # seldom needed, and slow to load

    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def _processes(count: int, begin: Callable[[], None] | None = None) -> ProcessPoolExecutor:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("fork" if forks() else "spawn")
    return ProcessPoolExecutor(count, mp_context=context, initializer=_begun, initargs=(begin,))


def _mapped(
    pool: ProcessPoolExecutor, function: Callable[[Task], Result], tasks: Sequence[Task], chunk: int
) -> Iterator[Result]:
    """The results of tasks that are begun at once. Raises `MachineError` where the system takes a process away."""
    from concurrent.futures.process import BrokenProcessPool

    try:
        with _started():
            results = pool.map(function, tasks, chunksize=chunk)
    except BrokenProcessPool as error:
        raise _taken_away() from error
    return _whole(results)


def _whole(results: Iterator[Result]) -> Iterator[Result]:
    from concurrent.futures.process import BrokenProcessPool

    try:
        yield from results
    except BrokenProcessPool as error:
        raise _taken_away() from error


def _taken_away() -> MachineError:
    hint = "that is what a system does when its memory is full; `--jobs 1` needs least of it"
    return MachineError("a process that worked for this one was killed", code="machine", hint=hint)


@contextmanager
def _started() -> Iterator[None]:
    """Where not all processes of a pool can be started, end the others: nothing would ever end those by itself."""
    import multiprocessing

    others = set(multiprocessing.active_children())
    try:
        yield
    except OSError as error:
        for process in set(multiprocessing.active_children()) - others:
            process.kill()
        message = f"cannot start another process: {error.strerror or error}"
        raise MachineError(message, code="machine", hint="`--jobs 1` needs fewest") from error


def _begun(begin: Callable[[], None] | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # a pool ends so what is left of it, and waits for that
    end_with_parent()
    if begin:
        begin()


def end_with_parent() -> None:
    """Have this process end when its parent is gone: one whose parent was killed would wait for tasks for ever."""
    threading.Thread(target=_end_after_parent, name="digest-parent", daemon=True).start()


def _end_after_parent() -> None:
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
