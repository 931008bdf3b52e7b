"""After any sequence of edits, a preview that has seen them all shows what one that starts now shows."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from digest.serve.preview import Preview, Shown
from digest.settings import settings
from digest.site.ledger import Wanted
from digest.site.page import Page
from tests.desk import Desk
from tests.site.test_incremental import Editor


def begin(desk: Desk) -> Preview:
    given = settings(desk.root, {}, {"SOURCE_DATE_EPOCH": "1704099600"}, datetime.now(UTC))
    return Preview(given, "http://127.0.0.1:8000")


def let_rest(desk: Desk) -> None:
    """Make what has just been written look old, so that it is known by its stamp from now on."""
    old = time.time() - 1000
    for path in desk.root.rglob("*"):
        if path.is_file() and path.stat().st_mtime > old + 100:
            os.utime(path, (old, old))


def remove_broken(desk: Desk) -> None:
    """Take away the articles that have errors: a fresh preview has nothing to stand in for them."""
    for problem in begin(desk).refresh().problems:
        if problem.level == "error":
            (desk.root / problem.path).unlink(missing_ok=True)


def editors(first: int, *others: int) -> list[object]:
    """The numbers of editors, whose edits follow from them; long runs know more of them."""
    return [first, *(pytest.param(seed, marks=pytest.mark.slow) for seed in others)]


@pytest.mark.parametrize("seed", editors(1, 2, 3))
def test_a_preview_shows_what_a_fresh_one_shows(desk: Desk, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1704099600")
    editor = Editor(desk, seed)
    preview = begin(desk)
    for number in range(1, 25):
        done = [editor.edit() for _ in range(editor.chance.randint(1, 3))]
        preview.refresh()
        let_rest(desk)
        if number % 6 == 0:
            remove_broken(desk)
            shown, fresh = preview.refresh(), begin(desk).refresh()
            assert (shown.state, shown.base_path, shown.title) == (fresh.state, fresh.base_path, fresh.title), done
            assert dict(shown.files) == dict(fresh.files), done
            assert set(shown.problems) == set(fresh.problems), done
            for _ in range(4):
                editor.write()


def sources(desk: Desk) -> dict[str, bytes]:
    """What a site is made of, by path from its root."""
    made = (".digest/", "public/")
    return {path: data for path, data in desk.tree(".").items() if not path.startswith(made)}


def differing(desk: Desk, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> set[str]:
    """The files that a watch would name."""
    paths = before.keys() | after.keys()
    return {str(desk.root / path) for path in paths if before.get(path) != after.get(path)}


@pytest.mark.parametrize("seed", editors(11, 12))
def test_a_preview_that_is_told_what_has_changed_shows_what_a_fresh_one_shows(
    desk: Desk, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1704099600")
    editor, early = Editor(desk, seed), list[Shown]()
    preview, told = begin(desk), 0
    preview.refresh()
    for number in range(1, 41):
        before = sources(desk)
        if number % 10 == 0:
            remove_broken(desk)
        for _ in range(4 if number % 10 == 1 else 0):
            editor.write()
        done = [editor.edit() for _ in range(editor.chance.choice([1, 1, 1, 3]))] if number % 10 else []
        let_rest(desk)
        early.clear()
        shown = preview.refresh(differing(desk, before, sources(desk)) or {"none"}, early.append)
        for each in early:
            told += 1
            assert each.files[each.early] == shown.files[each.early], done
            assert each.names[each.early] == shown.names[each.early], done
            if not shown.missing and set(each.problems) == set(shown.problems):
                assert (each.state, each.saved, each.badges) == (shown.state, shown.saved, shown.badges), done
        if number % 10 == 0:
            fresh = begin(desk).refresh()
            assert (shown.state, set(shown.problems)) == (fresh.state, set(fresh.problems))
            assert dict(shown.files) == dict(fresh.files)
    assert told > 5


def test_a_part_of_the_search_in_which_nothing_changes_is_not_named_anew(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.article("Протон", "Ракета стоит.", slug="proton")
    desk.article("Буран", "Корабль летит.", slug="buran")
    preview, named = begin(desk), set[str]()
    parts = {path for path in preview.refresh().files if path.startswith("search/index/s")}
    assert parts
    begun = Wanted.__init__

    def noting(wanted: Wanted, page: Page, *given: Any) -> None:
        named.add(page.path)
        begun(wanted, page, *given)

    monkeypatch.setattr(Wanted, "__init__", noting)
    desk.edit("content/articles/proton.md", "стоит.", "стоит. Стоит ракета.")
    preview.refresh()
    assert named
    assert not parts & named


def test_a_preview_tells_the_hours_apart_that_a_clock_change_repeats(desk: Desk) -> None:
    """In Moscow it was half past one twice on 26 October 2014: first by +04:00, then by +03:00."""
    desk.settings(timezone="Europe/Moscow")
    desk.article("Буран", slug="buran", date="2014-10-26T01:30+04:00")
    preview = begin(desk)
    before = preview.refresh()
    desk.edit("content/articles/buran.md", "+04:00", "+03:00")
    shown, fresh = preview.refresh(), begin(desk).refresh()
    assert before.files["feed.xml"] != shown.files["feed.xml"]
    assert dict(shown.files) == dict(fresh.files)
