"""The flags of the commands: what each is called, and what it means."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


class _Encoding(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """The name of an encoding that letters are written in."""

    name = "encoding"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The name, if there is such an encoding; `rot13` and the like make no letters of bytes."""
        try:
            io.TextIOWrapper(io.BytesIO(), encoding=value)
        except (LookupError, ValueError):
            self.fail(f"'{value}' is not an encoding; for example: utf-8, windows-1251, koi8-r, cp866", param, ctx)
        return value


def options(*names: str) -> Callable[[F], F]:
    """The flags a command takes, by their long names."""

    def decorate(command: F) -> F:
        for name in reversed(names):
            flags, settings = OPTIONS[name]
            command = click.option(*flags, f"--{name}", **settings)(command)
        return command

    return decorate


OPTIONS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "site": ((), {"metavar": "DIR", "help": "The site's folder, the one with site.yaml. [the current folder]"}),
    "output": (("-o",), {"metavar": "DIR", "help": "Where the finished site is put. [public]"}),
    "base-url": (
        ("-b",),
        {"metavar": "URL", "help": "The site's address, instead of that in site.yaml."},
    ),
    "drafts": (("-D",), {"is_flag": True, "help": "Include drafts."}),
    "future": (("-F",), {"is_flag": True, "help": "Include articles whose date is still to come."}),
    "port": (
        ("-p",),
        {"type": click.IntRange(1, 65535), "help": "The preview's port. [a free one from 8000]"},
    ),
    "quiet": (("-q",), {"is_flag": True, "help": "Say nothing but problems."}),
    "verbose": (("-v",), {"is_flag": True, "help": "Say more: what became of each seed and page, how much was read."}),
    "strict": ((), {"is_flag": True, "help": "Treat warnings as errors."}),
    "json": ((), {"is_flag": True, "help": "Print the outcome as JSON."}),
    "now": ((), {"metavar": "DATE", "help": "Pretend that it is this moment, as 2016-12-01 10:00."}),
    "jobs": ((), {"type": click.IntRange(1, 256), "help": "How many processes may work at once. [one a core]"}),
    "executor": (
        (),
        {"metavar": "URL", "help": "A cluster that does the work, as dask://HOST:PORT. [the cores of this machine]"},
    ),
    "explain": ((), {"is_flag": True, "help": "Say why: each page that was rendered, each line of a seed."}),
    "verify": ((), {"is_flag": True, "help": "Build a second time from nothing, and compare."}),
    "dry-run": ((), {"is_flag": True, "help": "Say what would be done, and do nothing."}),
    "force": ((), {"is_flag": True, "help": "Convert again, even where the article was deleted, or is a reprint."}),
    "encoding": (
        (),
        {
            "type": _Encoding(),
            "metavar": "NAME",
            "help": "The encoding of the named seeds, where their letters do not tell.",
        },
    ),
    "lossy": ((), {"is_flag": True, "help": "Leave out bytes of the named seeds that are no letters."}),
    "open": ((), {"is_flag": True, "help": "Open the preview in the browser."}),
    "follow": ((), {"is_flag": True, "help": "Have open pages go to the article just saved."}),
}

TELL = ("site", "quiet", "verbose", "strict", "json")
MAKE = ("output", "base-url", "drafts", "future", "now", "jobs")
