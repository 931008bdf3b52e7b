"""What is asked for later, begun at once by another process."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

from digest.cores import forks

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

POLITE = 10  # steps that another process stands back, or it takes a core from what cannot be done later

Result = TypeVar("Result")


class Aside(Struct, Generic[Result], frozen=True):
    """A piece of work, and where another process tells what came of it, if one has begun with it."""

    here: Callable[[], Result]
    told: tuple[Connection, BaseProcess] | None = None

    def early(self) -> Result | None:
        """What came of it, if another process is done with it; nothing where it is not, or has failed.

        Asked for once: who is not done is told that nobody waits for it any more.
        """
        if not self.told:
            return None
        theirs, _ = self.told
        with suppress(EOFError, OSError), theirs:
            result: Result | None = theirs.recv() if theirs.poll() else None
            return result
        return None

    def result(self) -> Result:
        """What came of it; asked for once. Where the other process failed, it is done here."""
        if not self.told:
            return self.here()
        theirs, process = self.told
        try:
            with theirs:
                result: Result = theirs.recv()
        except (EOFError, OSError):
            return self.here()
        finally:
            process.join()
        return result


def aside(function: Callable[..., Result], *arguments: object, jobs: int) -> Aside[Result]:
    """Have another process begin at once with what is asked for later.

    Without another core, or a process that shares this one's memory, it is done when it is asked for; so it is where
    that process failed, or could not be started. It should change nothing, since it may outlive this one. The result
    is made of plain values.
    """
    here = partial(function, *arguments)
    if jobs < 2 or not forks():
        return Aside(here)
    import multiprocessing

    context = multiprocessing.get_context("fork")
    try:
        theirs, ours = context.Pipe(duplex=False)
        with ours:
            process = context.Process(target=_tell, args=(here, theirs, ours), daemon=True)
            process.start()
    except OSError:
        return Aside(here)
    return Aside(here, (theirs, process))


def _tell(work: Callable[[], object], theirs: Connection, ours: Connection) -> None:
    """What fails here fails again where it is asked for."""
    theirs.close()  # held here too, it would never tell that the other process is gone
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_DFL)
    gc.disable()  # the process is soon gone
    with suppress(Exception):
        os.nice(POLITE)
        ours.send(work())
