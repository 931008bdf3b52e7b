"""A function over tasks that mostly wait: those of different lanes side by side, those of one lane one by one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from contextvars import copy_context
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

from msgspec import Struct

Task = TypeVar("Task")
Result = TypeVar("Result")

MOST = 8  # lanes at once
GLANCE = 0.2  # seconds, after which a person who interrupts is heard on every system


def side_by_side(
    function: Callable[[Task], Result], tasks: Sequence[Task], lane_of: Callable[[Task], str], *, most: int = MOST
) -> Iterator[Result]:
    """The results in the order of the tasks; what the function raises is raised in its place.

    Whoever takes no more results ends the rest: no further task is begun.
    """
    lanes = _lanes(tasks, lane_of)
    if len(lanes) < 2:
        yield from map(function, tasks)
        return
    found: list[Future[Result]] = [Future() for _ in tasks]
    ended = threading.Event()
    _start(_Work(function, tasks, found, ended), lanes, most)
    try:
        yield from map(_waited_for, found)
    finally:
        ended.set()


def _lanes(tasks: Sequence[Task], lane_of: Callable[[Task], str]) -> list[list[int]]:
    """The numbers of the tasks, those of one lane together."""
    lanes: dict[str, list[int]] = {}
    for number, task in enumerate(tasks):
        lanes.setdefault(lane_of(task), []).append(number)
    return list(lanes.values())


class _Work(Struct, Generic[Task, Result], frozen=True):
    """The tasks, with where the result of each is put, until somebody says that it is ended."""

    function: Callable[[Task], Result]
    tasks: Sequence[Task]
    found: Sequence[Future[Result]]
    ended: threading.Event

    def through(self, waiting: SimpleQueue[list[int]]) -> None:
        """Do one lane after the other, as long as some wait."""
        while not self.ended.is_set():
            try:
                lane = waiting.get_nowait()
            except Empty:
                return
            for number in lane:
                if not self.ended.is_set():
                    _do(self.function, self.tasks[number], self.found[number])


def _start(work: _Work[Task, Result], lanes: Sequence[list[int]], most: int) -> None:
    """Begin with as many lanes as may be open at once; the others wait."""
    waiting: SimpleQueue[list[int]] = SimpleQueue()
    for lane in lanes:
        waiting.put(lane)
    for _ in range(min(most, len(lanes))):  # a daemon that hangs does not keep the program from ending
        threading.Thread(target=copy_context().run, args=[work.through, waiting], daemon=True).start()


def _waited_for(future: Future[Result]) -> Result:
    while not future.done():
        wait([future], timeout=GLANCE)
    return future.result()


def _do(function: Callable[[Task], Result], task: Task, future: Future[Result]) -> None:
    try:
        future.set_result(function(task))
    except BaseException as error:  # noqa: BLE001 - it is raised again where the result is wanted
        future.set_exception(error)
