"""A kill in the middle of saving, at every step of it: the article is the whole old or the whole new one."""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import pytest

from digest.desk.papers import changed, opened, saved
from digest.seeds.files import sweep

PATH = "content/articles/proton.md"
OLD = "---\ntitle: Протон\n---\n\nСтарый текст.\n".encode()
NEW = "---\ntitle: Протон\n---\n\nНовый текст, и длиннее.\n".encode()
NOW = datetime(2024, 1, 1, 9, tzinfo=UTC)
STEPS = ("digest/disk.py", "digest/seeds/files.py", "digest/desk/papers.py")


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


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes do not fork here")
def test_a_kill_at_any_step_leaves_a_whole_article_and_its_copy(
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
