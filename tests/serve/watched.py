"""A preview that several tests share, an open page, and a watch of files."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from digest.serve.watch import Notify, changes
from tests.desk import Desk
from tests.serve.hands import Listener, Running, furnish

PAGE = "2020/01/proton/"


Watched = tuple[Desk, Running, Listener]


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


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Running]]:
    """A site and its preview for all tests that leave both as they found them."""
    desk = furnish(Desk(tmp_path_factory.mktemp("live") / "site"))
    server = Running(desk)
    yield desk, server
    server.end()


@pytest.fixture
def watched(shared: tuple[Desk, Running]) -> Iterator[tuple[Desk, Running, Listener]]:
    """The site, its preview and an open page; afterwards the site is put back as it was."""
    desk, server = shared
    before, page = desk.tree("."), server.listen()
    yield desk, server, page
    after = desk.tree(".")
    for path in after.keys() - before.keys():
        desk.delete(path)
    for path in before:
        if after.get(path) != before[path]:
            desk.write(path, before[path])
    end = time.monotonic() + 10
    while page.state not in server.get(PAGE).text and time.monotonic() < end:
        time.sleep(0.02)
    page.close()


@pytest.fixture
def watching(site: Desk) -> Iterator[Watching]:
    watch = Watching(site.root)
    yield watch
    watch.end()
