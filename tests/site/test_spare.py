"""The site before this one is kept where that pays, and nothing that befalls it is ever seen in the next."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable

import pytest

from digest.site import build, folder, spare
from tests.desk import Desk
from tests.site.test_incremental import Editor

SPARE = ".public.digest-spare"


@pytest.fixture
def large(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A site that counts as large, built twice, so that the one before stands beside it."""
    monkeypatch.setattr(spare, "FROM", 0)
    monkeypatch.setattr(spare, "FEW", 0)
    monkeypatch.setattr(build, "MANY", 0)
    for number in range(4):
        desk.article(f"Новость {number}", slug=f"news-{number}", tags=["Байконур"], source="ТАСС")
    desk.build()
    desk.edit("content/articles/news-0.md", "Новость 0", "Весть 0")
    desk.build()
    assert (desk.root / SPARE).is_dir()
    return desk


def inode(desk: Desk, path: str) -> int:
    return (desk.root / path).stat().st_ino


def is_true(desk: Desk) -> bool:
    """Whether the site, as it stands, is what its sources give, with no folder but those of pages."""
    empty = [room for room, rooms, files in os.walk(desk.root / "public") if not rooms and not files]
    shutil.rmtree(desk.root.with_name("fresh"), ignore_errors=True)
    desk.build("-o", "../fresh")
    return not empty and desk.tree() == desk.tree("../fresh")


def test_the_site_before_becomes_the_next(large: Desk) -> None:
    before = inode(large, SPARE), inode(large, "public")
    large.edit("content/articles/news-1.md", "Новость 1", "Весть 1")
    large.build()
    assert (inode(large, "public"), inode(large, SPARE)) == before
    assert "Весть 1" in large.page("/")
    assert is_true(large)


def test_without_renameat2_the_site_before_becomes_the_next_as_well(
    large: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "exchanged", lambda one, other: False)
    for words in ("Новость 1", "Весть 1"), ("Весть 1", "Слово 1"):
        before = inode(large, SPARE), inode(large, "public")
        large.edit("content/articles/news-1.md", *words)
        large.build()
        assert (inode(large, "public"), inode(large, SPARE)) == before
        assert is_true(large)


@pytest.mark.parametrize("command", [("build", "-o"), ("publish", "--to")])
def test_a_folder_elsewhere_has_none_beside_it(large: Desk, command: tuple[str, ...]) -> None:
    for words in ("Новость 1", "Весть 1"), ("Весть 1", "Новость 1"):
        large.edit("content/articles/news-1.md", *words)
        assert large.run(*command, str(large.root.with_name("live"))).status == 0
    assert not [each.name for each in large.root.parent.iterdir() if "spare" in each.name]


def test_what_is_kept_is_the_same_file_in_both(large: Desk) -> None:
    large.edit("content/articles/news-1.md", "Новость 1", "Весть 1")
    large.build()
    assert inode(large, "public/2020/01/news-3/index.html") == inode(large, f"{SPARE}/2020/01/news-3/index.html")
    assert inode(large, "public/2020/01/news-1/index.html") != inode(large, f"{SPARE}/2020/01/news-1/index.html")


def disturbed(path: str) -> Callable[[Desk], None]:
    def change(desk: Desk) -> None:
        file = desk.root / SPARE / path
        state, data = file.stat(), file.read_bytes()
        file.unlink()
        file.write_bytes(data.replace("а".encode(), "о".encode()))
        os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))

    return change


def linked_elsewhere(desk: Desk) -> None:
    desk.write("elsewhere/2020/letter.txt", "Дорогая редакция!")
    shutil.rmtree(desk.root / SPARE)
    (desk.root / SPARE).symlink_to(desk.root / "elsewhere")


def a_room_elsewhere(desk: Desk) -> None:
    desk.write("elsewhere/01/letter.txt", "Дорогая редакция!")
    shutil.rmtree(desk.root / SPARE / "2020")
    (desk.root / SPARE / "2020").symlink_to(desk.root / "elsewhere")


def another_name(desk: Desk) -> None:
    """A file stands there under the name of another."""
    file = desk.root / SPARE / "robots.txt"
    file.unlink()
    os.link(desk.root / "public/humans.txt", file)


def a_file_for_a_folder(desk: Desk) -> None:
    shutil.rmtree(desk.root / SPARE / "2020/01/news-3")
    desk.write(f"{SPARE}/2020/01/news-3", "x")


def a_folder_for_a_file(desk: Desk) -> None:
    (desk.root / SPARE / "index.html").unlink()
    desk.write(f"{SPARE}/index.html/x", "x")


DISTURBANCES: dict[str, Callable[[Desk], None]] = {
    "a file with the size and time of the right one": disturbed("2020/01/news-3/index.html"),
    "a file is gone": lambda desk: (desk.root / SPARE / "2020/01/news-3/index.html").unlink(),
    "a folder is gone": lambda desk: shutil.rmtree(desk.root / SPARE / "2020"),
    "a file too many": lambda desk: desk.write(f"{SPARE}/2020/own.txt", "x"),
    "folders too many": lambda desk: (desk.root / SPARE / "2031/12/x").mkdir(parents=True),
    "a file for a folder": a_file_for_a_folder,
    "a folder for a file": a_folder_for_a_file,
    "a file under the name of another": another_name,
    "a folder that is a link": a_room_elsewhere,
    "a link": linked_elsewhere,
    "empty": lambda desk: (shutil.rmtree(desk.root / SPARE), (desk.root / SPARE).mkdir()),
    "a file": lambda desk: (shutil.rmtree(desk.root / SPARE), desk.write(SPARE, "x")),
    "nothing": lambda desk: shutil.rmtree(desk.root / SPARE),
}


@pytest.mark.parametrize("disturbance", DISTURBANCES)
def test_whatever_befell_the_spare_site_the_next_is_true(large: Desk, disturbance: str) -> None:
    DISTURBANCES[disturbance](large)
    large.edit("content/articles/news-1.md", "Новость 1", "Весть 1")
    assert large.build().status == 0
    assert "Весть 1" in large.page("/")
    assert is_true(large)
    letters = {path: data.decode() for path, data in large.tree("elsewhere").items()}
    assert set(letters.values()) <= {"Дорогая редакция!"}
    assert bool(letters) == ("link" in disturbance)


def test_an_editor_who_does_anything_never_sees_the_site_before(large: Desk) -> None:
    editor = Editor(large, 8)
    for _ in range(12):
        done = editor.edit()
        large.build()
        assert is_true(large), done


def test_a_site_that_differs_in_much_leaves_no_spare_one(large: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spare, "FEW", 10)
    large.settings(title="Степь")
    large.build()
    assert not (large.root / SPARE).exists()
    assert is_true(large)


def test_where_files_cannot_be_linked_none_is_kept(large: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    shutil.rmtree(large.root / SPARE)
    monkeypatch.setattr(os, "link", refuse)
    large.edit("content/articles/news-1.md", "Новость 1", "Весть 1")
    large.build()
    assert not (large.root / SPARE).exists()
    assert is_true(large)


def test_a_small_site_leaves_none(desk: Desk) -> None:
    for title in ("Первая", "Вторая"):
        desk.article(title)
        desk.build()
    assert not (desk.root / SPARE).exists()
