"""Names into and out of lists: nothing else of the text changes, however it is written."""

from __future__ import annotations

import pytest

from digest.errors import DigestError
from digest.yamledit import Yaml

ORDER = ("title", "tags", "topics", "draft", "suggested", "refused")


def changed(text: str, key: str = "tags", **what: object) -> str:
    yaml = Yaml(text, "x.md")
    yaml.change(tuple(key.split(".")), **what)  # type: ignore[arg-type]
    return yaml.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags: [а, б]  # две\n", "tags: [А А, б]  # две\n"),
        ("tags: [ 'а' ,\n  б ]\n", "tags: [ 'А А' ,\n  б ]\n"),
        ('tags: ["а"]\r\nx: 1\r\n', 'tags: ["А А"]\r\nx: 1\r\n'),
        ("tags: а,  б\n", "tags: А А, б\n"),
        ("tags: а\n", "tags: А А\n"),
        ('tags: "а"\n', 'tags: "А А"\n'),
        ("tags:\n  - а   # первая\n\n  # прочее\n  - б\n", "tags:\n  - А А   # первая\n\n  # прочее\n  - б\n"),
        ("tags:\n- б\n- а", "tags:\n- б\n- А А"),
    ],
)
def test_a_name_is_written_in_the_place_of_another(before: str, after: str) -> None:
    assert changed(before, renamed={"а": "А А"}) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags: [а, б]\n", "tags: [б]\n"),
        ("tags: [б, а]\n", "tags: [б]\n"),
        ("tags: [б, а, а]\n", "tags: [б]\n"),
        ("tags: а, б\n", "tags: б\n"),
        ("tags:\n  - а  # моя\n  - б\nx: 1\n", "tags:\n  # моя\n  - б\nx: 1\n"),
        ("tags:\n- а\n- б\n", "tags:\n- б\n"),
    ],
)
def test_a_name_that_would_stand_twice_goes(before: str, after: str) -> None:
    assert changed(before, renamed={"а": "Б"}) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags: [а]\nx: 1\n", "x: 1\n"),
        ("x: 1\ntags:\n  - а # да\n# нет\ny: 2\n", "x: 1\n# да\n# нет\ny: 2\n"),
        ("tags: а", ""),
        ("tags: # пока\n- а\n", "# пока\n"),
    ],
)
def test_a_list_without_names_goes_with_its_key(before: str, after: str) -> None:
    assert changed(before, gone={"а"}) == after


def test_a_key_around_it_goes_too_if_nothing_else_stands_there() -> None:
    text = "title: т\nsuggested:\n  tags:\n  - а\n  topics: [б]\ndraft: true\n"
    once = changed(text, "suggested.tags", gone={"а"})
    assert once == "title: т\nsuggested:\n  topics: [б]\ndraft: true\n"
    assert changed(once, "suggested.topics", gone={"б"}) == "title: т\ndraft: true\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags: [а]\n", "tags: [а, в г]\n"),
        ("tags: [а, ]\n", "tags: [а, в г, ]\n"),
        ("tags: []\n", "tags: [в г]\n"),
        ("tags: а\n", "tags: а, в г\n"),
        ("tags:\n", "tags:\n- в г\n"),
        ("tags:  # ещё нет\nx: 1\n", "tags:  # ещё нет\n- в г\nx: 1\n"),
        ("tags:\n  -  а # раз\n  # два\nx: 1\n", "tags:\n  -  а # раз\n  -  в г\n  # два\nx: 1\n"),
        ("tags:\r\n- а", "tags:\r\n- а\r\n- в г\r\n"),
        ("title: т\n", "title: т\ntags:\n- в г\n"),
        ("title: т # имя\n\n# ниже\ndraft: true\n", "title: т # имя\ntags:\n- в г\n\n# ниже\ndraft: true\n"),
        ("draft: true\n", "tags:\n- в г\ndraft: true\n"),
        ("", "tags:\n- в г\n"),
    ],
)
def test_a_name_is_put_behind_the_others(before: str, after: str) -> None:
    assert changed(before, more=["в г", "В Г"], order=ORDER) == after


def test_a_name_that_stands_there_in_another_spelling_is_not_put_again() -> None:
    assert changed("tags: [Ёлка]\n", more=["елка"]) == "tags: [Ёлка]\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: т\ndraft: true\n", "title: т\ndraft: true\nsuggested:\n  topics:\n  - а\n"),
        ("suggested:\ndraft: true\n", "suggested:\n  topics:\n  - а\ndraft: true\n"),
        ("suggested:\n    tags: [б]\n", "suggested:\n    tags: [б]\n    topics:\n    - а\n"),
        ("suggested:\n  refused: [б]\n", "suggested:\n  topics:\n  - а\n  refused: [б]\n"),
    ],
)
def test_a_key_within_a_key_is_made_with_it(before: str, after: str) -> None:
    assert changed(before, "suggested.topics", more=["а"], order=ORDER) == after


@pytest.mark.parametrize(
    "name", ["C#", "а: б", "а, б", "# 1", "[x]", "2024", "да 'нет'", 'о "том"', "null", "true", "*", "@я", "a#b", "а:б"]
)
@pytest.mark.parametrize("text", ["tags: [а]\n", "tags: а\n", "tags:\n- а\n", "x: 1\n", "tags: 'а'\n", 'tags: ["а"]\n'])
def test_any_name_is_quoted_as_it_must_be(name: str, text: str) -> None:
    yaml = Yaml(text, "x.md")
    yaml.change(("tags",), renamed={"а": "б"}, more=[name])
    assert yaml.names(("tags",))[-1] == name
    yaml.change(("tags",), renamed={name: "в"})
    yaml.change(("tags",), renamed={"в": name})
    assert yaml.names(("tags",))[-1] == name


def test_what_only_a_person_can_edit_is_left_to_a_person() -> None:
    yaml = Yaml("title: т\nsuggested: {tags: [а], topics: [б]}\n", "x.md", first_line=2)
    with pytest.raises(DigestError) as refusal:
        yaml.change(("suggested", "topics"), gone={"б"})
    assert str(refusal.value).startswith(
        "x.md:3:24: error[edit]: no program can edit what stands here for `suggested.topics`"
    )
    assert "edit it by hand" in str(refusal.value)
    assert yaml.text == "title: т\nsuggested: {tags: [а], topics: [б]}\n"


def test_a_comment_within_brackets_is_not_lost() -> None:
    with pytest.raises(DigestError):
        changed("tags: [а, # первая\n  б]\n", gone={"а"})


def test_a_key_gets_another_name_and_keeps_what_it_holds() -> None:
    yaml = Yaml("# все\n'Протон М':  # ракета\n  aliases: [Протон]\nx:\n", "x.yaml")
    yaml.rename(("Протон М",), "Протон-М")
    assert yaml.text == "# все\n'Протон-М':  # ракета\n  aliases: [Протон]\nx:\n"


def test_a_text_is_said_in_other_words() -> None:
    yaml = Yaml('title: "Старое"  # имя\n', "x.md")
    yaml.say(("title",), "Новое: имя")
    assert yaml.text == 'title: "Новое: имя"  # имя\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("date:\nx: 1\n", "date: 2016-12-01\nx: 1\n"),
        ("date: # когда?\n", "date: 2016-12-01 # когда?\n"),
        ("date: ~\n", "date: 2016-12-01\n"),
        ("date: 2015-01-02  # день\n", "date: 2016-12-01  # день\n"),
        ("date: '2015-01-02'\n", "date: '2016-12-01'\n"),
        ("date: >-\n  2015-01-02\n\nx: 1\n", "date: 2016-12-01\n\nx: 1\n"),
        ("date: |\r\n  2015-01-02\r\nx: 1\r\n", "date: 2016-12-01\r\nx: 1\r\n"),
    ],
)
def test_a_date_is_said_however_another_stands_there(before: str, after: str) -> None:
    yaml = Yaml(before, "x.md")
    yaml.say(("date",), "2016-12-01", bare=True)
    assert yaml.text == after


def test_only_what_is_bare_goes_without_quotes() -> None:
    yaml = Yaml("title: т\n", "x.md")
    yaml.put(("draft",), "true", ORDER, bare=True)
    yaml.put(("extra",), "true", ORDER)
    yaml.put(("date",), "2016: [", ORDER, bare=True)
    assert yaml.text == 'title: т\ndraft: true\nextra: "true"\ndate: "2016: ["\n'


@pytest.mark.parametrize("text", ["a: >- # моё\n  текст\n", "a: [б]\n", "a: {б: в}\n"])
def test_what_would_be_lost_with_other_words_is_left_to_a_person(text: str) -> None:
    yaml = Yaml(text, "x.md")
    with pytest.raises(DigestError, match="no program can edit"):
        yaml.say(("a",), "другое")
    assert yaml.text == text
