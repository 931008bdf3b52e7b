"""One call of the program: its flags, its settings, its lock, and its manner of speaking."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from digest.cli.flags import MAKE
from digest.cli.words import counted
from digest.errors import CONTENT, Problem

if TYPE_CHECKING:
    from digest.settings import Settings

CHECKOUT = "DIGEST_CHECKOUT"  # set by build.py: the folder it stands in


class Run:
    """One call of the program: its flags and its manner of speaking."""

    def __init__(self) -> None:
        self.flags: dict[str, Any] = click.get_current_context().params
        self._settings: Settings | None = None

    def flag(self, name: str) -> bool:
        """Whether a flag was given."""
        return bool(self.flags.get(name))

    def given(self, name: str) -> Any:
        """The value that a flag was given, or None."""
        return self.flags.get(name)

    def settings(self) -> Settings:
        """The settings of the site in question."""
        if self._settings is None:
            from digest.settings import settings
            from digest.site_yaml import checked_flag

            names = [name.replace("-", "_") for name in MAKE]
            flags = {name: self.flags[name] for name in names if self.flags.get(name)}
            if "base_url" in flags:
                flags["base_url"] = checked_flag("base_url", flags["base_url"])
            self._settings = settings(self.root(), flags, os.environ, datetime.now(UTC))
        return self._settings

    def root(self) -> Path:
        """The site's folder."""
        return site_folder(self.flags.get("site"))

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Two programs never work on one site at once: the second waits."""
        from digest.disk import lock

        with lock(self.settings().root / ".digest" / "lock", purpose="Digest"):
            yield

    def tell(self, sentence: str) -> None:
        """Speak, unless asked to be quiet or to print JSON."""
        if sentence and not self.flag("quiet") and not self.flag("json"):
            print(sentence, flush=True)  # `serve` goes on for hours, and its address is wanted now

    def end(
        self, problems: Iterable[Problem], outcome: dict[str, object], *, praise: str = "", failed: bool = False
    ) -> int:
        """Print the problems (or all as JSON) and give the status."""
        told = sorted(problems, key=lambda each: (each.path, each.line, each.column, each.message))
        errors = [each for each in told if each.level == "error" or self.flag("strict")]
        if self.flag("json"):
            print_json({**outcome, "problems": [each.as_dict() for each in told]})
        else:
            for each in told:
                say(str(each) + "\n")
            if told:
                say(counted(len(errors), "error") + ", " + counted(len(told) - len(errors), "warning"))
            else:
                self.tell(praise)
        return CONTENT if errors or failed else 0


def site_folder(named: str | None) -> Path:
    """The folder named, the current one, or the checkout that the program was started from."""
    if named:
        return Path(named).absolute()
    here, checkout = Path.cwd(), os.environ.get(CHECKOUT)
    return here if (here / "site.yaml").exists() or not checkout else Path(checkout)


def program() -> str:
    """What the user types to call us."""
    return "python3 build.py" if os.environ.get(CHECKOUT) else "digest"


def print_settings(rows: Sequence[tuple[str, str, str]]) -> None:
    """Print names, values and origins: set as a table for a person at a terminal, as plain lines for all else."""
    if not sys.stdout.isatty():
        width = max(len(name) for name, _, _ in rows)
        for name, value, origin in rows:
            print(f"{name:<{width}}  {value}  ({origin})")
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("setting", "value", "from", box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*map(Text, row))
    Console().print(table)


def print_json(value: object) -> None:
    """Print what programs read."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def say(message: str) -> None:
    """Speak of what is wrong: to where warnings go, even if nobody listens there."""
    with contextlib.suppress(OSError, ValueError):
        print(message, file=sys.stderr)
