"""The door: the only place that prints, ends the program, or catches broadly."""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import re
import signal
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import NoReturn

import click

from digest import __version__
from digest.cli import streams
from digest.cli.commands import cli
from digest.cli.run import print_json, program, say, site_folder
from digest.errors import INTERRUPTED, MACHINE, USAGE, DigestError, Problems, printable

# Python looks for circles of garbage after every 700 new objects, which takes a sixth of a build's time. A build makes
# many objects and few circles, and ends soon.
CIRCLES = 200_000
_NO_ROOM = re.compile("failed to map segment|annot allocate memory")  # as the loader of glibc says it


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run one command and end with its status: 0 done, 1 content problems, 2 usage, 3 machine, 130 interrupted."""
    streams.prepare()
    signal.signal(signal.SIGINT, _interrupt)
    signal.signal(signal.SIGTERM, _interrupt)
    sys.unraisablehook = _unraisable
    gc.set_threshold(CIRCLES)
    _end(status(sys.argv[1:] if argv is None else list(argv)))


def _end(status: int) -> NoReturn:
    """End at once. Python would first take apart what a build has made, piece by piece; the system just forgets it."""
    atexit._run_exitfuncs()
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.flush()
    os._exit(streams.flushed(status))


def _interrupt(*_: object) -> NoReturn:
    sys.unraisablehook = _come_again  # what was broken off half made, and cannot be taken apart, is no news
    raise KeyboardInterrupt


def _unraisable(lost: sys.UnraisableHookArgs) -> None:
    _come_again(lost)
    if not issubclass(lost.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(lost)


def _come_again(lost: sys.UnraisableHookArgs) -> None:
    """An interruption that came where Python can raise nothing, as while an import ends, comes again a moment later."""
    if issubclass(lost.exc_type, KeyboardInterrupt) and sys.platform != "win32":
        signal.signal(signal.SIGALRM, _interrupt)
        signal.setitimer(signal.ITIMER_REAL, 0.01)


def status(argv: list[str]) -> int:
    """Run the command; whatever goes wrong becomes a message and a status, never a traceback."""
    try:
        return int(cli.main(argv, prog_name=program(), standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        return USAGE
    except (KeyboardInterrupt, click.Abort):
        say("Interrupted; nothing was left half done.")
        return INTERRUPTED
    except DigestError as error:
        problems = error.problems if isinstance(error, Problems) else (error.problem,)
        if "--json" in argv:
            print_json({"problems": [each.as_dict() for each in problems]})
        else:
            say("\n\n".join(map(str, problems)))
        return error.status
    except (BrokenPipeError, SystemExit):  # the latter is what click makes of the former
        streams.hush()
        return 0
    except (OSError, MemoryError) as error:
        what, where = getattr(error, "strerror", None) or "out of memory", getattr(error, "filename", None)
        say(printable(f"error[machine]: {what}" + (f": {where}" if where else "")))
        return MACHINE
    except Exception as error:  # a fault of ours, but for libraries that find no room
        if isinstance(error, ImportError) and _NO_ROOM.search(str(error)):
            say("error[machine]: out of memory")
            return MACHINE
        return _confess(argv)


def _confess(argv: list[str]) -> int:
    """A fault of the program is said in one sentence; its traceback goes into a file for whoever mends it."""
    named = [other for one, other in pairwise(argv) if one == "--site"]
    file = site_folder(named[-1] if named else None) / ".digest" / "fault.txt"
    say(f"error[fault]: this is a fault in Digest {__version__}, not yours: {sys.exc_info()[1]!r}")
    if file.parent.is_dir():  # every command that does something has made it; nothing is written where no site is
        with contextlib.suppress(OSError):
            import traceback

            file.write_text(traceback.format_exc(), encoding="utf-8")
            say("  please report it with the file .digest/fault.txt")
    return MACHINE
