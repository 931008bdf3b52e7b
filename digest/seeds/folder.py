"""seeds/ -> Listing: every article in it by its name and hash, and its lines; what is known of a file is kept.

This is the one way to walk the seeds. An article is an `Entry` until its words are wanted, and a `Part` then.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from digest.disk import read_bytes, regular_files
from digest.errors import CONTENT, DigestError, Problem, UsageError, did_you_mean, printable
from digest.seeds import cachefile, record
from digest.seeds.blocks import Part, Seed
from digest.seeds.lines import Lines, lines_of
from digest.seeds.named import within
from digest.seeds.parts import ENDINGS, PLAIN, SAVED, SIZE, parts
from digest.seeds.read import read
from digest.seeds.repeats import Repeats
from digest.seeds.version import version
from digest.seeds.wireparts import may_be_wire
from digest.seeds.workers import Failed, results
from digest.watching import tell

WHOLE = -1  # the number of a file as one article, though it is taken apart
KEPT = ".digest/seeds"  # what the files hold, by the hashes of their bytes
SECONDS = 60.0  # of computing, for taking one file apart


class Entry(Struct, frozen=True):
    """An article of the folder: its name, the hash of its words, and where it is: the `number`th of its file, from 0.

    `mark` names the file by its bytes and its kind. The number is `WHOLE` for a file as it was before it was known to
    hold several.
    """

    name: str
    sha256: str
    file: str
    mark: str
    number: int

    @property
    def key(self) -> str:
        """Its name as the record and messages have it."""
        return printable(self.name)

    @property
    def whole(self) -> Entry | None:
        """All of its file as one article, where it is an item of what was one before: of a text or a page."""
        if self.name == self.file or not self.file.lower().endswith((*PLAIN, *SAVED)):
            return None
        return replace(self, name=self.file, sha256=self.mark.rpartition(" ")[2], number=WHOLE)


class Listing(Struct, frozen=True):
    """What the folder holds: the entries of each file, in the order of their names, and what is wrong with the others.

    `known` is what has been found out about files, by their marks.
    """

    root: Path
    files: Mapping[str, tuple[Entry, ...] | Problem]
    known: dict[str, Any]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every article."""
        return tuple(each for found in self.files.values() if not isinstance(found, Problem) for each in found)

    @property
    def wholes(self) -> tuple[Entry, ...]:
        """The files that are taken apart, each as the one article for which it may have been taken before."""
        return tuple(dict.fromkeys(whole for each in self.entries if (whole := each.whole)))

    def chosen(self, only: Sequence[str]) -> tuple[str | Entry, ...]:
        """The files, or single articles, that are meant by some names; all files where none is given. `UsageError`."""
        if not only:
            return tuple(self.files)
        inside = (within(self.root, name) for name in only)
        names = dict.fromkeys(name if name.startswith("seeds/") else f"seeds/{name}" for name in inside)
        return tuple(map(self._named, sorted(names)))

    def _named(self, name: str) -> str | Entry:
        if name in self.files:
            return name
        file = name if "#" not in name else name.rpartition("#")[0]
        if file not in self.files:
            known = map(printable, self.files)
            hint = did_you_mean(printable(file), known) if self.files else "the folder seeds/ holds no seed"
            raise UsageError(f"there is no seed {printable(file)}", code="seed", hint=hint)
        found = self.files[file]
        if isinstance(found, Problem):
            return file
        entries = {each.name: each for each in found}
        if name not in entries:
            few = map(printable, list(entries)[:10])
            hint = did_you_mean(printable(name), few) if entries else "it holds no article"
            raise UsageError(f"there is no article {printable(name)}", code="seed", hint=hint)
        return entries[name]

    def within(self, chosen: Iterable[str | Entry]) -> Iterator[Entry | Problem]:
        """The articles of files, and what is wrong with those that give none."""
        for each in chosen:
            found = self.files[each] if isinstance(each, str) else (each,)
            yield from (found,) if isinstance(found, Problem) else found

    def lines(self, *, jobs: int) -> dict[str, Lines]:
        """The lines of every article that can be read, by its name. Those of unchanged files are known already."""
        missing = [each for each in self.entries if self._row(each)[2] is None]
        lost = set()
        for number, (entry, found) in enumerate(_with(missing, partial(_lines, self.root), jobs), 1):
            tell("reading", number, len(missing))
            if isinstance(found, Failed):  # another machine, or another day, may have the time
                lost.add(entry.name)
            else:
                self._row(entry)[2] = found
        if missing:
            cachefile.save(self.root, KEPT, version(), self.known)
        spelt = {each.name: self._row(each)[2] for each in self.entries if each.name not in lost}
        return {name: Lines.read(line) for name, line in spelt.items() if line}

    def repeats(self, *, jobs: int) -> Repeats:
        """Which lines recur in which seeds: decided by the folder alone, whatever was known of it before."""
        return Repeats(self.lines(jobs=jobs).values())

    def _row(self, entry: Entry) -> list[Any]:
        row: list[Any] = self.known[entry.mark][entry.number]
        return row


def listing(root: Path, *, jobs: int) -> Listing:
    """Look through `seeds/`. Its own notes are no seeds."""
    kept = cachefile.load(root, KEPT, version())
    known: dict[str, Any] = {}
    files: dict[str, str | Problem] = {}
    for path, objection in filter(_asks, regular_files(root, "seeds")):
        found = _marked(root, path, objection, kept)
        files[path] = found if isinstance(found, Problem) else found.name
        if isinstance(found, _Mark):
            known[found.name] = kept.get(found.name) or found.rows
    lists = [(path, mark) for path, mark in files.items() if isinstance(mark, str) and not known[mark]]
    for (path, mark), rows in _with(lists, partial(_taken_apart, root), jobs, SECONDS):
        if isinstance(rows, list):
            known[mark] = rows
        else:
            files[path] = problem_of(rows, path) if isinstance(rows, Failed) else rows
    if lists:
        cachefile.save(root, KEPT, version(), known)
    entries = {path: mark if isinstance(mark, Problem) else _entries(path, mark, known) for path, mark in files.items()}
    return Listing(root, entries, known)


class _Mark(Struct, frozen=True):
    """A name for what a file holds; `rows` is its one article, empty where it must be taken apart first."""

    name: str
    rows: list[list[Any]]


def _asks(found: tuple[str, str]) -> bool:
    path = found[0]
    return path != record.FILE and not path.rpartition("/")[2].upper().startswith(("README", "LICENSE"))


def _marked(root: Path, path: str, objection: str, kept: Mapping[str, Any]) -> _Mark | Problem:
    """What a file is known by, or what is wrong with it. Of a text that is known already it is not asked what it is."""
    ending = "." + path.rpartition(".")[2].lower()
    if objection:
        return Problem("file", objection, printable(path))
    if ending not in ENDINGS:
        hint = f"seeds end in {', '.join(ENDINGS)}"
        return Problem("seed-kind", "this kind of file is not converted", printable(path), hint=hint)
    try:
        data = read_bytes(root, path, limit=SIZE)
    except DigestError as error:
        return error.problem
    sha256 = hashlib.sha256(data).hexdigest()
    if ending not in PLAIN:
        return _Mark(f"{ending} {sha256}", [])
    name = f" {sha256}"
    return _Mark(name, [] if name not in kept and may_be_wire(data) else [["", sha256, None]])


def _taken_apart(root: Path, file: tuple[str, str]) -> list[list[Any]] | Problem:
    """Of each article of a list: what its name has behind the file's, its hash, and None for its lines."""
    path, mark = file
    try:
        found = _parts(root, path, mark, wires=True)
    except DigestError as error:
        return about(error, path)
    return [[part.name.removeprefix(path), part.sha256, None] for part in found]


def _entries(path: str, mark: str, known: Mapping[str, Any]) -> tuple[Entry, ...]:
    return tuple(Entry(path + name, sha256, path, mark, number) for number, (name, sha256, _) in enumerate(known[mark]))


def _lines(root: Path, entry: Entry) -> str:
    """The lines of an article, spelt; none of one that cannot be read."""
    try:
        return lines_of(read(part_of(root, entry))).spelt()
    except DigestError:
        return ""


def _with(tasks: Sequence[Any], function: Callable[[Any], Any], jobs: int, seconds: float = 20.0) -> Iterator[Any]:
    return zip(tasks, results(function, tasks, jobs=jobs, seconds=seconds), strict=True)


def part_of(root: Path, entry: Entry) -> Part:
    """The words of an entry. `DigestError` where the file has changed since it was listed."""
    found = _parts(root, entry.file, entry.mark, wires=entry.name != entry.file)
    part = found[max(0, entry.number) :][:1]
    if not part or part[0].sha256 != entry.sha256:
        raise DigestError("it was changed just now", code="file", path=entry.key, hint="convert once more")
    return part[0]


@lru_cache(maxsize=1)
def _parts(root: Path, file: str, mark: str, *, wires: bool) -> tuple[Part, ...]:
    """The articles of the file that was asked for last: those of a list are asked for one after the other.

    What was taken apart before the workers are started is theirs as well, where they share this process's memory: the
    articles of one large list are shared out to all cores without any of them reading the list again.
    """
    return parts(read_bytes(root, file, limit=SIZE), file, wires=wires)


def problem_of(failed: Failed, path: str) -> Problem:
    """What is told of a seed whose conversion came to nothing."""
    message = f"it cannot be converted: {failed.why}"
    if failed.trace:
        return Problem("fault", message, printable(path), hint="please report it with the file .digest/fault.txt")
    return Problem("seed-effort", message, printable(path), hint="remove it, or divide it into parts")


def about(error: DigestError, path: str) -> Problem:
    """A problem of a seed, with its name. What is wrong with the machine is no problem of a seed."""
    if error.status != CONTENT:
        raise error
    return error.problem if error.problem.path else replace(error.problem, path=printable(path))


def seeds(found: Listing, wanted: Set[str]) -> Iterator[tuple[Part, Seed]]:
    """The articles of certain names, read, in the order of their files; those that cannot be read are passed over."""
    for entry in found.entries:
        if entry.name in wanted:
            with suppress(DigestError):
                part = part_of(found.root, entry)
                yield part, read(part)


def part_named(found: Listing, name: str) -> Part:
    """One article by its name: a file that holds one, or a file with `#` and the name of an item.

    `UsageError` where there is none, `DigestError` where it cannot be read.
    """
    (chosen,) = found.chosen([name])
    entries = list(found.within([chosen]))
    for entry in entries:
        if isinstance(entry, Problem):
            raise DigestError.about(entry)
        if len(entries) == 1:
            return part_of(found.root, entry)
    few = ", ".join(each.key for each in entries[:10] if isinstance(each, Entry))
    hint = f"name one of them: {few}" if entries else "it holds no article"
    raise UsageError(f"{printable(name)} holds {len(entries)} articles", code="seed", hint=hint)
