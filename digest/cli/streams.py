"""What the program speaks through: a poor terminal, a closed stream, a full disk, a locale that is not UTF-8."""

from __future__ import annotations

import locale
import os
import sys

from digest.errors import MACHINE


def prepare() -> None:
    """Whatever the streams are, everything can be printed, and no file is opened in the place of one."""
    _begin_in_utf8()
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed: the next file would get its number, and what is printed with it
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal without Cyrillic shows escapes and goes on


def _begin_in_utf8() -> None:
    """Where the locale has another encoding, begin anew: file names are UTF-8; the terminal keeps its own letters."""
    if sys.getfilesystemencoding() != "utf-8" and sys.executable:
        os.environ.setdefault("PYTHONIOENCODING", locale.getencoding())
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def flushed(status: int) -> int:
    """The status, once all that was printed has left: `MACHINE` where that was not possible."""
    try:
        sys.stdout.flush()
    except OSError as error:
        hush()
        return status if isinstance(error, BrokenPipeError) else status or MACHINE
    return status


def hush() -> None:
    """Say no more: nobody listens, and closing the stream must be silent as well."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
