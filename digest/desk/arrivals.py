"""The seeds of a site and what became of each, looked up again only when a file has changed: a large site has many."""

from __future__ import annotations

from pathlib import Path

from digest.disk import regular_files, stamp
from digest.errors import Problem
from digest.seeds.lost import BEGUN
from digest.seeds.overview import Seen, overview
from digest.settings import Settings

FOLDERS = ("seeds", "content")  # the record of conversions is among the seeds

Overview = tuple[tuple[Seen, ...], tuple[Problem, ...]]


class Arrivals:
    """What was last seen, for as long as all files that it follows from stay as they are."""

    def __init__(self) -> None:
        self._known: tuple[object, Overview] | None = None

    def seen(self, settings: Settings) -> Overview:
        """Every seed with its state, and what is wrong with files that are none."""
        files, known = _files(settings.root), self._known
        if known and files is not None and known[0] == (settings.root, files):
            return known[1]
        found = overview(settings)
        self._known = None if files is None else ((settings.root, files), found)
        return found


def _files(root: Path) -> dict[str, object] | None:
    """The state of every file; None where one has changed so lately that it may change again unseen."""
    found: dict[str, object] = {"begun": (root / BEGUN).exists()}
    for folder in FOLDERS:
        for path, objection in regular_files(root, folder):
            state = objection or stamp(root, path)
            if state is None:
                return None
            found[path] = state
    return found


arrivals = Arrivals()
