"""The site's folder -> a sign for each batch of changes, once the changed files stand still."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import watchfiles

from digest.serve.preview import FOLDERS
from digest.site.layers import THEMES, builtin
from digest.site_yaml import FILE

STEP = 5  # milliseconds between two looks at what the system has reported
TICK = 50  # milliseconds after which an empty tick says that nothing has changed
POLL = 0.3  # seconds at least between two looks at the files themselves, where the system reports nothing

# Seconds for which the files of a batch must stand still. An editor writes a file within a few milliseconds; a file
# that stands empty was truncated by an editor that is about to write it, and so may be a text whose last line has no
# end; many files at once are a checkout.
QUIET, EMPTY, OPEN, MANY = 0.01, 0.3, 0.2, 0.15
TEXTS = (".md", ".yaml", ".html", ".css", ".js", ".txt")
SOME = 20  # files: more than these are many
ENOUGH = 3.0  # seconds after which a batch is over even while changes go on

Notify = Callable[..., Iterable[set[tuple[Any, str]]]]
Tell = Callable[[str], None]
State = tuple[int, ...] | None
"""Size, time of the last change, inode; None for a file that is not there."""


def changes(
    root: Path,
    stop: threading.Event,
    tell: Tell,
    notify: Notify = watchfiles.watch,
    asked: threading.Event | None = None,
) -> Iterator[set[str]]:
    """The paths changed, batch by batch, until `stop`. The first batch comes at once; it names the site's folder.

    When somebody has `asked` for one, a batch comes even where nothing has changed.
    """
    batch: set[str] = set()
    began = 0.0
    for found in _Watch(root, stop, tell, notify).ticks():
        began = began if batch else time.monotonic()
        batch |= found
        if batch:
            _stand_still(batch, stop)
        more = found and len(batch) > SOME  # a checkout goes on: it ends with an empty tick
        if batch and not (more and time.monotonic() - began < ENOUGH):
            yield batch
            batch = set()
        elif asked and asked.is_set():
            asked.clear()
            yield set()


def _stand_still(paths: set[str], stop: threading.Event) -> None:
    """Wait until two looks at the files, some time apart, see the same."""
    end = time.monotonic() + ENOUGH
    seen, before = _states(paths), None
    while seen != before and time.monotonic() < end:
        stop.wait(_patience(seen))
        seen, before = _states(paths), seen


def _patience(seen: dict[str, State]) -> float:
    if any(state and state[0] == 0 for state in seen.values()):
        return EMPTY
    if len(seen) > SOME:
        return MANY
    return OPEN if any(map(_goes_on, seen)) else QUIET


def _goes_on(path: str) -> bool:
    """Whether a text ends in the middle of a line, as one does of which only a part has been written."""
    if not path.endswith(TEXTS):
        return False
    try:
        with open(path, "rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read() != b"\n"
    except OSError:
        return False


def _states(paths: Iterable[str]) -> dict[str, State]:
    return {path: _state(path) for path in paths}


def _state(path: str | Path) -> State:
    try:
        state = os.stat(path, follow_symlinks=False)
    except OSError:
        return None
    return state.st_size, state.st_mtime_ns, state.st_ino


def _folders(places: Iterable[str]) -> dict[str, int]:
    """The folders that there are now, each with what tells it from another of the same name."""
    return {place: os.stat(place).st_ino for place in sorted(places) if os.path.isdir(place)}


def _all_states(folders: Iterable[str]) -> dict[str, State]:
    """The states of all files below some folders, and of the folders."""
    return {path: _state(path) for top in folders for path in _below(top)}


def _below(top: str) -> Iterator[str]:
    for folder, _, files in os.walk(top):
        yield folder
        yield from (os.path.join(folder, name) for name in files)


class _Watch:
    """A site's folders, watched by the system's means, or by looking at the files where it has none to spare."""

    def __init__(self, root: Path, stop: threading.Event, tell: Tell, notify: Notify) -> None:
        self.root, self.stop, self.tell, self.notify = root, stop, tell, notify
        self.polling = False

    def ticks(self) -> Iterator[set[str]]:
        """What has changed, tick by tick. After a gap in the watch the whole site counts as changed."""
        while not self.stop.is_set():
            missed = {str(self.root)}
            for found in self._round():
                yield found | missed
                missed = set()

    def _round(self) -> Iterator[set[str]]:
        """What has changed, until a folder comes, goes or is exchanged for another."""
        places = {str(place.resolve()) for place in (*(self.root / name for name in FOLDERS), builtin() / THEMES)}
        folders, settings = _folders(places), _state(self.root / FILE)
        for found in self._found(list(folders)):
            before, settings = settings, _state(self.root / FILE)
            if _folders(places) != folders:
                return
            own = {str(self.root / FILE)} if settings != before else set()
            yield {path for _, path in found} | own

    def _found(self, folders: list[str]) -> Iterator[set[tuple[Any, str]]]:
        if not folders:
            while not self.stop.wait(TICK / 1000):
                yield set()
            return
        if self.polling:
            yield from self._looked_at(folders)
            return
        try:
            yield from self.notify(*folders, stop_event=self.stop, step=STEP, rust_timeout=TICK, yield_on_timeout=True)
        except FileNotFoundError:  # a folder went away between two looks: the next look will not name it
            return
        except (OSError, RuntimeError) as error:
            self.polling = True
            self.tell(f"This system cannot report changes ({error}): the files are looked at every {POLL} s instead.")

    def _looked_at(self, folders: list[str]) -> Iterator[set[tuple[Any, str]]]:
        """What has changed, by looking. The poll of watchfiles misses the second of two changes in one second."""
        seen, pause = _all_states(folders), POLL
        yield set()
        while not self.stop.wait(pause):
            start = time.monotonic()
            before, seen = seen, _all_states(folders)
            yield {(None, path) for path in before.keys() | seen.keys() if before.get(path) != seen.get(path)}
            pause = max(POLL, 10 * (time.monotonic() - start))  # never more than a tenth of the time
