"""Entry, record and disk -> Standing: what has become of a seed, as far as anybody can tell."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from digest.disk import read_bytes
from digest.errors import DigestError
from digest.seeds import bases, record
from digest.seeds.folder import Entry
from digest.seeds.record import Record, Row
from digest.seeds.shelf import Shelf
from digest.seeds.states import State

LIMIT = 20_000_000  # bytes of an article
WAITS = "the record was lost, so nobody can tell whether its article was deleted; name it to convert it"


class Standing(Struct, frozen=True):
    """The state of a seed, its row in the record, and the article that it became or that names it.

    `changed`: its bytes are no longer those that were converted; `copy`: another seed has the same ones; `renamed`: it
    had another name then, which no seed has now.
    """

    state: State
    row: Row | None = None
    article: str = ""
    changed: bool = False
    copy: bool = False
    renamed: bool = False


class Standings(Struct, frozen=True):
    """Where seeds stand. `keys` are those of all seeds of the folder; the `shelf` is asked for only when needed."""

    root: Path
    record: Record
    keys: Collection[str]
    shelf: Callable[[], Shelf]

    def of(self, entry: Entry) -> Standing:
        """Where one seed stands at this moment."""
        row = self.record.about(entry.key, entry.sha256)
        found = self._of(entry, row)
        moved = row is not None and row.seed != entry.key and row.seed not in self.keys
        return replace(found, renamed=True) if moved and found.row is row else found

    def _of(self, entry: Entry, row: Row | None) -> Standing:
        if row and row.state == record.SPIKED:
            return Standing(State.SPIKED, row, row.article)
        if row and row.state == record.REPRINT and row.sha256 == entry.sha256:
            return Standing(State.REPRINT, row, row.article)
        if row and row.article and row.state != record.REPRINT:
            return self._converted(row, entry)
        return self._unknown(row, entry)

    def _converted(self, row: Row, entry: Entry) -> Standing:
        if not os.path.lexists(self.root / row.article):
            state = State.DELETED
        elif row.offered:
            state = State.CONFLICTING
        else:
            same = bool(row.draft) and hash_of(self.root, row.article) == row.draft
            state = State.CONVERTED if same else State.EDITED
        copy = row.seed != entry.key and row.seed in self.keys
        renamed = self.shelf().by_hash.get(row.sha256, "") if copy and state is State.DELETED else ""
        return Standing(state, row, renamed or row.article, row.sha256 != entry.sha256, copy)

    def _unknown(self, row: Row | None, entry: Entry) -> Standing:
        """A seed of which no line of the record says that it became an article; an article may."""
        shelf = self.shelf()
        if claimed := shelf.by_hash.get(entry.sha256):
            return Standing(State.CLAIMED, row, claimed)
        if named := shelf.by_seed.get(entry.name) or shelf.by_seed.get(entry.key):
            return Standing(State.CLAIMED, row, named, changed=True)
        if found := self._within(row, entry):
            return found
        waits = row is not None and row.state != record.REPRINT
        return Standing(State.WAITING if waits else State.NEW, row)

    def _within(self, row: Row | None, entry: Entry) -> Standing | None:
        """An item whose file was converted as one article before it was known to hold several.

        Where the file has changed since, its article or the draft of that tells what it held; an article that the file
        never became, but only said again, tells nothing.
        """
        if (file := entry.whole) is None:
            return None
        known = self.record.about(file.key, file.sha256)
        if known and known.state == record.SPIKED:
            return Standing(State.SPIKED, known, known.article)
        if known and known.state == record.REPRINT and known.sha256 != file.sha256:
            return None
        article = self.shelf().by_hash.get(known.sha256 if known else file.sha256) or (known.article if known else "")
        grown = known is not None and known.sha256 != file.sha256 and self._tells(known, article)
        return Standing(State.WITHIN, row, article) if article and not grown else None

    def _tells(self, row: Row, article: str) -> bool:
        return os.path.lexists(self.root / article) or bases.find(self.root, row.draft) is not None


def hash_of(root: Path, article: str) -> str:
    """The hash of an article's bytes, empty where it cannot be read."""
    try:
        return hashlib.sha256(read_bytes(root, article, limit=LIMIT)).hexdigest()
    except DigestError:
        return ""


def reason(standing: Standing) -> str:
    """Why a seed is left alone although it asks for something."""
    row, article = standing.row, standing.article
    if standing.copy and row:
        return f"the same bytes as {row.seed}, which became {article}"
    match standing.state:
        case State.SPIKED:
            return "it was spiked; spike --undo takes that back"
        case State.REPRINT:
            return f"a reprint of {article or 'a seed that was spiked'}; with --force it is converted all the same"
        case State.WITHIN:
            return f"its file became {article} as a whole; with --force it is converted by itself"
        case State.WAITING:
            return WAITS
        case State.DELETED:
            return f"its article {article} was deleted; with --force it comes back"
        case _:
            return f"it has changed since it became {article}, which stays as it is"
