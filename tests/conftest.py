"""Fixtures that all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.desk import Desk


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="write the golden files anew; read them before you commit")


@pytest.fixture
def renew(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--renew"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An editor's desk, empty but for its settings."""
    return Desk(tmp_path / "site")


def pytest_configure(config: pytest.Config) -> None:
    """Long runs are left to the machines that set CI, unless somebody chooses by marks."""
    if not config.option.markexpr and not os.environ.get("CI"):
        config.option.markexpr = "not slow"
