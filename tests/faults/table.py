"""The catalogue and its proofs -> the page of the manual that shows every row and its state.

python -m tests.faults.table writes it anew.
"""

from __future__ import annotations

from collections.abc import Iterable

from tests.desk import REPOSITORY
from tests.faults.catalogue import EXEMPT, GROUPS, ROWS
from tests.faults.proofs import Proof, proofs

PAGE = REPOSITORY / "docs" / "content" / "pages" / "faults.md"
HEAD = """\
---
title: Faults
summary: Every fault and bad input that the program is held against, and what happens then.
---

Each row is provoked by the tests of `tests/faults/` that the last column names: `python3 build.py test -k C5` runs \
those of one row. *Long* ones run where `CI` is set, or with `-m slow`; `-m timed` measures what doubled sizes take, \
on a quiet machine. A row that cannot be provoked says why.

This page is made from the tests by `python3 -m tests.faults.table`.
"""


def page(found: Iterable[Proof]) -> str:
    """The whole text of the page."""
    by_row: dict[str, list[Proof]] = {}
    for proof in found:
        by_row.setdefault(proof.row, []).append(proof)
    return "\n".join([HEAD, *(_group(group, by_row) for group in GROUPS)])


def _group(group: str, proved: dict[str, list[Proof]]) -> str:
    lines = [
        f"## {group}. {GROUPS[group]}",
        "",
        "| Row | What goes wrong | What happens | Proof |",
        "|:---|:---|:---|:---|",
    ]
    for row in ROWS.values():
        if row.group == group:
            lines.append(f"| {row.number} | {row.fault} | {row.expected} | {_state(row.number, proved)} |")
    return "\n".join([*lines, ""])


def _state(row: str, proved: dict[str, list[Proof]]) -> str:
    if row in EXEMPT:
        return EXEMPT[row]
    files: dict[str, bool] = {}
    for proof in sorted(proved.get(row, ()), key=lambda each: each.file):
        files[proof.file] = files.get(proof.file, True) and proof.slow
    if not files:
        return "none"
    return ", ".join(f"`{file}`" + (" (long)" if slow else "") for file, slow in files.items())


if __name__ == "__main__":
    PAGE.write_text(page(proofs()), encoding="utf-8")
