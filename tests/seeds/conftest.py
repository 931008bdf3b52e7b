"""Fixtures of the tests about seeds."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from tests.seeds.web import Web, served


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """A server on this machine. No test that uses it can reach another: no name leads there."""
    with served() as found:
        monkeypatch.setattr(socket, "getaddrinfo", found.resolve)
        yield found
