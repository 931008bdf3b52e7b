"""A crash, a full or a broken disk at every write of a build: the old site or the new one, and the next run mends."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from digest.fingerprint import fingerprint, of_bytes
from digest.site import folder, spare
from tests.desk import Desk
from tests.faults.dying import KINDS, End, command, end_of, every, forks

pytestmark = forks
EACH = 6  # after so many ends the next run is made in any case; else only where none was made from such a state yet
FEW = 2  # touches that have their turn in ordinary runs; in the long ones all have
SAID = {"enospc": "No space left on device", "eio": "Input/output error", "once": "Input/output error"}


def two(desk: Desk) -> None:
    """A small site of two articles, with one share card."""
    desk.settings(theme="plain", cards=1)
    desk.article("Протон вернулся", slug="proton", tags=["Байконур"], source="ТАСС")
    desk.article("Союз улетел", slug="soyuz", tags=["Байконур"])


def edited(desk: Desk) -> None:
    """One article is changed, one goes, one comes."""
    two(desk)
    desk.build()
    desk.edit("content/articles/proton.md", "Ракета взлетела.", "Ракета вернулась.")
    desk.delete("content/articles/soyuz.md")
    desk.article("Свежая", slug="fresh", tags=["Казахстан"])


def disturbed(desk: Desk) -> None:
    """All stands as it was built but for one page, so that one file takes its place."""
    two(desk)
    desk.build()
    desk.write("public/2020/01/proton/index.html", "чужое")


def stubborn(desk: Desk) -> Callable[[], int]:
    """A build where the system can neither exchange two folders nor link a file."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    def work() -> int:
        folder.exchanged = lambda *_: False
        os.link = refuse
        return command(desk, "build")()

    return work


def spared(desk: Desk) -> Callable[[], int]:
    """A build of a site so large that the one before is kept beside it."""

    def work() -> int:
        spare.FROM, spare.FEW = 0, 0
        return command(desk, "build", "--jobs", "1")()

    return work


def leavings(root: Path) -> list[Path]:
    """What a run has left half written; a spare site is none of it."""
    return [path for path in root.rglob(".*") if ".digest-" in path.name and not path.name.endswith("-spare")]


def aged(root: Path) -> None:
    """Two hours go by: what is half written by now is nobody's."""
    for path in leavings(root):
        os.utime(path, (path.stat().st_mtime - 7200,) * 2)


def built_anew(desk: Desk) -> dict[str, bytes]:
    """What the sources of a desk give when they are built from nothing."""
    shutil.rmtree(desk.root.with_name("fresh"), ignore_errors=True)
    fresh = Desk(desk.root.with_name("fresh"))
    for name in ("content", "themes", "static"):
        for path, data in desk.tree(name).items():
            fresh.write(f"{name}/{path}", data)
    fresh.write("site.yaml", desk.read("site.yaml"))
    assert fresh.build().status == 0
    return fresh.tree()


def whole_at_every_touch(
    desk: Desk, kind: str, ends: int = 0, work: Callable[[], int] | None = None, *, gap: bool = False
) -> int:
    """Hold every end to the law. With a `gap` a crash may leave no site at all, until the next run. How many ends."""
    old, new, met, seen = desk.tree(), built_anew(desk), 0, set[str]()
    for where, end in every(desk, work or command(desk, "build"), kind, ends):
        standing = desk.tree()
        assert standing in (old, new) or (gap and end.crashed and not standing), where
        told(end, kind, done=standing == new, where=where)
        assert kind != "enospc" or not [each for each in leavings(desk.root) if each.parent == desk.root], where
        met += 1
        state = left_behind(desk.root)
        if met % EACH and state in seen:
            continue
        seen.add(state)
        aged(desk.root)
        after = end_of(work or command(desk, "build"))
        assert (after.status, desk.tree()) == (0, new), where + after.said
        assert leavings(desk.root) == [], where
    return met


def left_behind(root: Path) -> str:
    """A name for the state that a build has left: of what was staged only whether it is there."""
    paths = sorted(path for path in root.rglob("*") if ".public.digest-" not in str(path.parent.relative_to(root)))
    rows = [(re.sub(r"digest-\w{8}", "", str(path)), path.read_bytes() if path.is_file() else b"") for path in paths]
    return fingerprint([(name, of_bytes(data)) for name, data in rows])


def told(end: End, kind: str, *, done: bool, where: str) -> None:
    """A machine that refuses gives the status 3 and a sentence; what nothing depends on may fail unheard."""
    if end.status == 0:  # also where it had fewer touches this time: what is remembered depends on the clock
        assert done, where
    elif kind == "crash":
        assert end.crashed, where
    else:
        assert (end.status, SAID[kind] in end.said, "Traceback" in end.said) == (3, True, False), where
        assert done != ("the site stands as it was before" in end.said) or "/.digest" in end.said, where


IDS = {"crash": "A1-A3", "enospc": "A6", "eio": "A9-for-good", "once": "A9"}
kinds = pytest.mark.parametrize("kind", KINDS, ids=IDS.get)


@kinds
def test_a_build_that_is_cut_off_leaves_the_old_site_or_the_new_one(quick: Desk, kind: str) -> None:
    edited(quick)
    assert whole_at_every_touch(quick, kind, FEW) == FEW


@pytest.mark.slow
@kinds
def test_a_build_that_is_cut_off_at_any_touch_leaves_the_old_site_or_the_new_one(quick: Desk, kind: str) -> None:
    edited(quick)
    assert whole_at_every_touch(quick, kind) > 100


def with_a_spare_site(desk: Desk) -> None:
    """Three articles are changed: two a build ago, so that the spare site is older than the one that stands."""
    two(desk)
    desk.article("Третья", slug="third", tags=["Третий"])
    assert end_of(spared(desk)).status == 0
    desk.edit("content/articles/proton.md", "взлетела", "вернулась")
    desk.delete("content/articles/third.md")
    assert end_of(spared(desk)).status == 0
    assert (desk.root / ".public.digest-spare").is_dir()
    desk.edit("content/articles/soyuz.md", "взлетела", "улетела")
    desk.article("Свежая", slug="fresh", tags=["Казахстан"])


def test_a_build_that_makes_use_of_a_spare_site_is_cut_off(quick: Desk) -> None:
    with_a_spare_site(quick)
    assert whole_at_every_touch(quick, "crash", FEW, spared(quick)) == FEW


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["crash", "enospc", "once"])
def test_a_build_that_makes_use_of_a_spare_site_is_cut_off_at_any_touch(quick: Desk, kind: str) -> None:
    with_a_spare_site(quick)
    assert whole_at_every_touch(quick, kind, 0, spared(quick)) > 100


@pytest.mark.slow
def test_a15_a_spare_site_takes_the_place_of_the_old_in_two_steps(quick: Desk) -> None:
    def work() -> int:
        folder.exchanged = lambda *_: False
        return spared(quick)()

    with_a_spare_site(quick)
    assert whole_at_every_touch(quick, "crash", 0, work, gap=True) > 100


SCENES: dict[str, Callable[[Desk], None]] = {"A4": two, "one-file": disturbed}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["crash", "enospc"])
@pytest.mark.parametrize("scene", SCENES)
def test_the_first_build_and_one_of_a_single_file_are_whole_or_not_there(quick: Desk, scene: str, kind: str) -> None:
    SCENES[scene](quick)
    assert whole_at_every_touch(quick, kind) > 10


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["crash", "once"])
def test_a15_a_system_that_cannot_exchange_has_a_way_that_recovers(quick: Desk, kind: str) -> None:
    edited(quick)
    assert whole_at_every_touch(quick, kind, 0, stubborn(quick), gap=True) > 100


def test_a15_a_build_that_cannot_exchange_is_cut_off(quick: Desk) -> None:
    edited(quick)
    assert whole_at_every_touch(quick, "crash", FEW, stubborn(quick), gap=True) == FEW


@pytest.mark.parametrize("scene", SCENES)
def test_a4_a_first_build_that_is_cut_off_leaves_no_site_or_a_whole_one(quick: Desk, scene: str) -> None:
    SCENES[scene](quick)
    assert whole_at_every_touch(quick, "crash", FEW) == FEW


def test_a9_a_disk_that_takes_little_at_a_time_gets_all(quick: Desk) -> None:
    edited(quick)
    new = built_anew(quick)
    end = end_of(command(quick, "build"), "short:1")
    assert (end.status, quick.tree()) == (0, new), end.said
