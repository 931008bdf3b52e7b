"""An article among the others: its story, what may be decided, and the taking back of it."""

from __future__ import annotations

import pytest

from tests.desk import Desk
from tests.ondesk.hands import Browser

FILE = "content/stories.yaml"
LOST = (
    "Ракета «Союз-У» с грузовым кораблём «Прогресс МС-04» стартовала с Байконура 1 декабря. На 382-й секунде полёта "
    "связь с кораблём прервалась, на расчётную орбиту он не вышел. Обломки сгорели над Тувой."
)
DEBRIS = (
    "В Туву выехали спасатели: над безлюдными горами республики сгорели обломки корабля «Прогресс МС-04». Связь с ним "
    "прервалась на седьмой минуте полёта, третья ступень ракеты ещё работала, до орбиты грузовой корабль не добрался."
)


@pytest.fixture
def archive(browser: Browser) -> Desk:
    """Two reports of one loss, and others that make the rest of an archive."""
    desk = browser.desk
    desk.article("«Прогресс» потерян", LOST, slug="lost", date="2016-12-01", source="ТАСС")
    desk.article("Обломки «Прогресса» сгорели", DEBRIS, slug="debris", date="2016-12-02", source="Интерфакс")
    for number in range(12):
        words = " ".join(f"слово{number}{letter}" for letter in "абвгдежзик")
        desk.article(f"Заметка {number}", f"{words}.", slug=f"n{number}", date="2016-12-03")
    return desk


def shown(browser: Browser, name: str = "lost") -> str:
    browser.look("/_desk/")
    return " ".join(browser.look(f"/_desk/nearby?file=content/articles/{name}.md").text_content().split())


@pytest.mark.usefixtures("archive")
def test_what_may_be_one_story_is_proposed_with_the_reasons(browser: Browser) -> None:
    words = shown(browser)
    assert "One story? Обломки «Прогресса» сгорели Интерфакс · 2016-12-02" in words
    assert "a day apart; names: " in words
    assert "Same story Follow-up Unrelated" in words
    assert "No other article seems to tell of the same." in shown(browser, "n1")


def test_a_decision_is_written_shown_and_taken_back(browser: Browser, archive: Desk) -> None:
    archive.write(FILE, "# моё\n- unrelated: [n1.md, n2.md]\n")
    answer = browser.call("decide", kind="same", articles=["lost.md", "debris.md"])
    assert answer.json()["said"] == "Decided: same."
    assert archive.read(FILE).endswith("- same: [lost.md, debris.md]\n")
    assert list(archive.tree(".digest/backup").values()) == ["# моё\n- unrelated: [n1.md, n2.md]\n".encode()]
    words = shown(browser, "debris")
    assert "Story: «Прогресс» потерян" in words
    assert "Decided one story with «Прогресс» потерян" in words
    assert "One story?" not in words
    undo = answer.json()["undo"]
    browser.call(undo["call"], **undo["given"])
    assert archive.read(FILE) == "# моё\n- unrelated: [n1.md, n2.md]\n"


def test_a_story_that_is_taken_back_by_mistake_keeps_its_name(browser: Browser, archive: Desk) -> None:
    before = "- same: [lost.md, debris.md]\n  title: Потеря\n  lead: debris.md\n"
    archive.write(FILE, before)
    undo = browser.call("undecide", kind="same", articles=["lost.md", "debris.md"]).json()["undo"]
    assert archive.read(FILE) == ""
    browser.call(undo["call"], **undo["given"])
    assert archive.read(FILE).endswith(before)


def test_what_contradicts_is_refused(browser: Browser, archive: Desk) -> None:
    browser.call("decide", kind="same", articles=["lost.md", "debris.md"])
    before = archive.read(FILE)
    answer = browser.call("decide", kind="unrelated", articles=["lost.md", "debris.md"])
    assert answer.status_code == 400
    assert "but one story by line" in answer.json()["said"]
    assert browser.call("decide", kind="other", articles=["lost.md", "debris.md"]).status_code == 400
    assert browser.call("undecide", kind="follow-up", articles=["lost.md", "debris.md"]).status_code == 400
    assert archive.read(FILE) == before


def test_a_large_archive_is_read_through_only_when_that_is_asked_for(
    browser: Browser, archive: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("digest.desk.nearby.LARGE", 10)
    assert "14 articles have to be read for this, once" in shown(browser)
    assert "One story?" in browser.look("/_desk/nearby?whole=1&file=content/articles/lost.md").text_content()
    assert "One story?" in shown(browser)


def test_an_edit_is_seen_at_the_next_look(browser: Browser, archive: Desk) -> None:
    assert "One story?" in shown(browser)
    archive.article("Франция — чемпион", "Матч прошёл в Лужниках.", slug="debris", date="2016-12-02")
    assert "One story?" not in shown(browser)
