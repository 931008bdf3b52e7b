"""Links to other articles: found by words in any form, written as a file's name that the site understands."""

from __future__ import annotations

import pytest
from lxml import html

from digest.content.links import file_target
from digest.desk.finding import link
from tests.ondesk.hands import Browser

HERE = "content/articles/here.md"


def offered(browser: Browser, query: str, path: str = HERE) -> list[tuple[str, str]]:
    browser.preview.refresh()
    answer = browser.ask("GET", "/_desk/find", params={"q": query, "file": path})
    assert answer.status_code == 200
    page = html.fragment_fromstring(answer.text, create_parent="ul")
    return [(each.get("data-words"), each.get("data-link")) for each in page.xpath("li")]


def test_an_article_is_found_by_any_form_of_the_words_of_its_title(browser: Browser) -> None:
    browser.desk.article("Ракеты вернулись на космодром", slug="rakety", source="Роскосмос")
    browser.desk.article("Другое", "Ничего.", slug="drugoe")
    for query in ("ракета", "космодрома ракетой", "вернулась", "космодр", "КОСМОДРОМЕ"):
        assert offered(browser, query) == [("Ракеты вернулись на космодром", "rakety.md")], query
    assert offered(browser, "ракета луна") == []


def test_words_of_the_text_count_less_than_those_of_the_title(browser: Browser) -> None:
    browser.desk.article("Пуск", "О спутниках связи.", slug="text", date="2022-01-01")
    browser.desk.article("Спутник", "Текст.", slug="title", date="2020-01-01")
    assert [each for _, each in offered(browser, "спутники")] == ["title.md", "text.md"]


def test_the_newest_are_offered_where_nothing_is_asked(browser: Browser) -> None:
    browser.desk.article("Старая", slug="old", date="2019-01-01")
    browser.desk.article("Новая", slug="new", date="2022-01-01")
    browser.desk.article("Эта", slug="here", date="2023-01-01")
    assert [each for _, each in offered(browser, "")] == ["new.md", "old.md"]
    for number in range(30):
        browser.desk.article(f"Заметка {number}", slug=f"n{number}")
    assert len(offered(browser, "")) == 20


def test_what_was_edited_is_found_by_its_new_words(browser: Browser) -> None:
    path = browser.desk.article("Протон", "Один.", slug="proton")
    assert offered(browser, "союз") == []
    browser.desk.edit(path, "Один.", "Союз стартовал.")
    assert offered(browser, "союзом") == [("Протон", "proton.md")]


def test_a_draft_says_what_a_link_to_it_is(browser: Browser) -> None:
    browser.desk.article("Протон", draft=True)
    browser.preview.refresh()
    assert "a link to it is a problem" in browser.ask("GET", "/_desk/find", params={"q": "протон"}).text


@pytest.mark.parametrize(
    ("target", "path", "written"),
    [
        ("content/articles/a.md", HERE, "a.md"),
        ("content/topics/arenda.md", HERE, "../topics/arenda.md"),
        ("content/articles/2020/a.md", HERE, "2020/a.md"),
        ("content/articles/a.md", "content/articles/2020/b.md", "../a.md"),
        ("content/articles/Ёлка и (щука) #1?.md", HERE, "Ёлка%20и%20%28щука%29%20%231%3F.md"),
        ("content/articles/100%25.md", HERE, "100%2525.md"),
    ],
)
def test_a_link_leads_back_to_its_file(target: str, path: str, written: str) -> None:
    assert link(target, path) == written
    assert file_target(written, path) == (target, "")


def test_a_link_as_it_is_inserted_is_understood_by_the_site(browser: Browser) -> None:
    browser.desk.article(r"Пуск [прямой] *эфир* a_b \ <i>", slug="Ёлка и (щука) [1]")
    ((words, address),) = offered(browser, "пуск")
    path = browser.desk.article("Здесь", f"Смотри [{words}]({address}).", slug="here")
    told = browser.act("typeset", path).json()
    assert told["problems"] == []
    assert "Пуск [прямой] *эфир* a_b \\ &lt;i&gt;</a>" in told["document"]
