"""What the program makes of a `site.yaml`, and what it says of one that it cannot take."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from digest.errors import DigestError
from digest.settings import Settings, settings
from tests.desk import Desk

CLOCK = datetime(2024, 1, 1, 9, tzinfo=UTC)


def read(desk: Desk, text: str | bytes | None = None, **flags: object) -> Settings:
    if text is not None:
        desk.write("site.yaml", text)
    return settings(desk.root, flags, {}, CLOCK)


def told(desk: Desk, text: str | bytes | None = None, **flags: object) -> str:
    with pytest.raises(DigestError) as caught:
        read(desk, text, **flags)
    assert caught.value.status == 2
    return str(caught.value)


def with_setting(line: str) -> str:
    return f"base_url: https://example.org/\n{line}\n"
