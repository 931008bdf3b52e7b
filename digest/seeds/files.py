"""A draft on the disk: written where nothing stands, never over a file, never into a file that an editor has open."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from digest.disk import HALF, sync, write_own
from digest.errors import DigestError, MachineError
from digest.keeping import BACKUP, put_new
from digest.seeds.parts import ENDINGS

# What text editors leave beside a file while they have it open; `{}` is its name.
OPEN_MARKS = (".{}.swp", ".{}.swo", ".#{}", ".{}.kate-swp", "~${}", ".~lock.{}#")

_LEFT = re.compile(rf"\..+(?:{HALF}|\.digest-new-\d+)", re.DOTALL)
_ASIDE = re.compile(r"\..+\.digest-put-\d+", re.DOTALL)  # it may hold what an editor had just saved
_LEFT_OF_THE_RECORD = re.compile(rf"\.converted\.csv{HALF}")


def sweep(root: Path, articles: str) -> None:
    """Remove the half-written files of a run that was killed. The caller holds the lock: no other run is writing.

    One that was about to be exchanged with an article goes to `.digest/backup/`.
    """
    for folder, left in (("seeds", _LEFT_OF_THE_RECORD), (articles, _LEFT)):
        if (root / folder).is_symlink():
            continue
        with suppress(OSError), os.scandir(root / folder) as found:  # what cannot be removed does no harm
            for entry in found:
                if _ASIDE.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                    _put_by(root, folder, entry.name)
                elif left.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                    os.unlink(entry)


class Created:
    """New files that come together: written beside their places, brought to the disk at once, then put there whole."""

    def __init__(self) -> None:
        self.waiting: dict[Path, tuple[Path, bytes]] = {}

    def add(self, path: Path, data: bytes) -> None:
        """Write one beside its place. Of one that cannot be written nothing is left, for a disk may be full of it."""
        beside = path.with_name(f".{path.name[:40]}.digest-new-{os.getpid()}{len(self.waiting):04}")
        try:
            write_own(str(beside), data)
        except MachineError:
            with suppress(OSError):
                os.unlink(beside)
            raise
        self.waiting[path] = beside, data

    def put(self) -> tuple[Path, ...]:
        """Put them there. Given are those whose place is taken, even since a moment ago: what stands there stays."""
        try:
            sync([beside for beside, _ in self.waiting.values()])
            return tuple(path for path, (beside, _) in self.waiting.items() if not put_new(beside, path))
        finally:
            for beside, _ in self.waiting.values():
                with suppress(OSError):
                    os.unlink(beside)
            self.waiting.clear()


def _put_by(root: Path, folder: str, name: str) -> None:
    (root / BACKUP / folder).mkdir(parents=True, exist_ok=True)
    os.replace(root / folder / name, root / BACKUP / folder / name.lstrip("."))


def any_open(folder: Path) -> bool:
    """Whether an editor may have any file of a folder open: asked once, it spares the question for each of many."""
    with suppress(OSError), os.scandir(folder) as found:
        return any(each.name[0] in ".~" and not _LEFT.fullmatch(each.name) for each in found)
    return False


def opened_by(path: Path) -> str:
    """The name of the file by which an editor says that it has `path` open, empty where none does."""
    folder, name = os.path.split(path)
    marks = (mark.format(name) for mark in OPEN_MARKS)
    return next((mark for mark in marks if os.path.lexists(os.path.join(folder, mark))), "")


def refuse_links(root: Path, folder: str) -> None:
    """`DigestError` where a folder on the way is a symbolic link: drafts are written within the site only."""
    path = root
    for part in folder.split("/"):
        path /= part
        if path.is_symlink():
            name = path.relative_to(root).as_posix()
            raise DigestError("a symbolic link is not followed", code="file", path=name, hint="make it a real folder")


def folders_like_seeds(root: Path) -> Iterator[str]:
    """Folders whose names end like a seed's: a mistake, most likely."""
    for path in sorted((root / "seeds").rglob("*")):
        if path.suffix.lower() in ENDINGS and path.is_dir() and not path.is_symlink():
            yield path.relative_to(root).as_posix()
