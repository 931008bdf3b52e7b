"""What Lighthouse says of every kind of page, as a phone shows it: of several looks the best is told.

What a busy machine moves is asked for with room to spare, and held with more: the largest paint, the blocking, and the
score that is made of them. `benchmarks/RESULTS.md` has what was measured on a quiet one.
"""

from __future__ import annotations

import pytest

from tests.web.conftest import Shown
from tests.web.tools import judged

pytestmark = pytest.mark.web

KINDS = ("home", "article", "term", "topic", "issue", "archive", "search", "404")
ASKED = {"lcp": 1000, "tbt": 150, "cls": 0}  # milliseconds, milliseconds, share of the window
HELD = {"lcp": 1500, "tbt": 300, "cls": 0}  # where others work on the same machine all the while
SCORE = 95  # of the speed, likewise; 100 is asked for
LOOKS = 8


def test_every_score_is_a_hundred(example: Shown) -> None:
    pages = [example.pages[kind] for kind in KINDS]
    told = judged("light.mjs", base=example.address, pages=pages, asked=ASKED, looks=LOOKS)
    assert [each["url"] for each in told] == pages
    for each in told:
        speed = each["scores"].pop("performance")
        assert set(each["scores"].values()) == {100}, each
        assert speed >= SCORE, each
        assert all(each[name] <= most for name, most in HELD.items()), each
