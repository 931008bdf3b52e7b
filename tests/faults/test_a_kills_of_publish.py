"""A crash or a disk that refuses at every step of a publication: the branch has the old site or the new one, whole."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from digest.cli import status
from tests.faults.dying import KINDS, NOW, end_of, every, forks
from tests.publish.conftest import Home, alone, git, repository  # noqa: F401

pytestmark = forks
FEW = 2  # touches that have their turn in ordinary runs; in the long ones all have
SIZES = (0, 40, 100, 150, 200, 400, 800, 1600, 3200, 6400)  # bytes, at most, of every file that is written


@pytest.fixture
def home(quick: Home) -> Home:
    """A repository with a published site, in which one article has changed since."""
    folder = quick.root.parent
    shutil.rmtree(quick.root)
    home = repository(folder / "site", folder / "remote.git")
    home.settings(theme="plain", cards=0)
    home.build()
    assert home.publish().status == 0
    home.article(slug="proton", title="Протон улетел")
    home.article(slug="soyuz", title="Союз вывел спутник")
    home.build()
    return home


def work(home: Home, before: Callable[[], None] = lambda: None) -> Callable[[], int]:
    """A publication, as work for a process of its own."""

    def work() -> int:
        os.environ["SOURCE_DATE_EPOCH"] = NOW
        before()
        return status(["publish", "--timeout", "20", "--site", str(home.root)])

    return work


def whole(home: Home, before: dict[str, bytes], where: str) -> bool:
    """Whether the new site stands there; else the old one must."""
    branch = home.branch()
    assert branch in (before, {**home.tree(), ".nojekyll": b""}), where
    git(home.remote, "fsck", "--full", "--strict")
    git(home.root, "fsck", "--full", "--strict")
    return branch != before


def heals(home: Home, where: str) -> None:
    """The next run needs no help, and leaves nothing behind."""
    after = end_of(work(home))
    assert after.status == 0, where + after.said
    assert home.branch() == {**home.tree(), ".nojekyll": b""}, where
    assert not list(home.root.glob(".digest/publish.index*")), where


def whole_at_every_touch(home: Home, kind: str, ends: int = 0) -> int:
    """Hold every end to the law. How many there were."""
    before, met = home.branch(), 0
    remote, begun = home.remote, home.remote.with_name("begun.git")
    shutil.copytree(remote, begun)
    for where, end in every(home, work(home), kind, ends):
        done = whole(home, before, where)
        assert end.crashed or end.status == 3 or done, where
        assert "Traceback" not in end.said, where
        heals(home, where)
        shutil.rmtree(remote)
        shutil.copytree(begun, remote)
        met += 1
    return met


@pytest.mark.parametrize("kind", ["crash", "once"], ids=["H7", "A9"])
def test_a_publication_that_is_cut_off_leaves_the_old_site_or_the_new_one(home: Home, kind: str) -> None:
    assert whole_at_every_touch(home, kind, FEW) == FEW


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS, ids={"crash": "H7", "enospc": "A6", "eio": "A9-for-good", "once": "A9"}.get)
def test_a_publication_that_is_cut_off_at_any_touch_leaves_the_old_site_or_the_new_one(home: Home, kind: str) -> None:
    assert whole_at_every_touch(home, kind) > 10


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
@pytest.mark.parametrize("size", [pytest.param(each, marks=() if each == 400 else pytest.mark.slow) for each in SIZES])
def test_h7_git_that_cannot_write_is_told_and_nothing_goes_out(home: Home, size: int) -> None:
    """What git writes no hook sees: so the system lets no file grow any more, as where a disk is full."""
    import resource

    before = home.branch()
    end = end_of(work(home, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))))
    done = whole(home, before, end.said)
    assert (end.status == 3 and "error[" in end.said) or (end.status, done) == (0, True), end.said
    assert "Traceback" not in end.said
    heals(home, end.said)


def in_the_middle(folder: Path, number: int) -> Callable[[], None]:
    """A git in front of the real one, which kills its caller in the middle of the Nth call, and itself."""
    real, place = shutil.which("git"), folder / "bin"
    place.mkdir()
    script = place / "git"
    script.write_text(
        "#!/bin/sh\n"
        f'count=$(($(cat "{folder}/count" 2>/dev/null || echo 0) + 1)); echo $count > "{folder}/count"\n'
        f'if [ $count = {number} ]; then kill -9 $PPID; exec timeout -s KILL 0.01 "{real}" "$@"; fi\n'
        f'exec "{real}" "$@"\n',
        encoding="utf-8",
    )
    script.chmod(0o755)
    return lambda: os.environ.update(PATH=f"{place}:{os.environ['PATH']}")


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("timeout"), reason="needs timeout(1), of coreutils")
def test_h7_a_kill_in_the_middle_of_any_call_of_git(home: Home, tmp_path: Path) -> None:
    before, remote, begun = home.branch(), home.remote, home.remote.with_name("begun.git")
    shutil.copytree(remote, begun)
    start = home.root.with_name("start")
    shutil.copytree(home.root, start)
    for number in range(1, 200):
        folder = tmp_path / str(number)
        folder.mkdir()
        end = end_of(work(home, in_the_middle(folder, number)))
        if end.status == 0:
            assert number > 10
            return
        whole(home, before, f"call {number}")
        heals(home, f"call {number}: {end.said}")
        for folder, kept in ((home.root, start), (remote, begun)):
            shutil.rmtree(folder)
            shutil.copytree(kept, folder)
    raise AssertionError("it never comes to its end")
