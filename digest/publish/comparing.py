"""A site as it was built and a place where one stands -> what would change there, and what was renamed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from digest.content.library import library_of
from digest.errors import Problem, UsageError
from digest.publish.difference import Difference, difference, file_of
from digest.publish.finished import CNAME, NOJEKYLL, Site, finished
from digest.publish.fit import looked_at
from digest.publish.git import Git
from digest.publish.moved_terms import moved_terms
from digest.publish.place import contents, place, standing
from digest.publish.renames import Renamed, remember, renamed
from digest.settings import Settings
from digest.site.upkeep import build

FORM = "sha256"  # of the names by which two folders are compared


class Standing(Struct, frozen=True):
    """What is compared with: what it is called, its files by path, and how to get at the bytes of some."""

    name: str
    files: Mapping[str, str]
    form: str
    folder: Path | None = None
    git: Git | None = None


class Compared(Struct, frozen=True):
    """What would change at a place, what of it was only renamed, what was written, and what is wrong with the site."""

    name: str
    difference: Difference
    renamed: tuple[Renamed, ...]
    written: bool
    problems: tuple[Problem, ...]


def compared(settings: Settings, there: Standing, *, fix: bool) -> Compared:
    """Build the site and hold it against what stands somewhere. The caller holds the lock.

    With `fix`, the former addresses of what was renamed are written into the files, and the site is built once more.
    """
    report = build(settings)
    site = finished(settings.output, there.form)
    found = _difference(site, there)
    moved = _renamed(settings, there, found)
    refused: tuple[Problem, ...] = ()
    if fix and moved:
        refused = tuple(remember(settings, moved))
        report = build(settings)
        site = finished(settings.output, there.form)
        found = _difference(site, there)
    problems = (*report.problems, *refused, *looked_at(settings, site, report.articles))
    return Compared(there.name, found, moved, bool(fix and moved), problems)


def branch(settings: Settings, remote: str, name: str, patience: float) -> Standing:
    """What stands on a branch of a remote."""
    here = place(Git(settings.root, patience), remote, name)
    return Standing(str(here), standing(here).files, here.form, git=here.git)


def folder(path: Path) -> Standing:
    """What stands in a folder."""
    if not path.is_dir():
        raise UsageError(f"there is no folder {path}", code="against", hint="name the folder of a finished site")
    return Standing(str(path), finished(path, FORM).names, FORM, folder=path)


def _difference(site: Site, there: Standing) -> Difference:
    made = {path: name for path, name in there.files.items() if path in (CNAME, NOJEKYLL)}  # by a publication
    return difference(there.files, {**made, **site.names})


def _renamed(settings: Settings, there: Standing, found: Difference) -> tuple[Renamed, ...]:
    if not found.dead:
        return ()
    known = [f"/{path.removesuffix('index.html')}" for path in there.files]
    lost, library = _pages(there, found), library_of(settings)
    texts = list(renamed(lost, library, known))
    left = {address: data for address, data in lost.items() if address not in {each.old for each in texts}}
    return (*texts, *moved_terms(left, library, settings.site, known))


def _pages(there: Standing, found: Difference) -> dict[str, bytes]:
    """The bytes of the lost pages, by address."""
    paths = {address: file_of(address) for address in found.dead}
    if there.folder:
        return {address: (there.folder / path).read_bytes() for address, path in paths.items()}
    assert there.git
    data = contents(there.git, [there.files[path] for path in paths.values()])
    return {address: data[there.files[path]] for address, path in paths.items()}
