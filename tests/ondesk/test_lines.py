"""The lines of a seed beside its article: what was kept, what was not and why; and the other way at one key."""

from __future__ import annotations

import pytest
from lxml import html

from tests.ondesk.hands import Browser
from tests.seeds.test_explain import ONE, SEED, TITLE, TWO, article_of


@pytest.fixture
def path(browser: Browser) -> str:
    """The article of a seed."""
    browser.desk.write("seeds/moon.txt", SEED)
    browser.call("accept", seeds=["seeds/moon.txt"])
    return article_of(browser.desk)


def page_of(browser: Browser, path: str) -> html.HtmlElement:
    return browser.look(f"/_desk/article?file={path}")


def states(page: html.HtmlElement) -> dict[int, str]:
    return {int(row.get("data-line")): row.get("class") for row in page.xpath("//ol[@data-part='lines']/li")}


def test_every_line_says_what_became_of_it_and_why(browser: Browser, path: str) -> None:
    page = page_of(browser, path)
    assert states(page) == {1: "dropped", 3: "used", 5: "dropped", 7: "kept", 9: "kept", 11: "used"}
    (title,) = page.xpath("//li[@data-line='3']")
    assert title.xpath("string(i)") == "used · headline"
    assert title.xpath("string(span)") == TITLE
    assert all(": " in row.get("title") for row in page.xpath("//li[@data-line]"))
    assert page.xpath("//ol[@data-part='lines']/@aria-label") == ["2 lines kept, 2 used in the front matter, 2 dropped"]


@pytest.mark.parametrize("numbers", [["1"], ["7"], ["9"], ["7", "9"], ["1", "7", "9", "11"]])
def test_one_key_turns_a_line_over_and_the_same_key_takes_that_back(
    browser: Browser, path: str, numbers: list[str]
) -> None:
    before = browser.desk.read(path)
    old = states(page_of(browser, path))
    answer = browser.act("line", path, lines=numbers)
    assert answer.status_code == 200, answer.text
    assert answer.json()["text"] == browser.desk.read(path) != before
    new = states(page_of(browser, path))
    assert {number for number in new if new[number] != old[number]} == set(map(int, numbers))
    assert browser.act("line", path, lines=numbers).status_code == 200
    assert browser.desk.read(path) == before
    browser.act("line", path, lines=numbers)
    assert states(page_of(browser, path)) == new


def test_back_to_the_byte_where_the_text_was_laid_out_otherwise(browser: Browser, path: str) -> None:
    browser.desk.edit(path, f"{ONE}\n\n", f"{ONE}\n\n\n\n")
    browser.desk.edit(path, "lines: 7 9", "lines:   '7 9' # обе")
    before = browser.desk.read(path)
    for _ in range(2):
        assert browser.act("line", path, lines=["9"]).status_code == 200
    assert browser.desk.read(path) == before
    for _ in range(2):
        assert browser.act("line", path, lines=["7"]).status_code == 200
    assert browser.desk.read(path) == before


def test_what_was_typed_and_not_saved_goes_along(browser: Browser, path: str) -> None:
    typed = browser.desk.read(path).replace("прошёл по дну", "прополз по дну")
    told = browser.act("line", path, typed, lines=["9"]).json()
    assert "прополз по дну" in told["text"]
    assert TWO not in told["text"]
    assert told["said"] == "Dropped line 9. The same key takes it back."
    browser.act("line", path, lines=["9", "1"])
    assert "прополз по дну" in browser.desk.read(path)
    assert TWO in browser.desk.read(path)


def test_a_line_that_was_taken_out_by_hand_can_be_had_back(browser: Browser, path: str) -> None:
    browser.desk.edit(path, f"\n\n{TWO}", "")
    browser.act("line", path, lines=["9"])
    browser.act("line", path, lines=["9"])
    assert TWO in browser.desk.read(path)


def test_where_the_editor_wrote_on_nothing_is_written(browser: Browser, path: str) -> None:
    browser.desk.edit(path, "За время первого лунного дня", "За первый лунный день")
    before = browser.desk.read(path)
    answer = browser.act("line", path, lines=["9"])
    assert answer.status_code == 400
    assert answer.json()["said"] == (
        "you have changed the text where line 9 stands, or would stand — do it by hand, in the text; "
        "nothing was written"
    )
    assert browser.desk.read(path) == before


def test_somebody_else_saved_meanwhile(browser: Browser, path: str) -> None:
    answer = browser.call("line", file=path, opened="another", text=browser.desk.read(path), lines=["9"])
    assert answer.status_code == 409
    assert TWO in browser.desk.read(path)


@pytest.mark.parametrize("lines", [[], ["x"], ["-1"], ["99"], ["2"], ["9" * 20], "9", [9]])
def test_no_other_line_can_be_chosen(browser: Browser, path: str, lines: object) -> None:
    before = browser.desk.read(path)
    assert browser.act("line", path, lines=lines).status_code == 400
    assert browser.desk.read(path) == before


def test_a_seed_that_was_changed_is_said_and_can_be_looked_at(browser: Browser, path: str) -> None:
    browser.desk.edit("seeds/moon.txt", "Войти", "Выйти")
    page = page_of(browser, path)
    assert not states(page)
    assert "it has changed since" in page.text_content()
    (link,) = page.xpath("//section[@id='seed']//a/@href")
    seed = browser.look(link)
    assert "The seed has changed since." in seed.text_content()
    told = browser.call("again", seed="seeds/moon.txt").json()
    assert told["address"].startswith("/_desk/article?file=")
    assert states(page_of(browser, path))


def test_a_seed_that_is_gone_is_said_and_the_text_can_be_edited(browser: Browser, path: str) -> None:
    browser.desk.delete("seeds/moon.txt")
    page = page_of(browser, path)
    assert "it is not there any more" in page.text_content()
    assert not page.xpath("//section[@id='seed']//a")
    assert browser.act("line", path, lines=["9"]).status_code == 400
    browser.desk.write("seeds/other-name.txt", SEED)
    assert states(page_of(browser, path))


def test_an_article_that_was_made_of_no_seed_has_no_such_pane(browser: Browser) -> None:
    path = browser.desk.article("Протон")
    assert not page_of(browser, path).xpath("//section[@id='seed']")


def test_what_the_converter_would_do_otherwise_today_is_said(browser: Browser, path: str) -> None:
    browser.act("line", path, lines=["9"])
    page = page_of(browser, path)
    assert "1 line would be decided otherwise today." in page.text_content()
    assert "today it would be kept" in page.xpath("//li[@data-line='9']/@title")[0]
    assert page.xpath("//li[@data-line='9']/@data-rule") == ["drop"]
