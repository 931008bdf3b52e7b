"""The output folder and the program's own memory: nothing stale, nothing of others lost, nothing torn believed."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from tests.desk import Desk
from tests.faults.dying import forks
from tests.faults.test_a_disk import built, needs
from tests.faults.test_a_kills import built_anew, edited, two


def files(desk: Desk) -> dict[str, tuple[bytes, int]]:
    """Every file of a desk with its bytes and its time."""
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in desk.root.rglob("*") if path.is_file()}


def test_a21_of_an_article_that_is_deleted_nothing_is_left(quick: Desk) -> None:
    two(quick)
    quick.settings(cards=10)
    quick.article("Уходящая", "Особое слово.", slug="leaving", tags=["Только здесь"], source="Ушедший источник")
    quick.article("Сосед", "[Уходящая](leaving.md) ещё тут.", slug="near")
    quick.build()
    told = ("Уходящая", "leaving", "Особое слово", "Только здесь", "Ушедший источник")
    assert any(word in quick.page("/archive/2020/01/") for word in told)
    quick.delete("content/articles/leaving.md")
    quick.edit("content/articles/near.md", "[Уходящая](leaving.md) ещё", "Никого")
    assert quick.build().status == 0
    for path, data in quick.tree().items():
        assert not [word for word in told if word.encode() in data or word in path], path
    assert quick.tree() == built_anew(quick)


def test_a22_a_file_of_somebody_else_is_named_and_put_by_and_stays_where_it_is_declared(quick: Desk) -> None:
    two(quick)
    quick.build()
    quick.write("public/CNAME", "digest.example.org\n")
    quick.write("public/2020/notes.txt", "моё\n")
    outcome = quick.build()
    assert outcome.status == 0
    assert outcome.err == (
        "warning[output]: the output folder held 2 files not as a build had left them: 2020/notes.txt, CNAME\n"
        "  they were moved to .digest/backup/; put files of your own into static/\n\n0 errors, 1 warning\n"
    )
    kept = quick.tree(".digest/backup/public")
    assert kept == {"CNAME": b"digest.example.org\n", "2020/notes.txt": "моё\n".encode()}
    assert "CNAME" not in quick.tree()
    quick.write("static/CNAME", "digest.example.org\n")
    assert (quick.build().err, quick.tree()["CNAME"]) == ("", b"digest.example.org\n")


def test_a22_a_repository_in_the_output_is_refused(quick: Desk) -> None:
    two(quick)
    quick.build()
    quick.write("public/.git/HEAD", "ref: refs/heads/main\n")
    before = quick.tree()
    outcome = quick.build()
    assert (outcome.status, quick.tree()) == (2, before)
    assert f"error[output]: {quick.root}/public is a git repository" in outcome.err


@pytest.mark.skipif(os.name == "nt", reason="links are tried on POSIX")
@pytest.mark.parametrize("what", ["link", "dangling link", "file"])
def test_a23_an_output_that_is_no_folder_is_refused_by_name(quick: Desk, what: str) -> None:
    two(quick)
    elsewhere = quick.root.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "canary").write_text("жива", encoding="utf-8")
    place = quick.root / "public"
    if what == "file":
        place.write_text("моё", encoding="utf-8")
    else:
        place.symlink_to(elsewhere if what == "link" else elsewhere / "nothing")
    outcome = quick.build()
    assert outcome.status == 2
    assert outcome.err.startswith("error[output]: --output public is not an ordinary folder\n")
    assert [path.name for path in elsewhere.iterdir()] == ["canary"]
    assert place.is_symlink() == (what != "file")
    assert not list(quick.root.glob(".public.*"))


FOLDERS = (".", "..", "/", "content", "content/x", "themes", "static/x", "seeds", ".git", ".digest", "~", "../..")


@pytest.mark.parametrize("folder", FOLDERS)
def test_a24_a_folder_that_holds_something_else_is_never_the_output(desk: Desk, folder: str) -> None:
    desk.article()
    desk.write("seeds/a.txt", "seed")
    canary = desk.root.parent / "canary"
    canary.write_text("жива", encoding="utf-8")
    before = files(desk)
    outcome = desk.build("-o", os.path.expanduser(folder))
    assert outcome.status == 2
    assert "would overwrite files that are not the site's" in outcome.err
    assert (files(desk), canary.read_text(encoding="utf-8")) == (before, "жива")


@needs("strace")
def test_a25_the_disk_has_the_new_pages_before_they_become_the_site(quick: Desk, tmp_path: Path) -> None:
    edited(quick)
    before, trace = quick.tree(), tmp_path / "trace"
    calls = "fsync,fdatasync,sync,syncfs,renameat2,rename"
    done = built(quick, "strace", "-f", "-qq", "-o", str(trace), "-e", f"trace={calls}")
    if not trace.exists() or done.returncode:
        pytest.skip("nothing may be traced here")
    lines = [line.split(" ", 1)[1].strip() for line in trace.read_text(encoding="utf-8").splitlines()]
    at = next(number for number, line in enumerate(lines) if line.startswith("renameat2") and "EXCHANGE" in line)
    synced = [line for line in lines[:at] if line.startswith(("fsync", "sync"))]
    changed = [path for path, data in quick.tree().items() if data != before.get(path)]
    assert len(synced) >= len(changed) > 10, lines


HARMS = ("flipped", "cut", "empty", "braces", "other version", "gone")


def harmed(path: Path, harm: str, chance: random.Random) -> None:
    """One file of the memory as no run has left it."""
    data = path.read_bytes()
    if harm == "flipped":
        at = chance.randrange(len(data))
        path.write_bytes(data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :])
    elif harm == "other version":
        path.write_bytes(data.replace(b'"version":2', b'"version":1', 1).replace(b"1 ", b"0 ", 1))
    elif harm == "gone":
        path.unlink()
    else:
        path.write_bytes({"cut": data[: chance.randrange(len(data))], "empty": b"", "braces": b"{}"}[harm])


def memories(desk: Path) -> list[Path]:
    """All files by which a build remembers the last one."""
    found = [*(desk / ".digest").rglob("*.json"), *(desk / ".digest").rglob("*.sqlite")]
    return sorted(path.relative_to(desk) for path in found)


@pytest.mark.parametrize("seed", [pytest.param(each, marks=pytest.mark.slow if each else ()) for each in range(12)])
def test_a30_a_memory_that_is_torn_is_none(quick: Desk, seed: int) -> None:
    edited(quick)
    new = built_anew(quick)
    chance = random.Random(seed)
    start = quick.root.with_name("start")
    shutil.copytree(quick.root, start)
    names = memories(start)
    assert len(names) >= 3
    for name in names:
        shutil.rmtree(quick.root)
        shutil.copytree(start, quick.root)
        harm = chance.choice(HARMS)
        harmed(quick.root / name, harm, chance)
        outcome = quick.build()
        assert (outcome.status, quick.tree()) == (0, new), f"{name} {harm}: {outcome.err}"


@pytest.mark.slow
def test_a30_a_memory_that_is_cut_off_at_any_length_is_none(quick: Desk) -> None:
    edited(quick)
    new = built_anew(quick)
    start = quick.root.with_name("start")
    shutil.copytree(quick.root, start)
    for name in memories(start):
        data = (start / name).read_bytes()
        for length in range(0, len(data), max(1, len(data) // 25)):
            shutil.rmtree(quick.root)
            shutil.copytree(start, quick.root)
            (quick.root / name).write_bytes(data[:length])
            assert quick.build().status == 0, (name, length)
            assert quick.tree() == new, (name, length)


@forks
def test_a5_what_a_killed_build_has_left_is_swept_and_what_another_may_be_writing_is_not(quick: Desk) -> None:
    two(quick)
    quick.build()
    for path in (".public.digest-stage/index.html", ".public.digest-old/index.html"):
        quick.write(path, "half")
    old = [quick.write(f".digest/.{name}.digest-abcd_123.tmp", "half") for name in ("ledger.json", "lock")]
    old.append(quick.write(".digest/pictures/.a.png.digest-abcd_123.tmp", "half"))
    young = quick.write(".digest/.search.json.digest-zzzzzzzz.tmp", "half")
    mine = quick.write(".digest/notes.tmp", "моё")
    for path in (*old, mine):
        os.utime(quick.root / path, (1e9, 1e9))
    quick.edit("content/articles/proton.md", "взлетела", "вернулась")
    assert quick.build().status == 0
    assert [path for path in (*old, young, mine) if (quick.root / path).exists()] == [young, mine]
    assert not list(quick.root.glob(".public.*"))
