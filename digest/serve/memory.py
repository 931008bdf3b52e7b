"""Where the site of a preview stands: in memory, by path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Stamp = tuple[int, int]


class Memory:
    """An output (see `digest.site.build.Output`) that writes nothing to the disk.

    `files` is replaced, never changed: who holds it holds one whole site.
    """

    def __init__(self) -> None:
        self.files: Mapping[str, bytes] = {}
        self._stamps: dict[str, Stamp] = {}

    def stamps(self) -> dict[str, Stamp]:
        """What stands here, by path."""
        return self._stamps

    def holds(self, path: str, data: bytes) -> bool:
        """Whether a file that stands here has these bytes."""
        return self.files.get(path) == data

    def exchange(self, new: Mapping[str, bytes], kept: Iterable[str], foreign: Iterable[str]) -> dict[str, Stamp]:
        """Replace the site by the new files and those that are kept. Nothing here is ever foreign."""
        self.files = {path: self.files[path] for path in kept} | dict(new)
        self._stamps = {path: (len(data), 0) for path, data in self.files.items()}
        return {path: self._stamps[path] for path in new}
