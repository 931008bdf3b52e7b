"""What a command uses: seconds by the clock and of the processors, and the most memory of all its processes at once.

    python -m benchmarks.usage COMMAND…

Memory is the sum of the proportional sets (PSS) of the process and its children: what several processes share counts
once. It is looked at ten times a second, or as often as that takes little time itself. That is known on Linux only;
elsewhere it is 0.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.1  # seconds between two looks, at least
IDLE = 20  # times as long as a look took, at least: a large process is long looked at
PROC = Path("/proc")


@dataclass(frozen=True)
class Used:
    """Seconds by the clock, seconds of the processors, bytes; and what the command printed."""

    wall: float
    cpu: float
    memory: int
    out: str


def used(command: Sequence[str], folder: Path | None = None, **environment: str) -> Used:
    """Run a command to its end. Raises `CalledProcessError` where it fails."""
    variables = {**os.environ, **environment}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)  # whoever installs a program has it compiled
    before, start = os.times(), time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    watch = _Watch(process.pid)
    out, err = process.communicate()
    wall, after = time.perf_counter() - start, os.times()
    peak = watch.end()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, out, err)
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    return Used(wall, cpu, peak, out)


class _Watch:
    """Looks at a process and its children until it is told to end."""

    def __init__(self, pid: int) -> None:
        self.pid, self.peak, self.over = pid, 0, threading.Event()
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()

    def end(self) -> int:
        """The most that was seen at once."""
        self.over.set()
        self.thread.join()
        return self.peak

    def _look(self) -> None:
        pause = EVERY
        while not self.over.wait(pause):
            start = time.perf_counter()
            self.peak = max(self.peak, held(self.pid))
            pause = max(EVERY, IDLE * (time.perf_counter() - start))


def held(pid: int) -> int:
    """Bytes that a process and those begun by it hold now."""
    total, family = 0, [pid]
    while family:
        one = PROC / str(family.pop())
        try:
            total += _proportional(one / "smaps_rollup")
            family += (int(each) for task in (one / "task").iterdir() for each in _children(task))
        except OSError:
            continue  # it has ended
    return total


def _children(task: Path) -> list[str]:
    return (task / "children").read_text("ascii").split()


def _proportional(rollup: Path) -> int:
    found = (line.split() for line in rollup.read_text("ascii").splitlines() if line.startswith("Pss:"))
    return next((int(words[1]) * 1024 for words in found), 0)


if __name__ == "__main__":
    seen = used(sys.argv[1:])
    print(f"{seen.out}{seen.wall:.2f} s, {seen.cpu:.2f} s of CPU, {seen.memory / 1e6:,.0f} MB")
