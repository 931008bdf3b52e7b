"""`check --fix`: slips of the pen put right in the files themselves, every other byte as it was."""

from __future__ import annotations

import codecs
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from digest.check.desk import files, level_of
from digest.check.sheet import Sheet, sheet
from digest.check.slips import mended, slips, untracked
from digest.checklist import CHECKS
from digest.content.reading import SIZE
from digest.disk import read_bytes
from digest.errors import DigestError, Problem
from digest.seeds.files import opened_by, replace_whole
from digest.settings import Settings
from digest.site.build import planned


@dataclass(frozen=True, slots=True)
class Mended:
    """How many slips were put right in each file, by path, and which files were left alone."""

    files: dict[str, int]
    problems: tuple[Problem, ...]


def mend(settings: Settings, *, dry_run: bool = False) -> Mended:
    """Put right what can be, in all files that are checked. The caller holds the lock."""
    codes = frozenset(each.code for each in CHECKS if each.mends and level_of(each.code, settings.checking) != "off")
    done: dict[str, int] = {}
    problems: list[Problem] = []
    for path in files(planned(settings).library):
        for outcome in _file(settings.root, path, codes, dry_run=dry_run):
            if isinstance(outcome, Problem):
                problems.append(outcome)
            else:
                done[path] = outcome
    return Mended(done, tuple(problems))


def _file(root: Path, path: str, codes: Collection[str], *, dry_run: bool) -> Iterator[int | Problem]:
    """How many slips of a file were put right, or why none were; nothing where it has none."""
    try:
        data = read_bytes(root, path, limit=SIZE)
        before = sheet(data, path)
        new = mended(before, codes)
        if new == before.text:
            return
        if not _says_the_same(before, new):
            yield _left(
                path, "its words would be others then", "mend it by hand: its text or its marks may be meant so"
            )
            return
    except DigestError:
        return  # which the check tells
    busy = opened_by(root / path)
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    if busy:
        yield _left(path, f"an editor has it open ({busy})")
    elif not dry_run and not replace_whole(root / path, mark + new.encode("utf-8"), data):
        yield _left(path, "it was changed just now")
    else:
        yield sum(slip.code in codes for slip in slips(before))


def _says_the_same(before: Sheet, new: str) -> bool:
    """Whether the words of a file are those that they were, but for what tracks readers in an address among them.

    A slip that cannot be told from a mark is left alone.
    """
    after = sheet(new.encode("utf-8"), before.path)
    words = [[(block.kind, untracked(block.words)) for block in each.blocks] for each in (before, after)]
    return words[0] == words[1] and before.meta.keys() == after.meta.keys()


def _left(path: str, why: str, hint: str = "save it, close it, and try again") -> Problem:
    return Problem("open", f"it was not mended: {why}", path, hint=hint, level="warning")
