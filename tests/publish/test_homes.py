"""A site moves into a folder or a zip: at once, never over what is not ours, and without touching what is the same."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from tests.crawl import dead_links
from tests.desk import Desk


@pytest.fixture
def home(desk: Desk) -> Path:
    """A site of two articles, and a place beside it that is still empty."""
    desk.article("Протон вернулся", slug="proton")
    desk.article("Союз взлетел", slug="soyuz")
    return desk.root.parent / "elsewhere"


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_gets_the_whole_site(desk: Desk, home: Path) -> None:
    outcome = desk.run("publish", "--to", str(home))
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out == f"{home}: {len(desk.tree())} files new or changed, 0 removed, 0 as before.\n"
    assert files(home) == desk.tree()
    assert dead_links(files(home), "https://example.org/") == []


def test_what_is_the_same_keeps_its_time_and_what_is_gone_is_named(desk: Desk, home: Path) -> None:
    desk.run("publish", "--to", str(home))
    for path in home.rglob("*"):
        if path.is_file():
            os.utime(path, (1_000_000_000, 1_000_000_000))
    desk.delete("content/articles/soyuz.md")
    lost = desk.run("publish", "--to", str(home))
    assert (lost.status, lost.out) == (1, "Nothing was published: problems are left.\n")
    assert "/2020/01/soyuz/ is there for readers, and would be gone, without a redirect" in lost.err
    assert (home / "2020/01/soyuz").exists()
    outcome = desk.run("publish", "--to", str(home), "--lose", "--json").json
    assert "2020/01/soyuz/index.html" in outcome["removed"]
    assert not (home / "2020/01/soyuz").exists()
    new = {path for path in files(home) if (home / path).stat().st_mtime != 1_000_000_000}
    assert new == set(outcome["written"])
    assert (home / "404.html").stat().st_mtime == 1_000_000_000
    assert files(home) == desk.tree()


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (["--to", ""], "--to names no folder and no zip"),
        (["--to", "../x", "--branch", "pages"], "--to is no branch, so --branch does nothing there"),
        (["--to", "../x", "--adopt"], "--to is no branch, so --adopt does nothing there"),
        (["--to", "../x", "--squash-history", "5"], "--to is no branch, so --squash-history does nothing there"),
    ],
)
def test_what_is_meant_for_a_branch_is_refused(desk: Desk, home: Path, flags: list[str], told: str) -> None:
    outcome = desk.run("publish", *flags)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith(f"error[usage]: {told}\n")


def test_nothing_changed_means_nothing_written(desk: Desk, home: Path) -> None:
    desk.run("publish", "--to", str(home))
    before = home.stat().st_ino
    outcome = desk.run("publish", "--to", str(home))
    assert ": 0 files new or changed, 0 removed" in outcome.out
    assert home.stat().st_ino == before


def test_files_that_others_put_there_stay(desk: Desk, home: Path) -> None:
    desk.run("publish", "--to", str(home))
    (home / ".htaccess").write_text("ErrorDocument 404 /404.html\n")
    desk.article("Третий", slug="third")
    outcome = desk.run("publish", "--to", str(home))
    assert "left alone, for others put it there: .htaccess" in outcome.out
    assert (home / ".htaccess").read_text() == "ErrorDocument 404 /404.html\n"
    assert (home / "2020/01/third/index.html").is_file()


def test_a_file_of_others_at_the_place_of_a_page_is_kept_aside(desk: Desk, home: Path) -> None:
    desk.run("publish", "--to", str(home))
    (home / "2020/01/third").mkdir()
    (home / "2020/01/third/index.html").write_text("их страница")
    desk.article("Третий", slug="third")
    desk.run("publish", "--to", str(home))
    assert "Третий" in (home / "2020/01/third/index.html").read_text(encoding="utf-8")
    assert desk.read(".digest/backup/elsewhere/2020/01/third/index.html") == "их страница"


def test_a_site_whose_record_is_lost_is_taken_up_again_and_what_goes_is_kept_aside(desk: Desk, home: Path) -> None:
    desk.run("publish", "--to", str(home))
    for record in (desk.root / ".digest").glob("home-*.json"):
        record.unlink()
    (home / "notes.txt").write_text("заметки")
    outcome = desk.run("publish", "--to", str(home), "--json").json
    assert outcome["removed"] == ["notes.txt"]
    assert desk.read(".digest/backup/elsewhere/notes.txt") == "заметки"


@pytest.mark.parametrize("name", ["letters", "другой сайт"])
def test_a_folder_that_is_not_ours_is_refused_and_left(desk: Desk, home: Path, name: str) -> None:
    if name == "letters":
        home.mkdir()
        (home / "letter.txt").write_text("дорогая редакция")
    else:
        other = Desk(desk.root.parent / "other")
        other.settings(base_url="https://other.example/")
        other.article()
        assert other.run("publish", "--to", str(home)).status == 0
    before = files(home)
    outcome = desk.run("publish", "--to", str(home))
    assert outcome.status == 2
    assert "yourself" in outcome.err
    assert files(home) == before


@pytest.mark.parametrize("to", [".", "..", "content", "public", "static/there", ".digest/x", "public/x.zip"])
def test_nothing_of_the_editors_is_ever_a_home(desk: Desk, home: Path, to: str) -> None:
    outcome = desk.run("publish", "--to", str(desk.root / to))
    assert outcome.status == 2
    assert "error[home]: --to" in outcome.err
    assert (desk.root / "content/articles/proton.md").is_file()


def test_a_git_repository_is_no_home(desk: Desk, home: Path) -> None:
    (home / ".git").mkdir(parents=True)
    outcome = desk.run("publish", "--to", str(home))
    assert (outcome.status, "is a git repository" in outcome.err) == (2, True)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_is_no_home(desk: Desk, home: Path) -> None:
    (desk.root.parent / "real").mkdir()
    home.symlink_to(desk.root.parent / "real")
    assert desk.run("publish", "--to", str(home)).status == 2
    assert list((desk.root.parent / "real").iterdir()) == []


def test_problems_keep_everything_at_home(desk: Desk, home: Path) -> None:
    desk.article("Без даты", slug="undated", date="вчера")
    outcome = desk.run("publish", "--to", str(home))
    assert outcome.status == 1
    assert outcome.out == "Nothing was published: problems are left.\n"
    assert not home.exists()


def test_a_trial_writes_nothing(desk: Desk, home: Path) -> None:
    outcome = desk.run("publish", "--to", str(home), "--dry-run")
    assert "would be new or changed" in outcome.out
    assert not home.exists()


def test_the_same_site_gives_the_same_zip(desk: Desk, home: Path) -> None:
    one, other = home.with_suffix(".zip"), desk.root.parent / "other.zip"
    assert desk.run("publish", "--to", str(one)).status == 0
    os.utime(desk.root / "public/index.html", (1, 1))
    assert desk.run("publish", "--to", str(other)).status == 0
    assert one.read_bytes() == other.read_bytes()
    with zipfile.ZipFile(one) as held:
        assert {name: held.read(name) for name in held.namelist()} == desk.tree()
        assert held.namelist() == sorted(held.namelist())
        assert {each.date_time for each in held.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_zip_is_brought_up_to_date_and_tells_what_left_it(desk: Desk, home: Path) -> None:
    packed = home.with_suffix(".zip")
    desk.run("publish", "--to", str(packed))
    desk.delete("content/articles/soyuz.md")
    assert "/2020/01/soyuz/ is there for readers" in desk.run("publish", "--to", str(packed)).err
    outcome = desk.run("publish", "--to", str(packed), "--lose", "--json").json
    assert "2020/01/soyuz/index.html" in outcome["removed"]
    with zipfile.ZipFile(packed) as held:
        assert {name: held.read(name) for name in held.namelist()} == desk.tree()


def test_another_file_of_that_name_is_left(desk: Desk, home: Path) -> None:
    packed = home.with_suffix(".zip")
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("photos/1.jpg", b"x")
    before = packed.read_bytes()
    outcome = desk.run("publish", "--to", str(packed))
    assert (outcome.status, "is no zip of a site" in outcome.err) == (2, True)
    assert packed.read_bytes() == before


def test_what_must_not_go_out_goes_nowhere(desk: Desk, home: Path) -> None:
    desk.write("static/id_rsa", "x")
    outcome = desk.run("publish", "--to", str(home))
    assert (outcome.status, "error[unsafe]" in outcome.err, home.exists()) == (1, True, False)
