"""What a person may have typed, written over: only where it still holds what was read, and after a copy of that.

Copies lie in `.digest/backup/`, each by its time and the name of its bytes, and none is ever removed.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from digest.disk import exchanged, write_whole
from digest.errors import DigestError, MachineError
from digest.fingerprint import of_bytes

BACKUP = ".digest/backup"


def put_by(root: Path, path: str, data: bytes, now: datetime | None = None, *, sync: bool = True) -> str:
    """Keep a copy of what a file holds. Returns the path of the copy. `now` is its moment; without it, this one is.

    With `sync` it survives a power cut, as what a person typed must.
    """
    stem, dot, ending = path.rpartition(".")
    moment = now or datetime.now(UTC)
    copy = f"{BACKUP}/{stem or path}/{moment:%Y%m%d-%H%M%S}-{of_bytes(data)[:8]}{dot}{ending if stem else ''}"
    write_whole(root / copy, data, sync=sync)
    return copy


def put_away(root: Path, path: str, data: bytes, now: datetime | None = None) -> str:
    """Move a file that holds some bytes among its copies: what is saved in this very moment is there then as well."""
    copy = put_by(root, path, data, now)
    try:
        os.replace(root / path, root / copy)
    except OSError as error:
        raise MachineError(f"cannot move {root / path}: {error.strerror}", code="disk") from error
    return copy


def overwrite(root: Path, path: str, data: bytes, old: bytes | None, now: datetime | None = None) -> None:
    """Write a file of which `old` was read, after a copy of that; None for one that was not there.

    Raises `DigestError`, and nothing is written, where somebody has saved it since, or made it.
    """
    if old is None:
        done = _created(root / path, data)
    else:
        put_by(root, path, old, now)
        done = replace_whole(root / path, data, old)
    if not done:
        message, hint = "it was changed by somebody else just now, and is not overwritten", "look at it, then try again"
        raise DigestError(message, code="saved", path=path, hint=hint)


def replace_whole(path: Path, data: bytes, expected: bytes) -> bool:
    """Write over a file. False, and it stays as it is, where it no longer holds what is expected.

    Where the system can, the two files are exchanged and then looked at: so an editor who saves in this very moment
    wins as well.
    """
    beside = path.with_name(f".{path.name[:40]}.digest-put-{os.getpid()}")
    write_whole(beside, data)
    try:
        os.chmod(beside, stat.S_IMODE(path.stat().st_mode))
        if path.read_bytes() != expected:
            return False
        if not exchanged(beside, path):
            os.replace(beside, path)
        elif beside.read_bytes() != expected:
            exchanged(beside, path)
            return False
    except FileNotFoundError:
        return False
    except OSError as error:
        raise MachineError(f"cannot write {path}: {error.strerror}", code="disk") from error
    finally:
        with suppress(OSError):  # it is gone, or is swept another day
            os.unlink(beside)
    return True


def put_new(beside: Path, path: Path) -> bool:
    """Give a file that was written beside its place that place. False where something stands there by now."""
    try:
        os.link(beside, path)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        if os.path.lexists(path):
            return False
        os.replace(beside, path)
    return True


def _created(path: Path, data: bytes) -> bool:
    beside = path.with_name(f".{path.name[:40]}.digest-new-{os.getpid()}")
    write_whole(beside, data)
    try:
        return put_new(beside, path)
    except OSError as error:
        raise MachineError(f"cannot write {path}: {error.strerror}", code="disk") from error
    finally:
        with suppress(OSError):
            os.unlink(beside)
