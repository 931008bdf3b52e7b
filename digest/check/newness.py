"""A site as a revision of git had it, and as it is -> the problems that have come since: what a change made worse."""

from __future__ import annotations

import os
import tarfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

from digest.check.git import Revision, archive
from digest.errors import Problem
from digest.site_yaml import FILE

FOLDERS = ("content", "seeds", "static", "themes")  # with site.yaml, all that a check reads


def lay_out(then: Revision, folder: Path) -> bool:
    """Put a site into a folder as it was; False where none stood there then. The caller removes the folder.

    Links are left out, as nothing follows them, and so is what only a build makes.
    """
    present = then.present((FILE, *FOLDERS))
    if FILE not in present:
        return False
    with archive(then, present) as stream:
        _unpack(stream, folder)
    return True


def _unpack(stream: IO[bytes], folder: Path) -> None:
    with tarfile.open(fileobj=stream, mode="r|") as found:
        for member in found:
            target = Path(os.path.normpath(folder / member.name))
            content = found.extractfile(member) if member.isreg() and folder in target.parents else None
            if content:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read())


def new_problems(before: Iterable[Problem], now: Sequence[Problem], root: Path) -> Iterator[Problem]:
    """The problems that are not as they were, wherever their lines may have moved to, in their order.

    What was said of a file that is gone may be said of the one that came in its place.
    """
    known: Counter[tuple[str, ...]] = Counter()
    moved: Counter[tuple[str, ...]] = Counter()
    for each in before:
        if each.path and not os.path.lexists(root / each.path):
            moved[_told(each)[1:]] += 1
        else:
            known[_told(each)] += 1
    for each in now:
        told = _told(each)
        if known[told]:
            known[told] -= 1
        elif moved[told[1:]]:
            moved[told[1:]] -= 1
        else:
            yield each


def _told(problem: Problem) -> tuple[str, ...]:
    """What makes a problem the same one: all but its line, and the level that the settings give it."""
    return problem.path, problem.code, problem.message, problem.excerpt
