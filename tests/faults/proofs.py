"""The tests of this folder -> which of them prove a row: what pytest collects, without running it."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.names import rows

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Proof:
    """One test of one row: the file it stands in, and whether it is a long run."""

    row: str
    file: str
    slow: bool


def proofs() -> tuple[Proof, ...]:
    """Every proof there is. Asked of another process, because pytest does not collect within a run of its own."""
    command = [sys.executable, "-m", "tests.faults.proofs"]
    told = subprocess.run(command, cwd=FOLDER.parents[1], capture_output=True, text=True, check=True).stdout
    return tuple(Proof(**each) for each in json.loads(told))


class _Seen:
    """What pytest found, before it leaves out what is not to be run."""

    def __init__(self) -> None:
        self.found: set[tuple[str, str, bool]] = set()

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            slow = bool(item.get_closest_marker("slow") or item.get_closest_marker("timed"))
            self.found.update((row, item.path.stem, slow) for row in rows(item.name))


if __name__ == "__main__":
    seen = _Seen()
    with contextlib.redirect_stdout(io.StringIO()) as said:
        status = pytest.main(["--collect-only", "-q", "-p", "no:cacheprovider", str(FOLDER)], plugins=[seen])
    if status != pytest.ExitCode.OK:
        sys.exit(said.getvalue())
    print(json.dumps([{"row": row, "file": file, "slow": slow} for row, file, slow in sorted(seen.found)]))  # noqa: T201
