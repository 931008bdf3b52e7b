"""What was written, and from which inputs: the memory by which a build knows what need not be made again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from digest.disk import write_whole
from digest.fingerprint import Memo, fingerprint
from digest.site.pages import Page

VERSION = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One file of the last build: the name of its bytes, and the names of the inputs that it was made from.

    `stamp` is what the disk said of the file when it had been written; another stamp means other bytes.
    """

    name: str
    stamp: tuple[int, int]
    inputs: dict[str, str]


Ledger = Mapping[str, Row]
"""Rows by the path of their file below the output folder."""


def inputs(page: Page, template: str, engine: str, memo: Memo) -> dict[str, str]:
    """The names of all that decides a page's bytes: its view's fields, its template's closure, the program."""
    view = page.view
    seen = {each.name: fingerprint(getattr(view, each.name), memo) for each in fields(view)}
    return {**seen, "the template": template, "the program": engine}


def reason(row: Row | None, stamp: tuple[int, int] | None, wanted: dict[str, str]) -> str:
    """Why a page must be rendered, or nothing where what was written last time still holds."""
    if row is None:
        return "it is new"
    if row.inputs != wanted:
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
    files = {name: [row.name, row.stamp, row.inputs] for name, row in sorted(ledger.items())}
    text = json.dumps({"version": VERSION, "files": files}, ensure_ascii=False, separators=(",", ":"))
    write_whole(path, text.encode("utf-8", "surrogatepass"))


def _row(row: list[Any]) -> Row:
    name, (size, changed), wanted = row
    if not (isinstance(name, str) and isinstance(wanted, dict)):
        raise TypeError("not a row")
    return Row(name, (int(size), int(changed)), wanted)
