"""A fault injector: the program, with a crash or a full disk at its Nth touch of the disk.

`FAULT=crash:7 python -m tests.fault build` dies at the seventh; `enospc:7` finds the disk full from then on; `count`
writes the number of touches to standard error. Touches are what an audit hook sees: files opened for writing, renames,
removals, folders and links made.
"""

from __future__ import annotations

import errno
import os
import sys

CRASHED = 137
TOUCHES = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.truncate", "os.chmod", "shutil.rmtree")


def install(fault: str) -> None:
    """Have the fault happen. `fault` is `crash:N`, `enospc:N` or `count`."""
    kind, _, number = fault.partition(":")
    seen = 0

    def hook(event: str, arguments: tuple) -> None:
        nonlocal seen
        if event not in TOUCHES and not _writes(event, arguments):
            return
        seen += 1
        if kind == "crash" and seen == int(number):
            os._exit(CRASHED)
        if kind == "enospc" and seen >= int(number) and event in ("open", "os.mkdir", "os.link"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(arguments[0]))

    sys.addaudithook(hook)
    if kind == "count":
        import atexit

        atexit.register(lambda: sys.stderr.write(f"touches: {seen}\n"))


def _writes(event: str, arguments: tuple) -> bool:
    if event != "open" or not isinstance(arguments[0], (str, bytes, os.PathLike)):
        return False
    name = os.fsdecode(arguments[0])
    return bool(arguments[2] & (os.O_WRONLY | os.O_RDWR)) and not name.endswith(".pyc") and "__pycache__" not in name


if __name__ == "__main__":
    from digest.cli import main

    install(os.environ["FAULT"])
    main()
