"""A page that was saved is shown before all others are made; and nothing that it makes untrue is shown beside it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from digest.serve.events import Board
from digest.serve.naming import Naming
from digest.serve.preview import Preview, Shown
from digest.settings import settings
from tests.desk import Desk

PATH = "content/articles/proton.md"
PAGE = "2020/01/proton/index.html"


@pytest.fixture
def preview(site: Desk) -> Preview:
    preview = Preview(settings(site.root, {}, {}, datetime(2024, 1, 1, tzinfo=UTC)), "http://127.0.0.1:8000")
    preview.refresh()
    return preview


def refreshed(site: Desk, preview: Preview, *paths: str) -> tuple[list[Shown], Shown]:
    """What is shown early, and in the end, when some files have changed."""
    early: list[Shown] = []
    return early, preview.refresh({str(site.root / path) for path in paths}, early.append)


def test_the_page_that_was_saved_is_ready_before_all_others(site: Desk, preview: Preview) -> None:
    before = preview.shown
    site.edit(PATH, "title: Протон", "title: Протон-М")
    (early,), whole = refreshed(site, preview, PATH)
    assert early.early == PAGE
    assert early.files[PAGE] == whole.files[PAGE] != before.files[PAGE]
    assert early.files["index.html"] == before.files["index.html"] != whole.files["index.html"]
    assert (early.state, early.saved) == (whole.state, "/2020/01/proton/")
    assert whole.early == ""


def test_no_page_is_early_that_shows_nothing_new(site: Desk, preview: Preview) -> None:
    site.edit(PATH, "title: Протон", "# Заметка\ntitle: Протон")
    early, whole = refreshed(site, preview, PATH)
    assert (early, whole.state) == ([], preview.shown.state)


def test_no_page_is_early_where_several_files_have_changed(site: Desk, preview: Preview) -> None:
    for path in (PATH, "content/articles/soyuz.md"):
        site.edit(path, "title: ", "title: Новый ")
    early, whole = refreshed(site, preview, PATH, "content/articles/soyuz.md")
    assert early == []
    assert "Новый Протон" in whole.files[PAGE].decode()


def test_no_page_is_early_while_others_cannot_be_made(site: Desk, preview: Preview) -> None:
    site.edit("themes/bare/home.html", "{% block main %}", "{% block main %}{{ 1 / 0 }}")
    preview.refresh()
    site.edit(PATH, "title: Протон", "title: Протон-М")
    early, whole = refreshed(site, preview, PATH)
    assert early == []
    assert "Протон-М" in whole.files[PAGE].decode()


def test_what_is_wrong_is_told_with_the_page_and_what_is_mended_is_not(site: Desk, preview: Preview) -> None:
    site.edit(PATH, "Ракета", "[Ракета](/none/)")
    (early,), whole = refreshed(site, preview, PATH)
    assert [each.message for each in early.problems] == ["nothing stands at /none/"]
    assert early.problems == whole.problems
    site.edit(PATH, "[Ракета](/none/)", "Ракета")
    (early,), _ = refreshed(site, preview, PATH)
    assert early.problems == ()


def test_whoever_asks_for_another_page_waits_for_it() -> None:
    early, whole = Shown("", "/", state="b", early=PAGE), Shown("", "/", state="b")

    async def asked() -> tuple[bool, Shown]:
        board = Board(Shown("", "/"))
        board.put_up(Shown("", "/", state="a"))
        board.put_up(early)
        waiting = asyncio.ensure_future(board.ready())
        await asyncio.sleep(0.01)
        waits = not waiting.done()
        board.put_up(whole)
        return waits, await waiting

    assert asyncio.run(asked()) == (True, whole)


def test_a_site_has_one_name_whichever_way_it_came_about() -> None:
    one, other = Naming(), Naming()
    one.stands({"a": {"title": "А"}, "b": {"title": "Б"}, "c": {}}, [])
    foretold = one.name("", {"a": {"title": "В"}}, ["c"])
    one.stands({"a": {"title": "В"}}, ["c"])
    other.stands({"b": {"title": "Б"}}, [])
    assert one.name("") != other.name("")
    other.stands({"a": {"title": "В"}}, [])
    assert one.name("") == other.name("") == foretold
    assert one.name("") != one.name("x")
