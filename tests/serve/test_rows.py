"""No row of what may go wrong with a preview is without a test that provokes it."""

from __future__ import annotations

import ast
import re

import tests.serve
from tests.desk import REPOSITORY

ROW = re.compile(r"\bI\d+\b")


def test_every_row_has_a_test() -> None:
    rows = set(re.findall(r"^I\d+\b", tests.serve.__doc__ or "", re.MULTILINE))
    assert len(rows) == 25
    found: set[str] = set()
    for folder in ("serve", "ondesk"):
        for path in (REPOSITORY / "tests" / folder).glob("test_*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            functions = (each for each in tree.body if isinstance(each, ast.FunctionDef))
            found |= {row for each in functions for row in ROW.findall(ast.get_docstring(each) or "")}
    assert found == rows
