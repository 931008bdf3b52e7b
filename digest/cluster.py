"""`dask://HOST:PORT` -> an executor: a cluster that stands already, each of whose workers has been found fit."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from digest.errors import MachineError, UsageError
from digest.fingerprint import of_bytes
from digest.program import engine

if TYPE_CHECKING:
    from concurrent.futures import Executor

SECONDS = 10  # in which a scheduler must answer


@contextmanager
def cluster(address: str, root: Path) -> Iterator[Executor]:
    """An executor of a cluster whose machines share the folder `root`. Raises `UsageError` and `MachineError`."""
    client = _client(address)
    try:
        _mind(client.run(_seen, str(root), on_error="return"), root)
        yield client.get_executor(pure=False)
    finally:
        client.close()


def _client(address: str) -> Any:
    place = _place(address)
    try:
        from distributed import Client
    except ImportError as error:
        hint = "install digest-news[dask]"
        raise UsageError("a cluster needs the package `distributed`", code="executor", hint=hint) from error
    try:
        return Client(f"tcp://{place}", timeout=SECONDS, set_as_default=False)
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
