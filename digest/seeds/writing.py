"""Drafts -> content/: created where nothing stands, replaced where nobody wrote; and the record with its rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct, field

from digest.disk import read_bytes
from digest.errors import DigestError, Problem, printable
from digest.keeping import put_by, replace_whole
from digest.seeds import bases, lost, record
from digest.seeds.files import Created, any_open, opened_by
from digest.seeds.folder import Entry
from digest.seeds.making import Made
from digest.seeds.outcome import Converted, Skipped
from digest.seeds.record import Record, Row
from digest.seeds.standing import LIMIT

# The record is written whole: with each row alone a thousand seeds would take minutes, and with every so many the time
# would grow with their square.
ROWS, SHARE = 200, 0.25  # that are written to it at once, and how many of those it has

Result = Converted | Skipped | Problem | None
"""What came of a seed; None where nothing is to be told."""


class Writer(Struct):
    """Writes drafts, and keeps the record. A dry run writes nothing.

    New drafts reach their places together with their rows; `late` are those that found them taken. `unfinished` are
    the seeds to come back to.
    """

    root: Path
    record: Record
    dry_run: bool
    unfinished: set[str] = field(default_factory=set)
    late: dict[str, Skipped] = field(default_factory=dict)
    _created: Created = field(default_factory=Created)
    _rows: dict[str, Row] = field(default_factory=dict)
    _unsaved: int = 0
    _open: dict[str, bool] = field(default_factory=dict)
    _dropped: set[str] = field(default_factory=set)

    def create(self, entry: Entry, made: Made, article: str, *, instead: Row | None = None) -> Result:
        """A draft for where no file stands."""
        if self._any_open(article) and (found := self.busy(entry, article)):
            return found
        if not self.dry_run:
            if not self.record.rows:
                lost.begin(self.root)
            bases.keep(self.root, made.draft)
            self._created.add(self.root / article, made.draft)
        row = self._rows[article] = Row(entry.key, entry.sha256, article, hash_of_bytes(made.draft))
        self.note(row, instead=instead)
        return Converted(entry.key, article, made.unsure)

    def adopted(self, entry: Entry, article: str, draft: bytes) -> Row:
        """An article that the record has lost is its editor's, unless it is to the byte what would be written now."""
        same = bool(draft) and self.read(article) == draft
        if same:
            self.keep(draft)
        return Row(entry.key, entry.sha256, article, hash_of_bytes(draft) if same else "")

    def update(self, row: Row, entry: Entry, made: Made) -> Result:
        """A draft that nobody touched follows the converter, or, where forced, its seed."""
        new = Row(entry.key, entry.sha256, row.article, hash_of_bytes(made.draft))
        if new.draft == row.draft:
            return None
        if found := self.busy(entry, row.article):
            return found
        self.keep(made.draft)
        old = self.read(row.article) or b""
        if hash_of_bytes(old) != row.draft or not self.replaced(row.article, made.draft, old, sync=False):
            return self.edited_just_now(entry, row.article)
        self.note(new, instead=row)
        return Converted(entry.key, row.article, made.unsure, updated=True)

    # what these and the merging have in common

    def read(self, article: str) -> bytes | None:
        """The bytes of an article, None where it cannot be read."""
        _, waiting = self._created.waiting.get(self.root / article, (None, None))
        if waiting is not None:
            return waiting
        try:
            return read_bytes(self.root, article, limit=LIMIT)
        except DigestError:
            return None

    def keep(self, draft: bytes) -> None:
        """Keep a draft to merge with."""
        if not self.dry_run:
            bases.keep(self.root, draft)

    def replaced(self, article: str, data: bytes, old: bytes, *, sync: bool) -> bool:
        """Write over an article of which `old` was read, and keep that; False where it was saved meanwhile.

        With `sync` the copy survives a power cut, as what a person typed must.
        """
        if self.dry_run:
            return True
        put_by(self.root, article, old, sync=sync)
        return replace_whole(self.root / article, data, old)

    def busy(self, entry: Entry, article: str) -> Skipped | None:
        """Where an editor has the article open, it is left for another day."""
        mark = opened_by(self.root / article)
        if not mark:
            return None
        self.unfinished.add(entry.key)
        return Skipped(entry.key, f"{article} is open in an editor ({printable(mark)})")

    def _any_open(self, article: str) -> bool:
        folder = article.rpartition("/")[0]
        if folder not in self._open:
            self._open[folder] = any_open(self.root / folder)
        return self._open[folder]

    def edited_just_now(self, entry: Entry, article: str) -> Skipped:
        """What is told where an editor saved in the very moment."""
        self.unfinished.add(entry.key)
        return Skipped(entry.key, f"{article} was edited just now: it is not overwritten")

    def note(self, row: Row, *, instead: Row | None = None) -> None:
        """Take a row into the record; it reaches the disk with others."""
        self.record.add(row, instead=instead)
        if instead:
            self._dropped |= {instead.draft, instead.offered} - {row.draft, row.offered, ""}
        self._unsaved += 1
        if self._unsaved >= max(ROWS, SHARE * len(self.record.rows)):
            self.save()

    def begin(self, rows: Iterable[Row]) -> None:
        """Begin the record with some rows, all at once: half of it would be taken for the whole."""
        for row in rows:
            self.record.add(row)
        self._unsaved += 1
        self.save()

    def save(self) -> None:
        """Bring the record to the disk, then remove drafts that it names no more."""
        if self.dry_run or not self._unsaved:
            return
        for path in self._created.put():
            row = self._rows[path.relative_to(self.root).as_posix()]
            told = f"{row.article} was made by someone else just now: it is not overwritten"
            self.late[row.seed] = Skipped(row.seed, told)
            self.record.remove(row)
        self._rows.clear()
        self._open.clear()
        record.write(self.root, self.record.rows)
        lost.end(self.root)
        named = {name for row in self.record.rows for name in (row.draft, row.offered)} if self._dropped else set()
        for name in sorted(self._dropped - named):
            bases.drop(self.root, name)
        self._unsaved, self._dropped = 0, set()


def hash_of_bytes(data: bytes) -> str:
    """The hash by which the record knows a draft."""
    return hashlib.sha256(data).hexdigest()
