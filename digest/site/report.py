"""What a build did, as a value."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from digest.errors import Problem


class Waiting(Struct, frozen=True):
    """An article or issue whose date is still to come."""

    path: str
    date: datetime


class Report(Struct, frozen=True):
    """What a build did. `rendered` tells why, by URL; `written` counts those of them whose bytes differed.

    `failed` are the paths of pages that could not be rendered: the site was then left as it stood.
    """

    rendered: dict[str, str]
    written: int
    kept: int
    pruned: tuple[str, ...]
    articles: int
    drafts: int
    scheduled: tuple[Waiting, ...]
    problems: tuple[Problem, ...]
    failed: tuple[str, ...]
    seconds: float = 0.0

    @property
    def files(self) -> int:
        """How many files the site has."""
        return self.written + self.kept
