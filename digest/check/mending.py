"""`check --fix`: slips of the pen put right in the files themselves, every other byte as it was."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from msgspec import Struct

from digest.check.everything import files, level_of
from digest.check.sheet import Sheet, sheet
from digest.check.slips import mended, slips, untracked
from digest.checklist import CHECKS, Checking
from digest.content.library import library_of
from digest.content.reading import SIZE
from digest.disk import read_bytes
from digest.errors import DigestError, Problem
from digest.keeping import put_by, replace_whole
from digest.seeds.files import opened_by
from digest.settings import Settings

Write = Callable[[Path, str, bytes, bytes], bool]
"""How a file is written over: the site's folder, its path, what it is to hold, what it held. False if it did not."""


class Mended(Struct, frozen=True):
    """How many slips were put right in each file, by path, and which files were left alone."""

    files: dict[str, int]
    problems: tuple[Problem, ...]


class Better(Struct, frozen=True):
    """A file with its slips put right, and how many they were."""

    data: bytes
    places: int


class Unsafe(DigestError):
    """A file in which a slip cannot be told from what is meant so."""


def replaced(root: Path, path: str, new: bytes, old: bytes) -> bool:
    """Write over a file that still holds what it held, after a copy of that."""
    put_by(root, path, old)
    return replace_whole(root / path, new, old)


def only_looked_at(root: Path, path: str, new: bytes, old: bytes) -> bool:
    """Write nothing: for those who want to know what would be mended."""
    return True


def mend(settings: Settings, *, only: Collection[str] | None = None, write: Write = replaced) -> Mended:
    """Put right what can be, in all files that are checked, or in some by their paths. The caller holds the lock."""
    codes = mending(settings.checking)
    done: dict[str, int] = {}
    problems: list[Problem] = []
    for path in files(library_of(settings)) if only is None else sorted(only):
        for outcome in _file(settings.root, path, codes, write):
            if isinstance(outcome, Problem):
                problems.append(outcome)
            else:
                done[path] = outcome
    return Mended(done, tuple(problems))


def mending(checking: Checking) -> frozenset[str]:
    """The codes of the checks whose slips are put right: those that are not off."""
    return frozenset(each.code for each in CHECKS if each.mends and level_of(each.code, checking) != "off")


def better(data: bytes, path: str, codes: Collection[str]) -> Better:
    """The bytes of a file with the slips of some codes put right.

    Raises `DigestError` where it cannot be read, which the check tells, and `Unsafe` where its words would be others.
    """
    before = sheet(data, path)
    new = mended(before, codes)
    if new == before.text:
        return Better(data, 0)
    if not _says_the_same(before, new):
        hint = "mend it by hand: its text or its marks may be meant so"
        raise Unsafe("its words would be others then", code="open", path=path, hint=hint)
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return Better(mark + new.encode("utf-8"), sum(slip.code in codes for slip in slips(before)))


def _file(root: Path, path: str, codes: Collection[str], write: Write) -> Iterator[int | Problem]:
    """How many slips of a file were put right, or why none were; nothing where it has none."""
    try:
        data = read_bytes(root, path, limit=SIZE)
        found = better(data, path, codes)
    except Unsafe as error:
        yield _left(path, error.problem.message, error.problem.hint)
        return
    except DigestError:
        return  # which the check tells
    if not found.places:
        return
    busy = opened_by(root / path)
    if busy:
        yield _left(path, f"an editor has it open ({busy})")
    elif not write(root, path, found.data, data):
        yield _left(path, "it was changed just now")
    else:
        yield found.places


def _says_the_same(before: Sheet, new: str) -> bool:
    """Whether the words of a file are those that they were, but for what tracks readers in an address among them.

    A slip that cannot be told from a mark is left alone.
    """
    after = sheet(new.encode("utf-8"), before.path)
    words = [[(block.kind, untracked(block.words)) for block in each.blocks] for each in (before, after)]
    return words[0] == words[1] and before.meta.keys() == after.meta.keys()


def _left(path: str, why: str, hint: str = "save it, close it, and try again") -> Problem:
    return Problem("open", f"it was not mended: {why}", path, hint=hint, level="warning")
