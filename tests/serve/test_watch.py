"""Changes come in batches, once the files stand still."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from digest.serve.watch import Notify, changes
from tests.desk import Desk


class Watching:
    """A watch in a thread, as a preview has one."""

    def __init__(self, root: Path, **options: Notify) -> None:
        self.stop = threading.Event()
        self.told: list[str] = []
        self.batches: list[set[str]] = []
        self.root = root
        self.look: Callable[[], object] = lambda: None
        found = changes(root, self.stop, self.told.append, **options)
        self.thread = threading.Thread(target=self._run, args=(found,), daemon=True)
        self.thread.start()
        self.until(1)

    def _run(self, found: Iterator[set[str]]) -> None:
        for batch in found:
            self.look()
            self.batches.append({os.path.relpath(path, self.root) for path in batch})

    def until(self, count: int, patience: float = 10) -> list[set[str]]:
        """Wait for so many batches in all, and for a further one that should not come."""
        end = time.monotonic() + patience
        while len(self.batches) < count and time.monotonic() < end:
            time.sleep(0.01)
        return self.batches

    def end(self) -> None:
        self.stop.set()
        self.thread.join(5)
        assert not self.thread.is_alive()


@pytest.fixture
def watching(site: Desk) -> Iterator[Watching]:
    watch = Watching(site.root)
    yield watch
    watch.end()


def test_the_first_batch_comes_at_once(watching: Watching) -> None:
    assert watching.batches == [{"."}]


def save_over(file: Path, data: bytes) -> None:
    file.write_bytes(data)


def save_by_rename(file: Path, data: bytes) -> None:
    beside = file.with_name(f".{file.name}.tmp")
    beside.write_bytes(data)
    os.replace(beside, file)


def save_with_backup(file: Path, data: bytes) -> None:
    file.rename(file.with_name(f"{file.name}~"))
    file.write_bytes(data)


def save_slowly(file: Path, data: bytes) -> None:
    with file.open("wb") as out:
        time.sleep(0.1)
        out.write(data)


def save_in_pieces(file: Path, data: bytes) -> None:
    with file.open("wb", buffering=0) as out:
        for start in range(0, len(data), 30):
            out.write(data[start : start + 30])
            time.sleep(0.002)


@pytest.mark.parametrize("save", [save_over, save_by_rename, save_with_backup, save_slowly, save_in_pieces])
def test_however_an_editor_saves_the_batch_comes_when_the_file_is_whole(
    site: Desk, watching: Watching, save: Any
) -> None:
    """I17."""
    path, sizes = site.root / "content/articles/proton.md", []
    watching.look = lambda: sizes.append(path.stat().st_size)
    data = path.read_bytes() + b"More.\n"
    save(path, data)
    assert "content/articles/proton.md" in watching.until(2)[1]
    assert sizes[0] == len(data)


def test_a_thousand_files_at_once_are_one_batch(site: Desk, watching: Watching) -> None:
    for number in range(1000):
        site.write(f"content/articles/n{number}.md", "---\ntitle: Н\n---\n")
    assert len(watching.until(2)[1]) >= 1000
    time.sleep(0.5)
    assert len(watching.batches) == 2


def test_settings_are_watched_however_they_are_saved(site: Desk, watching: Watching) -> None:
    save_by_rename(site.root / "site.yaml", site.read("site.yaml").encode() + b"paginate: 5\n")
    assert watching.until(2)[1] == {"site.yaml"}


def test_a_folder_that_appears_later_is_watched(site: Desk, watching: Watching) -> None:
    shutil.rmtree(site.root / "static")
    watching.until(2)
    time.sleep(0.3)
    count = len(watching.batches)
    site.write("static/new.txt", "1")
    watching.until(count + 1)
    time.sleep(0.3)
    count = len(watching.batches)
    site.write("static/new.txt", "12")
    assert "static/new.txt" in watching.until(count + 1)[count]


def test_a_folder_that_is_exchanged_is_watched(site: Desk, watching: Watching) -> None:
    shutil.copytree(site.root / "content", site.root / "other")
    (site.root / "content").rename(site.root / "old")
    (site.root / "other").rename(site.root / "content")
    watching.until(2)
    time.sleep(0.3)
    count = len(watching.batches)
    site.edit("content/articles/proton.md", "Ракета", "Новая ракета")
    assert "content/articles/proton.md" in watching.until(count + 1)[count]


def test_output_and_state_are_not_watched(site: Desk, watching: Watching) -> None:
    site.write("public/index.html", "x")
    site.write(".digest/content.sqlite", "{}")
    site.write("content/articles/.proton.md.swp", "x")
    time.sleep(0.3)
    assert watching.batches == [{"."}]


def test_where_the_system_reports_nothing_the_files_are_looked_at_and_it_is_said_once(site: Desk) -> None:
    """I18."""

    def exhausted(*paths: str, **options: Any) -> Iterator[set[Any]]:
        raise OSError(28, "OS file watch limit reached")

    watch = Watching(site.root, notify=exhausted)
    site.edit("content/articles/proton.md", "Ракета", "Новая ракета")
    batches = watch.until(2)
    site.edit("content/articles/proton.md", "Новая ракета", "Старая ракета")
    batches = watch.until(3)
    watch.end()
    assert [("content/articles/proton.md" in batch) for batch in batches] == [False, True, True]
    (said,) = watch.told
    assert said == (
        "This system cannot report changes ([Errno 28] OS file watch limit reached): "
        "the files are looked at every 0.3 s instead."
    )


def test_a_site_without_any_folder_is_watched_all_the_same(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "empty")
    watch = Watching(desk.root)
    desk.article("Первая")
    assert len(watch.until(2)) >= 2
    watch.end()
