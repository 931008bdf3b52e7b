"""A site -> all that `check` says of it: looked for in a thread of its own, told as far as it is known.

A thousand articles take a second. So a page never waits for it: it shows what was found last, and asks again.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from digest.check.everything import checked
from digest.disk import regular_files
from digest.errors import DigestError, Problem, Problems
from digest.fingerprint import fingerprint
from digest.settings import Settings

PATIENCE = 0.5  # seconds that a page waits
FOLDERS = ("content", "seeds", "static", "themes")  # by the files of which a check may say something else


class Found(Struct, frozen=True):
    """What was found last, and whether that is still being looked for: then it may be old, or nothing yet."""

    problems: tuple[Problem, ...] = ()
    looking: bool = False


class _Site(Struct):
    """What is known of one site: what was found, in which state of its files; and who looks, if anybody does."""

    problems: tuple[Problem, ...] = ()
    state: str = ""
    thread: threading.Thread | None = None
    own: threading.Lock = field(default_factory=threading.Lock)


class Lookout:
    """Looks through sites. One of them is looked through once at a time, and only when something has changed."""

    def __init__(self, look: Callable[[Settings], tuple[Problem, ...]] | None = None) -> None:
        self._look = look or _looked
        self._sites: dict[Path, _Site] = {}

    def found(self, settings: Settings, patience: float = PATIENCE) -> Found:
        """All that is wrong, as soon as it is known; at the latest when `patience` seconds are over."""
        site, state = self._sites.setdefault(settings.root, _Site()), _state(settings)
        with site.own:
            if site.state != state and site.thread is None:
                site.thread = threading.Thread(target=self._run, args=(site, settings, state), daemon=True)
                site.thread.start()
            thread = site.thread
        if thread:
            thread.join(patience)
        return Found(site.problems, site.state != state)

    def last(self, root: Path) -> tuple[Problem, ...]:
        """What was found last, without a look."""
        return self._sites.get(root, _Site()).problems

    def _run(self, site: _Site, settings: Settings, state: str) -> None:
        found = self._look(settings)
        with site.own:
            site.problems, site.state, site.thread = found, state, None


def _looked(settings: Settings) -> tuple[Problem, ...]:
    """All problems. One processor is left to the pages."""
    try:
        return checked(replace(settings, jobs=1)).problems
    except Problems as error:
        return error.problems
    except DigestError as error:
        return (error.problem,)
    except Exception as fault:  # noqa: BLE001 - a page that looks for ever would tell nobody
        hint = "the command `check` writes it into .digest/fault.txt; please report it"
        return (Problem("fault", f"the site could not be checked, which is a fault in Digest: {fault!r}", hint=hint),)


def _state(settings: Settings) -> str:
    """A name for all that a check depends on: what was typed, and the day."""
    return fingerprint((str(settings.now.date()), tuple(_stamps(settings.root))))


def _stamps(root: Path) -> Iterator[tuple[object, ...]]:
    paths = (path for folder in FOLDERS for path, _ in regular_files(root, folder))
    for path in ("site.yaml", *paths):
        try:
            state = os.stat(os.path.join(root, path), follow_symlinks=False)
        except OSError:
            yield (path,)
        else:
            yield path, state.st_size, state.st_mtime_ns, state.st_ino
