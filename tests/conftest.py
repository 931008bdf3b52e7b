"""Fixtures that all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An editor's desk, empty but for its settings."""
    return Desk(tmp_path / "site")
