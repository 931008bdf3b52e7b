"""What took long to draw, by its name, below `.digest/`: a file that is not as it was written is none."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Set
from pathlib import Path

from digest.disk import write_whole
from digest.fingerprint import of_bytes

FOLDER = ".digest/pictures"
LEISURE = 30 * 24 * 3600  # seconds: what no build has asked for in a month, none is going to


class Store:
    """Bytes by their names, of which all that they are made of is a part. The clock decides only what is forgotten."""

    def __init__(self, root: Path) -> None:
        self._folder = root / FOLDER

    def get(self, name: str) -> bytes | None:
        """What is kept under a name; nothing where it is missing or torn."""
        try:
            head, _, data = (self._folder / name).read_bytes().partition(b"\n")
        except OSError:
            return None
        return data if head == of_bytes(data).encode() else None

    def has(self, name: str) -> bool:
        """Whether something stands under a name, be it torn."""
        return (self._folder / name).is_file()

    def put(self, name: str, data: bytes) -> None:
        """Keep bytes. What a power cut leaves of them is none, so the disk need not be waited for."""
        write_whole(self._folder / name, of_bytes(data).encode() + b"\n" + data, sync=False)

    def tidy(self, wanted: Set[str]) -> None:
        """Forget what is not wanted and has not been for long."""
        with contextlib.suppress(OSError):
            for entry in os.scandir(self._folder):
                if entry.name not in wanted and entry.stat().st_mtime < time.time() - LEISURE:
                    os.unlink(entry.path)


class Passing(Store):
    """A store that is looked into, and keeps nothing beyond this run."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self._new: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        """What has been drawn in this run, or is kept."""
        return self._new[name] if name in self._new else super().get(name)

    def has(self, name: str) -> bool:
        """Whether it stands under the name already."""
        return name in self._new or super().has(name)

    def put(self, name: str, data: bytes) -> None:
        """Remember it to the end of this run."""
        self._new[name] = data
