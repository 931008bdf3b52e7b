"""Fixtures that all tests share."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk import Desk


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="write the golden files anew; read them before you commit")
    parser.addoption("--web", action="store_true", help="judge the pages in a browser, by the tools of tests/web")


@pytest.fixture(autouse=True, scope="session")
def no_power_cut() -> Iterator[None]:
    """No test pulls the plug, so none waits for the disk: for the 33 files of a small site that is half of a build."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(autouse=True, scope="session")
def one_thread() -> Iterator[None]:
    """Those who run the tests have threads that only wait: the program may fork as it does where it has but one."""
    others, count = threading.active_count() - 1, threading.active_count
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(threading, "active_count", lambda: count() - others)
        yield


@pytest.fixture
def renew(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--renew"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An editor's desk, empty but for its settings."""
    return Desk(tmp_path / "site")


def pytest_configure(config: pytest.Config) -> None:
    """Long runs are left to the machines that set CI, unless somebody chooses by marks; the web is only asked for.

    Where Python is forbidden to keep what it compiled, every process that a test starts would compile the program and
    its packages anew, which takes it a second: the tests lift that.
    """
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if config.option.web:
        config.option.markexpr = "web"
    elif not config.option.markexpr:
        left = "not web and not timed"
        config.option.markexpr = left if os.environ.get("CI") else f"{left} and not slow"


@pytest.fixture(autouse=True, scope="session")
def nobodys_git(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Git has no settings but a repository's own: no test reads those of the developer, or writes into them.

    They are files of a temporary folder: git puts another file in the place of the one it writes, even of /dev/null.
    """
    folder = tmp_path_factory.mktemp("git")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CONFIG_GLOBAL", str(folder / "global"))
        patch.setenv("GIT_CONFIG_SYSTEM", str(folder / "system"))
        yield
