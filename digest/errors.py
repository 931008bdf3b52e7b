"""What went wrong, where, and what to do: the one shape every complaint of the program has.

A `Problem` is a value and can be gathered; a `DigestError` carries one to whoever can go on without its file,
or to the door (`cli.py`), which prints it and ends with the error's `status`.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct
from msgspec.structs import asdict

Level = Literal["error", "warning", "note"]

CONTENT, USAGE, MACHINE, INTERRUPTED = 1, 2, 3, 130  # exit statuses; 0 is "done"
WIDTH = 160  # letters of a source line that are shown: a paragraph is one line, and must not fill the screen
MOST_NAMED = 40  # known words that are named where none is near


class Problem(Struct, frozen=True, array_like=True):
    """One thing that is wrong. `line` and `column` count from 1, and are 0 where they mean nothing."""

    code: str
    message: str
    path: str = ""
    line: int = 0
    column: int = 0
    hint: str = ""
    excerpt: str = ""
    level: Level = "error"

    def __str__(self) -> str:
        """The problem as people read it: place, level, message, source line with a caret, hint."""
        first = f"{self._place()}{self.level}[{self.code}]: {self.message}"
        return "\n".join([printable(first), *self.picture(), *map(printable, self._advice())])

    def as_dict(self) -> dict[str, object]:
        """The problem as `--json` prints it."""
        return asdict(self)

    def picture(self) -> list[str]:
        """The source line, and the caret below it; nothing where there is none."""
        if not (self.excerpt and self.line):
            return []
        gutter = f"  {self.line} | "
        margin = " " * (len(gutter) - 2) + "| "
        start = max(0, self.column - WIDTH // 2) if len(self.excerpt) > WIDTH else 0
        end, at = start + WIDTH, max(start, self.column - 1)
        before = ("…" if start else "") + _drawn(self.excerpt[start:at])
        after = _drawn(self.excerpt[at:end]) + ("…" if len(self.excerpt) > end else "")
        caret = [margin + " " * len(before) + "^"] if self.column else []
        return [gutter + before + after, *caret]

    def _place(self) -> str:
        numbers = [str(number) for number in (self.line, self.column) if number]
        return ":".join([self.path, *numbers]) + ": " if self.path else ""

    def _advice(self) -> list[str]:
        return [f"  {line}" for line in self.hint.splitlines()]


class DigestError(Exception):
    """Something the user can mend. Raised where it is known, caught once, at the door."""

    status = CONTENT

    def __init__(
        self,
        message: str,
        *,
        code: str = "content",
        path: str = "",
        line: int = 0,
        column: int = 0,
        hint: str = "",
        excerpt: str = "",
    ) -> None:
        super().__init__(message)
        self.problem = Problem(code, message, path, line, column, hint, excerpt)

    @classmethod
    def about(cls, problem: Problem) -> DigestError:
        """The error that a problem was found to be."""
        error = cls(problem.message)
        error.problem = problem
        return error

    def __str__(self) -> str:
        return str(self.problem)


class UsageError(DigestError):
    """The command or the settings are wrong: nothing can be begun."""

    status = USAGE


class MachineError(DigestError):
    """The machine is in the way: a full disk, a lock that is held, a folder that cannot be written."""

    status = MACHINE


class Problems(DigestError):
    """Many problems, told in one run."""

    def __init__(self, problems: Iterable[Problem], *, status: int = CONTENT) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problems")
        self.status = status

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint naming the nearest known word; when none is near, all of them, or how many others there are."""
    names = sorted(known)
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    others = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED + 1 else ""
    told = names[:MOST_NAMED] if others else names
    return f"did you mean `{near[0]}`?" if near else "known here: " + ", ".join(told) + others


def printable(text: str) -> str:
    """Text from outside made safe to print: control and direction characters are shown as escapes."""
    if text.isprintable():  # nearly always, and a fiftieth of the time
        return text
    return "".join(c if c.isprintable() or unicodedata.category(c) == "Zs" else _escape(c) for c in text)


def _escape(letter: str) -> str:
    return letter.encode("unicode_escape").decode("ascii")


def _drawn(text: str) -> str:
    """Part of a source line; a tab takes one place, so that the caret stands where it should."""
    return printable(text.replace("\t", " "))
