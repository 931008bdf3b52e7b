"""What a process has open, and which others it has begun, as Linux tells in /proc."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

PROC = Path("/proc")
needs_proc = pytest.mark.skipif(not (PROC / "self/stat").exists(), reason="there are no processes in /proc here")


def children(pid: int) -> set[int]:
    """The processes that one has begun."""
    return {int(each.name) for each in PROC.iterdir() if each.name.isdigit() and _field(each, 1) == str(pid)}


def alive(pids: set[int]) -> set[int]:
    return {pid for pid in pids if _field(PROC / str(pid), 0) not in ("", "Z")}


def descriptors(pid: int) -> int:
    """How many files and connections a process has open."""
    return len(os.listdir(PROC / str(pid) / "fd"))


def figure(pid: int, name: str) -> int:
    """A number out of a process's status: `Threads`, or `VmRSS` in KB."""
    lines = (PROC / str(pid) / "status").read_text(encoding="utf-8").split("\n")
    return int(next(line for line in lines if line.startswith(name + ":")).split()[1])


def within(seconds: float, met: Callable[[], bool]) -> bool:
    """Whether something becomes true in time."""
    end = time.monotonic() + seconds
    while not met():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def _field(process: Path, number: int) -> str:
    """A field behind the name of a process; empty for one that is gone."""
    try:
        return (process / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[number]
    except OSError:
        return ""
