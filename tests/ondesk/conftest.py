"""Fixtures of the desk's tests."""

from __future__ import annotations

import pytest

from tests.desk import Desk
from tests.ondesk.hands import Browser


@pytest.fixture
def browser(desk: Desk) -> Browser:
    """A window with the desk of an empty site."""
    return Browser(desk)
