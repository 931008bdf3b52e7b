"""Remotes that refuse, hang or are not there; repositories of every rare kind; kills."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from pathlib import Path

import pytest

from digest.lock import lock
from tests.publish.conftest import *  # noqa: F403 - fixtures, one of which every test here has
from tests.publish.conftest import Home, git, repository
from tests.publish.sent import hook, refused, settle, snapshot


@pytest.mark.parametrize("words", ["GH006: Protected branch update failed", "this account is over its quota"])
def test_h6_the_remote_says_no_in_its_own_words(home: Home, words: str) -> None:
    home.publish()
    home.article(slug="soyuz", title="Союз вывел спутник")
    mark = home.git("rev-parse", "origin/gh-pages")
    hook(home, "pre-receive", f"echo 'error: {words}'", "exit 1")
    said = refused(home, status=3)
    assert "error[rejected]: the remote did not take the site: `origin/gh-pages` is as it was" in said
    assert f"remote: error: {words}" in said
    assert home.git("rev-parse", "origin/gh-pages") == mark


@pytest.mark.slow
def test_h7_a_kill_at_any_moment_leaves_the_old_or_the_new_site(home: Home) -> None:
    home.publish()
    begun = home.remote / "begun"
    hook(home, "pre-receive", "touch begun", "sleep 0.6")
    came = set()
    for number, moment in enumerate((-1, 0.0, 0.2, 0.4, 0.55, 0.7)):
        before = home.branch()
        home.article(slug="proton", title=f"Протон, день {number}")
        process = home.spawn("publish")
        while moment >= 0 and not begun.exists():
            time.sleep(0.01)
        time.sleep(max(moment, 0.4 if moment < 0 else 0))
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        settle(home)
        begun.unlink(missing_ok=True)
        after = home.branch()
        assert after in (before, {**home.tree(), ".nojekyll": b""})
        came.add(after == before)
        git(home.remote, "fsck", "--full", "--strict")
    assert came == {True, False}
    home.write(".digest/publish.index", "left")
    home.write(".digest/publish.index.lock", "left")
    home.article(slug="proton", title="Протон улетел")
    assert home.publish().status == 0
    assert home.branch() == {**home.tree(), ".nojekyll": b""}
    assert not list((home.root / ".digest").glob("publish.index*"))


def test_h8_a_remote_that_never_answers_is_given_up(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        home.git("remote", "set-url", "origin", f"git://127.0.0.1:{port}/x")
        start = time.monotonic()
        said = refused(home, "--timeout", "1", status=3)
    assert time.monotonic() - start < 30
    assert said.startswith("error[remote]: git ls-remote had no end after 1 seconds\n")


def test_h8_a_remote_that_is_not_there(home: Home) -> None:
    home.git("remote", "set-url", "origin", "http://user:secret@127.0.0.1:1/x.git")
    said = refused(home, status=3)
    assert said.startswith("error[remote]: the remote `origin` cannot be reached\n")
    assert "secret" not in said


def test_h8_git_that_would_ask_ends_at_once(home: Home, alone: Path) -> None:
    """A remote whose helper asks at the terminal finds none."""
    script = alone / "ask"
    script.write_text("#!/bin/sh\nread word < /dev/tty || { echo 'no terminal' >&2; exit 1; }\n", encoding="utf-8")
    script.chmod(0o755)
    home.git("config", "core.sshCommand", str(script))
    home.git("remote", "set-url", "origin", "ssh://git@127.0.0.1/x.git")
    assert "no terminal" in refused(home, status=3)


def test_h9_no_git(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(home.root))
    assert home.publish().err.startswith("error[git]: git is not installed\n  install it")
    assert home.publish().status == 3


def test_h9_no_repository(tmp_path: Path) -> None:
    home = Home(tmp_path / "site", tmp_path)
    done = home.publish()
    assert done.status == 2
    assert done.err.startswith("error[git]: the site does not lie in a git repository\n  git init;")


def test_h9_a_bare_repository(tmp_path: Path) -> None:
    home = Home(tmp_path / "site", tmp_path)
    git(home.root, "init", "-q", "--bare", ".")
    done = home.publish()
    assert (done.status, done.err.split("\n")[0]) == (
        2,
        "error[git]: the site lies in a bare repository, which has no files of its own",
    )


def test_h9_no_remote(home: Home) -> None:
    home.git("remote", "remove", "origin")
    assert home.publish().err == (
        "error[git]: git knows no remote `origin` here\n  git remote add origin ADDRESS\n"
    )  # fmt: skip
    home.git("remote", "add", "upstream", str(home.remote))
    assert "upstream" in refused(home, status=2)
    assert home.publish("--remote", "upstream").status == 0


def test_h9_no_commits(home: Home, tmp_path: Path) -> None:
    (home.root / ".git").rename(tmp_path / "old")
    home.git("init", "-q", "-b", "main")
    home.git("remote", "add", "origin", str(home.remote))
    assert home.publish().status == 0


def test_h9_a_detached_head(home: Home) -> None:
    home.git("switch", "-q", "--detach")
    assert home.publish().status == 0


def test_h9_a_shallow_clone(home: Home, tmp_path: Path) -> None:
    home.publish()
    home.git("commit", "-q", "--allow-empty", "-m", "2")
    home.git("push", "-q", "origin", "main")
    git(tmp_path, "clone", "-q", "--depth", "1", home.remote.as_uri(), "shallow")
    shallow = Home(tmp_path / "shallow", home.remote)
    shallow.article(slug="soyuz", title="Союз вывел спутник")
    before = snapshot(shallow)
    assert shallow.publish().status == 0
    assert snapshot(shallow) == before
    assert len(home.log()) == 2


def test_h9_a_worktree(home: Home, tmp_path: Path) -> None:
    home.git("worktree", "add", "-q", "-b", "work", str(tmp_path / "tree"))
    assert Home(tmp_path / "tree", home.remote).publish().status == 0


def test_h9_a_submodule_and_a_folder_within_a_repository(home: Home, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "outer")
    outer = tmp_path / "outer"
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(home.remote), "inner")
    assert Home(outer / "inner", home.remote).publish().status == 0
    deep = repository(tmp_path / "deep", tmp_path / "deep.git")
    inner = Home(deep.root / "docs", deep.remote)
    inner.article(slug="a")
    assert inner.publish().status == 0
    assert inner.branch() == {**inner.tree(), ".nojekyll": b""}


def test_h9_names_by_sha256(tmp_path: Path) -> None:
    home = Home(tmp_path / "site", tmp_path / "remote.git")
    git(tmp_path, "init", "-q", "--bare", "--object-format=sha256", str(home.remote))
    home.article(slug="a")
    home.git("init", "-q", "-b", "main", "--object-format=sha256")
    home.git("-c", "user.name=a", "-c", "user.email=b", "commit", "-q", "--allow-empty", "-m", "x")
    home.git("push", "-q", str(home.remote), "main")
    home.git("remote", "add", "origin", str(home.remote))
    assert home.publish().status == 0
    assert "unchanged" in home.publish().out


def test_h10_a_folder_of_somebody_else(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    done = home.publish()
    assert done.status == 2
    assert done.err.startswith("error[git]: git does not trust this folder: it belongs to another user\n")
    assert "git config --global --add safe.directory" in done.err


def test_h11_git_that_knows_no_name(home: Home) -> None:
    home.git("config", "grep.patternType", "fixed")
    home.git("config", "--unset", "user.name")
    home.git("config", "--unset", "user.email")
    home.git("config", "user.useConfigOnly", "true")
    assert home.publish().status == 0
    assert git(home.remote, "log", "-1", "--format=%an", "gh-pages") == "Digest"
    assert "unchanged" in home.publish().out


def test_h11_the_name_of_the_user_is_used(home: Home) -> None:
    home.publish()
    assert git(home.remote, "log", "-1", "--format=%an <%ae>", "gh-pages") == "Редактор <a@example.org>"


def test_h22_a_publication_waits_for_a_build(home: Home) -> None:
    home.build()
    held = threading.Event()

    def build() -> None:
        with lock(home.root / ".digest/lock", purpose="Digest"):
            held.set()
            time.sleep(1.0)

    other = threading.Thread(target=build)
    other.start()
    held.wait()
    start = time.monotonic()
    assert home.publish().status == 0
    assert time.monotonic() - start > 0.8
    other.join()


@pytest.mark.parametrize("ref", ["refs/heads/gh-pages", "refs/remotes/origin/gh-pages"])
def test_h23_a_broken_ref_is_told(home: Home, ref: str) -> None:
    home.publish()
    home.sown({"robots.txt": "x"})
    home.write(f".git/{ref}", "rubbish\n")
    assert refused(home, status=3) == (
        f"error[git]: the repository here is broken: nothing is what {ref} names\n"
        f"  move the file .git/{ref} away, which holds only that name; then publish again\n"
    )
    home.delete(f".git/{ref}")
    assert home.publish().status == 0


def test_h23_a_lock_that_was_left_is_told(home: Home) -> None:
    home.publish()
    home.sown({"robots.txt": "x"})
    home.write(".git/refs/remotes/origin/gh-pages.lock", "")
    said = refused(home, status=3)
    assert said.startswith("error[git]: another git is at work in this repository, or was cut off\n")
    assert "gh-pages.lock" in said


def test_h23_packed_refs_another_remote_and_another_way_to_it(home: Home) -> None:
    home.publish()
    home.git("pack-refs", "--all")
    git(home.remote, "pack-refs", "--all")
    home.git("remote", "rename", "origin", "home")
    home.git("config", f"url.{home.remote}.insteadOf", "short:")
    home.git("remote", "set-url", "home", "short:")
    home.settings(publish={"remote": "home", "branch": "gh-pages"})
    home.edit("content/articles/proton.md", "взлетела", "поднялась")
    assert home.publish().status == 0
    assert "поднялась" in home.bytes("2020/01/proton/index.html").decode()
