"""A lost record -> what can still be known of it, so that nothing an editor deleted comes back for want of a line.

The record is lost where it has no line although articles name their seeds. Those seeds are known again by their
articles. Of any other seed nobody can tell whether it is new or its article was deleted: it waits to be named.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from digest.disk import write_whole
from digest.errors import Problem
from digest.seeds import record
from digest.seeds.folder import Entry
from digest.seeds.record import Record, Row
from digest.seeds.shelf import Shelf
from digest.seeds.standing import Standing
from digest.seeds.states import State

BEGUN = ".digest/first-conversion"  # stands while the first draft of a site is written and no line yet tells of it


def is_lost(root: Path, known: Record, shelf: Shelf) -> bool:
    """Whether lines of the record are missing, rather than never written or about to be when a run was killed."""
    return not known.rows and bool(shelf.by_hash or shelf.by_seed) and not os.path.lexists(root / BEGUN)


def rows(seeds: Iterable[tuple[Entry, Standing]], adopted: Mapping[Entry, Row], shelf: Shelf) -> tuple[Row, ...]:
    """A record made anew, of all seeds. `adopted` are those whose articles name them."""
    return tuple(adopted.get(entry) or _row(entry, standing, shelf) for entry, standing in seeds)


def _row(entry: Entry, standing: Standing, shelf: Shelf) -> Row:
    """A seed that waits; or that an article names, by the hash of the seed as it was, so that its change is told."""
    if standing.state is State.WITHIN:
        return Row(entry.key, entry.sha256, standing.article, "", record.REPRINT)
    hashes = (old for old, each in shelf.by_hash.items() if each == standing.article)
    return Row(entry.key, next(hashes, entry.sha256), standing.article, "")


def begin(root: Path) -> None:
    """Say that a first draft without a line in the record is no sign of a loss."""
    write_whole(root / BEGUN, b"")


def end(root: Path) -> None:
    """Say that the record has its lines."""
    with suppress(FileNotFoundError):
        os.unlink(root / BEGUN)


def warning(waiting: Sequence[str]) -> Problem:
    """What an editor is told of the seeds that wait."""
    return Problem(
        "record",
        f"the record of conversions was lost: seeds without an article wait ({len(waiting)})",
        record.FILE,
        hint=f"restore the record from git; name the seeds that are new: convert {waiting[0]}; remove the others",
        level="warning",
    )
