"""Articles already read, by the hash of their bytes: what has not changed is not read again.

What all builds ask for stands in one kind of rows, and the texts in another, of which a build after an edit reads few.
A row that is missing or not as it was written is as if the file had never been read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct

from digest.content.article import Entry
from digest.content.kept_rows import Kept, Load, entry_of, kept, written
from digest.disk import firm, state_of
from digest.errors import Problem
from digest.stock import Stock

ENTRIES, TEXTS, TOLD = "entries", "texts", "told"
BUNDLE = 100  # rows that are read from JSON at once
MANY = 1_000  # texts that are held before they are written: no build holds those of a whole site


class Listing(Struct, frozen=True):
    """What stands in `content/`: the paths of texts in order, files that they may show, what is wrong with others."""

    paths: tuple[str, ...]
    assets: frozenset[str]
    problems: tuple[Problem, ...]


class Torn(Exception):
    """The text of an article that is known is lost."""


class Cache:
    """What is known of content files. `key` names all that besides their bytes decides what they become.

    Without a path nothing is known at the beginning, and nothing is kept. Who is `lazy` gets texts that are loaded when
    they are asked for, which raises `Torn` where they are lost; he has to begin again without being lazy.
    """

    def __init__(self, path: Path | None, key: str, zone: tzinfo, *, lazy: bool = False) -> None:
        self.path, self.key, self.zone, self._lazy = path, key, zone, lazy
        self.names: dict[str, str] = {}  # of the bytes of each file that was asked for
        self.stamps: Mapping[str, tuple[int, ...] | None] = {}  # of files that were looked at before
        self._stock = Stock(path, key, ENTRIES, TEXTS, TOLD) if path else None
        self._old = _loaded(self._stock, ENTRIES)
        self._told = _loaded(self._stock, TOLD)
        self._anew = not self._old  # what stood there is nothing, so the file is begun from nothing
        self._new: set[str] = set()
        self._fresh: dict[str, dict[str, bytes | None]] = {ENTRIES: {}, TEXTS: {}, TOLD: {}}
        self._seen: dict[str, tuple[int, ...] | None] = {}

    def listed(self, root: Path) -> Listing | None:
        """What stands in `content/`, if nothing can have come or gone since that was looked up."""
        return None

    def look_up(self, found: Listing) -> Listing:
        """Take up what stands in `content/` now."""
        return found

    def believed(self, path: str) -> Entry | None:
        """What a file became that cannot have changed since."""
        return None

    def knows(self, path: str) -> bool:
        """Whether a file was read before, whatever its bytes were."""
        return path in self._old

    def glance(self, root: Path, path: str) -> Entry | None:
        """What a file became, if its stamp tells that it was not changed since it was read."""
        seen = self._seen[path] = firm(self.stamps[path] if path in self.stamps else state_of(root, path))
        row = self._old.get(path)
        if not (seen and row and row[1] == [*seen]):
            return None
        return self._known(path, row)

    def entry(self, path: str, name: str) -> Entry | None:
        """What the file `path` became when its bytes were named `name`, if that is known."""
        row = self._old.get(path)
        if not row or row[0] != name:
            return None
        entry = self._known(path, row)
        if entry and self._seen.get(path):  # what has no stamp yet stays as it is
            self._put(path, name, written(row[2]))
        return entry

    def _known(self, path: str, row: list[Any]) -> Entry | None:
        """The entry of a row; nothing where its text is lost."""
        load: Load = partial(self._text, path, row[0])
        try:
            entry = entry_of(row[2], self.zone, load if self._lazy else partial(_given, load()))
        except Torn:
            return None
        self._new.add(path)
        self.names[path] = row[0]
        return entry

    def _text(self, path: str, name: str) -> Any:
        """The row of a text; none for what is no article. Raises `Torn` where it is not that of these bytes."""
        row = self._fresh[TEXTS].get(path) or (self._stock and self._stock.row(TEXTS, path)) or b""
        there, _, data = row.partition(b"\n")
        if there != name.encode():
            raise Torn
        return json.loads(data)

    def keep(self, path: str, name: str, made: Entry | Kept) -> Entry:
        """Remember an entry, or what is kept of one. One with errors is not kept: it is read, and told, every time."""
        self.names[path] = name
        if isinstance(made, Entry) and not (made.article or made.leaf or made.issue):
            return made
        rows = kept(made) if isinstance(made, Entry) else made
        self._put(path, name, rows.row)
        self._fresh[TEXTS][path] = name.encode() + b"\n" + rows.text
        if len(self._fresh[TEXTS]) >= MANY:
            self._write()
        return self._entry_of(path, name, made)

    def _entry_of(self, path: str, name: str, made: Entry | Kept) -> Entry:
        """The entry, its text to be read when it is asked for."""
        if isinstance(made, Entry):
            return made
        load: Load = partial(self._text, path, name) if self._lazy else partial(json.loads, made.text)
        return entry_of(json.loads(made.row), self.zone, load)

    def _put(self, path: str, name: str, row: bytes) -> None:
        """The stamp is that from before the file was read: what was written since has another."""
        seen = self._seen.get(path)
        self._new.add(path)
        self._fresh[ENTRIES][path] = b"[%b,%b,%b]" % (written(name), written([*seen] if seen else None), row)

    def told(self, name: str, key: str) -> dict[str, str] | None:
        """What was said under this name of inputs with this key, if that is known."""
        row = self._told.get(name)
        if not row or row[0] != key:
            return None
        self._new.add(f"told {name}")
        sentences: dict[str, str] = row[1]
        return sentences

    def tell(self, name: str, key: str, sentences: dict[str, str]) -> None:
        """Remember what took long to find out."""
        self._new.add(f"told {name}")
        self._told[name] = [key, sentences]
        self._fresh[TOLD][name] = written([key, sentences])

    def save(self) -> None:
        """Write what is known now, unless it stands there already."""
        if not self._stock:
            return
        gone = {path: None for path in self._old if path not in self._new}
        past = {name: None for name in self._told if f"told {name}" not in self._new}
        if gone or past or any(self._fresh.values()):
            for kind, left in ((ENTRIES, gone), (TEXTS, gone), (TOLD, past)):
                self._fresh[kind].update(left)
            self._write()

    def close(self) -> None:
        """Let go of the file: no text will be asked for any more."""
        if self._stock:
            self._stock.close()

    def _write(self) -> None:
        """Write what has come up to now: each row is true by itself."""
        if self._stock:
            self._stock.write(self._fresh, anew=self._anew)
            self._fresh, self._anew = {ENTRIES: {}, TEXTS: {}, TOLD: {}}, False


def _loaded(stock: Stock | None, kind: str) -> dict[str, list[Any]]:
    """All rows of a kind, by their names."""
    rows = stock.rows(kind) if stock else {}
    return dict(zip(rows, _parsed(list(rows.values())), strict=True))


def _parsed(rows: list[bytes]) -> Iterator[Any]:
    """What some rows of JSON say. So many are read in one call that its cost is nothing, and its text no burden."""
    for start in range(0, len(rows), BUNDLE):
        yield from json.loads(b"[" + b",".join(rows[start : start + BUNDLE]) + b"]")


def _given(row: Any) -> Any:
    return row
