"""A function over tasks that mostly wait: those of different lanes side by side, those of one lane one by one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from queue import Empty, SimpleQueue
from typing import TypeVar

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
    lanes: dict[str, list[int]] = {}
    for number, task in enumerate(tasks):
        lanes.setdefault(lane_of(task), []).append(number)
    if len(lanes) < 2:
        yield from map(function, tasks)
        return
    found: list[Future[Result]] = [Future() for _ in tasks]
    waiting: SimpleQueue[list[int]] = SimpleQueue()
    for lane in lanes.values():
        waiting.put(lane)
    ended = threading.Event()

    def work() -> None:
        while not ended.is_set():
            try:
                lane = waiting.get_nowait()
            except Empty:
                return
            for number in lane:
                if not ended.is_set():
                    _do(function, tasks[number], found[number])

    for _ in range(min(most, len(lanes))):
        threading.Thread(target=work, daemon=True).start()  # one that hangs does not keep the program from ending
    try:
        for future in found:
            while not future.done():
                wait([future], timeout=GLANCE)
            yield future.result()
    finally:
        ended.set()


def _do(function: Callable[[Task], Result], task: Task, future: Future[Result]) -> None:
    try:
        future.set_result(function(task))
    except BaseException as error:  # noqa: BLE001 - it is raised again where the result is wanted
        future.set_exception(error)
