"""Fixtures of the tests that provoke faults; and `-k C1` chooses those of row C1, not those of C10."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.checkout import checkout, hollow
from tests.desk import Desk
from tests.faults.mounts import mounted
from tests.faults.names import exact, keyword, rows
from tests.seeds.conftest import web
from tests.serve.conftest import browser, browsers, running, site, start
from tests.serve.watched import shared, watched, watching
from tests.site.workshop import workshop

__all__ = [
    "browser",
    "browsers",
    "checkout",
    "hollow",
    "mounted",
    "running",
    "shared",
    "site",
    "start",
    "watched",
    "watching",
    "web",
    "workshop",
]  # fixtures


MEMORY = Path("/dev/shm")  # a disk of memory, where there is one: thousands of builds are cut off here


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give each test the words of its rows before pytest chooses by them."""
    config.option.keyword = exact(config.option.keyword)
    for item in items:
        if item.path.parent.name == "faults":
            item.extra_keyword_matches.update(keyword(row) for row in rows(item.name))


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Desk]:
    """An empty desk where writing is quick."""
    if not os.access(MEMORY, os.W_OK):
        yield Desk(tmp_path / "site")
        return
    folder = Path(tempfile.mkdtemp(dir=MEMORY))
    yield Desk(folder / "site")
    shutil.rmtree(folder, ignore_errors=True)
