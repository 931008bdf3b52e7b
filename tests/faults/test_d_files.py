"""The editor's own ways with files: what lies open, merges, branches, modes, links, a lost record."""

from __future__ import annotations

import os
import stat
import subprocess
import threading
from pathlib import Path

import pytest

from digest.fingerprint import of_bytes
from tests.desk import Desk
from tests.ondesk.conftest import browser  # noqa: F401
from tests.ondesk.hands import Browser
from tests.publish.conftest import alone, git  # noqa: F401
from tests.seeds.test_folder import ARTICLE, OTHER, OTHERS_ARTICLE, RECORD, SEED, converted
from tests.serve.test_incremental import begin, let_rest

LEFT_BY_EDITORS = (
    ".one.md.swp", ".#one.md", "#one.md#", "one.md~", "4913", "one.md.kate-swp", "~$one.md", ".one.md.un~",
    ".~lock.one.md#", "one.md.bak", ".one.md.swx",
)  # fmt: skip


def test_d10_a_record_that_is_cut_off_anywhere_overwrites_nothing(desk: Desk) -> None:
    """Nor does it bring anything back; but one that ends behind a whole line is whole: the next was taken out of it."""
    desk.write("seeds/a.txt", SEED)
    desk.write("seeds/b.txt", OTHER)
    converted(desk)
    desk.edit(ARTICLE, "третий пуск", "четвёртый пуск")
    desk.delete(OTHERS_ARTICLE)
    record, mine = (desk.root / RECORD).read_bytes(), desk.read(ARTICLE)
    for length in range(0, len(record), 17):
        desk.write(RECORD, record[:length])
        outcome = desk.run("convert")
        assert outcome.status in (0, 1), outcome.err
        assert "Traceback" not in outcome.err
        assert desk.read(ARTICLE) == mine, length
        taken_out = record[:length].count(b"\n") == 2 and record[:length].endswith(b"\n")
        assert (desk.root / OTHERS_ARTICLE).exists() == taken_out, length
        (desk.root / OTHERS_ARTICLE).unlink(missing_ok=True)


@pytest.mark.parametrize("name", LEFT_BY_EDITORS)
def test_d12_what_editors_leave_beside_a_file_becomes_no_page(desk: Desk, name: str) -> None:
    desk.settings(cards=0)
    desk.write("content/articles/one.md", "---\ntitle: Пуск\ndate: 2020-01-02\n---\n\nТекст.\n")
    (desk.root / "content/articles" / name).write_bytes((desk.root / "content/articles/one.md").read_bytes())
    outcome = desk.build()
    assert (outcome.status, outcome.err) == (0, "")
    assert desk.urls("/2020/") == ["/2020/01/one/"]


@pytest.mark.skipif(os.name == "nt", reason="modes and links are tried on POSIX")
def test_d15_a_tool_keeps_the_mode_of_a_file(desk: Desk) -> None:
    path = desk.root / desk.article("Пуск", "Два  пробела.", slug="one")
    path.chmod(0o664)
    assert "1 file" in desk.run("check", "--fix").out
    assert stat.S_IMODE(path.stat().st_mode) == 0o664


@pytest.mark.skipif(os.name == "nt", reason="modes and links are tried on POSIX")
def test_d15_a_folder_of_articles_that_is_a_link_is_refused(desk: Desk, tmp_path: Path) -> None:
    desk.article("Пуск", "Два  пробела.", slug="one", tags=["Протон"])
    (desk.root / "content").rename(tmp_path / "elsewhere")
    (desk.root / "content").symlink_to(tmp_path / "elsewhere")
    desk.write("seeds/a.txt", SEED)
    before = {path.name: path.read_bytes() for path in (tmp_path / "elsewhere").rglob("*") if path.is_file()}
    for arguments in (["build"], ["convert"], ["check", "--fix"], ["tags", "rename", "Протон", "Союз"]):
        outcome = desk.run(*arguments)
        assert outcome.status in (1, 2), arguments
        assert "a symbolic link is not followed" in outcome.err or "no tag" in outcome.err, outcome.err
    after = {path.name: path.read_bytes() for path in (tmp_path / "elsewhere").rglob("*") if path.is_file()}
    assert (after, desk.urls("/2020/")) == (before, [])


@pytest.mark.usefixtures("alone")
def test_d16_branches_that_change_under_a_preview(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1704099600")
    desk.settings(theme="plain", cards=0)
    desk.write(".gitignore", ".digest\n")
    desk.article("Общая", slug="both")
    git(desk.root, "init", "-q", "-b", "main")
    for name, value in {"user.name": "Редактор", "user.email": "a@example.org"}.items():
        git(desk.root, "config", name, value)
    for number in range(8):
        desk.article(f"Главная {number}", slug=f"main-{number}", tags=["Ветка"])
    _committed(desk)
    git(desk.root, "checkout", "-qb", "other")
    for number in range(8):
        (desk.root / f"content/articles/main-{number}.md").unlink()
        desk.article(f"Другая {number}", slug=f"other-{number}", tags=["Иная"])
    desk.edit("content/articles/both.md", "взлетела", "вернулась")
    _committed(desk)
    preview = begin(desk)
    switching = threading.Thread(target=_switched, args=(desk, 12))
    switching.start()
    while switching.is_alive():
        assert "index.html" in preview.refresh().files  # an article that git writes anew is gone for a moment
    switching.join()
    let_rest(desk)
    for branch in ("main", "other", "main"):
        git(desk.root, "checkout", "-q", branch)
        assert dict(preview.refresh().files) == dict(begin(desk).refresh().files)


def _committed(desk: Desk) -> None:
    git(desk.root, "add", "-A")
    git(desk.root, "commit", "-qm", "Ветка")


def _switched(desk: Desk, times: int) -> None:
    for number in range(times):
        subprocess.run(["git", "checkout", "-q", ("main", "other")[number % 2]], cwd=desk.root, check=True)


CONFLICT = "---\ntitle: Два\ndate: 2020-01-02\n---\n\nТекст.\n\n<<<<<<< HEAD\nМоё.\n=======\nЧужое.\n>>>>>>> branch\n"


def test_d17_marks_of_a_merge_are_named_by_their_line_and_the_others_are_built(desk: Desk) -> None:
    desk.article("Один", slug="one")
    desk.write("content/articles/two.md", CONFLICT)
    outcome = desk.build()
    assert (outcome.status, desk.urls("/2020/")) == (1, ["/2020/01/one/"])
    assert outcome.err == (
        "content/articles/two.md:8: error[conflict]: a merge conflict was left here\n"
        "  8 | <<<<<<< HEAD\n  choose one of the two versions\n\n1 error, 0 warnings\n"
    )


def test_d18_a_save_in_the_browser_never_goes_over_what_was_saved_elsewhere(browser: Browser) -> None:  # noqa: F811
    path = browser.desk.article("Протон", "Первый абзац.")
    begun = browser.desk.read(path)
    browser.desk.edit(path, "Первый абзац.", "Первый абзац, их.")
    theirs = browser.desk.read(path)
    mine = begun.replace("Первый абзац.", "Первый абзац, мой.")
    answer = browser.call("save", file=path, opened=of_bytes(begun.encode()), text=mine)
    assert (answer.status_code, browser.desk.read(path)) == (409, theirs)
    assert "+Первый абзац, мой." in answer.json()["difference"]
    assert "-Первый абзац, их." in answer.json()["difference"]


def test_d19_what_was_written_over_can_be_had_back(browser: Browser) -> None:  # noqa: F811
    path = browser.desk.article("Протон", "Два  пробела.")
    before = browser.desk.read(path)
    assert browser.desk.run("check", "--fix").status == 0
    assert browser.desk.read(path) != before
    (copy,) = [f".digest/backup/{name}" for name in browser.desk.tree(".digest/backup")]
    assert browser.act("bring-back", path, copy=copy).status_code == 200
    assert browser.desk.read(path) == before
