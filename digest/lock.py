"""One at a time: a lock file that two programs never hold at once, and that no dead one holds."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from digest.errors import MachineError

_held: set[IO[bytes]] = set()


@contextmanager
def lock(path: Path, *, purpose: str, patience: float = 60.0) -> Iterator[None]:
    """Hold a lock file: two programs never do the same work at once. The system frees it when its holder dies.

    `MachineError` when another holds it for longer than `patience` seconds.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a+b") as file:
        if not _locked(file.fileno(), patience):
            raise MachineError(f"another {purpose} is running (lock {path})", code="lock", hint="wait for it to end")
        _held.add(file)
        try:
            yield
        finally:
            _held.discard(file)


def _locked(descriptor: int, patience: float) -> bool:
    end = time.monotonic() + patience
    while True:
        try:
            _take(descriptor)
            return True
        except OSError:
            if time.monotonic() > end:
                return False
            time.sleep(0.05)


if os.name == "nt":
    import msvcrt

    def _take(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _let_go() -> None:
    """Close the locks of the parent: or a process forked off that outlives a killed parent would hold them for ever."""
    while _held:
        _held.pop().close()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)
