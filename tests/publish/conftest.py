"""Git that knows nothing of who runs the tests."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

VARIABLES = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "HOME", "XDG_CONFIG_HOME")


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """H24: whatever git would read or write of the developer's own lies in a temporary folder, before any test."""
    home = tmp_path / "home"
    home.mkdir()
    for name in [name for name in os.environ if name.startswith(("GIT_", "SSH_"))]:
        monkeypatch.delenv(name)
    places = {"GIT_CONFIG_GLOBAL": home / ".gitconfig", "GIT_CONFIG_SYSTEM": home / "system"}
    for name, path in {**places, "HOME": home, "XDG_CONFIG_HOME": home}.items():
        monkeypatch.setenv(name, str(path))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert all(Path(os.environ[name]).is_relative_to(tmp_path) for name in VARIABLES)
    told = subprocess.run(["git", "config", "--list", "--show-origin"], cwd=home, capture_output=True, check=True)
    assert told.stdout == b""
    yield home
    assert all(Path(os.environ[name]).is_relative_to(tmp_path) for name in VARIABLES)


def git(folder: Path, *arguments: str, given: bytes | None = None) -> str:
    """What git says, in a folder; it has to be content."""
    done = subprocess.run(["git", *arguments], cwd=folder, input=given, capture_output=True, check=False)
    assert done.returncode == 0, (arguments, done.stderr.decode())
    return done.stdout.decode("utf-8", "replace").strip()
