"""Changes come in batches, once the files stand still."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from tests.desk import Desk
from tests.serve.watched import Watching, save_by_rename


def test_the_first_batch_comes_at_once(watching: Watching) -> None:
    assert watching.batches == [{"."}]


def test_settings_are_watched_however_they_are_saved(site: Desk, watching: Watching) -> None:
    save_by_rename(site.root / "site.yaml", site.read("site.yaml").encode() + b"paginate: 5\n")
    assert watching.until(2)[1] == {"site.yaml"}


def test_a_folder_that_appears_later_is_watched(site: Desk, watching: Watching) -> None:
    shutil.rmtree(site.root / "static")
    watching.until(2)
    time.sleep(0.3)
    count = len(watching.batches)
    site.write("static/new.txt", "1")
    watching.until(count + 1)
    time.sleep(0.3)
    count = len(watching.batches)
    site.write("static/new.txt", "12")
    assert "static/new.txt" in watching.until(count + 1)[count]


def test_a_folder_that_is_exchanged_is_watched(site: Desk, watching: Watching) -> None:
    shutil.copytree(site.root / "content", site.root / "other")
    (site.root / "content").rename(site.root / "old")
    (site.root / "other").rename(site.root / "content")
    watching.until(2)
    time.sleep(0.3)
    count = len(watching.batches)
    site.edit("content/articles/proton.md", "Ракета", "Новая ракета")
    assert "content/articles/proton.md" in watching.until(count + 1)[count]


def test_output_and_state_are_not_watched(site: Desk, watching: Watching) -> None:
    site.write("public/index.html", "x")
    site.write(".digest/content.sqlite", "{}")
    site.write("content/articles/.proton.md.swp", "x")
    time.sleep(0.3)
    assert watching.batches == [{"."}]


def test_a_site_without_any_folder_is_watched_all_the_same(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "empty")
    watch = Watching(desk.root)
    desk.article("Первая")
    assert len(watch.until(2)) >= 2
    watch.end()
