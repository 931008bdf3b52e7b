"""A fault injector: the program, with a crash or a disk that refuses at its Nth touch of the disk.

`FAULT=crash:7 python -m tests.fault build` dies at the seventh touch, in the middle of it where it is a write;
`enospc:7` finds the disk full from then on, `eio:7` broken for good; `once:7` fails at that touch alone; `short:7`
takes half of what is written, again and again; `count` writes the number of touches to standard error.

Touches are what an audit hook sees (files opened for writing, renames, exchanges, removals, folders and links made,
programs started), and beside them, since no hook sees these, every write(2) and every fsync(2).
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import shutil
import sys
from collections.abc import Callable
from typing import Any

CRASHED = 137
TOUCHES = (
    *("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.truncate", "os.chmod"),
    *("shutil.rmtree", "subprocess.Popen", "ctypes.dlopen"),
)
GROWS = ("open", "os.mkdir", "os.link", "write", "fsync")  # what a full disk refuses
REFUSALS = {"enospc": errno.ENOSPC, "eio": errno.EIO, "once": errno.EIO}
NO_DISK = ("subprocess.Popen", "ctypes.dlopen", "shutil.rmtree")  # before these one may die, but no disk refuses them


class Fault:
    """One fault that happens at one touch, counted from one."""

    def __init__(self, fault: str) -> None:
        self.kind, _, number = fault.partition(":")
        self.number = int(number or 0)
        self.seen = 0

    def touch(self, event: str, what: object) -> bool:
        """Count a touch. True where a write takes half of its bytes; else it may end the process, or raise."""
        self.seen += 1
        if self.kind == "crash" and self.seen == self.number and event != "write":
            os._exit(CRASHED)
        if self.kind in REFUSALS and self._refuses(event):
            code = REFUSALS[self.kind]
            raise OSError(code, os.strerror(code), os.fsdecode(what) if isinstance(what, (str, bytes)) else str(what))
        return self.kind in ("crash", "short") and self.seen >= self.number

    def _refuses(self, event: str) -> bool:
        met = self.seen == self.number if self.kind == "once" else self.seen >= self.number
        return met and event not in NO_DISK and (self.kind != "enospc" or event in GROWS)

    def written(self, event: str, what: object, data: Any, write: Callable[[Any], int]) -> int:
        """Write, or half of it."""
        if not self.touch(event, what):
            return write(data)
        done = write(memoryview(data)[: max(1, len(data) // 2)])
        if self.kind == "crash":
            os._exit(CRASHED)
        return done


def install(fault: str) -> Fault:
    """Have the fault happen from now on, for as long as this process lives."""
    found = Fault(fault)
    real_open, real_write, real_fsync = io.open, os.write, os.fsync

    def hook(event: str, arguments: tuple) -> None:
        if event in TOUCHES or _writes(event, arguments):
            found.touch(event, arguments[0] if arguments else event)

    def opened(file: Any, mode: str = "r", buffering: int = -1, *more: Any, **named: Any) -> Any:
        if not set(mode) & set("wax+") or buffering == 0 or named.get("opener"):
            return real_open(file, mode, buffering, *more, **named)
        return _opened(found, file, mode, more, named)

    def synced(descriptor: int) -> None:
        found.touch("fsync", descriptor)
        real_fsync(descriptor)

    builtins.open = io.open = opened  # type: ignore[assignment]
    os.write = lambda descriptor, data: found.written("write", descriptor, data, lambda d: real_write(descriptor, d))
    os.fsync = synced  # type: ignore[assignment]
    shutil._USE_CP_SENDFILE = False  # type: ignore[attr-defined]  # so that a copy is written as all else is
    sys.addaudithook(hook)
    return found


def _opened(found: Fault, file: Any, mode: str, more: tuple, named: dict[str, Any]) -> Any:
    class Raw(io.FileIO):
        def write(self, data: Any, /) -> int:
            return found.written("write", self.name, data, super().write)

    raw = Raw(file, mode.replace("b", "").replace("t", ""), closefd=named.pop("closefd", True))
    buffered = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
    if "b" in mode:
        return buffered
    return io.TextIOWrapper(buffered, *more, **named)


def _writes(event: str, arguments: tuple) -> bool:
    if event != "open" or not isinstance(arguments[0], (str, bytes, os.PathLike)):
        return False
    name = os.fsdecode(arguments[0])
    return bool(arguments[2] & (os.O_WRONLY | os.O_RDWR)) and not name.endswith(".pyc") and "__pycache__" not in name


if __name__ == "__main__":
    import atexit

    from digest.cli import main

    happening = install(os.environ["FAULT"])
    if happening.kind == "count":
        atexit.register(lambda: sys.stderr.write(f"touches: {happening.seen}\n"))
    main()
