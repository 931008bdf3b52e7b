"""A function over many tasks, on all cores: the results in the order of the tasks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeVar

from digest.executor import Elsewhere, in_force

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

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
        yield from pool.map(function, tasks, chunksize=chunk)


def _elsewhere(
    elsewhere: Elsewhere, function: Callable[[Task], Result], tasks: Sequence[Task], chunk: int
) -> Iterator[Result]:
    for bundle in elsewhere.bundles(function, tasks, size=chunk):
        if bundle.error:
            raise bundle.error
        yield from bundle.results


def apart(
    function: Callable[[Task], Result], tasks: Sequence[Task], *, jobs: int, lost: Callable[[Task], Result]
) -> Iterator[Result]:
    """The results, by other processes than this one: what kills a process, as foreign code in C can, kills no build.

    `lost` gives the result of a task whose process died.
    """
    from concurrent.futures.process import BrokenProcessPool

    if not tasks:
        return
    asked = []
    with _processes(max(1, min(jobs, len(tasks)))) as pool:
        try:
            for task in tasks:
                asked.append(pool.submit(function, task))
        except BrokenProcessPool:
            pass  # what was not asked any more is asked below
    for task, future in zip_longest(tasks, asked):  # once that pool is gone, with its threads
        if future is None or isinstance(future.exception(), BrokenProcessPool):  # by this task, or by one beside it
            yield _alone(function, task, lost)
        else:
            yield future.result()


def _alone(function: Callable[[Task], Result], task: Task, lost: Callable[[Task], Result]) -> Result:
    from concurrent.futures.process import BrokenProcessPool

    try:
        with _processes(1) as pool:
            return pool.submit(function, task).result()
    except BrokenProcessPool:
        return lost(task)


def _processes(count: int) -> ProcessPoolExecutor:
    import multiprocessing  # seldom needed, and slow to load
    from concurrent.futures import ProcessPoolExecutor

    # A process that shares this one's memory starts ten times faster, but only a program with one thread may do that.
    forks = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    return ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("fork" if forks else "spawn"))
