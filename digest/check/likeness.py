"""How much of an article stands word for word in its seed, against the limits of the settings."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from digest.check.sheet import Sheet
from digest.checklist import Checking
from digest.errors import Problem
from digest.shingles import RUN
from digest.text import same_name

_HINT = "tell more of it in words of your own, or say why it may stand here: `rights: {full: …}`"


class Borrowed(Struct, frozen=True):
    """What an article has of its seed: per cent of its words that stand there in runs of `RUN` and more, and the
    longest run in words. `full` says why all of it may; it stands in line `line`, `source` in the article's name.
    """

    path: str
    share: int
    run: int
    source: str
    full: str


def borrowed(sheet: Sheet, words: Sequence[str], others: Sequence[str]) -> Borrowed:
    """Compare the words of an article with those of its seed."""
    said, longest = _shared(words, others)
    share = round(100 * said / len(words)) if words else 0
    return Borrowed(sheet.path, share, longest, sheet.value("source"), _reason(sheet))


def _shared(words: Sequence[str], others: Sequence[str]) -> tuple[int, int]:
    """How many words stand in runs that both have, and how many the longest such run has."""
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(others) - RUN + 1):
        places.setdefault(tuple(others[at : at + RUN]), []).append(at)
    said: set[int] = set()
    longest = 0
    before: dict[int, int] = {}  # where a run ends in the seed, and how many words it has
    for at in range(len(words) - RUN + 1):
        here = {place: before.get(place - 1, RUN - 1) + 1 for place in places.get(tuple(words[at : at + RUN]), ())}
        if here:
            said.update(range(at, at + RUN))
            longest = max(longest, *here.values())
        before = here
    return len(said), longest


def _reason(sheet: Sheet) -> str:
    node = sheet.meta.get("rights")
    reason = node.value.get("full") if node and isinstance(node.value, dict) else None
    return reason.value if reason and isinstance(reason.value, str) else ""


def beyond(found: Borrowed, checking: Checking) -> Problem | None:
    """What is told of an article that has more of its seed than it may."""
    limits = checking.by_source.get(same_name(found.source), checking.limits)
    if found.full or (found.share <= limits.share and found.run <= limits.run):
        return None
    message = f"{found.share} % of the text stand word for word in the seed, {found.run:,} words in a row"
    message += f"; at most {limits.share} % and {limits.run:,} words may"
    return Problem("likeness", message, found.path, 1, hint=_HINT)
