"""Bytes by their names in one file, of which a build reads few and writes few: SQLite, nothing taken on trust.

Rows are of several kinds. A kind whose rows are all wanted is read at once; of others, one row at a time. Each row has
a sum by which a bit that has turned over is seen, and the file has a key: what is not as it was written, or was written
under another key, is as if it had never been kept.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from digest.errors import MachineError

Data = bytes | Callable[[], bytes]
"""What a row holds, or what gives it when it is written, so that very many rows need not be held at once."""

PATIENCE = 60.0  # seconds that one process waits while another writes, be the machine ever so busy

PAGE = 16_384  # bytes: most rows stand on one page then, and are written and read in two thirds of the time

PROBE = 65_536  # bytes by which the disk is asked why it refuses

BROKEN = (sqlite3.DatabaseError, UnicodeError)  # the latter where SQLite's own words quote what is broken

_THE_DISK = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN)
"""Refusals that say nothing of what stands in the file."""

Changes = Mapping[str, Data | None]
"""Rows that come or change, by their names; None for those that go."""


class Stock:
    """One such file. It is made when something is written, so that looking into it changes nothing."""

    def __init__(self, path: Path, key: str, *kinds: str) -> None:
        self.path, self._key, self._kinds = path, key, kinds
        self._base, self._opener = self._opened(), os.getpid()

    def rows(self, kind: str) -> dict[str, bytes]:
        """All rows of a kind that are as they were written."""
        found = self._asked(f"select name, data, sum from {kind} order by rowid")
        return {name: data for name, data, there in found if _is_true(name, data, there)}

    def row(self, kind: str, name: str) -> bytes | None:
        """One row; nothing where it is missing or torn."""
        found = self._asked(f"select data, sum from {kind} where name = ?", name)
        return next((data for data, there in found if _is_true(name, data, there)), None)

    def write(self, changes: Mapping[str, Changes], *, anew: bool = False) -> None:
        """Write what has changed, by kinds, or all there is; as a whole or not at all, whoever is killed amidst it.

        Raises `MachineError` where the disk refuses. A broken file is begun anew: what stood there is unknown then.
        """
        try:
            self._write(changes, self._made() if anew or not self._base else self._base)
        except (*BROKEN, OSError) as error:
            if anew or _is_of_the_disk(error):
                raise MachineError(f"cannot write {self.path}: {_why(self.path, error)}", code="disk") from error
            self.write(changes, anew=True)

    def close(self) -> None:
        """Let go of the file: nothing more will be asked."""
        if self._base and self._opener == os.getpid():
            self._base.close()
        self._base = None

    def _write(self, changes: Mapping[str, Changes], base: sqlite3.Connection) -> None:
        with base:
            for kind, some in changes.items():
                if base is self._base:  # in a new file there is nothing yet
                    base.executemany(f"delete from {kind} where name = ?", ((name,) for name in some))
                base.executemany(f"insert into {kind} (name, data, sum) values (?, ?, ?)", _coming(some))
        self._base = base

    def _asked(self, question: str, *names: str) -> list[Any]:
        if self._opener != os.getpid():  # SQLite forbids a forked process what was opened before
            self._inherited = self._base  # nor may it be closed here
            self._base, self._opener = self._opened(), os.getpid()
            if self._base:
                self._base.execute("begin")  # to its end it sees what is there now, and locks nothing row by row
        try:
            return self._base.execute(question, names).fetchall() if self._base else []
        except BROKEN:
            self._base = None  # the file is broken: what else stands in it is not believed either
            return []

    def _opened(self) -> sqlite3.Connection | None:
        """The file, if it is one of ours with this key."""
        if not self.path.is_file():
            return None
        with contextlib.suppress(*BROKEN):
            base = _connected(self.path)
            if base.execute("select key from head").fetchall() == [(self._key,)]:
                return base
        return None

    def _made(self) -> sqlite3.Connection:
        """A new file, in place of any that is there."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        for each in (self.path, self.path.with_name(f"{self.path.name}-journal")):
            with contextlib.suppress(PermissionError):  # on Windows, while another program has it open
                each.unlink(missing_ok=True)
        base = _connected(self.path)
        base.execute(f"pragma page_size = {PAGE}")
        with base:
            for kind in ("head", *self._kinds):
                base.execute(f"drop table if exists {kind}")
            base.execute("create table head (key text)")
            base.execute("insert into head values (?)", (self._key,))
            for kind in self._kinds:
                base.execute(f"create table {kind} (name text unique, data blob, sum integer)")
        return base


def _is_of_the_disk(error: Exception) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # of the kinds of a refusal the kind above them
    return isinstance(error, OSError) or code in _THE_DISK


def _why(path: Path, error: Exception) -> str:
    """What the system says of a disk that refuses: SQLite has a few words for very many reasons."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    try:
        with tempfile.TemporaryFile(dir=path.parent) as probe:
            probe.write(bytes(PROBE))
    except OSError as refusal:
        return refusal.strerror or str(refusal)
    full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    return os.strerror(errno.ENOSPC) if full else str(error)


def _connected(path: Path) -> sqlite3.Connection:
    """The disk need not be waited for: what a power cut leaves is found out by the sums."""
    base = sqlite3.connect(path, timeout=PATIENCE, check_same_thread=False)
    base.execute("pragma synchronous = off")
    return base


def _coming(some: Changes) -> Iterator[tuple[str, bytes, int]]:
    for name, given in some.items():
        data = given() if callable(given) else given
        if data is not None:
            yield name, data, _sum(name, data)


def _is_true(name: object, data: object, there: object) -> bool:
    """Whether a row is as it was written. One bit that has turned over makes a text of bytes, or nothing of a name."""
    return isinstance(name, str) and isinstance(data, bytes) and there == _sum(name, data)


def _sum(name: str, data: bytes) -> int:
    return zlib.crc32(data, zlib.crc32(name.encode("utf-8", "surrogatepass")))
