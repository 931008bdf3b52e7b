"""Saving: only over what was opened, a copy of what was there, and no byte but the typed ones."""

from __future__ import annotations

import pytest

from digest.desk.papers import opened
from tests.ondesk.hands import Browser


def copies(browser: Browser) -> list[bytes]:
    return list(browser.desk.tree(".digest/backup").values())


def test_what_is_typed_is_saved_and_what_was_there_is_kept(browser: Browser) -> None:
    path = browser.desk.article("Протон", "Ракета взлетела.")
    before = browser.desk.read(path)
    answer = browser.act("save", path, before.replace("взлетела", "вернулась"))
    assert answer.status_code == 200
    assert "Ракета вернулась." in browser.desk.read(path)
    assert copies(browser) == [before.encode()]
    assert answer.json()["opened"] == opened(browser.desk.root, path).name


def test_nothing_new_writes_nothing(browser: Browser) -> None:
    path = browser.desk.article("Протон")
    assert browser.act("save", path).status_code == 200
    assert copies(browser) == []


def test_what_cannot_be_brought_together_is_said(browser: Browser) -> None:
    path = browser.desk.article("Протон", "Абзац.")
    begun = opened(browser.desk.root, path)
    browser.desk.edit(path, "Абзац.", "Абзац их.")
    mine = begun.text.replace("Абзац.", "Абзац мой.")
    answer = browser.call("together", file=path, base=begun.text, text=mine)
    assert answer.status_code == 400
    kept = browser.call("keep", file=path, text=mine).json()["said"]
    assert ".digest/backup/" in kept
    assert copies(browser) == [mine.encode()]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_the_mark_stay(browser: Browser, end: str, mark: bytes) -> None:
    data = mark + "---\ntitle: Протон\ndate: 2020-01-02 # день\n---\n\nОдин.\n\nДва.\n".replace("\n", end).encode()
    path = browser.desk.write("content/articles/a.md", data)
    text = opened(browser.desk.root, path).text
    assert "\r" not in text
    assert browser.act("save", path, text.replace("Два.", "Два.\n\nТри.")).status_code == 200
    assert (browser.desk.root / path).read_bytes() == data.replace("Два.".encode(), f"Два.{end}{end}Три.".encode())


def test_mixed_line_ends_stay_where_nothing_changes(browser: Browser) -> None:
    path = browser.desk.write("content/articles/a.md", b"---\r\ntitle: A\n---\r\n\nOne.\r\nTwo.\n")
    text = opened(browser.desk.root, path).text
    browser.act("save", path, text.replace("Two.", "Too."))
    assert (browser.desk.root / path).read_bytes() == b"---\r\ntitle: A\n---\r\n\nOne.\r\nToo.\r\n"


def test_a_file_that_cannot_be_read_is_not_lost(browser: Browser) -> None:
    path = browser.desk.write("content/articles/a.md", "---\ntitle: A\n---\nП".encode("cp1251"))
    answer = browser.ask("GET", "/_desk/article", params={"file": path})
    assert answer.status_code == 400
    assert "UTF-8" in answer.text


def test_a_broken_text_may_be_saved_and_is_told(browser: Browser) -> None:
    """What is half written is the editor's own: the preview shows the last good page, and says what is wrong."""
    path = browser.desk.article("Протон")
    browser.look("/_desk/")
    assert browser.act("save", path, "---\ntitle: [\n---\n\nТекст.\n").status_code == 200
    page = browser.look(f"/_desk/article?file={path}")
    assert page.find_class("problem")
