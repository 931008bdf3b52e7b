"""Changes -> builds: the thread that keeps what is shown up to date, one build after the other."""

from __future__ import annotations

import gc
import multiprocessing
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import contextmanager

from msgspec.structs import replace

from digest import __version__
from digest.errors import Problem
from digest.serve.preview import Preview, Shown

PAUSE = 0.004  # seconds in which open pages are told that one page is ready, before all others are made
BREATH = 0.02  # seconds in which open pages are told, before the garbage is collected
LATER = 2.5  # seconds after the last change
TOLD = 5  # problems that are told at once


class Worker(threading.Thread):
    """Builds once for every batch of changes. A build never keeps a request waiting; builds never overlap."""

    def __init__(
        self,
        preview: Preview,
        batches: Iterable[Set[str]],
        publish: Callable[[Shown], None],
        tell: Callable[[str], None],
        look: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(name="digest-preview", daemon=True)  # the end of the program does not wait for a build
        self._preview, self._batches, self._publish, self._tell = preview, batches, publish, tell
        self._look, self._later = look, threading.Timer(0, look)

    def run(self) -> None:
        """Build until there are no more batches."""
        for batch in self._batches:
            before = self._preview.shown
            with _uncollected():
                shown = self._refreshed(batch)
                self._publish(shown)
                time.sleep(BREATH)
            self._report(before, shown)
            self._look_again(batch)
            import digest.content.parser  # noqa: F401 - a tenth of a second that the first edit would have to wait for

    def _look_again(self, batch: Set[str]) -> None:
        """Have all files looked at when all is quiet: a busy system reports less than it should."""
        self._later.cancel()
        if batch:
            self._later = threading.Timer(LATER, self._look)
            self._later.daemon = True
            self._later.start()

    def end(self, patience: float) -> None:
        """Wait a moment for the thread; a build that takes longer is given up, with the processes that it uses."""
        self._later.cancel()
        for process in multiprocessing.active_children():
            process.terminate()
        self.join(patience)

    def _refreshed(self, batch: Set[str]) -> Shown:
        try:
            return self._preview.refresh(batch, self._tell_early)
        except Exception as fault:  # noqa: BLE001 - the editor's open pages must outlive a fault of ours
            message = f"this is a fault in Digest {__version__}, not yours: {fault!r}"
            problem = Problem("fault", message, hint="the pages stand as they were before; please report it")
            self._preview.shown = replace(self._preview.shown, problems=(problem,))
            return self._preview.shown

    def _tell_early(self, shown: Shown) -> None:
        self._publish(shown)
        time.sleep(PAUSE)

    def _report(self, before: Shown, shown: Shown) -> None:
        """Tell what has become wrong, and when all is well again."""
        fresh = [each for each in shown.problems if each not in set(before.problems)]
        for problem in fresh[:TOLD]:
            self._tell(str(problem))
        if len(fresh) > TOLD:
            self._tell(f"… and {len(fresh) - TOLD} more problems.")
        if before.problems and not shown.problems:
            self._tell("No problems any more.")


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without garbage collection, which would look at every article several times in one build, and find nothing."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
