"""One call of the program: its flags, its settings, its lock, and its manner of speaking."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from digest.cli.flags import MAKE
from digest.cli.progress import progress
from digest.cli.words import counted
from digest.errors import CONTENT, Problem

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager

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
            self._settings = self.settings_of(self.root(), datetime.now(UTC))
        return self._settings

    def settings_of(self, root: Path, clock: datetime) -> Settings:
        """The settings of the site in a folder, under the flags of this call."""
        from digest.settings import settings
        from digest.site_yaml import checked_flag

        names = [name.replace("-", "_") for name in MAKE]
        flags = {name: self.flags[name] for name in names if self.flags.get(name)}
        if "base_url" in flags:
            flags["base_url"] = checked_flag("base_url", flags["base_url"])
        return settings(root, flags, os.environ, clock)

    def root(self) -> Path:
        """The site's folder."""
        return site_folder(self.flags.get("site"))

    @contextlib.contextmanager
    def executor(self) -> Iterator[Executor | None]:
        """The cluster that was named; none where this machine is to do it all."""
        address = self.given("executor")
        if not address:
            yield None
            return
        from digest.cluster import cluster

        with cluster(address, self.root()) as executor:
            yield executor

    def progress(self) -> AbstractContextManager[None]:
        """Show how far it is, where a person may be watching."""
        return progress(wanted=not self.flag("quiet") and not self.flag("json"))

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Two programs never work on one site at once: the second waits."""
        from digest.lock import lock

        with lock(self.settings().root / ".digest" / "lock", purpose="Digest"):
            yield

    def tell(self, sentence: str) -> None:
        """Speak, unless asked to be quiet or to print JSON."""
        if sentence and not self.flag("quiet") and not self.flag("json"):
            print(sentence, flush=True)  # `serve` goes on for hours, and its address is wanted now

    def end(
        self,
        problems: Iterable[Problem],
        outcome: dict[str, object],
        *,
        praise: str = "",
        failed: bool = False,
        by_file: bool = False,
    ) -> int:
        """Print the problems (or all as JSON) and give the status. `by_file` names each file once, with its counts."""
        told = sorted(problems, key=lambda each: (each.path, each.line, each.column, each.message))
        if self.flag("json"):
            print_json({**outcome, "problems": [each.as_dict() for each in told]})
        elif told:
            strict = self.flag("strict")
            for path, group in groupby(told, key=lambda each: each.path if by_file else ""):
                own = list(group)
                if by_file:
                    say(f"{path or 'the site'}: {counts(own, strict=strict)}\n")
                for each in own:
                    say(str(each) + "\n")
            files = counted(len({each.path for each in told}), "file") + ": " if by_file else ""
            say(files + counts(told, strict=strict))
        else:
            self.tell(praise)
        return CONTENT if failed else self.status(told)

    def status(self, problems: Iterable[Problem]) -> int:
        """The status that problems give: errors make it 1, and warnings where they are told to."""
        return CONTENT if any(_counts_as_error(each, strict=self.flag("strict")) for each in problems) else 0


def counts(problems: Sequence[Problem], *, strict: bool) -> str:
    """How many errors, warnings and notes there are, in words; notes only where there are any."""
    errors = sum(_counts_as_error(each, strict=strict) for each in problems)
    notes = sum(each.level == "note" for each in problems)
    told = [counted(errors, "error"), counted(len(problems) - errors - notes, "warning")]
    return ", ".join([*told, counted(notes, "note")] if notes else told)


def _counts_as_error(problem: Problem, *, strict: bool) -> bool:
    return problem.level == "error" or (strict and problem.level == "warning")


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
