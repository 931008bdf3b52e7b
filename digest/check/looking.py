"""Content files -> what each check says of each of them, alone or beside its seed; known again by the bytes of both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, tzinfo
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import astuple

from digest.check import claims, contacts, front, junk, likeness, pictures, slips, stored
from digest.check.known import Known
from digest.check.likeness import Borrowed
from digest.check.sheet import Sheet, sheet
from digest.check.stored import Claimed, Seeds, claimed
from digest.content.reading import SIZE, cache_key
from digest.disk import read_bytes
from digest.errors import DigestError, Problem
from digest.fingerprint import fingerprint, of_bytes, of_folder
from digest.moments import moment
from digest.seeds import cachefile
from digest.seeds.version import version
from digest.seeds.workers import Failed, results
from digest.settings import Settings
from digest.shingles import words
from digest.watching import tell

KEPT = ".digest/check"  # what was said of files, by the hashes of their bytes
ARTICLES = "content/articles/"
FEW = 200  # files that are looked at sooner than workers are started

_SEED = re.compile(rb"^\s+[\"']?file[\"']?\s*:\s*[\"']?([^\"'\r\n#]+)", re.MULTILINE)


class Look(Struct, frozen=True):
    """What was said of one file: problems, whatever their level, and what it has of its seed, where it has one."""

    problems: tuple[Problem, ...] = ()
    borrowed: Borrowed | None = None


class _File(Struct, frozen=True):
    """A file to be looked at, the name of its bytes, and the seed that it seems to name: such come together."""

    path: str
    mark: str
    seed: str


class _Row(Struct, frozen=True):
    """What is kept of a file: the name of its bytes, the seed that it names, what had become of that, what was said."""

    mark: str
    claim: Claimed
    state: str
    look: Look

    def spelt(self) -> list[Any]:
        """The row as JSON holds it."""
        borrowed = astuple(self.look.borrowed) if self.look.borrowed else None
        problems = [each.as_dict() for each in self.look.problems]
        return [self.mark, astuple(self.claim), self.state, problems, borrowed]


def _row(spelt: Sequence[Any]) -> _Row:
    mark, claim, state, problems, borrowed = spelt
    look = Look(tuple(Problem(**each) for each in problems), Borrowed(*borrowed) if borrowed else None)
    return _Row(mark, Claimed(*claim), state, look)


def looks(settings: Settings, paths: Sequence[str]) -> dict[str, Look]:
    """What is to be said of some files of `content/`. Of one that cannot be read, a build tells."""
    root, key = (
        settings.root,
        fingerprint((cache_key(settings.site), version(), of_folder(Path(__file__).parent, "*.py"))),
    )
    seeds = Seeds(root, jobs=settings.jobs)
    kept = {path: _row(spelt) for path, spelt in cachefile.load(root, KEPT, key).items()}
    files = [file for path in paths if (file := _file(root, path))]
    known = {each.path: kept[each.path] for each in files if _is_known(each, kept.get(each.path), seeds)}
    unknown = sorted((each for each in files if each.path not in known), key=lambda each: (each.seed, each.path))
    work = partial(_looked_at, root, settings.site.zone, seeds)
    for number, row in enumerate(results(work, unknown, jobs=settings.jobs, few=FEW)):
        file = unknown[number]
        tell("checking", number + 1, len(unknown))
        known[file.path] = _failed(file, row) if isinstance(row, Failed) else row
    if unknown or known.keys() != kept.keys():
        cachefile.save(root, KEPT, key, {path: row.spelt() for path, row in known.items()})
    return {path: known[path].look for path in paths if path in known}


def _file(root: Path, path: str) -> _File | None:
    try:
        data = read_bytes(root, path, limit=SIZE)
    except DigestError:
        return None
    seed = _SEED.search(data)
    return _File(path, of_bytes(data), seed[1].decode("utf-8", "replace") if seed else "")


def _is_known(file: _File, row: _Row | None, seeds: Seeds) -> bool:
    return row is not None and row.mark == file.mark and row.state == seeds.state(row.claim)


def _failed(file: _File, failed: Failed) -> _Row:
    """What is said where the check itself came to nothing. It is not kept: it has no mark."""
    code = "fault" if failed.trace else "seed-effort"
    problem = Problem(code, f"it could not be checked: {failed.why}", file.path)
    return _Row("", Claimed(), "", Look((problem,)))


def _looked_at(root: Path, zone: tzinfo, seeds: Seeds, file: _File) -> _Row:
    try:
        data = read_bytes(root, file.path, limit=SIZE)
        found = sheet(data, file.path)
    except DigestError:
        return _Row(file.mark, Claimed(), "", Look())
    said = [*slips.told(found), *pictures.wordless(found)]
    if not file.path.startswith(ARTICLES):
        return _Row(of_bytes(data), Claimed(), "", Look(tuple(said)))
    said += [*front.open_questions(found), *junk.furniture(found), *junk.cut_off(found)]
    claim = claimed(found)
    if claim.name:
        said += contacts.contacts(found)
    held, borrowed = _held_against(root, zone, seeds, claim, found)
    return _Row(of_bytes(data), claim, seeds.state(claim), Look((*said, *held), borrowed))


def _held_against(
    root: Path, zone: tzinfo, seeds: Seeds, claim: Claimed, found: Sheet
) -> tuple[tuple[Problem, ...], Borrowed | None]:
    """What is said of an article beside its seed."""
    if not claim.name:
        return (), None
    entry = seeds.entry(claim)
    if entry is None:
        return (stored.lost(found, claim, seeds.state(claim)),), None
    try:
        known = Known(stored.words_of(root, entry))
    except DigestError as error:
        return (stored.unreadable(found, claim, error),), None
    own = own_words(found)
    problems = tuple(claims.unfounded(found, known, _day(found, zone)))
    return problems, likeness.borrowed(found, own, known.words)


def own_words(found: Sheet) -> list[str]:
    """The words of an article's text, whatever their capitals and marks."""
    return words("\n".join(block.words for block in found.blocks))


def _day(found: Sheet, zone: tzinfo) -> date | None:
    try:
        return moment(found.value("date"), zone).date()
    except ValueError:
        return None
