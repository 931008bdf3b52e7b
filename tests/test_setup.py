"""A clone becomes a working program by itself, and its tests run; what may go wrong is in tests/faults/test_j_*.py."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.checkout import ROOT, Checkout, Ended, checkout, hollow

__all__ = ["checkout", "hollow"]  # fixtures

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills, symlinks and permissions are tried on POSIX")


def test_the_program_is_told_where_it_stands(hollow: Checkout) -> None:
    (hollow.folder / "digest" / "cli.py").write_text("import os\ndef main(): print(os.environ['DIGEST_CHECKOUT'])\n")
    assert hollow.run().out == f"{hollow.folder}\n"


def test_uv_is_used_where_there_is_one(hollow: Checkout) -> None:
    assert hollow.run().status == 0
    assert hollow.visits == ["came", "left"]


def test_a_uv_that_fails_leaves_it_to_pip(hollow: Checkout) -> None:
    Path(hollow.env["PATH"], "uv").write_text("#!/bin/sh\nexit 1\n")
    assert hollow.run().out == "tiny 1.0\n"


def test_a_package_that_is_not_made_for_this_system_is_named(checkout: Checkout) -> None:
    checkout.lock("huge==1.0 --hash=sha256:" + "0" * 64)
    assert checkout.run() == Ended(
        3,
        "",
        checkout.saying()
        + "Set-up stopped: not offered for this Python and system: "
        + "ERROR: No matching distribution found for huge==1.0.\n"
        + "  Use a newer Python, then run the same command again.\n",
    )


@pytest.fixture
def tested(hollow: Checkout) -> Checkout:
    """With tools that say what they are asked, and fail if a variable of their name says so."""
    hollow.run()
    tool = "import os, sys\nprint(*sys.argv[1:])\nsys.exit(os.environ.get(__spec__.name.upper()))\n"
    for name in ("ruff", "mypy", "pytest"):
        (next(hollow.venv.glob("lib/*/site-packages")) / f"{name}.py").write_text(tool)
    return hollow


def test_the_test_command_runs_every_check_and_pytest_last(tested: Checkout) -> None:
    assert tested.run("test", "-k", "пуск") == Ended(
        0,
        """\
--- ruff check .
check .
--- ruff format --check .
format --check .
--- mypy --strict digest
--strict digest
--- pytest -n auto --dist worksteal -k пуск
-n auto --dist worksteal -k пуск
""",
        "",
    )


def test_a_check_that_fails_stops_no_other(tested: Checkout) -> None:
    result = tested.run("test", RUFF="untidy")
    assert result.status == 1
    ran = "-n auto --dist worksteal"
    assert result.out.endswith(f"--- mypy --strict digest\n--strict digest\n--- pytest {ran}\n{ran}\n")
    assert result.err == "untidy\nuntidy\nFailed: ruff check ., ruff format --check .\n"


def test_pytest_has_the_last_word_when_only_it_fails(tested: Checkout) -> None:
    assert tested.run("test", PYTEST="1 failed").err == "1 failed\n"


def test_ci_runs_what_the_readme_tells() -> None:
    commands = [line for line in (ROOT / ".ci" / "run").read_text().splitlines() if not line.startswith("#")]
    tests = ["python3 build.py test", "tests/web/install.sh", "python3 build.py test --web"]
    assert commands == ["set -eu", 'cd "$(dirname "$0")/.."', *tests]
    told = (ROOT / "README.md").read_text("utf-8")
    assert [each for each in tests if not re.search(rf"^    {each} +#", told, re.MULTILINE)] == []
