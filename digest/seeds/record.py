"""seeds/converted.csv: which seed became which article. It is committed, since `.digest/` may be deleted at any time.

One line a seed: its name, the hash of its bytes, the article, the hash of the draft as it was written, and a state. An
article whose hash is another one now, or is empty here, belongs to its editor. The state is empty for an article that
the seed became; `reprint` where the article is another seed's, or an editor's own, or where none is named because the
seed it says again was spiked; `spiked` for a seed that the editor does not want; `offered:HASH` where a newer draft
lies beside the article, since the two clash. Behind it, or alone, stands `settled:HASH` for every draft that clashed
with the article and was dealt with. A line without article and state is a seed of which it is not known whether it ever
became one: it was there when an earlier record was lost.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from operator import attrgetter
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from digest.disk import read_bytes, write_whole
from digest.errors import DigestError

FILE = "seeds/converted.csv"
HEADER = ("seed", "sha256", "article", "draft_sha256", "state")
SPIKED, REPRINT, OFFERED, SETTLED = "spiked", "reprint", "offered:", "settled:"
SIZE = 50_000_000  # bytes

_CELLS = attrgetter("seed", "sha256", "article", "draft", "state")
_HASH = re.compile(r"[0-9a-f]{64}")
_STATE = re.compile(rf"(?:{SPIKED}|{REPRINT}|(?:{OFFERED}|{SETTLED})[0-9a-f]{{64}}(?: {SETTLED}[0-9a-f]{{64}})*)?")
_CONFLICT = re.compile(r"<{7}(?: |$)|={7}$|>{7}(?: |$)|\|{7}(?: |$)")


class Row(Struct, frozen=True, order=True):
    """One conversion. `draft` is the hash of the file as the converter wrote it, empty for one that a person owns.

    `article` is empty for a seed that has none: one that was spiked, or waits to be named.
    """

    seed: str
    sha256: str
    article: str
    draft: str
    state: str = ""

    @property
    def offered(self) -> str:
        """The hash of the draft that lies beside the article, empty for none."""
        return next((each.removeprefix(OFFERED) for each in self.state.split() if each.startswith(OFFERED)), "")

    @property
    def file(self) -> str:
        """The file of an item, by its name; empty where the seed is none."""
        return self.seed.rpartition("#")[0]

    @property
    def settled(self) -> tuple[str, ...]:
        """The hashes of the drafts about which the editor has decided, sorted."""
        return tuple(each.removeprefix(SETTLED) for each in self.state.split() if each.startswith(SETTLED))

    def with_drafts(self, draft: str, *, offered: str = "", settled: Iterable[str] = ()) -> Row:
        """The same, held against another draft: one lies beside it, about `settled` ones more has been decided."""
        known = sorted({*self.settled, *filter(None, settled)})
        words = [OFFERED + offered] if offered else []
        return replace(self, draft=draft, state=" ".join([*words, *(SETTLED + each for each in known)]))

    @property
    def keys(self) -> tuple[str, str, str]:
        """By what it is found: the likeliest first."""
        return f"{self.sha256} {self.seed}", self.sha256, self.seed


class Record:
    """The rows of the record, found by seed and by hash.

    Where several answer, one that names an article does before one that names none, and then the first in the file.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows: dict[Row, None] = {}
        self._found: dict[str, Row] = {}
        self._articles: set[str] = set()
        self._items: dict[str, dict[Row, None]] = {}
        for row in sorted(rows, key=lambda row: (not row.article, row)):
            self.add(row)

    def add(self, row: Row, *, instead: Row | None = None) -> None:
        """Take a row in, and another out."""
        if instead is not None:
            self.remove(instead)
        self.rows[row] = None
        self._articles.add(row.article)
        if row.file:
            self._items.setdefault(row.file, {})[row] = None
        for key in row.keys:
            self._found.setdefault(key, row)

    def remove(self, row: Row) -> None:
        """Take a row out."""
        self.rows.pop(row, None)
        self._items.get(row.file, {}).pop(row, None)
        for key in row.keys:
            if self._found.get(key) == row:
                del self._found[key]

    def about(self, seed: str, sha256: str) -> Row | None:
        """What is known of a seed: of its bytes under its name, of its bytes, or of an earlier state of it."""
        keys = Row(seed, sha256, "", "").keys
        return next((self._found[key] for key in keys if key in self._found), None)

    def items(self, file: str) -> tuple[Row, ...]:
        """What is known of the items of a file."""
        return tuple(self._items.get(file, ()))

    def gave_away(self, article: str) -> bool:
        """Whether a path was once given to an article."""
        return article in self._articles


def read(root: Path) -> tuple[Row, ...]:
    """The record, sorted. A merge that git left open is read as both its sides; a lost record is an empty one.

    Raises `DigestError` (code `record`) at the first other line that makes no sense, or has no end: then nothing may
    be converted, for it is not known what a person has deleted.
    """
    if not (root / FILE).exists():
        return ()
    data = read_bytes(root, FILE, limit=SIZE)
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise _malformed(1, "it is not UTF-8") from None
    if lines and not data.endswith((b"\n", b"\r")):
        raise _cut(len(lines), lines[-1][:300])
    return _agreed(_rows(lines))


def hashes(root: Path) -> frozenset[str]:
    """Whatever stands in the record as a hash, on both sides of a merge that is open; none where it cannot be read."""
    try:
        data = read_bytes(root, FILE, limit=SIZE)
    except DigestError:
        return frozenset()
    return frozenset(_HASH.findall(data.decode("utf-8", "replace")))


def write(root: Path, rows: Iterable[Row]) -> None:
    """Write the record whole, sorted, so that git merges it line by line."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(sorted(map(_CELLS, rows)))
    write_whole(root / FILE, text.getvalue().encode("utf-8"))


def _rows(lines: list[str]) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        if not line.strip() or _CONFLICT.match(line) or tuple(line.split(",")) in (HEADER, HEADER[:4]):
            continue
        try:
            (cells,) = csv.reader([line], strict=True)
        except (csv.Error, ValueError):
            raise _malformed(number, line[:300]) from None
        if not _sensible(cells):
            raise _malformed(number, line[:300])
        yield Row(*cells)


def _sensible(cells: list[str]) -> bool:
    if len(cells) not in (len(HEADER), len(HEADER) - 1):
        return False
    seed, sha256, article, draft, state = (*cells, "")[: len(HEADER)]
    if not (_inside(seed, "seeds/") and _HASH.fullmatch(sha256) and _STATE.fullmatch(state)):
        return False
    if not article:
        return not draft and state in ("", SPIKED, REPRINT)
    written = _inside(article, "content/") and article.endswith(".md")
    return written and (not draft or bool(_HASH.fullmatch(draft)))


def _inside(path: str, folder: str) -> bool:
    return path.startswith(folder) and all(part not in ("", ".", "..") for part in path.split("/"))


def _agreed(rows: Iterator[Row]) -> tuple[Row, ...]:
    """Two sides of a merge that disagree about a draft leave it to its editor; what one has spiked stays so."""
    found: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        key = (row.seed, row.sha256, row.article)
        other = found.get(key, row)
        state = SPIKED if SPIKED in (row.state, other.state) else REPRINT if row.state == REPRINT else ""
        found[key] = row if other == row else Row(*key, "", state)
    return tuple(sorted(found.values()))


def _cut(line: int, excerpt: str) -> DigestError:
    """Of a record that lost its end, nobody knows what it told of further seeds."""
    hint = "restore the file from git; if this was its last line, end it; nothing is converted before"
    message = "the record ends in the middle of a line: the rest of it was cut off"
    return DigestError(message, code="record", path=FILE, line=line, hint=hint, excerpt=excerpt)


def _malformed(line: int, excerpt: str) -> DigestError:
    hint = "mend the line, or restore the file from git; nothing is converted before, so that nothing comes back"
    message = f"this is not a line of the record: it holds {', '.join(HEADER)}"
    return DigestError(message, code="record", path=FILE, line=line, hint=hint, excerpt=excerpt)
