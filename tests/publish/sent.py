"""What a publication leaves as it is, what it is refused with, and a remote that has its own mind."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

from tests.publish.conftest import Home


def snapshot(home: Home) -> dict[str, bytes]:
    """All that a publication must leave as it is: not objects, the marks of the remote, and what the build makes."""
    moving = (".git/objects", ".git/refs/remotes", ".git/logs/refs/remotes", "public", ".digest")
    return {path: data for path, data in home.tree(".").items() if not path.startswith(moving)}


def hook(home: Home, name: str, *lines: str) -> None:
    path = home.remote / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(["#!/bin/sh", *lines]) + "\n", encoding="utf-8")
    path.chmod(0o755)


def refused(home: Home, *flags: str, status: int = 1) -> str:
    """What is said by a publication that does not come about; nothing has changed then."""
    tip, before = home.tip(), snapshot(home)
    done = home.publish(*flags)
    assert (done.status, home.tip()) == (status, tip), done.err
    assert snapshot(home) == before
    return done.err


def settle(home: Home) -> None:
    """Wait until what git had begun has come to its end."""
    name = os.fsencode(home.remote)
    quiet = time.monotonic() + 1.0
    while time.monotonic() < quiet:
        for line in Path("/proc").glob("[0-9]*/cmdline"):
            with contextlib.suppress(OSError):
                if name in line.read_bytes():
                    quiet = time.monotonic() + 0.5
        time.sleep(0.05)
