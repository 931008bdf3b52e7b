"""A kill, a full or a broken disk in the middle of saving at the desk: the article is the whole old or the new one."""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import pytest

from digest.desk.papers import changed, opened, saved
from digest.errors import MachineError
from digest.seeds.files import sweep
from tests.desk import Desk
from tests.faults.dying import KINDS, every, forks

pytestmark = forks

PATH = "content/articles/proton.md"
OLD = "---\ntitle: Протон\n---\n\nСтарый текст.\n".encode()
NEW = "---\ntitle: Протон\n---\n\nНовый текст, и длиннее.\n".encode()
NOW = datetime(2024, 1, 1, 9, tzinfo=UTC)
STEPS = ("digest/disk.py", "digest/keeping.py", "digest/desk/papers.py")


def killed_at(step: int, root: Path) -> bool:
    """Save in a process of its own, which is killed before its line number `step`. False if it has so many no more."""
    child = os.fork()
    if child == 0:
        _save_and_die(step, root)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _save_and_die(step: int, root: Path) -> None:
    left = step

    def trace(frame: FrameType, event: str, _: object) -> object:
        nonlocal left
        if not frame.f_code.co_filename.replace(os.sep, "/").endswith(STEPS):
            return None
        if event == "line":
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    try:
        sys.settrace(trace)  # type: ignore[arg-type]
        saved(root, opened(root, PATH), NEW, NOW)
    finally:
        os._exit(0)


def test_d19_a_kill_at_any_step_leaves_a_whole_article_and_its_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)  # the process dies, not the machine: nothing hangs on it here
    seen: list[bytes] = []
    step = 0
    while True:
        step += 1
        root = tmp_path / str(step)
        (root / PATH).parent.mkdir(parents=True)
        (root / PATH).write_bytes(OLD)
        killed = killed_at(step, root)
        held = (root / PATH).read_bytes()
        assert held in (OLD, NEW), f"step {step}"
        if held == NEW:
            assert OLD in _copies(root), f"step {step}: what was overwritten is lost"
        _saves_again(root, held)
        seen.append(held)
        if not killed:
            break
    assert held == NEW
    assert seen.count(OLD) > 20, "it was killed before the exchange"
    assert seen.count(NEW) > 3, "and after it"


def _saves_again(root: Path, held: bytes) -> None:
    """The next save needs no help, and is not confused by what the killed one has left."""
    text = held.decode().replace("екст", "екст дальше")
    after = changed(root, PATH, opened(root, PATH).name, text, lambda data: data, NOW)
    assert (root / PATH).read_bytes() == after.data == text.encode()
    assert held in _copies(root)
    sweep(root, "content/articles")
    assert [each.name for each in (root / PATH).parent.iterdir()] == ["proton.md"]


def _copies(root: Path) -> list[bytes]:
    return [each.read_bytes() for each in (root / ".digest/backup").rglob("*.md")]


def saving(root: Path) -> int:
    """A save at the desk, with the status that a call would have."""
    try:
        saved(root, opened(root, PATH), NEW, NOW)
    except MachineError:
        return 3
    return 0


@pytest.mark.parametrize("kind", KINDS, ids={"crash": "D19", "enospc": "A6", "eio": "A9-for-good", "once": "A9"}.get)
def test_a_disk_that_refuses_at_any_touch_leaves_a_whole_article_and_its_copy(quick: Desk, kind: str) -> None:
    quick.write(PATH, OLD)
    met = []
    for where, end in every(quick, lambda: saving(quick.root), kind):
        held = (quick.root / PATH).read_bytes()
        met.append((end.status, held))
        assert held in (OLD, NEW), where
        assert held == OLD or OLD in _copies(quick.root), where
        assert kind == "crash" or (end.status, held) in ((0, NEW), (3, OLD)), where
        _saves_again(quick.root, held)
    assert len(met) > 10
    assert {held for _, held in met} == {OLD, NEW}  # the latter where only cleaning up was left
