"""The front matter as a form: each key is changed by itself, and no other letter of the file."""

from __future__ import annotations

import json

import pytest
from lxml import html

from tests.ondesk.hands import Browser

DRAFT = """---
# мой черновик
title: 'Пуск отложен'   # проверить
source: Вестник космодрома
draft: true
suggested:
  tags:
  - Байконур
  - Казахстан
  topics:
  - Аренда Байконура
unsure:
  title: the likeliest of the lines above the text (38%)
  date: 'not found: no day of publication stands in the seed'
extra: {моё: 1}
---

Пуск с Байконура отложен. Казахстан сообщил об этом.
"""


@pytest.fixture
def draft(browser: Browser) -> str:
    """A draft as the converter writes it, with an editor's remarks."""
    return browser.desk.write("content/articles/pusk.md", DRAFT)


def said(page: html.HtmlElement) -> dict[str, str]:
    """What the fields are told to show."""
    return json.loads(page.xpath("//*[@data-values]")[0].get("data-values"))["said"]


def look(browser: Browser, path: str) -> html.HtmlElement:
    return browser.look(f"/_desk/article?file={path}")


def chips(page: html.HtmlElement, name: str) -> list[str]:
    return [each.text.strip() for each in page.xpath(f'//*[@data-part="names-{name}"]//li')]


# what it shows


def test_the_form_shows_what_stands_in_the_file(browser: Browser, draft: str) -> None:
    page = look(browser, draft)
    assert said(page)["title"] == "Пуск отложен"
    assert said(page)["date"] == ""
    assert [each.get("data-guess") for each in page.xpath("//*[@data-guess]")] == ["title", "date"]
    assert "the likeliest of the lines" in page.xpath('//*[@data-field="title"]//*[@class="evidence"]')[0].text
    assert page.xpath('//*[@data-guess="date"]//button')[0].text == "Leave it empty"
    assert "In the text below also: extra" in page.text_content()


def test_the_form_follows_what_is_typed_in_the_text(browser: Browser, draft: str) -> None:
    text = browser.desk.read(draft).replace(
        "draft: true", "draft: true\ntags: [Союз, МКС]\nsummary: >-\n  Одно.\n  Два."
    )
    assert browser.act("save", draft, text).status_code == 200
    page = look(browser, draft)
    assert said(page)["summary"] == "Одно. Два."
    assert chips(page, "tags") == ["Союз", "МКС"]


def test_what_only_the_text_can_change_is_locked(browser: Browser) -> None:
    path = browser.desk.article(rights={"full": "по договору"}, tags={"a": "b"})
    locked = json.loads(look(browser, path).xpath("//*[@data-values]")[0].get("data-values"))["locked"]
    assert {"rights", "tags"} <= set(locked)


@pytest.mark.parametrize(
    ("path", "has", "has_not"),
    [
        ("content/issues/1.md", {"number", "since", "until"}, {"source", "tags"}),
        ("content/pages/about.md", {"title", "slug"}, {"date", "tags"}),
        ("content/topics/soyuz.md", {"match"}, {"date"}),
    ],
)
def test_other_files_have_their_own_fields(browser: Browser, path: str, has: set[str], has_not: set[str]) -> None:
    browser.desk.write(path, "---\ntitle: Имя\nnumber: 1\ndate: 2020-01-01\n---\n\nТекст.\n")
    names = {each.get("data-field") for each in look(browser, path).xpath("//*[@data-field]")}
    assert has <= names
    assert not has_not & names


def test_a_file_without_front_matter_has_no_form(browser: Browser) -> None:
    path = browser.desk.write("content/tags.yaml", "Байконур:\n")
    assert not look(browser, path).xpath("//*[@id='form']")
    assert browser.act("field", path, key="title", value="x").status_code == 400


def test_a_form_waits_while_nothing_can_be_read(browser: Browser) -> None:
    path = browser.desk.write("content/articles/a.md", "---\ntitle: [\n---\n\nТекст.\n")
    page = look(browser, path)
    assert "The form waits: " in page.text_content()
    assert "title" in json.loads(page.xpath("//*[@data-values]")[0].get("data-values"))["locked"]


# a field


@pytest.mark.parametrize(
    ("key", "value", "old", "new"),
    [
        ("title", " Пуск   перенесён ", "'Пуск отложен'   # проверить", "'Пуск перенесён'   # проверить"),
        ("source", "ТАСС", "source: Вестник космодрома", "source: ТАСС"),
        ("source", "", "source: Вестник космодрома\n", ""),
        ("summary", "Да: нет", "source:", 'summary: "Да: нет"\nsource:'),
        ("author", "А. Б.", "draft: true", "author: А. Б.\ndraft: true"),
    ],
)
def test_a_field_changes_its_key_alone(browser: Browser, draft: str, key: str, value: str, old: str, new: str) -> None:
    text = DRAFT.replace("  title: the likeliest of the lines above the text (38%)\n", "")
    browser.desk.write(draft, text)
    answer = browser.act("field", draft, key=key, value=value)
    assert answer.status_code == 200, answer.text
    assert browser.desk.read(draft) == text.replace(old, new)
    assert answer.json()["text"] == browser.desk.read(draft)


def test_a_date_gets_no_quotes_and_is_no_guess_any_more(browser: Browser, draft: str) -> None:
    browser.act("field", draft, key="date", value="2016-12-01")
    after = DRAFT.replace("  date: 'not found: no day of publication stands in the seed'\n", "")
    assert browser.desk.read(draft) == after.replace("# проверить\n", "# проверить\ndate: 2016-12-01\n")


def test_an_empty_key_gets_its_value(browser: Browser) -> None:
    path = browser.desk.write("content/articles/a.md", "---\ntitle: А\ndate:  # когда?\ndraft: true\n---\n\nТекст.\n")
    browser.act("field", path, key="date", value="2016-12-01")
    assert "date: 2016-12-01  # когда?\n" in browser.desk.read(path)


def test_a_field_is_saved_with_what_was_typed_in_the_text(browser: Browser, draft: str) -> None:
    browser.act("field", draft, DRAFT.replace("отложен.", "перенесён."), key="source", value="ТАСС")
    assert browser.desk.read(draft) == DRAFT.replace("отложен.", "перенесён.").replace("Вестник космодрома", "ТАСС")


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("date", "вчера", "`date` must be a date like"),
        ("slug", "Пуск!", "`slug` may hold only a-z"),
        ("source_url", "tass.ru", "`source_url` must be a web address"),
        ("lang", "русский", "`lang` must be a language code"),
        ("spin", "x", "has no key `spin`"),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_is_written(
    browser: Browser, draft: str, key: str, value: str, words: str
) -> None:
    answer = browser.act("field", draft, key=key, value=value)
    assert answer.status_code == 400
    assert words in answer.json()["said"]
    assert browser.desk.read(draft) == DRAFT
    assert not browser.desk.tree(".digest/backup")


def test_a_published_article_keeps_what_it_must_have(browser: Browser) -> None:
    path = browser.desk.article("Протон")
    before = browser.desk.read(path)
    answer = browser.act("field", path, key="date", value="")
    assert "`date` is missing" in answer.json()["said"]
    assert browser.desk.read(path) == before


def test_what_was_wrong_before_does_not_stand_in_the_way(browser: Browser) -> None:
    path = browser.desk.write("content/articles/a.md", "---\ntitle: А\nslug: Нет!\n---\n\nТекст.\n")
    assert browser.act("field", path, key="date", value="2016-12-01").status_code == 200
    assert "date: 2016-12-01\n" in browser.desk.read(path)


@pytest.mark.parametrize("front", ["rights: {full: по договору}", "rights: >- # моё\n  Все права."])
def test_what_no_program_can_edit_is_left_to_the_editor(browser: Browser, front: str) -> None:
    path = browser.desk.write("content/articles/a.md", f"---\ntitle: А\ndate: 2020-01-01\n{front}\n---\n\nТекст.\n")
    before = browser.desk.read(path)
    answer = browser.act("field", path, key="rights", value="Иные")
    assert answer.status_code == 400
    assert "no program can edit what stands here for `rights`" in answer.json()["said"]
    assert "edit it by hand" in answer.json()["said"]
    assert browser.desk.read(path) == before


def test_a_field_of_a_file_that_somebody_else_changed_is_not_written(browser: Browser, draft: str) -> None:
    answer = browser.call("field", file=draft, opened="another", text=DRAFT, key="source", value="ТАСС")
    assert answer.status_code == 409
    assert browser.desk.read(draft) == DRAFT


# names


def test_names_go_in_and_out(browser: Browser) -> None:
    path = browser.desk.article(tags=["Союз", "МКС"])
    browser.act("names", path, key="tags", more=["Байконур", "союз"], gone=["мкс"])
    assert "tags:\n- Союз\n- Байконур\n" in browser.desk.read(path)
    browser.act("names", path, key="tags", more=[], gone=["Союз", "Байконур"])
    assert "tags" not in browser.desk.read(path)


def test_a_tag_goes_in_under_its_settled_name(browser: Browser) -> None:
    browser.desk.write("content/tags.yaml", "Байконур:\n  hidden: [Тюратам]\n")
    path = browser.desk.article()
    browser.act("names", path, key="tags", more=["тюратам"], gone=[])
    assert "tags:\n- Байконур\n" in browser.desk.read(path)


# guesses


def test_guesses_are_confirmed_one_by_one(browser: Browser, draft: str) -> None:
    browser.act("confirm", draft, key="title")
    after = DRAFT.replace("  title: the likeliest of the lines above the text (38%)\n", "")
    assert browser.desk.read(draft) == after
    browser.act("confirm", draft, key="date")
    assert browser.desk.read(draft) == after.replace(after[after.index("unsure:") : after.index("extra:")], "")


# suggestions


def test_suggestions_are_taken_and_refused(browser: Browser, draft: str) -> None:
    browser.act("take", draft, tags=["Казахстан"])
    assert "tags:\n- Казахстан\n" in browser.desk.read(draft)
    browser.act("refuse", draft, tags=["Байконур"])
    assert "  refused:\n  - Байконур\n" in browser.desk.read(draft)
    browser.act("take", draft, tags=[], topics=["Аренда Байконура"])
    assert "topics:\n- Аренда Байконура\n" in browser.desk.read(draft)
    assert "suggested:\n  refused:\n  - Байконур\n" in browser.desk.read(draft)


def test_what_is_found_on_the_page_is_taken_though_it_stands_nowhere(browser: Browser) -> None:
    path = browser.desk.article("Протон", "Союз взлетел.")
    before = browser.desk.read(path)
    browser.act("take", path, tags=["Союз"])
    assert browser.desk.read(path) == before.replace("---\n\n", "tags:\n- Союз\n---\n\n")
    browser.act("refuse", path, tags=["Луна"])
    assert "suggested:\n  refused:\n  - Луна\n" in browser.desk.read(path)


def test_offers_come_with_their_reasons_and_nothing_is_written(browser: Browser, draft: str) -> None:
    browser.desk.article("Роскосмос и Байконур", tags=["Роскосмос", "Байконур"])
    browser.desk.edit(draft, "Казахстан сообщил", "Роскосмос и Казахстан; Роскосмос сообщил")
    browser.look("/_desk/")
    before = browser.desk.tree("content")
    words = [
        " ".join(each.text_content().split()) for each in browser.look(f"/_desk/offers?file={draft}").xpath("//li")
    ]
    assert [each[:13] for each in words][:2] == ["tag Байконур ", "tag Казахстан"]
    assert "tag Байконур lead, once (Байконура)✓×" in words
    assert "tag Роскосмос lead, 2 times✓×" in words
    assert browser.desk.tree("content") == before


def test_what_is_known_is_offered(browser: Browser) -> None:
    browser.desk.write("content/sources.yaml", "ТАСС: {}\n")
    browser.desk.article(source="Интерфакс", author="А. Б.", tags=["Союз"])
    lists = browser.look("/_desk/known").xpath("//datalist")
    found = {each.get("id"): [option.get("value") for option in each] for each in lists}
    assert found["known-source"] == ["Интерфакс", "ТАСС"]
    assert found["known-author"] == ["А. Б."]
    assert found["known-tags"] == ["Союз"]


# publishing


def test_nothing_is_published_while_something_is_missing(browser: Browser, draft: str) -> None:
    answer = browser.act("publish", draft)
    assert answer.status_code == 400
    assert answer.json()["said"] == (
        "it cannot be published yet: `date` is missing; `title` is still a guess: the likeliest of the lines above the "
        "text (38%); `date` is still a guess: not found: no day of publication stands in the seed — it stays a draft"
    )
    assert browser.desk.read(draft) == DRAFT


def test_a_draft_is_published_and_withdrawn(browser: Browser) -> None:
    path = browser.desk.article("Протон", draft=True)
    before = browser.desk.read(path)
    assert look(browser, path).xpath('//*[@data-act="publish"]')
    assert browser.act("publish", path).status_code == 200
    assert browser.desk.read(path) == before.replace("draft: true\n", "")
    assert look(browser, path).xpath('//*[@data-act="withdraw"]')
    browser.act("withdraw", path)
    assert browser.desk.read(path) == before


def test_an_issue_is_published_in_the_same_way(browser: Browser) -> None:
    path = browser.desk.write("content/issues/1.md", "---\nnumber: 1\ndraft: true\n---\n\nТекст.\n")
    assert "`date` is missing" in browser.act("publish", path).json()["said"]
    browser.act("field", path, key="date", value="2020-02-01")
    assert browser.act("publish", path).status_code == 200
    assert browser.desk.read(path) == "---\nnumber: 1\ndate: 2020-02-01\n---\n\nТекст.\n"


# measures


def test_the_share_of_the_seed_is_told(browser: Browser) -> None:
    seed = " ".join(f"слово{number}" for number in range(40))
    browser.desk.write("seeds/a.txt", f"Заголовок\n\n2016-12-01\n\n{seed}.\n\n{seed} ещё раз.\n")
    browser.desk.run("convert")
    (path,) = (f"content/articles/{name}" for name in browser.desk.tree("content/articles"))
    words = " ".join(browser.look(f"/_desk/measures?file={path}").text_content().split())
    assert "100 % of the text stand word for word in the seed, 82 words in a row; at most" in words
    assert "0 % word for word" in words
    browser.act("field", path, key="summary", value=" ".join(seed.split()[:10]))
    words = " ".join(browser.look(f"/_desk/measures?file={path}").text_content().split())
    assert "100 % word for word, 10 words in a row at most" in words


def test_a_headline_that_a_share_card_cuts_is_told(browser: Browser) -> None:
    path = browser.desk.article("Очень длинный заголовок о ракетах " * 12)
    assert "cuts the headline" in browser.look(f"/_desk/measures?file={path}").text_content()
