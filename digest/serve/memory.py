"""Where the site of a preview stands: in memory, by path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import TypeVar

from digest.fingerprint import of_bytes
from digest.site.folder import Stamp

T = TypeVar("T")


class Memory:
    """An output (see `digest.site.output.Output`) that writes nothing to the disk.

    `files` is replaced, never changed: who holds it holds one whole site. `names` are the fingerprints of its files.
    All are in the order of their paths.
    """

    def __init__(self) -> None:
        self.files: Mapping[str, bytes] = {}
        self.names: Mapping[str, str] = {}
        self._stamps: Mapping[str, Stamp] = {}
        self._new: dict[str, bytes] = {}

    def stamps(self) -> dict[str, Stamp]:
        """What stands here, by path."""
        return dict(self._stamps)

    def holds(self, path: str, data: bytes) -> bool:
        """Whether a file that stands here has these bytes."""
        return self.files.get(path) == data

    def put_by(self, path: str, data: bytes) -> bytes:
        """Hand on a file of the next site: the memory of another process is lost."""
        return data

    def take(self, path: str, handed: bytes) -> None:
        """Take a file of the next site."""
        self._new[path] = handed

    def exchange(self, kept: Iterable[str], foreign: Iterable[str]) -> dict[str, Stamp]:
        """Replace the site by the files that were put and those that are kept. Nothing here is ever foreign."""
        new, self._new = self._new, {}
        gone = self.files.keys() - set(kept) - new.keys()
        stamps = {path: (len(data), 0) for path, data in new.items()}
        names = {path: of_bytes(data) for path, data in new.items()}
        self.files = _exchanged(self.files, new, gone)
        self.names = _exchanged(self.names, names, gone)
        self._stamps = _exchanged(self._stamps, stamps, gone)
        return stamps

    def discard(self) -> None:
        """Forget what was put."""
        self._new = {}


def _exchanged(old: Mapping[str, T], new: Mapping[str, T], gone: Set[str]) -> dict[str, T]:
    """A mapping with what is new and without what is gone; only what comes or goes makes it be sorted again."""
    found = {**old, **new}
    for path in gone:
        del found[path]
    return found if len(found) == len(old) and not gone else dict(sorted(found.items()))
