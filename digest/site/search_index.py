"""Articles -> the search index, brought up to date: what has not changed is neither read nor written again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

from msgspec import Struct
from msgspec.json import encode
from msgspec.structs import replace

from digest.cores import beside
from digest.fingerprint import of_bytes
from digest.model import Article, Teaser
from digest.site.search_coding import Shard, shards
from digest.site.search_moves import NONE, Entry, Moved, lists
from digest.site.search_roots import roots_of
from digest.site.search_rows import KINDS, ROOTS, Whole, bundle, rows_of, whole_in
from digest.stock import Changes, Stock

FEW = 1_500  # articles whose words are looked at sooner than processes are started
CHUNK = 100  # that a process is handed at a time
ROOTS_AT_ONCE = 50  # whose lists a process is handed at a time
FEW_LISTS = 10_000  # that are written sooner than processes are started
LOOSE = 1_000  # articles whose roots are held before they are written


class Known(Struct, frozen=True):
    """An article that may be found, the name of all that it is found by, and the number it has."""

    article: Article
    teaser: Teaser
    name: str
    number: int


class Index:
    """The index of one site. It outlives a build: in a file, or in the memory of a preview.

    The file has a row for the roots of each article, which is read when the article changes, and some for the rest.
    """

    def __init__(self, path: Path | None = None, key: str = "", *, jobs: int = 1) -> None:
        self._jobs = jobs
        self._stock = Stock(path, key, *KINDS) if path else None
        self.entries: dict[str, Entry] = {}
        self.lists: dict[str, str] = {}
        self._made: dict[str, _Made] = {}  # shards by the roots they start with
        self._touched: set[str] | None = None  # roots since the shards were made; none where all are
        self._seen: tuple[Known, ...] | None = None
        self._changed = False
        self._unsaved: set[int] = set()  # bundles of lists that do not stand in the file as they are
        self._loose: dict[str, bytes | None] = {}  # rows of roots to be written
        if self._stock:
            self._load(self._stock)
        self._anew = not self.entries  # what stood there is nothing, so the file is begun from nothing

    def update(self, known: tuple[Known, ...]) -> None:
        """Take up what has changed."""
        if known is self._seen:
            return
        try:
            self._take_up(known)
        except _Lost:
            self.entries, self.lists, self._touched = {}, {}, None
            self._loose, self._anew = {}, True
            self._take_up(known)

    def _take_up(self, known: tuple[Known, ...]) -> None:
        moved = Moved(self.lists)
        now: dict[str, Entry] = {}
        new = [each for each in known if self.entries.get(each.article.path, NONE).name != each.name]
        with beside(_roots_at, new, range(len(new)), jobs=self._jobs, few=FEW, chunk=CHUNK) as roots:
            for each in known:
                path = each.article.path
                old = now[path] = self.entries.get(path) or NONE
                if old.name != each.name or old.number != each.number:
                    old = self._whole(path, old)
                    new_roots = next(roots) if old.name != each.name else old.roots
                    fresh = Entry(each.number, each.name, new_roots)
                    moved.note(old, fresh)
                    now[path] = self._laid_by(path, fresh)
        for path in self.entries.keys() - now.keys():
            moved.note(self._whole(path, self.entries[path]), NONE)
            self._laid_by(path, NONE)
        self.entries, self._seen = now, known
        self._rewrite(moved)

    def _laid_by(self, path: str, entry: Entry) -> Entry:
        """An entry as it is held on: where there is a file, its roots go there, so that no build holds those of all."""
        self._changed = True
        if not self._stock:
            return entry
        self._loose[path] = _roots_row(entry)
        if len(self._loose) >= LOOSE:
            self._write({})
        return replace(entry, roots=None)

    def _write(self, whole: Mapping[str, Changes]) -> None:
        if self._stock:
            self._stock.write({**whole, ROOTS: self._loose}, anew=self._anew)
            self._loose, self._anew = {}, False

    def _whole(self, path: str, entry: Entry) -> Entry:
        """The entry with its roots. Raises `_Lost` where they are not to be had any more."""
        if entry.roots is not None:
            return entry
        row = self._loose.get(path) or (self._stock and self._stock.row(ROOTS, path)) or b""
        name, _, roots = row.decode().partition("\n")
        if name != entry.name:
            raise _Lost
        return replace(entry, roots=roots)

    def _rewrite(self, moved: Moved) -> None:
        """Bring the lists of all roots up to date at which something has moved."""
        roots = list(moved.gone.keys() | moved.come.keys())
        some = [roots[at : at + ROOTS_AT_ONCE] for at in range(0, len(roots), ROOTS_AT_ONCE)]
        with beside(lists, moved, some, jobs=self._jobs, few=FEW_LISTS // ROOTS_AT_ONCE) as texts:
            fresh = dict(zip(roots, chain.from_iterable(texts), strict=True))
        self.lists = {each: text for each, text in {**self.lists, **fresh}.items() if text}
        self._unsaved.update(map(bundle, roots))
        if self._touched is not None:
            self._touched.update(roots)

    def shards(self) -> Mapping[str, str]:
        """The name of the text of every shard, by the root it starts with; only what may differ is looked at."""
        if self._touched is None or self._touched:
            self._lay_out()
        return {start: made.name for start, made in self._made.items()}

    def text(self, start: str) -> str:
        """The text of a shard."""
        if not self._made[start].roots:  # as it was read: nothing has changed since
            self._lay_out()
        return self._text(self._made[start].roots).decode()

    def _lay_out(self) -> None:
        sizes = {each: len(each) + len(postings) + 6 for each, postings in self.lists.items()}
        self._made = {each.start: self._named(each) for each in shards(sizes)}
        self._touched = set()

    def _named(self, shard: Shard) -> _Made:
        """A shard with the name of its text; the same as before where nothing of it has changed."""
        old, roots = self._made.get(shard.start), of_bytes("\n".join(shard.roots).encode())
        if old and old.of == roots and self._touched is not None and self._touched.isdisjoint(shard.roots):
            return replace(old, roots=shard.roots)
        return _Made(of_bytes(self._text(shard.roots)), roots, shard.roots)

    def _text(self, roots: Iterable[str]) -> bytes:
        return encode({each: self.lists[each] for each in roots}) + b"\n"

    def save(self) -> None:
        """Write what has changed since it was read."""
        if self._stock and self._changed:
            entries = {path: (each.number, each.name) for path, each in self.entries.items()}
            made = {start: (each.name, each.of) for start, each in self._made.items()}
            self._write(rows_of(Whole(entries, made, self.lists), self._unsaved))
            self._unsaved, self._changed = set(), False

    def close(self) -> None:
        """Let go of the file."""
        if self._stock:
            self._stock.close()

    def _load(self, stock: Stock) -> None:
        if whole := whole_in(stock):
            self.lists = whole.lists
            self._made = {start: _Made(name, of, ()) for start, (name, of) in whole.shards.items()}
            self._touched = set() if whole.shards else None
            self.entries = {path: Entry(number, name, None) for path, (number, name) in whole.entries.items()}


class _Made(Struct, frozen=True):
    """A shard: a name for its text, a name for the roots that it is made of, and those."""

    name: str
    of: str
    roots: tuple[str, ...]


class _Lost(Exception):
    """Roots that were kept are not there any more."""


def _roots_row(entry: Entry) -> bytes | None:
    return None if entry is NONE else f"{entry.name}\n{entry.roots}".encode()


def _roots_at(known: Sequence[Known], place: int) -> str:
    """The roots of an article that is new or has changed: of no other are the words looked at."""
    return roots_of(known[place].article, known[place].teaser)
