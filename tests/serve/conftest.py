"""Fixtures of the preview's tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from tests.desk import Desk
from tests.serve.browser import Browser
from tests.serve.hands import Running, furnish
from tests.serve.watched import shared, watched, watching

__all__ = ["shared", "watched", "watching"]  # fixtures


@pytest.fixture
def site(desk: Desk) -> Desk:
    """A small site with a theme of its own."""
    return furnish(desk)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A preview that a whole module asks for pages; nobody edits its site."""
    server = Running(furnish(Desk(tmp_path_factory.mktemp("preview") / "site")))
    yield server
    server.end()


@pytest.fixture
def start(site: Desk) -> Iterator[Callable[..., Running]]:
    """Starts previews of `site`, and ends them."""
    servers: list[Running] = []

    def begin(*flags: str, heard: bool = True) -> Running:
        servers.append(Running(site, *flags, heard=heard))
        return servers[-1]

    yield begin
    for server in servers:
        if server.process.poll() is None:
            server.end()


@pytest.fixture(scope="session")
def browsers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Browser]]:
    """The browser that all tests use, one after the other; another, where the last test left it speechless."""
    started: list[Browser] = []

    def one() -> Browser:
        if not started or started[-1].value("1") != 1:
            started.append(Browser(tmp_path_factory.mktemp("profile")))
        return started[-1]

    yield one
    for each in started:
        each.close()


@pytest.fixture
def browser(browsers: Callable[[], Browser]) -> Iterator[Browser]:
    """The browser, whose page is left behind afterwards: one left open would find the next test's preview."""
    program = browsers()
    program.complaints.clear()
    yield program
    program.value("addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true)")  # asks nothing
    with suppress(AssertionError):  # the next test is given another
        program.open("about:blank")
