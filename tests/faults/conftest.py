"""`-k C1` chooses the tests of row C1, and not those of C10."""

from __future__ import annotations

import pytest

from tests.faults.names import exact, keyword, rows
from tests.serve.conftest import browser, program, running, site, start
from tests.serve.watched import shared, watched, watching
from tests.site.workshop import workshop

__all__ = ["browser", "program", "running", "shared", "site", "start", "watched", "watching", "workshop"]  # fixtures


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give each test the words of its rows before pytest chooses by them."""
    config.option.keyword = exact(config.option.keyword)
    for item in items:
        if item.path.parent.name == "faults":
            item.extra_keyword_matches.update(keyword(row) for row in rows(item.name))
