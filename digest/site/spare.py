"""The site before this one, kept beside it: brought up to date in few steps, it becomes the next.

To make and to remove the folders of a large site takes longer than all else that an edit costs. Nothing is believed of
a spare site, whatever befell it: a file of it is right where it *is* the file of the site, under another name, and all
else in it is taken away.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from digest.errors import UsageError

FROM = 5_000  # files: the folders of fewer are sooner made than looked through
FEW = 10  # a site that differs in more than the tenth part is sooner made anew

Stamp = tuple[int, int]
"""Size in bytes, and time of the last change in nanoseconds."""

Identity = tuple[int, int, int, int]
"""What tells a file from every other: its device and its number there; beside these its stamp."""

NO_FILE: Stamp = (-1, -1)  # the stamp of a link or a device: no file that was written here has it


class Survey(NamedTuple):
    """Every file of a site, in the order of paths; of a spare one the files that are right, the others, its folders."""

    files: dict[str, Identity]
    right: list[str]
    wrong: list[str]
    rooms: list[str]


def survey(site: str, spare: str) -> Survey:
    """Look through a site and a spare one; either may be missing. Raises `UsageError` where one holds a repository."""
    found, _ = below(site)
    files = {path: _identity(state) for path, state in sorted(found.items())}
    others, rooms = below(spare)
    right = [path for path, state in others.items() if state.st_nlink > 1 and _identity(state) == files.get(path)]
    wrong = others.keys() - set(right)  # where files have one name only, their numbers may mean little
    return Survey(files, right, sorted(wrong), rooms)


def below(folder: str) -> tuple[dict[str, os.stat_result], list[str]]:
    """Every file below a folder, and every folder. Raises `UsageError` for a git repository."""
    files: dict[str, os.stat_result] = {}
    rooms: list[str] = []
    waiting = [(folder, "")] if os.path.isdir(folder) and not os.path.islink(folder) else []
    while waiting:
        room, name = waiting.pop()
        rooms.append(name[:-1])
        with os.scandir(room) as entries:
            for entry in entries:
                path = name + entry.name
                if entry.name == ".git":
                    raise _repository(room)
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{path}/"))
                else:
                    files[path] = entry.stat(follow_symlinks=False)
    return files, rooms


def _repository(folder: str) -> UsageError:
    hint = "name another folder with --output; it will be emptied of everything that is not a page"
    return UsageError(f"{folder} is a git repository", code="output", hint=hint)


def stamp_of(state: os.stat_result) -> Stamp:
    """The stamp of a file."""
    return (state.st_size, state.st_mtime_ns) if stat.S_ISREG(state.st_mode) else NO_FILE


def _identity(state: os.stat_result) -> Identity:
    return state.st_dev, state.st_ino, *stamp_of(state)


def pays(kept: Collection[str], new: Collection[str]) -> bool:
    """Whether a site of which some files are kept and some new is sooner made of a spare one.

    Never on Windows, which does not tell what file an entry of a folder is.
    """
    return os.name != "nt" and len(kept) >= FROM and len(new) * FEW <= len(kept)


def rid(spare: Path, seen: Survey, kept: Collection[str], rooms: Collection[str]) -> tuple[set[str], set[str]]:
    """Take away all but the files that are right and `kept`, and the `rooms`. Returns what of both is left."""
    files = set(seen.right).intersection(kept)
    for path in (*seen.wrong, *set(seen.right).difference(files)):
        os.unlink(f"{spare}/{path}")
    left = {"", *set(seen.rooms).intersection(rooms)}
    for room in sorted(set(seen.rooms) - left, reverse=True):  # what lies within one stands behind it
        os.rmdir(f"{spare}/{room}")
    return files, left


def make_room(site: str, path: str, made: set[str]) -> None:
    """Make the folders of a file; `made` are those that are known to be there."""
    folder = path.rpartition("/")[0]
    if folder not in made:
        make_room(site, folder, made)
        with contextlib.suppress(FileExistsError):  # of a process beside this one
            os.mkdir(f"{site}/{folder}")
        os.chmod(f"{site}/{folder}", 0o755)
        made.add(folder)


def folders_above(paths: Iterable[str]) -> set[str]:
    """All folders above some paths."""
    found: set[str] = set()
    above = {path.rpartition("/")[0] for path in paths}
    while above := above - found - {""}:
        found |= above
        above = {folder.rpartition("/")[0] for folder in above}
    return found
