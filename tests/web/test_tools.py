"""Says aloud where the pages cannot be judged; an ordinary test, unlike the others of this folder."""

from __future__ import annotations

import pytest

from tests.web.tools import missing


def test_what_judges_the_pages_is_there() -> None:
    if missing():
        pytest.skip("`python3 build.py test --web` would fail without " + "; ".join(missing()))
