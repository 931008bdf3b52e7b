"""The program in a process that is forked off, and there dies, or finds a disk that refuses: quick enough for all N."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from digest.cli import status
from tests.desk import Desk
from tests.fault import CRASHED, install

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes do not fork here")
PATIENCE = 120  # seconds after which a process that hangs is ended
NOW = "1704099600"


@dataclass(frozen=True, slots=True)
class End:
    """How a process came to its end: what it said, and how often it touched the disk (0 where it died)."""

    status: int
    said: str
    touches: int

    @property
    def crashed(self) -> bool:
        return self.status == CRASHED


def end_of(work: Callable[[], int], fault: str = "count") -> End:
    """Do some work in a process of its own in which a fault happens."""
    said, to_say = os.pipe()  # no file: whatever befalls the disk, this is heard
    count, to_count = os.pipe()
    child = os.fork()
    if child == 0:
        _work(work, fault, to_say, to_count)
    os.close(to_say)
    os.close(to_count)
    with open(said, encoding="utf-8", errors="replace") as words, open(count, encoding="ascii") as number:
        told, touches = words.read(), number.read()
    _, ended = os.waitpid(child, 0)
    return End(os.waitstatus_to_exitcode(ended), told, int(touches or 0))


def _work(work: Callable[[], int], fault: str, said: int, count: int) -> None:
    """The life of the child. Whatever happens, it never goes on as its parent would."""
    code = 70
    try:
        signal.alarm(PATIENCE)
        sys.stdout = sys.stderr = open(said, "w", encoding="utf-8")  # noqa: SIM115
        write = os.write
        happening = install(fault)
        code = work()
        write(count, str(happening.seen).encode())
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001 (the child ends here, whatever it was)
        traceback.print_exc()
    finally:
        os._exit(code)


def command(desk: Desk, *arguments: str) -> Callable[[], int]:
    """A command of the program, as work for a process of its own."""

    def work() -> int:
        os.environ["SOURCE_DATE_EPOCH"] = NOW
        return status([*arguments, "--site", str(desk.root)])

    return work


def begun_anew(desk: Desk, start: Path) -> None:
    """The desk as it was, down to the times of its files."""
    shutil.rmtree(desk.root)
    copied(start, desk.root)


def copied(folder: Path, target: Path) -> None:
    """Copy a folder. What is one file under several names is so in the copy."""
    known: dict[int, str] = {}

    def copy(source: str, place: str) -> None:
        number = os.lstat(source).st_ino
        if number in known:
            os.link(known[number], place)
        else:
            shutil.copy2(source, place, follow_symlinks=False)
            known[number] = place

    shutil.copytree(folder, target, symlinks=True, copy_function=copy)


KINDS = ("crash", "enospc", "eio", "once")  # of faults; `tests.fault` says what each of them is


def every(desk: Desk, work: Callable[[], int], kind: str, ends: int = 0) -> Iterator[tuple[str, End]]:
    """Do the work again and again from where the desk stands now, with a fault at each touch of the disk in turn.

    With a number of `ends` only at so many touches, at others for each kind of fault.
    """
    start = desk.root.with_name(f"{desk.root.name}-start")
    copied(desk.root, start)
    touches = end_of(work).touches
    assert touches > 0, "the work did not come to its end"
    shift = KINDS.index(kind) / len(KINDS)
    chosen = {int(touches * (each + shift) / ends) + 1 for each in range(ends)} if ends else range(1, touches + 1)
    for number in sorted(chosen):
        begun_anew(desk, start)
        end = end_of(work, f"{kind}:{number}")
        yield f"{kind}:{number} of {touches}: {end.said}", end
    shutil.rmtree(start)
