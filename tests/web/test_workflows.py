"""GitHub's workflows, ours and those of a new digest, by actionlint."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.cli import status
from digest.publish.beginning import WORKFLOW
from tests.desk import REPOSITORY
from tests.web.tools import judged

pytestmark = [pytest.mark.web, pytest.mark.usefixtures("tools")]


def test_actionlint_has_nothing_to_say_of_the_workflows(tmp_path: Path) -> None:
    assert status(["init", str(tmp_path / "site"), "--github", "--quiet"]) == 0
    ours, theirs = (folder / WORKFLOW for folder in (REPOSITORY, tmp_path / "site"))
    texts = [path.read_text("utf-8") for path in (ours, theirs)]
    broken = texts[1].replace("run: digest check", "runs: digest check")
    found = judged("workflows.mjs", documents=[*texts, broken])
    assert found[:2] == [[], []]
    assert found[2]
