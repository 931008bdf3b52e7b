"""What a text suggests: the names that it mentions, whatever their endings, and no others."""

from __future__ import annotations

import pytest

from digest.content.authority import authority
from digest.content.vocabulary import Vocabulary, proposals, vocabulary


def tags(*names: str) -> Vocabulary:
    return Vocabulary(tags=tuple((name, ()) for name in names))


def proposed(known: Vocabulary, title: str, *text: str, own: tuple[str, ...] = ()) -> list[str]:
    return [each.name for each in proposals(known, title, text, own=own).tags]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Байконур", "Пуск на Байконуре прошёл."),
        ("Казахстан", "в Казахстане"),
        ("Пилотируемые полёты", "пилотируемых полетов"),
        ("МКС", "экипаж МКС"),
        ("rockets", "two rocket stages"),
    ],
)
def test_known_terms_are_found_whatever_their_endings(name: str, text: str) -> None:
    assert proposed(tags(name), "", text) == [name]


@pytest.mark.parametrize(
    ("name", "text"), [("МКС", "миксы"), ("Союз-5", "Союз-2"), ("Луна", "лунатик"), ("Марс", "маршал")]
)
def test_other_words_are_not(name: str, text: str) -> None:
    assert proposed(tags(name), "", text) == []


def test_what_the_title_names_comes_first_and_eight_are_enough() -> None:
    known = ["Луна", "Марс", "Венера", "Юпитер", "Сатурн", "Уран", "Нептун", "Плутон", "Церера", "Байконур"]
    found = proposed(tags(*known), "О Байконуре", ", ".join(known))
    assert found[0] == "Байконур"
    assert len(found) == 8


def test_a_name_counts_more_in_the_title_than_in_the_lead_and_there_more_than_below() -> None:
    found = proposals(tags("Луна", "Марс", "Венера"), "О Венере", ["К Марсу.", "Луна, Луна."])
    assert [(each.name, each.why) for each in found.tags] == [
        ("Венера", "title"),
        ("Марс", "lead, once (Марсу)"),
        ("Луна", "2 times"),
    ]


def test_tags_of_the_page_itself_come_first_under_the_names_the_site_has() -> None:
    known = Vocabulary(tags=(("Байконур", ("Космодром Байконур",)),))
    assert proposed(known, "", "", own=("космодром байконур", "Новое")) == ["Байконур", "Новое"]


def test_a_closed_vocabulary_takes_no_new_tags_from_a_page() -> None:
    assert proposed(Vocabulary(tags=(("Байконур", ()),), closed=True), "", "", own=("Новое",)) == []


@pytest.mark.parametrize("text", ["Об аренде Байконура.", "Продлили договор аренды."])
def test_a_topic_is_found_by_its_name_and_by_its_terms(text: str) -> None:
    known = Vocabulary(topics=(("Аренда Байконура", ("договор аренды",)),))
    assert proposals(known, "", [text]).topics[0].name == "Аренда Байконура"


def test_new_names_are_told_under_the_form_of_which_the_others_are_forms() -> None:
    text = ["Вчера министр Идрисов ответил. О письме Ерлана Идрисова узнали.", "Для Идрисова это ново, сказал Идрисов."]
    assert proposals(Vocabulary(), "", text, strange=True).new == (("Идрисов", 3),)


def test_the_first_word_of_a_sentence_is_no_name_for_its_capital() -> None:
    text = ["Вчера он ушёл. Вчера он ушёл! — Вчера он ушёл: «Вчера», он ушёл."]
    assert proposals(Vocabulary(), "", text, strange=True).new == ()


def test_known_names_are_not_new() -> None:
    text = ["Пуск на Байконуре, вид Байконура."]
    assert proposals(tags("Байконур"), "", text, strange=True).new == ()


def test_a_site_knows_its_settled_tags_and_those_with_a_text() -> None:
    settled = authority("Марс:\n  aliases: [Красная планета]\n  topic: Планеты\n")
    known = vocabulary(settled, ["Луна", "марс"], {"Пуски": ("пуск",)}, ["Уран"], ["Разное"])
    assert known == Vocabulary(
        tags=(("Марс", ("Красная планета",)), ("Луна", ())),
        topics=(("Пуски", ("пуск",)), ("Планеты", ())),
        implied=(("Марс", "Планеты"),),
    )


def test_where_none_are_settled_it_knows_those_in_use() -> None:
    known = vocabulary(authority(""), ["Луна"], {}, ["Уран"], ["Разное"])
    assert known == Vocabulary(tags=(("Луна", ()), ("Уран", ())), topics=(("Разное", ()),))
