"""Where the site of a preview stands: in memory, by path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from digest.fingerprint import of_bytes

Stamp = tuple[int, int]


class Memory:
    """An output (see `digest.site.build.Output`) that writes nothing to the disk.

    `files` is replaced, never changed: who holds it holds one whole site. `names` are the fingerprints of its files.
    """

    def __init__(self) -> None:
        self.files: Mapping[str, bytes] = {}
        self.names: Mapping[str, str] = {}
        self._stamps: dict[str, Stamp] = {}
        self._new: dict[str, bytes] = {}

    def stamps(self) -> dict[str, Stamp]:
        """What stands here, by path."""
        return self._stamps

    def holds(self, path: str, data: bytes) -> bool:
        """Whether a file that stands here has these bytes."""
        return self.files.get(path) == data

    def put(self, path: str, data: bytes) -> None:
        """Take a file of the next site."""
        self._new[path] = data

    def exchange(self, kept: Iterable[str], foreign: Iterable[str]) -> dict[str, Stamp]:
        """Replace the site by the files that were put and those that are kept. Nothing here is ever foreign."""
        kept = list(kept)
        self.files = {path: self.files[path] for path in kept} | self._new
        self.names = {path: self.names[path] for path in kept} | {
            path: of_bytes(data) for path, data in self._new.items()
        }
        self._stamps = {path: (len(data), 0) for path, data in self.files.items()}
        new, self._new = self._new, {}
        return {path: self._stamps[path] for path in new}

    def discard(self) -> None:
        """Forget what was put."""
        self._new = {}
