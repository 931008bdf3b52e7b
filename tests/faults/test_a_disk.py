"""A machine that refuses for real: disks that are full, of another kind, read-only; limits; files nobody may touch."""

from __future__ import annotations

import gc
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from digest.site.made import FEW_PAGES
from tests.desk import REPOSITORY, Desk
from tests.faults.dying import NOW, command, end_of, forks
from tests.faults.mounts import needs
from tests.faults.test_a_kills import built_anew, edited

pytestmark = [pytest.mark.skipif(os.name == "nt", reason="limits, modes and mounts are tried on POSIX"), forks]
NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")


def built(desk: Desk, *before: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A build as a process of its own, behind other programs."""
    arguments = [*before, sys.executable, "-m", "digest", "build", "--site", str(desk.root)]
    variables = {**os.environ, "SOURCE_DATE_EPOCH": NOW, "PYTHONPATH": str(REPOSITORY), **environment}
    return subprocess.run(arguments, env=variables, cwd="/", capture_output=True, text=True, check=False, timeout=120)


def refused(desk: Desk, end_status: int, said: str, reason: str, old: dict[str, bytes]) -> None:
    """The status 3, one sentence with its reason, and the site as it stood."""
    assert (end_status, reason in said, "Traceback" in said) == (3, True, False), said
    assert desk.tree() == old
    assert not list(desk.root.glob(".public.*"))


@needs("mount", root=True)
@pytest.mark.parametrize(
    ("limit", "reason"), [("size=1m", "No space left on device"), ("nr_inodes=130", "No space left on device")],
    ids=["A7", "A8"],
)  # fmt: skip
def test_a_disk_that_is_full_for_real(mounted: Callable[..., Path], limit: str, reason: str) -> None:
    place = mounted("disk", "-t", "tmpfs", "-o", limit, "tmpfs")
    desk = Desk(place / "site")
    edited(desk)
    old = desk.tree()
    for number in range(2000):
        try:
            (place / f"ballast-{number}").write_bytes(b"x" * (8192 if "size" in limit else 0))
        except OSError:
            break
    end = end_of(command(desk, "build"))
    refused(desk, end.status, end.said, reason, old)
    for each in place.glob("ballast-*"):
        each.unlink()
    assert end_of(command(desk, "build")).status == 0
    assert desk.has("/2020/01/fresh/")


@needs("mount", root=True)
def test_a7_a_disk_that_is_full_while_several_processes_write(mounted: Callable[..., Path]) -> None:
    """None of them takes away what another is writing: the reason that is told is the disk's."""
    place = mounted("disk", "-t", "tmpfs", "-o", "size=8m", "tmpfs")
    desk = Desk(place / "site")
    for number in range(FEW_PAGES + 100):
        desk.article(f"Новость {number}", "Слова о ракете. " * 20)
    end = end_of(command(desk, "build", "--jobs", "3"))
    refused(desk, end.status, end.said, "No space left on device", {})


@needs("strace")
@pytest.mark.slow
@pytest.mark.parametrize("error", ["EIO", "ENOSPC"])
def test_a9_a_write_that_the_system_refuses_itself(quick: Desk, error: str) -> None:
    edited(quick)
    old, new = quick.tree(), built_anew(quick)
    start = quick.root.with_name("start")
    shutil.copytree(quick.root, start)
    for number in (*range(1, 30, 4), *range(30, 100, 23)):
        shutil.rmtree(quick.root)
        shutil.copytree(start, quick.root)
        trace = ("strace", "-f", "-qq", "-o", "/dev/null", "-e", f"inject=write:error={error}:when={number}+")
        done = built(quick, *trace)
        if "ptrace" in done.stderr:
            pytest.skip("nothing may be traced here")
        assert quick.tree() in (old, new), number
        assert done.returncode in (0, 3, -9, 1, 120), (number, done.stderr)  # 120: nobody could be told
        assert built(quick).returncode == 0
        assert quick.tree() == new


def limited(desk: Desk, *words: str, **limits: int) -> Callable[[], int]:
    """A command, a build if none is named, under limits of the system."""
    import resource

    def work() -> int:
        for name, value in limits.items():
            resource.setrlimit(getattr(resource, name), (value, value))
        return command(desk, *(words or ("build",)))()

    return work


@pytest.mark.parametrize("size", [0, 500, 5000])
def test_a10_files_that_may_not_grow(quick: Desk, size: int) -> None:
    """A quota and such a limit are refused in the same way: each write has an error of its own."""
    edited(quick)
    old = quick.tree()
    end = end_of(limited(quick, RLIMIT_FSIZE=size))
    refused(quick, end.status, end.said, "File too large", old)
    assert end_of(command(quick, "build")).status == 0


def test_a10_c34_of_a_seed_that_the_disk_does_not_hold_nothing_is_left(quick: Desk) -> None:
    quick.write("long.txt", "Слово за словом. " * 4_000)
    end = end_of(limited(quick, "add", str(quick.root / "long.txt"), RLIMIT_FSIZE=50_000))
    assert (end.status, quick.tree("seeds")) == (3, {})


@needs("setpriv", root=True)
def test_a11_a_site_that_may_not_be_written(quick: Desk) -> None:
    edited(quick)
    old = quick.tree()
    quick.root.parent.chmod(0o755)
    (quick.root / ".digest").chmod(0o777)
    for path in (quick.root / ".digest").rglob("*"):
        path.chmod(0o666 if path.is_file() else 0o777)
    done = built(quick, *NOBODY, PYTHONDONTWRITEBYTECODE="1")
    if "ModuleNotFound" in done.stderr or "Permission denied: '/" in done.stderr:
        pytest.skip("nobody may not read this checkout")
    refused(quick, done.returncode, done.stderr, "Permission denied", old)
    assert f"{quick.root}/.public.digest-stage" in done.stderr


@needs("mount", root=True)
def test_a11_a_disk_that_is_read_only(mounted: Callable[..., Path]) -> None:
    place = mounted("disk", "-t", "tmpfs", "tmpfs")
    desk = Desk(place / "site")
    edited(desk)
    old = desk.tree()
    gc.collect()  # a disk with a file open for writing cannot be made read-only
    subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
    end = end_of(command(desk, "build"))
    refused(desk, end.status, end.said, "Read-only file system", old)
    assert str(desk.root) in end.said


@needs("chattr", root=True)
def test_a12_a_file_that_nobody_may_touch(desk: Desk) -> None:
    edited(desk)
    old, new, page = desk.tree(), built_anew(desk), desk.root / "public/index.html"
    if subprocess.run(["chattr", "+i", str(page)], capture_output=True, check=False).returncode:
        pytest.skip("this file system has no such files")
    try:
        end = end_of(command(desk, "build"))
        assert desk.tree() in (old, new), end.said
        assert end.status == 0 if desk.tree() == new else end.status == 3, end.said
        again = end_of(command(desk, "build"))
        assert desk.tree() in (old, new), again.said
        assert again.status in (0, 3)
        assert "Traceback" not in end.said + again.said
        assert again.status == 0 or "index.html" in again.said
    finally:
        for path in desk.root.rglob("index.html"):
            subprocess.run(["chattr", "-i", str(path)], capture_output=True, check=False)
    assert end_of(command(desk, "build")).status == 0
    assert desk.tree() == new


@needs("setpriv", root=True)
def test_a13_an_article_that_may_not_be_read_is_named_and_the_others_are_built(quick: Desk) -> None:
    quick.settings(theme="plain", cards=0)
    quick.article("Один", slug="one")
    quick.article("Два", slug="two")
    (quick.root / "content/articles/two.md").chmod(0)
    quick.root.parent.chmod(0o755)
    for path in (quick.root, quick.root / "content"):
        path.chmod(0o777)
    done = built(quick, *NOBODY, PYTHONDONTWRITEBYTECODE="1")
    if "ModuleNotFound" in done.stderr:
        pytest.skip("nobody may not read this checkout")
    assert (done.returncode, quick.urls("/2020/")) == (1, ["/2020/01/one/"]), done.stderr
    assert "content/articles/two.md: error[file]: cannot read content/articles/two.md: Permission denied" in done.stderr


@needs("mount", root=True)
def test_a14_the_next_site_is_made_on_the_disk_of_the_old_one(mounted: Callable[..., Path], desk: Desk) -> None:
    """Else it could be neither linked nor exchanged. Where the folder itself is a disk, no other can take its place."""
    edited(desk)
    place = mounted("disk", "-t", "tmpfs", "tmpfs")
    output = place / "deep" / "public"
    assert desk.build("-o", str(output)).status == 0
    desk.edit("content/articles/proton.md", "вернулась", "снова взлетела")
    desk.edit("content/articles/fresh.md", "взлетела", "снова взлетела")
    kept = (output / "robots.txt").stat()
    assert desk.build("-o", str(output)).status == 0
    assert (output / "robots.txt").stat().st_ino == kept.st_ino  # a hard link, which no other disk can have
    assert output.stat().st_dev == place.stat().st_dev
    mine = desk.build("-o", str(place))
    assert (mine.status, "Traceback" in mine.err) == (2, False), mine.err


@needs("prlimit")
@pytest.mark.parametrize("megabytes", [pytest.param(300, marks=pytest.mark.slow), 600])
def test_a28_a_build_of_little_memory_is_done_or_told(quick: Desk, megabytes: int) -> None:
    edited(quick)
    quick.article("Длинная", "Слово за словом. " * 11_000, slug="long")
    old, new = quick.tree(), built_anew(quick)
    done = built(quick, "prlimit", f"--as={megabytes << 20}")
    assert "Traceback" not in done.stderr
    assert (done.returncode, quick.tree()) in ((0, new), (3, old)), done.stderr


def test_a29_a_site_can_be_read_by_a_server_whatever_the_umask(quick: Desk) -> None:
    quick.article(tags=["Метка"])
    quick.write("static/pictures/a.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    (quick.root / "static/pictures/a.svg").chmod(0o600)

    def work() -> int:
        os.umask(0o077)
        return command(quick, "build")()

    assert end_of(work).status == 0
    public = quick.root / "public"
    every = (public, *public.rglob("*"))
    assert {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in every} == {(True, 0o755), (False, 0o644)}
