"""A site -> everything that is wrong with its content: what a build tells, and what each check says, at its level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from digest.check import front, terms
from digest.check.likeness import Borrowed, beyond
from digest.check.looking import looks
from digest.check.sheet import Sheet, sheet
from digest.check.since import changed_in_silence
from digest.checklist import BY_CODE, Checking
from digest.content.library import Library
from digest.content.reading import SIZE
from digest.disk import read_bytes
from digest.errors import DigestError, Level, Problem
from digest.model import Article
from digest.settings import Settings
from digest.site.build import planned
from digest.site.plan import Plan


class Checked(Struct, frozen=True):
    """What was looked at, everything that is wrong with it, and what each article has of its seed."""

    plan: Plan
    problems: tuple[Problem, ...]
    borrowed: tuple[Borrowed, ...]


def checked(settings: Settings, *, since: str | None = None) -> Checked:
    """Look through a site. `since` names a revision of git: texts published then that have changed must say so."""
    plan = planned(settings)
    found = looks(settings, files(plan.library))
    over = {each.path for each in plan.library.articles if each.expired}  # nothing of these is shown any more
    borrowed = tuple(look.borrowed for path, look in found.items() if look.borrowed and path not in over)
    said: list[Problem] = [problem for look in found.values() for problem in look.problems]
    said += [problem for each in borrowed if (problem := beyond(each, settings.checking))]
    said += _between(plan.library, settings)
    said += changed_in_silence(settings, since) if since is not None else ()
    told = tuple(levelled(said, settings.checking))
    return Checked(plan, (*plan.problems, *told), borrowed)


def files(library: Library) -> tuple[str, ...]:
    """The files that are checked: what is published, what waits for its date, and drafts where they are asked for."""
    leaves = [held.leaf for holdings in library.taxonomies.values() for held in holdings if held.leaf]
    articles = [each.path for each in (*library.articles, *library.scheduled)]
    issues = [each.issue.path for each in library.issues]
    return tuple(sorted({*articles, *issues, *(each.path for each in (*library.pages, *leaves))}))


def levelled(problems: Iterable[Problem], checking: Checking) -> Iterator[Problem]:
    """What checks say, each at its level; nothing of those that are off."""
    for problem in problems:
        level = level_of(problem.code, checking) if problem.code in BY_CODE else problem.level
        if level != "off":
            yield replace(problem, level=cast(Level, level))  # one of LEVELS, as the settings were held to


def level_of(code: str, checking: Checking) -> str:
    """The level of a check: that of the settings, else its own."""
    return checking.levels.get(code, BY_CODE[code].level)


def _between(library: Library, settings: Settings) -> Sequence[Problem]:
    """What is wrong between files, and with moments."""

    @lru_cache(maxsize=64)
    def sheet_of(path: str) -> Sheet | None:
        return _sheet(settings.root, path)

    coming = (each for each in library.scheduled if isinstance(each, Article))
    articles = {each.path: each for each in (*library.articles, *coming)}
    return (
        *front.still_to_come(articles.values(), settings.now, sheet_of),
        *terms.twins(library.taxonomies["tags"], sheet_of),
        *terms.silent(library.taxonomies["topics"], settings.now, settings.checking.silence),
    )


def _sheet(root: Path, path: str) -> Sheet | None:
    try:
        return sheet(read_bytes(root, path, limit=SIZE), path)
    except DigestError:
        return None
