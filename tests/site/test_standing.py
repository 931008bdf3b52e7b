"""What a build finds unchanged it does not look at again; whatever changes alone leads to a true build."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest import disk, settings
from digest.site import language, standing
from tests.desk import Desk
from tests.site.photos import photo
from tests.site.test_incremental import Editor, clean

FLAGS = [("--drafts",), ("--future",), ("--base-url", "https://example.org/repo/"), ("--now", "2030-01-01")]


@pytest.fixture
def fine_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system whose clock tells any two changes apart, so that nobody has to wait for its next tick."""
    monkeypatch.setattr(disk, "_TICK", 0)


def stands(desk: Desk, now: datetime = datetime(2024, 1, 1, 9, tzinfo=UTC), **flags: object) -> bool:
    """Whether the next build would have nothing to do."""
    given = settings.settings(desk.root, flags, {}, now)
    return standing.recall(given, standing.look(given)) is not None


def furnish(desk: Desk) -> None:
    """A site with something in each folder that a build reads."""
    desk.article("Заметка", "![Пуск](a.jpg)", slug="a", tags=["Байконур"], source="ТАСС")
    desk.article("Черновик", slug="b", draft=True)
    desk.write("content/articles/a.jpg", photo(30, 20))
    desk.issue(1, "a.md")
    desk.write("content/pages/about.md", "---\ntitle: О нас\n---\n\nСлова.\n")
    desk.write("content/tags.yaml", "Байконур:\n  description: Слова.\n")
    desk.write("content/sources.yaml", "ТАСС: {country: RU}\n")
    desk.write("content/stories.yaml", "")
    desk.write("static/robots-extra.txt", "1")
    desk.write("themes/own/theme.yaml", "extends: gazette\n")
    desk.write("themes/own/page.html", '{% extends "!gazette/page.html" %}\n')
    desk.write("themes/own/static/own.css", "p {}")
    desk.settings(theme="own")


def appended(path: str) -> Callable[[Desk], object]:
    return lambda desk: desk.write(path, (desk.root / path).read_bytes() + b"\n")


CHANGES: dict[str, Callable[[Desk], object]] = {
    "an article": appended("content/articles/a.md"),
    "a draft": appended("content/articles/b.md"),
    "a picture": appended("content/articles/a.jpg"),
    "an issue": appended("content/issues/1.md"),
    "a page": appended("content/pages/about.md"),
    "the tags": appended("content/tags.yaml"),
    "the sources": appended("content/sources.yaml"),
    "the stories": appended("content/stories.yaml"),
    "a static file": appended("static/robots-extra.txt"),
    "the sheet of the theme": appended("themes/own/theme.yaml"),
    "a template": appended("themes/own/page.html"),
    "a file of the theme": appended("themes/own/static/own.css"),
    "a new article": lambda desk: desk.article("Новая", slug="c"),
    "a new file": lambda desk: desk.write("static/new.txt", "1"),
    "a new folder of a theme": lambda desk: (desk.root / "themes/other").mkdir(),
    "a deleted article": lambda desk: desk.delete("content/articles/a.md"),
    "a renamed article": lambda desk: (desk.root / "content/articles/a.md").rename(desk.root / "content/articles/z.md"),
    "a deleted folder": lambda desk: shutil.rmtree(desk.root / "static"),
    "a setting": lambda desk: desk.settings(title="Степь"),
    "the line of a setting": lambda desk: desk.write("site.yaml", "\n" + desk.read("site.yaml")),
    "a page that was built": appended("public/index.html"),
    "a page that was built, its size kept": lambda desk: desk.write(
        "public/index.html", desk.read("public/index.html").replace("а", "о")
    ),
    "a file that was built, deleted": lambda desk: desk.delete("public/robots.txt"),
    "a file that no build made": lambda desk: desk.write("public/own.txt", "1"),
    "the output folder": lambda desk: shutil.rmtree(desk.root / "public"),
    "the leavings of a killed build": lambda desk: (desk.root / "public").with_name(".public.digest-stage").mkdir(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_each_change_alone_leads_to_a_true_build(desk: Desk, fine_clock: None, change: str) -> None:
    furnish(desk)
    desk.build()
    assert stands(desk)
    CHANGES[change](desk)
    assert not stands(desk)
    assert desk.build().status in (0, 1)
    assert desk.tree() == clean(desk)
    assert stands(desk)


def test_an_edit_that_keeps_size_and_time_is_seen(desk: Desk, fine_clock: None) -> None:
    path = desk.root / desk.article("Заметка", slug="a")
    desk.build()
    seen = path.stat()
    desk.edit("content/articles/a.md", "взлетела", "приехала")
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    desk.build()
    assert "приехала" in desk.page("/2020/01/a/")


@pytest.fixture
def slow_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system whose clock is so slow that what a test has just written stays young while it runs."""
    monkeypatch.setattr(disk, "_TICK", 20_000_000_000)


def test_an_article_that_may_still_change_unseen_stands_by_its_bytes(desk: Desk, slow_clock: None) -> None:
    desk.article("Заметка", slug="a")
    desk.build()
    given = settings.settings(desk.root, {}, {}, datetime(2024, 1, 1, 9, tzinfo=UTC))
    seen = standing.look(given)
    assert seen.young == ("content/articles/a.md",)
    assert standing.recall(given, seen)
    desk.edit("content/articles/a.md", "взлетела", "приехала")
    assert standing.recall(given, seen) is None


def test_what_is_young_no_longer_need_not_be_read(
    desk: Desk, slow_clock: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.article("Заметка", slug="a")
    desk.build()
    (record,) = (desk.root / ".digest").glob("standing-*.json")
    assert '"young": {"content/articles/a.md"' in record.read_text(encoding="utf-8")
    monkeypatch.setattr(disk, "_TICK", 0)
    assert stands(desk)
    assert '"young": {}' in record.read_text(encoding="utf-8")
    assert stands(desk)


def test_an_asset_that_may_still_change_unseen_leads_to_a_build(desk: Desk, slow_clock: None) -> None:
    desk.write("static/a.txt", "1")
    desk.build()
    assert not stands(desk)


@pytest.mark.parametrize("flags", FLAGS, ids=" ".join)
def test_other_flags_lead_to_a_true_build(desk: Desk, fine_clock: None, flags: tuple[str, ...]) -> None:
    furnish(desk)
    desk.article("Будущее", date="2026-01-01", slug="later")
    desk.build()
    plain = desk.tree()
    desk.build(*flags)
    assert desk.tree() != plain
    desk.build()
    assert desk.tree() == plain


def test_another_output_folder_is_built_for_itself(desk: Desk, fine_clock: None) -> None:
    furnish(desk)
    desk.build()
    assert desk.build("-o", "elsewhere").status == 0
    assert desk.tree("elsewhere") == desk.tree()
    assert stands(desk)


def test_an_issue_comes_due_in_time(desk: Desk, fine_clock: None) -> None:
    desk.article("Заметка", slug="a")
    desk.issue(1, "a.md", date="2026-01-01")
    desk.build()
    assert "/issues/1/" not in desk.urls("/issues/")
    desk.build("--now", "2026-06-01")
    assert "/issues/1/" in desk.urls("/issues/")


def test_an_unchanged_build_tells_what_the_last_one_told(desk: Desk, fine_clock: None) -> None:
    furnish(desk)
    desk.article("Битая", "[ссылка](/nowhere/)", slug="broken")
    desk.article("Завтра", date="2026-01-01", slug="later")
    desk.article("Дважды", date="вчера", slug="wrong")
    first = desk.build("--json")
    assert stands(desk)
    second = desk.build("--json")
    silent = {"rendered": {}, "written": 0, "kept": first.json["written"], "pruned": []}
    assert first.status == second.status == 1
    assert second.json == {**first.json, **silent}
    assert len(second.json["problems"]) == 2
    assert desk.build("--strict").status == 1


def test_what_was_moved_out_of_the_output_folder_is_told_once(desk: Desk, fine_clock: None) -> None:
    desk.article()
    desk.build()
    desk.write("public/own.txt", "1")
    assert "the output folder held 1 file" in desk.build().err
    assert stands(desk)
    assert desk.build().err == ""


def test_a_site_that_could_not_be_rendered_is_tried_again(desk: Desk, fine_clock: None) -> None:
    furnish(desk)
    desk.write("themes/own/page.html", "{{ nonsense.of.mine }}")
    assert desk.build().status == 1
    assert not stands(desk)
    assert desk.build().status == 1


@pytest.mark.parametrize("harm", [b"", b"1 0\n{}", b"\xff"])
def test_a_record_that_is_torn_is_none(desk: Desk, fine_clock: None, harm: bytes) -> None:
    furnish(desk)
    desk.build()
    (record,) = (desk.root / ".digest").glob("standing-*.json")
    record.write_bytes(record.read_bytes()[:40] + harm)
    assert not stands(desk)
    assert desk.build().status == 0
    assert stands(desk)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_no_record(desk: Desk, fine_clock: None) -> None:
    furnish(desk)
    desk.build()
    (record,) = (desk.root / ".digest").glob("standing-*.json")
    record.unlink()
    os.mkfifo(record)
    assert desk.build().status == 0
    assert stands(desk)


def test_a_ledger_that_is_lost_is_made_again(desk: Desk, fine_clock: None) -> None:
    furnish(desk)
    desk.build()
    (ledger,) = (desk.root / ".digest").glob("ledger-*.sqlite")
    ledger.unlink()
    assert not stands(desk)
    desk.build()
    assert ledger.is_file()


def test_a_comparison_looks_at_everything(desk: Desk, fine_clock: None) -> None:
    furnish(desk)
    desk.build()
    page = desk.root / "public/index.html"
    seen = page.stat()
    page.write_bytes(page.read_bytes()[:-1] + b" ")
    os.utime(page, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert stands(desk)
    assert "A clean build differs in 1 file: index.html" in desk.build("--verify").out


def test_a_moved_site_is_built_where_it_stands(desk: Desk, fine_clock: None, tmp_path: Path) -> None:
    furnish(desk)
    desk.build()
    elsewhere = Desk(tmp_path / "elsewhere")
    shutil.rmtree(elsewhere.root)
    shutil.copytree(desk.root, elsewhere.root)
    assert not stands(elsewhere)


def test_other_words_of_the_interface_are_seen(
    desk: Desk, fine_clock: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    furnish(desk)
    desk.build()
    words = shutil.copytree(language.FOLDER, tmp_path / "languages")
    monkeypatch.setattr(language, "FOLDER", words)
    assert stands(desk)
    with (words / "ru.yaml").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert not stands(desk)


def test_files_that_no_template_makes_follow_the_words_of_the_interface(
    desk: Desk, fine_clock: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    furnish(desk)
    desk.build()
    monkeypatch.setattr(language, "FOLDER", shutil.copytree(language.FOLDER, tmp_path / "languages"))
    words = tmp_path / "languages/ru.yaml"
    words.write_text(re.sub(r"(?m)^  feed_home: .*$", "  feed_home: Иначе", words.read_text("utf-8")), "utf-8")
    language.language.cache_clear()
    desk.build()
    assert "Иначе" in desk.read("public/feed.xml")
    language.language.cache_clear()


def test_another_release_of_a_theme_that_comes_along_is_seen(
    desk: Desk, fine_clock: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(standing.builtin() / "themes", tmp_path / "program/themes")
    monkeypatch.setattr(standing, "builtin", lambda: tmp_path / "program")
    furnish(desk)
    desk.build()
    assert stands(desk)
    with (tmp_path / "program/themes/gazette/article.html").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert not stands(desk)


def hold(desk: Desk, seed: int) -> None:
    """Edit at random; the next build equals a clean one, and sometimes there was nothing to build."""
    editor = Editor(desk, seed)
    desk.build()
    spared = 0
    for _ in range(12):
        acts = [editor.edit() for _ in range(editor.chance.randint(0, 2))]
        spared += stands(desk)
        desk.build()
        assert desk.tree() == clean(desk), acts
    assert spared


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 2))])
def test_after_any_edits_the_next_build_equals_a_clean_one(desk: Desk, fine_clock: None, seed: int) -> None:
    hold(desk, 200 + seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(30))
def test_after_very_many_edits_the_next_build_equals_a_clean_one(desk: Desk, fine_clock: None, seed: int) -> None:
    hold(desk, 1000 + seed)
