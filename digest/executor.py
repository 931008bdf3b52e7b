"""Work that is given to others: any executor of `concurrent.futures`, in force while a call lasts.

Its workers have this program, and see the site's folder under the same name. A large function, one that carries what is
known of a whole site, is laid down in that folder once, not sent with every task.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from msgspec import Struct

from digest.disk import write_whole
from digest.errors import MachineError

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Task = TypeVar("Task")
Result = TypeVar("Result")

FOLDER = ".digest/work"
LARGE = 32_000  # bytes of a function that is laid down
AHEAD = 64  # bundles of tasks that are out at once: many workers have enough, and no site is held as a whole


class Bundle(Struct, Generic[Task, Result], frozen=True):
    """Some tasks, and what came of them: their results, or what befell whoever was at them."""

    tasks: Sequence[Task]
    results: Sequence[Result] = ()
    error: BaseException | None = None


class Elsewhere(Struct, frozen=True):
    """Where work is given to, and the folder of the site."""

    executor: Executor
    root: Path

    def bundles(
        self, function: Callable[[Task], Result], tasks: Sequence[Task], *, size: int = 1
    ) -> Iterator[Bundle[Task, Result]]:
        """What came of some tasks, in their order. The function must be one of a module. Raises `MachineError`."""
        packed = _packed(function, self.root)
        out: deque[tuple[Sequence[Task], Future[list[Result]]]] = deque()
        try:
            for start in range(0, len(tasks), size):
                if len(out) >= AHEAD:
                    yield _taken_in(*out.popleft())
                some = tasks[start : start + size]
                out.append((some, self._given(packed, some)))
            while out:
                yield _taken_in(*out.popleft())
        finally:
            for _, future in out:
                future.cancel()
            if packed.path:
                Path(packed.path).unlink(missing_ok=True)

    def _given(self, packed: _Packed, tasks: Sequence[Task]) -> Future[list[Any]]:
        try:
            return self.executor.submit(_each, packed, tasks)
        except RuntimeError as error:  # of a pool that is broken or shut down
            raise _gave_up(error) from error


_in_force: ContextVar[Elsewhere | None] = ContextVar("executor", default=None)


def in_force() -> Elsewhere | None:
    """Where work is given to here; nowhere, as a rule."""
    return _in_force.get()


@contextmanager
def working(executor: Executor | None, root: Path) -> Iterator[None]:
    """Give what would be shared out to processes of this machine to an executor, if there is one."""
    before = _in_force.set(Elsewhere(executor, root) if executor else None)
    try:
        yield
    finally:
        _in_force.reset(before)


class _Packed(Struct, frozen=True):
    """A function as it is sent: by the name of its bytes, with them, or with the place where they lie."""

    name: str
    data: bytes = b""
    path: str = ""


def _packed(function: Callable[..., Any], root: Path) -> _Packed:
    data = pickle.dumps(function)
    name = sha256(data).hexdigest()
    if len(data) <= LARGE:
        return _Packed(name, data)
    path = root / FOLDER / name
    write_whole(path, data)
    return _Packed(name, path=str(path))


@lru_cache(maxsize=4)
def _opened(packed: _Packed) -> Callable[[Any], Any]:
    """A function, made anew once for all tasks that a worker does with it. Other bytes than were meant are refused."""
    data = packed.data or Path(packed.path).read_bytes()
    if sha256(data).hexdigest() != packed.name:
        raise ValueError(f"{packed.path} does not hold what was laid down there")
    function: Callable[[Any], Any] = pickle.loads(data)
    return function


def _each(packed: _Packed, tasks: Sequence[Any]) -> list[Any]:
    """What a worker does."""
    return list(map(_opened(packed), tasks))


def _taken_in(tasks: Sequence[Task], future: Future[list[Result]]) -> Bundle[Task, Result]:
    from concurrent.futures import BrokenExecutor, CancelledError

    try:
        error = future.exception()
    except CancelledError as cancelled:  # as a cluster that is gone does
        raise _gave_up(cancelled) from cancelled
    if isinstance(error, BrokenExecutor):
        raise _gave_up(error) from error
    return Bundle(tasks, error=error) if error else Bundle(tasks, future.result())


def _gave_up(error: BaseException) -> MachineError:
    message = f"the executor does not work any more ({type(error).__name__})"
    return MachineError(message, code="executor", hint="see to it, or let this machine do the work")
