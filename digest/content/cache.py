"""Articles already read, by the hash of their bytes: what has not changed is not read again.

What all builds ask for stands in one kind of rows, and the texts in another, of which a build after an edit reads few.
A row that is missing or not as it was written is as if the file had never been read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.msgpack import Decoder

from digest.content.article import Entry
from digest.content.kept_rows import Kept, Load, Row, entry_of, kept, row_of, spelt, text_of
from digest.disk import State, firm, state_of
from digest.errors import Problem
from digest.model import Text
from digest.stock import Stock

ENTRIES, TEXTS, TOLD = "entries", "texts", "told"
T = TypeVar("T")
MANY = 1_000  # texts that are held before they are written: no build holds those of a whole site


class Listing(Struct, frozen=True):
    """What stands in `content/`: the paths of texts in order, files that they may show, what is wrong with others."""

    paths: tuple[str, ...]
    assets: frozenset[str]
    problems: tuple[Problem, ...]


class _Known(Struct, frozen=True, array_like=True):
    """What is known of a file: the name of its bytes, its stamp where it can be believed, the row of its entry."""

    name: str
    stamp: State | None
    row: Row


class _Told(Struct, frozen=True, array_like=True):
    """What was said of some inputs, under their key."""

    key: str
    sentences: dict[str, str]


_THREE = b"\x93"  # begins an array of three in MessagePack


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
        self.stamps: Mapping[str, State | None] = {}  # of files that were looked at before
        self._stock = Stock(path, key, ENTRIES, TEXTS, TOLD) if path else None
        self._old = _loaded(self._stock, ENTRIES, _Known)
        self._told = _loaded(self._stock, TOLD, _Told)
        self._anew = not self._old  # what stood there is nothing, so the file is begun from nothing
        self._new: set[str] = set()
        self._fresh: dict[str, dict[str, bytes | None]] = {ENTRIES: {}, TEXTS: {}, TOLD: {}}
        self._seen: dict[str, State | None] = {}

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
        return self._known(path, row) if seen and row and row.stamp == seen else None

    def entry(self, path: str, name: str) -> Entry | None:
        """What the file `path` became when its bytes were named `name`, if that is known."""
        row = self._old.get(path)
        if not row or row.name != name:
            return None
        entry = self._known(path, row)
        if entry and self._seen.get(path):  # what has no stamp yet stays as it is
            self._put(path, name, spelt(row.row))
        return entry

    def _known(self, path: str, known: _Known) -> Entry | None:
        """The entry of a row; nothing where its text is lost."""
        load: Load = partial(self._text, path, known.name)
        try:
            entry = entry_of(known.row, self.zone, load if self._lazy else partial(_given, load()))
        except Torn:
            return None
        self._new.add(path)
        self.names[path] = known.name
        return entry

    def _text(self, path: str, name: str) -> Text:
        """The text of an article; an empty one for what is none. Raises `Torn` where it is not that of these bytes."""
        row = self._fresh[TEXTS].get(path) or (self._stock and self._stock.row(TEXTS, path)) or b""
        there, _, data = row.partition(b"\n")
        if there != name.encode():
            raise Torn
        return text_of(data)

    def keep(self, path: str, name: str, made: Entry | Kept) -> Entry:
        """Remember an entry, or what is kept of one. One with errors is not kept: it is read, and told, every time."""
        self.names[path] = name
        if isinstance(made, Entry) and not made.item:
            return made
        if not self._stock:
            return self._entry_of(path, name, made)
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
        load: Load = partial(self._text, path, name) if self._lazy else partial(text_of, made.text)
        return entry_of(row_of(made.row), self.zone, load)

    def _put(self, path: str, name: str, row: bytes) -> None:
        """The stamp is that from before the file was read: what was written since has another."""
        seen = self._seen.get(path)
        self._new.add(path)
        self._fresh[ENTRIES][path] = _THREE + spelt(name) + spelt(seen) + row  # as a `_Known` is spelt

    def told(self, name: str, key: str) -> dict[str, str] | None:
        """What was said under this name of inputs with this key, if that is known."""
        row = self._told.get(name)
        if not row or row.key != key:
            return None
        self._new.add(f"told {name}")
        return row.sentences

    def tell(self, name: str, key: str, sentences: dict[str, str]) -> None:
        """Remember what took long to find out."""
        self._new.add(f"told {name}")
        told = self._told[name] = _Told(key, sentences)
        self._fresh[TOLD][name] = spelt(told)

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


def _loaded(stock: Stock | None, kind: str, sort: type[T]) -> dict[str, T]:
    """All rows of a kind, by their names."""
    decoded = Decoder(sort).decode
    return {name: decoded(row) for name, row in stock.rows(kind).items()} if stock else {}


def _given(text: Text) -> Text:
    return text
