"""A bar that grows, for a person at a terminal who waits for more than a moment."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from digest.watching import watched

if TYPE_CHECKING:
    from rich.progress import Progress

SOON = 1.0  # second, before which nobody waits
OFTEN = 0.1  # seconds between two drawings


@contextmanager
def progress(*, wanted: bool) -> Iterator[None]:
    """Show how far it is with what is done here, once that takes longer than a moment.

    The bars stand on standard error, and only where that is a terminal. They are drawn when something is told, never by
    a thread of their own: a program of one thread starts its workers ten times faster.
    """
    if not wanted or not sys.stderr.isatty():
        yield
        return
    with ExitStack() as stack, watched(_Bars(stack).told):
        yield


class _Bars:
    """A bar for each thing that is done. They are gone with the stack."""

    def __init__(self, stack: ExitStack) -> None:
        self.stack = stack
        self.bars: Progress | None = None
        self.tasks: dict[str, Any] = {}
        self.next = time.monotonic() + SOON

    def told(self, doing: str, done: int, total: int) -> None:
        """Draw how far it is, if that was not drawn just now. The last of something drawn is always drawn."""
        now = time.monotonic()
        if now < self.next and not (doing in self.tasks and done == total):
            return
        self.next = now + OFTEN
        bars = self.bars = self.bars or self.stack.enter_context(_progress())
        if doing not in self.tasks:
            self.tasks[doing] = bars.add_task(doing, total=total)
        bars.update(self.tasks[doing], completed=done, total=total, refresh=True)


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True)
