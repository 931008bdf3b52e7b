"""The output folder is always a whole site, old or new, whatever happens to the build."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from digest.errors import MachineError
from digest.site import folder as folders
from digest.site.folder import Folder
from tests.desk import Desk
from tests.site.test_incremental import clean


def a_site(desk: Desk) -> None:
    for number in range(4):
        desk.article(f"Новость {number}", slug=f"news-{number}", tags=["Байконур"], source="ТАСС")


def test_without_renameat2_two_renames_put_the_new_site_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "exchanged", lambda *_: False)  # a kernel, not our code
    output = Folder(tmp_path / "public", backup=tmp_path / "backup", known=["a.html"])
    output.put("a.html", b"old")
    output.exchange([], [])
    output = Folder(tmp_path / "public", backup=tmp_path / "backup", known=["a.html"])
    output.put("b.html", b"new")
    output.exchange(["a.html"], [])
    assert {path: (tmp_path / "public" / path).read_bytes() for path in output.stamps()} == {
        "a.html": b"old",
        "b.html": b"new",
    }


def test_a_site_moved_aside_by_a_killed_build_is_put_back(tmp_path: Path) -> None:
    output = Folder(tmp_path / "public", backup=tmp_path / "backup", known=["a.html"])
    output.put("a.html", b"old")
    output.exchange([], [])
    (tmp_path / "public").rename(tmp_path / ".public.digest-old")
    output.recover()
    assert (tmp_path / "public/a.html").read_bytes() == b"old"


def test_a_link_where_a_site_is_staged_is_named_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".public.digest-stage").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(MachineError) as error:
        Folder(tmp_path / "public", backup=tmp_path / "backup").recover()
    assert str(error.value) == (
        f"error[disk]: cannot remove {tmp_path}/.public.digest-stage: Cannot call rmtree on a symbolic link\n"
        f"  it is left of an earlier build: remove {tmp_path}/.public.digest-stage yourself"
    )


def test_several_processes_put_files_by_and_one_that_is_refused_takes_none_away(tmp_path: Path) -> None:
    one, other = (Folder(tmp_path / "public", backup=tmp_path / "backup") for _ in range(2))
    assert (one.put_by("a/index.html", b"a"), other.put_by("a/b/index.html", b"b")) == (b"", b"")
    with pytest.raises(MachineError, match="Not a directory"):
        other.put_by("a/index.html/c.html", b"c")

    for path in ("a/index.html", "a/b/index.html"):
        one.take(path, b"")
    one.exchange([], [])

    assert (tmp_path / "public/a/index.html").read_bytes() == b"a"
    assert (tmp_path / "public/a/b/index.html").read_bytes() == b"b"


def test_the_disk_that_refuses_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    output = Folder(tmp_path / "file" / "public", backup=tmp_path / "backup")
    with pytest.raises(MachineError) as error:
        output.put("a.html", b"x")
    assert str(error.value) == (
        f"error[disk]: cannot write {tmp_path}/file/.public.digest-stage: Not a directory\n"
        "  the site stands as it was before"
    )


def test_two_builds_at_once_wait_for_each_other(desk: Desk) -> None:
    a_site(desk)
    builds = [desk.spawn("build") for _ in range(3)]
    outcomes = [build.communicate() for build in builds]
    assert [build.returncode for build in builds] == [0, 0, 0], outcomes
    assert desk.build("--verify").status == 0


@pytest.mark.parametrize("place", ["elsewhere", "../elsewhere", "public"])
def test_a_folder_that_holds_other_peoples_files_is_never_taken(desk: Desk, place: str) -> None:
    a_site(desk)
    desk.write(f"{place}/deep/letter.txt", "Дорогая редакция!")
    desk.write(f"{place}/index.html", "somebody's site")
    before = desk.tree(place)
    outcome = desk.build("-o", place)
    assert outcome.status == 2
    folder = (desk.root / place).resolve()
    assert outcome.err == (
        f"error[output]: {folder} holds files that are not of a site built here: deep/letter.txt, index.html\n"
        "  name a new or an empty folder, or empty this one yourself\n"
    )
    assert desk.tree(place) == before


def test_a_site_built_here_is_known_again_without_the_memory_of_it(desk: Desk) -> None:
    a_site(desk)
    desk.build("-o", "../elsewhere")
    for path in [*(desk.root / ".digest").glob("*.json"), *(desk.root / ".digest").glob("*.sqlite")]:
        path.unlink()
    assert desk.build("-o", "../elsewhere").status == 0
    assert len(desk.tree("../elsewhere")) > 10


def test_what_somebody_changed_in_the_output_is_put_aside_before_it_is_mended(desk: Desk) -> None:
    a_site(desk)
    desk.build()
    desk.write("public/index.html", "от руки")
    desk.write("public/CNAME", "one.example.org")
    outcome = desk.build()
    assert outcome.err == (
        "warning[output]: the output folder held 2 files not as a build had left them: CNAME, index.html\n"
        "  they were moved to .digest/backup/; put files of your own into static/\n\n0 errors, 1 warning\n"
    )
    desk.write("public/CNAME", "two.example.org")
    desk.build()
    assert desk.tree(".digest/backup/public") == {
        "index.html": "от руки".encode(),
        "CNAME": b"one.example.org",
        "CNAME.1": b"two.example.org",
    }


def test_what_is_put_aside_stands_beside_what_was_before_and_goes_through_no_link(desk: Desk) -> None:
    a_site(desk)
    desk.build()
    terms, public = desk.root / "public/tags", desk.root / "public"
    shutil.rmtree(terms)
    desk.write("public/tags", "a file for a folder")
    assert desk.build().status == 0
    desk.write("public/tags/own.txt", "first")
    (desk.root / "elsewhere").mkdir()
    (public / "notes").symlink_to(desk.root / "elsewhere")
    assert desk.build().status == 0
    desk.write("public/tags/own.txt/x", "second")
    desk.write("public/notes/own.txt", "third")
    assert desk.build().status == 0
    backup = desk.root / ".digest/backup/public"
    assert (backup / "notes").is_symlink()
    (backup / "notes").unlink()
    assert desk.tree(".digest/backup/public") == {
        "tags": b"a file for a folder",
        "tags.1/own.txt": b"first",
        "tags.1/own.txt.1/x": b"second",
        "notes.1/own.txt": b"third",
    }
    assert desk.tree("elsewhere") == {}
    assert desk.tree() == clean(desk)


def test_a_lost_memory_costs_no_warning_where_the_pages_are_the_same(desk: Desk) -> None:
    a_site(desk)
    desk.build()
    for path in [*(desk.root / ".digest").glob("*.json"), *(desk.root / ".digest").glob("*.sqlite")]:
        path.unlink()
    outcome = desk.build()
    assert (outcome.status, outcome.err) == (0, "")
    assert not (desk.root / ".digest/backup").exists()


def test_a_killed_comparison_does_not_stop_the_next(desk: Desk) -> None:
    a_site(desk)
    desk.write(".digest/verify/index.html", "half")
    desk.write(".digest/.verify.digest-stage/index.html", "half")
    assert desk.build("--verify").status == 0


def test_looking_leaves_everything_as_it_is(desk: Desk) -> None:
    a_site(desk)
    desk.build()
    desk.write(".public.digest-stage/mine", "x")
    desk.build("--dry-run")
    assert (desk.root / ".public.digest-stage/mine").exists()


# one file


def three(tmp_path: Path) -> Folder:
    """A folder with three files, as the next build finds it."""
    folder = Folder(tmp_path / "public", backup=tmp_path / "backup")
    for path in ("index.html", "a/index.html", "feed.xml"):
        folder.put(path, folders.GENERATOR.encode())
    folder.exchange([], [])
    again = Folder(tmp_path / "public", backup=tmp_path / "backup")
    again.stamps()
    return again


def inode(tmp_path: Path) -> int:
    return (tmp_path / "public").stat().st_ino


def test_a_site_that_differs_in_one_file_is_the_same_folder(tmp_path: Path) -> None:
    folder, before = three(tmp_path), inode(tmp_path)
    folder.put("a/index.html", b"new")
    stamps = folder.exchange(["index.html", "feed.xml"], [])
    assert (inode(tmp_path), (tmp_path / "public/a/index.html").read_bytes()) == (before, b"new")
    assert stamps["a/index.html"] == dict(folders.stamps_below(tmp_path / "public"))["a/index.html"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["public"]


@pytest.mark.parametrize(
    ("new", "kept"),
    [
        (["a/index.html", "index.html"], ["feed.xml"]),  # two files of three
        (["b.html"], ["index.html", "a/index.html", "feed.xml"]),  # one that was not there
        (["a/index.html"], ["feed.xml"]),  # one of the others goes
    ],
)
def test_whatever_differs_in_more_takes_the_place_of_the_whole(tmp_path: Path, new: list[str], kept: list[str]) -> None:
    folder, before = three(tmp_path), inode(tmp_path)
    for path in new:
        folder.put(path, b"new")
    folder.exchange(kept, [])
    assert inode(tmp_path) != before
    assert {path for path, _ in folders.stamps_below(tmp_path / "public")} == {*new, *kept}


def test_a_single_file_that_somebody_changed_is_put_aside_first(desk: Desk) -> None:
    a_site(desk)
    desk.build()
    page = desk.page("/2020/01/news-1/")
    desk.write("public/2020/01/news-1/index.html", "чужое")
    desk.build()
    assert desk.page("/2020/01/news-1/") == page
    assert desk.read(".digest/backup/public/2020/01/news-1/index.html") == "чужое"
