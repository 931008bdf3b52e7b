"""What was written, and from which inputs: the memory by which a build knows what need not be made again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from digest.disk import write_whole
from digest.fingerprint import Memo, brief, names_of
from digest.site.page import Page

VERSION = 2
MANY = 200_000  # names that are remembered


@dataclass(frozen=True, slots=True)
class Row:
    """One file of the last build, and the names of the inputs that it was made from.

    `stamp` is what the disk said of the file when it had been written; another stamp means other bytes.
    """

    stamp: tuple[int, int]
    inputs: dict[str, str]


Ledger = Mapping[str, Row]
"""Rows by the path of their file below the output folder."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A page as it was last planned, what its template drew in, and the names of all inputs."""

    page: Page
    template: str
    inputs: dict[str, str]


_Kind = tuple[str, type]
"""Pages of one template and one sort of view."""


class Inputs:
    """Names all that decides a page's bytes: the fields of its view, its template's closure, the program.

    A preview keeps one through many builds of one site: what was named in the last of them is not spelt out again.
    """

    def __init__(self, engine: str) -> None:
        self._engine = engine
        self._last: dict[str, _Named] = {}
        self._kinds: dict[_Kind, tuple[Page, str]] = {}  # one page of each, and what its template draws in
        self._memo: Memo = {}

    def named(self, pages: Mapping[str, Page], closure: Callable[[Page], str]) -> dict[str, dict[str, str]]:
        """The names of the inputs of every page, by its path. `closure` names what its template draws in."""
        drawn_in = {kind: closure(page) for kind, (page, _) in self._kinds.items()}
        steady = all(drawn_in[kind] == template for kind, (_, template) in self._kinds.items())
        lasts, now = (self._last if steady else {}), dict[str, _Named]()
        self._kinds = self._kinds if steady else {}
        for path, page in pages.items():
            last = lasts.get(path)
            if last is not None and last.page is page:
                now[path] = last
                continue
            kind = page.template, type(page.view)
            if kind not in drawn_in:
                drawn_in[kind] = closure(page)
            self._kinds[kind] = page, drawn_in[kind]
            now[path] = self._of(path, page, drawn_in[kind])
        self._last = now
        if len(self._memo) > MANY:  # names of what stands on no page any more are among them
            self._memo = {}
        return {path: named.inputs for path, named in now.items()}

    def _of(self, path: str, page: Page, template: str) -> _Named:
        last = self._last.get(path)
        if last and last.template == template and last.page.view == page.view:
            return _Named(page, template, last.inputs)
        kind: Any = type(page.view)
        seen = {name: brief(getattr(page.view, name), self._memo) for name in names_of(kind)}
        return _Named(page, template, {**seen, "the template": template, "the program": self._engine})


def reason(row: Row | None, stamp: tuple[int, int] | None, wanted: dict[str, str]) -> str:
    """Why a page must be rendered, or nothing where what was written last time still holds."""
    if row is None:
        return "it is new"
    if row.inputs is not wanted and row.inputs != wanted:
        names = sorted(name for name in row.inputs.keys() | wanted.keys() if row.inputs.get(name) != wanted.get(name))
        return f"{', '.join(names)} changed"
    if stamp is None:
        return "its file was missing"
    return "its file was changed" if stamp != row.stamp else ""


def load(path: Path) -> dict[str, Row]:
    """The ledger of the last build; an empty one where it is missing, torn, or of another version."""
    try:
        stored = json.loads(path.read_bytes())
        if stored["version"] != VERSION:
            return {}
        return {name: _row(row) for name, row in stored["files"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def save(path: Path, ledger: Ledger) -> None:
    """Write the ledger whole."""
    files = {name: [row.stamp, row.inputs] for name, row in sorted(ledger.items())}
    text = json.dumps({"version": VERSION, "files": files}, ensure_ascii=False, separators=(",", ":"))
    write_whole(path, text.encode("utf-8", "surrogatepass"))


def _row(row: list[Any]) -> Row:
    (size, changed), wanted = row
    if not isinstance(wanted, dict):
        raise TypeError("not a row")
    return Row((int(size), int(changed)), wanted)
