"""`dask://HOST:PORT` -> an executor: a cluster that stands already, each of whose workers has been found fit."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from digest.errors import MachineError, UsageError
from digest.fingerprint import of_bytes
from digest.program import engine

SECONDS = 10  # in which a scheduler must answer


@contextmanager
def cluster(address: str, root: Path) -> Iterator[Executor]:
    """An executor of a cluster whose machines share the folder `root`. Raises `UsageError` and `MachineError`."""
    client = _client(address)
    try:
        _mind(client.run(_seen, str(root), on_error="return"), root)
        yield Workers(client)
    finally:
        client.close()


class Workers(Executor):
    """Gives tasks to a cluster. Dask's own executor waits for ever for what was lost with a scheduler."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        """Give a task to the cluster. Raises `BrokenExecutor` where that is gone."""
        if self._client.status != "running":
            raise BrokenExecutor(f"the scheduler is {self._client.status}")
        return _Asked(self._client.submit(function, *arguments, **named, pure=False))


class _Asked(Future[Any]):
    """A task that was given: what came of it is heard from the cluster when it is asked for."""

    def __init__(self, there: Any) -> None:
        super().__init__()
        self._there = there

    def exception(self, timeout: float | None = None) -> BaseException | None:
        self._hear(timeout)
        return super().exception(0)

    def result(self, timeout: float | None = None) -> Any:
        self._hear(timeout)
        return super().result(0)

    def cancel(self) -> bool:
        self._there.release()  # what nobody wants any more is not done there, and a lost scheduler is not waited for
        return super().cancel()

    def _hear(self, timeout: float | None) -> None:
        if self.done():
            return
        try:
            error = self._there.exception(timeout)
            outcome = None if error else self._there.result(timeout)
        except TimeoutError:
            raise
        except (OSError, CancelledError) as lost:  # with the scheduler, or on the way from it
            error, outcome = BrokenExecutor(str(lost)), None
        if error:
            self.set_exception(error)
        else:
            self.set_result(outcome)


def _client(address: str) -> Any:
    place = _place(address)
    try:
        from distributed import Client
    except ImportError as error:
        hint = "install digest-news[dask]"
        raise UsageError("a cluster needs the package `distributed`", code="executor", hint=hint) from error
    connect: Any = Client  # which `distributed` gives no types
    try:
        return connect(f"tcp://{place}", timeout=SECONDS, set_as_default=False)
    except OSError as error:
        raise MachineError(f"no scheduler answers at {address}", code="executor") from error


def _place(address: str) -> str:
    parts = urlsplit(address)
    try:
        known = parts.scheme == "dask" and parts.hostname and parts.port and parts.path in ("", "/")
    except ValueError:  # a port that is no number
        known = False
    if not known:
        message = f"--executor must be an address like dask://HOST:PORT, not '{address}'"
        raise UsageError(message, code="usage")
    return parts.netloc


def _seen(root: str) -> tuple[str, tuple[int, ...], str]:
    """What tells whether a machine makes the same of the same files: its program, its Python, and one of the files."""
    settings = Path(root) / "site.yaml"
    return engine(), tuple(sys.version_info[:2]), of_bytes(settings.read_bytes()) if settings.is_file() else ""


def _mind(workers: dict[str, Any], root: Path) -> None:
    """Refuse a cluster that could make something else than this machine would."""
    if not workers:
        raise MachineError("the cluster has no workers", code="executor")
    ours = _seen(str(root))
    for name, theirs in sorted(workers.items()):
        if isinstance(theirs, BaseException):
            message, hint = f"the worker {name} has no Digest ({type(theirs).__name__})", "install this version there"
        elif theirs[:2] != ours[:2]:
            message, hint = f"the worker {name} has another version of Digest or Python", "install this one there"
        elif theirs[2] != ours[2]:
            message, hint = f"the worker {name} does not see {root}", "share the folder under the same name"
        else:
            continue
        raise MachineError(message, code="executor", hint=hint)
