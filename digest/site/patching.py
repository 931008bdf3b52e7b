"""A few files of a large folder, each in its place: what else would take the folder anew, file by file.

What is to be done is written down first. Whoever is killed amidst it leaves a site of old and of new files, each of
them whole, and the next build does the rest before it does anything else.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from digest.disk import sync, write_own

RARE = 50  # where less than one file in so many differs, files take their places one by one
NOTE = ".digest-list"  # no file of a site has such a name


@dataclass(frozen=True, slots=True)
class Patch:
    """The files that come from a stage, those that are new first, and those that go, below a folder."""

    come: Sequence[str]
    gone: Sequence[str]

    def suits(self, there: Collection[str], folder: Path) -> bool:
        """Whether this is little beside what is there, and no file stands where a folder has to be, nor the reverse."""
        if self._is_one_step(there):
            return True
        if RARE * (len(self.come) + len(self.gone)) > len(there):
            return False
        above = {room for path in self.come for room in _above(path)}
        return above.isdisjoint(there) and not any((folder / path).is_dir() for path in self.come)

    def apply(self, stage: Path, folder: Path, journal: Path) -> None:
        """Put everything in its place. What comes stands on the stage, held by the disk."""
        if not self._is_one_step(self.come):
            self._note(stage / NOTE, journal)
        self._take_places(stage, folder)
        journal.unlink(missing_ok=True)

    def _note(self, beside: Path, journal: Path) -> None:
        """Write down what is to be done, whole or not at all; a kill before that leaves nothing but the stage."""
        write_own(str(beside), json.dumps([self.come, self.gone]).encode())
        sync([beside])
        os.replace(beside, journal)

    def _is_one_step(self, there: Collection[str]) -> bool:
        """Whether one file takes the place of another: nothing can be left half done."""
        return len(self.come) == 1 and not self.gone and self.come[0] in there

    def _take_places(self, stage: Path, folder: Path) -> None:
        """New pages first, then what leads to them, then those go that nothing leads to any more."""
        for path in self.come:
            with contextlib.suppress(FileNotFoundError):  # it had its place before the kill
                _make_room(folder, path)
                os.replace(stage / path, folder / path)
        for path in self.gone:
            (folder / path).unlink(missing_ok=True)
            _clear(folder, path)


def patch(there: Collection[str], new: Iterable[str], kept: Iterable[str]) -> Patch:
    """What has to be done where some files are there, of which some are kept, and others are new."""
    come, there = list(new), set(there)
    return Patch(sorted(come, key=there.__contains__), sorted(there.difference(kept, come)))


def finish(stage: Path, folder: Path, journal: Path) -> None:
    """Do the rest of what a killed build had begun."""
    if journal.exists():
        come, gone = json.loads(journal.read_bytes())
        Patch(come, gone).apply(stage, folder, journal)


def _above(path: str) -> Iterable[str]:
    """The folders above a file."""
    while path := path.rpartition("/")[0]:
        yield path


def _make_room(folder: Path, path: str) -> None:
    """Make the folders of a file, whatever the umask: a server must read them."""
    for above in reversed(list(_above(path))):
        with contextlib.suppress(FileExistsError):
            os.mkdir(folder / above)
            os.chmod(folder / above, 0o755)


def _clear(folder: Path, path: str) -> None:
    """Remove the folders of a file that has gone, as far as they are empty."""
    with contextlib.suppress(OSError):
        for above in _above(path):
            os.rmdir(folder / above)
