"""What was got -> a file in seeds/: whole, never over another one, and by one program at a time."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from digest.lock import lock
from digest.seeds.files import Created, refuse_links

_LEFT = re.compile(r"\..+\.digest-new-\d+", re.DOTALL)  # what `Created` leaves where it is killed


@contextlib.contextmanager
def getting(root: Path) -> Iterator[None]:
    """Hold the lock of those that bring seeds: `add` and `pull`. Converting and building go on meanwhile.

    `MachineError` where another one is at work.
    """
    with lock(root / ".digest" / "getting.lock", purpose="add or pull"):
        refuse_links(root, "seeds")
        _sweep(root / "seeds")
        yield


def _sweep(folder: Path) -> None:
    with contextlib.suppress(OSError), os.scandir(folder) as found:
        for entry in found:
            if _LEFT.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                os.unlink(entry)


def store(root: Path, path_at: Callable[[int], str], data: bytes, *, dry_run: bool = False) -> str:
    """Write a new seed, and return its path: the first of those that `path_at` gives (from 0) where nothing stands."""
    attempt = 0
    while True:
        path = path_at(attempt)
        if not os.path.lexists(root / path) and (dry_run or _created(root / path, data)):
            return path
        attempt += 1


def _created(path: Path, data: bytes) -> bool:
    """Whether a file was written whole; where another one stands, even since a moment ago, nothing is touched."""
    new = Created()
    new.add(path, data)
    return not new.put()
