"""A desk within a repository, a bare repository as its remote, and git that knows nothing of who runs the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk import Desk, Outcome

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
    assert _settings_of_git(home) == b""
    yield home
    assert all(Path(os.environ[name]).is_relative_to(tmp_path) for name in VARIABLES)


def _settings_of_git(home: Path) -> bytes:
    """Every setting that git finds; it is asked by the first test, and all others have the same variables."""
    global _told
    if _told is None:
        command = ["git", "config", "--list", "--show-origin"]
        _told = subprocess.run(command, cwd=home, capture_output=True, check=True).stdout
    return _told


_told: bytes | None = None


def git(folder: Path, *arguments: str, given: bytes | None = None) -> str:
    """What git says, in a folder; it has to be content."""
    done = subprocess.run(["git", *arguments], cwd=folder, input=given, capture_output=True, check=False)
    assert done.returncode == 0, (arguments, done.stderr.decode())
    return done.stdout.decode("utf-8", "replace").strip()


class Home(Desk):
    """An editor's repository: its remote is a bare repository beside it."""

    def __init__(self, root: Path, remote: Path) -> None:
        super().__init__(root)
        self.remote = remote

    def publish(self, *flags: str) -> Outcome:
        return self.run("publish", "--timeout", "20", *flags)

    def diff(self, *flags: str) -> Outcome:
        return self.run("diff", "--timeout", "20", *flags)

    def git(self, *arguments: str) -> str:
        return git(self.root, *arguments)

    def branch(self, name: str = "gh-pages") -> dict[str, bytes]:
        """Every file on a branch of the remote, with its bytes."""
        rows = git(self.remote, "ls-tree", "-r", "-z", "--name-only", name).split("\0")
        return {path: self.bytes(path, name) for path in rows if path}

    def bytes(self, path: str, name: str = "gh-pages") -> bytes:
        command = ["git", "cat-file", "blob", f"{name}:{path}"]
        return subprocess.run(command, cwd=self.remote, capture_output=True, check=True).stdout

    def tip(self, name: str = "gh-pages") -> str:
        return git(self.remote, "for-each-ref", "--format=%(objectname)", f"refs/heads/{name}")

    def log(self, name: str = "gh-pages") -> list[str]:
        return git(self.remote, "log", "--format=%s", name).split("\n")

    def sown(self, files: dict[str, str], message: str = "Theirs", *, name: str = "gh-pages") -> str:
        """Somebody else's commit on a branch of the remote: with these files besides those that stand there."""
        index = {"GIT_INDEX_FILE": str(self.remote / "other.index"), **_OTHER}
        parent = self.tip(name)

        def at(*arguments: str, given: str = "") -> str:
            command = ["git", *arguments]
            env = {**os.environ, **index}
            done = subprocess.run(command, cwd=self.remote, input=given.encode(), capture_output=True, env=env)
            assert done.returncode == 0, done.stderr
            return done.stdout.decode().strip()

        at("read-tree", *([parent] if parent else ["--empty"]))
        for path, text in files.items():
            blob = at("hash-object", "-w", "--stdin", given=text)
            at("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
        made = at("commit-tree", *(["-p", parent] if parent else []), "-m", message, at("write-tree"))
        at("update-ref", f"refs/heads/{name}", made)
        return made


_OTHER = {
    "GIT_AUTHOR_NAME": "Другой", "GIT_AUTHOR_EMAIL": "b@example.org",
    "GIT_COMMITTER_NAME": "Другой", "GIT_COMMITTER_EMAIL": "b@example.org",
}  # fmt: skip


def repository(folder: Path, remote: Path) -> Home:
    """A new desk in a repository whose main branch is pushed."""
    home = Home(folder, remote)
    home.write(".gitignore", "/public/\n/.digest/\n")
    home.article(slug="proton", title="Протон стоит на старте")
    git(folder.parent, "init", "-q", "--bare", "--template=", "-b", "main", str(remote))
    home.git("init", "-q", "--template=", "-b", "main")
    home.git("config", "user.name", "Редактор")
    home.git("config", "user.email", "a@example.org")
    home.git("remote", "add", "origin", str(remote))
    home.git("add", "-A")
    home.git("commit", "-qm", "Дайджест")
    home.git("push", "-q", "origin", "main")
    return home


@pytest.fixture(scope="session")
def mould(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the repository stands of which each test has a copy. The first test makes it, alone as it is."""
    return tmp_path_factory.mktemp("mould")


@pytest.fixture
def home(tmp_path: Path, mould: Path) -> Home:
    if not (mould / "site").exists():
        repository(mould / "site", mould / "remote.git")
    folder, remote = tmp_path / "сайт и дом", tmp_path / "remote.git"
    for there, here in ((mould / "site", folder), (mould / "remote.git", remote)):
        shutil.copytree(there, here)
    made = Home(folder, remote)
    made.git("remote", "set-url", "origin", str(remote))
    made.git("update-index", "-q", "--refresh")  # the copies are as old as they look
    return made
