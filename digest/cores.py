"""A function over many tasks, on all cores: the results in the order of the tasks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


def on_all_cores(
    function: Callable[[Task], Result], tasks: Sequence[Task], *, jobs: int, few: int, chunk: int = 1
) -> Iterator[Result]:
    """The results; by several processes where there are more tasks than a `few`, which are done sooner by this one.

    The function must be one of a module, its tasks and results plain values. A process is handed a `chunk` at a time.
    """
    if jobs < 2 or len(tasks) <= few:
        yield from map(function, tasks)
        return
    import multiprocessing  # seldom needed, and slow to load
    from concurrent.futures import ProcessPoolExecutor

    # A process that shares this one's memory starts ten times faster, but only a program with one thread may do that.
    forks = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if forks else "spawn")
    with ProcessPoolExecutor(min(jobs, len(tasks)), mp_context=context) as pool:
        yield from pool.map(function, tasks, chunksize=chunk)
