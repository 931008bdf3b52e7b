"""Fixtures of the tests that provoke faults."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk import Desk

MEMORY = Path("/dev/shm")  # a disk of memory, where there is one: thousands of builds are cut off here


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Desk]:
    """An empty desk where writing is quick."""
    if not os.access(MEMORY, os.W_OK):
        yield Desk(tmp_path / "site")
        return
    folder = Path(tempfile.mkdtemp(dir=MEMORY))
    yield Desk(folder / "site")
    shutil.rmtree(folder, ignore_errors=True)
