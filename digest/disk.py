"""The edge of the disk: reading and writing that never follows a link out of the site, and never leaves half a file."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import re
import stat
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from pathlib import Path

from digest.errors import DigestError, MachineError, printable

HIDDEN_BUT_MEANT = (".well-known", ".nojekyll")
EACH = 64  # files: up to here each is synced by itself
DEPTH = 40  # folders within one another
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h
_HOUR = 3600  # seconds
HALF = r"\.digest-[a-z0-9_]{8}\.tmp"  # the end of what `write_whole` writes beside a file; `.gitignore` knows it too
_TICK = 2_000_000_000  # nanoseconds: FAT counts in steps of two seconds, and no other system in longer ones

State = tuple[int, ...]
"""What the disk tells of a file: the size, the time of its last change and of any, its number."""


def regular_files(root: Path, folder: str) -> Iterator[tuple[str, str]]:
    """Every file below `root/folder` as (path from the root with `/`, objection), in an order that is always the same.

    The objection is empty for an ordinary file and says why otherwise (a link, a pipe, a name that is not UTF-8).
    A folder stands here only where it could not be looked into.
    Hidden files and the leavings of text editors and file managers are passed over. A missing folder has no files.
    """
    top = root / folder
    if top.is_symlink():
        yield folder, "a symbolic link is not followed"
    elif top.is_dir():
        yield from _walk(top, folder)
    elif top.exists():
        yield folder, "this is not a folder"


def _walk(folder: Path, name: str) -> Iterator[tuple[str, str]]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=attrgetter("name"))
    except OSError as error:
        yield name, f"the folder cannot be opened ({error.strerror})"
        return
    for entry in entries:
        path = f"{name}/{entry.name}"
        if _ignored(entry.name):
            continue
        objection = _objection(entry, path)
        if not objection and entry.is_dir():
            yield from _walk(folder / entry.name, path)
        else:
            yield path, objection


def _objection(entry: os.DirEntry[str], path: str) -> str:
    try:
        entry.name.encode("utf-8")
    except UnicodeEncodeError:
        return "its name is not UTF-8"
    if entry.is_symlink():
        return "a symbolic link is not followed"
    if entry.is_dir():
        odd = "this is a folder with the name of a file" if entry.name.endswith(".md") else ""
        return odd or ("folders are nested too deeply" if path.count("/") > DEPTH else "")
    return "" if entry.is_file() else "this is not an ordinary file"


def _ignored(name: str) -> bool:
    """Editors' and file managers' own files: `.x.swp`, `x~`, `#x#`, `4913`, `~$x`, `Thumbs.db`, merge leavings."""
    return name not in HIDDEN_BUT_MEANT and (
        name.startswith((".", "~$", "#"))
        or name.endswith(("~", ".swp", ".swo", ".tmp", ".orig", ".rej", ".bak", ".kate-swp", ".new"))
        or name in ("4913", "Thumbs.db", "desktop.ini", "__pycache__")
    )


def read_bytes(root: Path, path: str, *, limit: int) -> bytes:
    """The bytes of an ordinary file below `root`. `DigestError` when it is no such file, unreadable or over `limit`."""
    refusal = f"cannot read {printable(path)}"
    try:
        descriptor = os.open(
            os.path.join(root, path),  # a third of the time of a Path
            os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0),
        )
    except OSError as error:
        why = "a symbolic link is not followed" if error.errno == errno.ELOOP else error.strerror
        raise DigestError(f"{refusal}: {why}", code="file", path=printable(path)) from None
    state = os.fstat(descriptor)
    if not stat.S_ISREG(state.st_mode):
        os.close(descriptor)
        raise DigestError(f"{refusal}: this is not an ordinary file", code="file", path=printable(path))
    try:
        if state.st_size > limit:
            size = f"{state.st_size:,} bytes; at most {limit:,} are read"
            raise DigestError(f"{refusal}: it has {size}", code="size", path=printable(path), hint="divide it")
        return _read_off(descriptor, state.st_size)
    except OSError as error:  # of a disk that is broken, or a network that is gone
        raise DigestError(f"{refusal}: {error.strerror}", code="file", path=printable(path)) from None
    finally:
        os.close(descriptor)


def _read_off(descriptor: int, size: int) -> bytes:
    """What a file holds that had a size a moment ago: without a file object, which asks the system twice as often."""
    data = os.read(descriptor, size)
    while len(data) < size and (more := os.read(descriptor, size - len(data))):
        data += more
    return data


def read_text(root: Path, path: str, *, limit: int) -> str:
    """The text of such a file, its line ends and marks as they are. `DigestError` also where it is not UTF-8."""
    try:
        return read_bytes(root, path, limit=limit).decode("utf-8")
    except UnicodeDecodeError as error:
        message, hint = f"this is not UTF-8: byte {error.start}", "save the file as UTF-8"
        raise DigestError(message, code="encoding", path=path, hint=hint) from None


def stamp(root: Path, path: str) -> State | None:
    """What tells one state of a file from the next without reading it; None where nothing does.

    A file that was changed a moment ago may be changed again within one tick of its file system's clock and look the
    same: git calls that racily clean. So a file has a stamp only when its last change is older than any such tick.
    """
    seen = state_of(root, path)
    return seen if seen and settled(seen[1]) else None


def state_of(root: Path, path: str) -> State | None:
    """The state of a file; None for no file."""
    try:
        state = os.stat(f"{root}/{path}", follow_symlinks=False)  # half the time of a Path, for every article
    except OSError:
        return None
    return state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino


def firm_stamp(root: Path, path: str) -> State | None:
    """A stamp that outlives this process: a tool may set the time of a change back, but not that of its own doing."""
    return firm(state_of(root, path))


def firm(seen: State | None) -> State | None:
    """What was seen of a file, if that is such a stamp."""
    return seen if seen and settled(max(seen[1:3])) else None


def young(seen: Mapping[str, State | None]) -> tuple[str, ...]:
    """Those of many files of which what was seen is no such stamp."""
    limit = _limit()
    return tuple(path for path, each in seen.items() if each is None or max(each[1], each[2]) >= limit)


def settled(changed: int) -> bool:
    """Whether a change, in nanoseconds since the epoch, is so old that the next one cannot bear the same time."""
    return changed < _limit()


def _limit() -> int:
    return time.time_ns() - _TICK


def write_whole(path: Path, data: bytes, *, sync: bool = True) -> None:
    """Write a file so that at every moment the old or the new one stands there whole, even after a power cut.

    Without `sync` that holds for everything but the power cut.
    """
    beside = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.digest-", suffix=".tmp")
        with open(descriptor, "wb") as file:
            file.write(data)
            if sync:
                file.flush()
                os.fsync(file.fileno())
        os.chmod(beside, _mode(path))
        os.replace(beside, path)
    except OSError as error:
        raise MachineError(f"cannot write {path}: {error.strerror}", code="disk") from error
    finally:
        with contextlib.suppress(OSError):  # it is gone, or is swept another day: the first error is what counts
            os.unlink(beside)


def _mode(path: Path) -> int:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return 0o644


def sweep(folder: Path) -> None:
    """Remove what killed runs have left half written in a folder of our own.

    Others may be writing there, without a lock: so only what no run can be writing any more.
    """
    with contextlib.suppress(OSError), os.scandir(folder) as found:
        for entry in found:
            if (
                re.fullmatch(rf"\..+{HALF}", entry.name, re.DOTALL)
                and entry.stat(follow_symlinks=False).st_mtime < time.time() - _HOUR
            ):
                os.unlink(entry)


def write_own(path: str, data: bytes) -> None:
    """Write a file whose name nobody but this program gives; what a killed run left there is removed, its folder made.

    Not synced, and half a file if the machine fails: for what is read again before it counts, or is put in its place
    whole by others. A third of the time of `write_whole`.
    """
    try:
        with contextlib.suppress(FileNotFoundError):
            return write_afresh(path, data)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        write_afresh(path, data)
    except OSError as error:
        raise MachineError(f"cannot write {path}: {error.strerror}", code="disk") from error


def write_afresh(path: str, data: bytes) -> None:
    """The same in a folder that is there. Raises `OSError`."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)  # never through a link
    try:
        descriptor = os.open(path, flags, 0o644)
    except FileExistsError:
        os.unlink(path)
        descriptor = os.open(path, flags, 0o644)
    try:
        while data:
            data = data[os.write(descriptor, data) :]
        os.chmod(descriptor if os.chmod in os.supports_fd else path, 0o644)  # whatever the umask, as in `write_whole`
    finally:
        os.close(descriptor)


def sync(paths: Sequence[Path | str]) -> None:
    """Have the disk hold some files: one by one, which spares the rest of the machine, or all at once if many."""
    if len(paths) > EACH and hasattr(os, "sync"):
        os.sync()
        return
    for path in paths:
        with open(path, "rb+") as file:
            os.fsync(file.fileno())


def exchanged(one: Path, other: Path) -> bool:
    """Exchange two files or folders in one step. False where the system or the file system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    return bool(renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)
