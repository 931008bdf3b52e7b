"""A word is found by any of its forms, and the browser thinks of the same root as the program."""

from __future__ import annotations

import random
import re
import unicodedata

import pytest

from digest.roots import folded, kin, may_have_marks, named, names, root, surname, words


@pytest.mark.parametrize(
    "forms",
    [
        "ракета ракеты ракете ракету ракетой ракет ракетами",
        "космонавт космонавта космонавту космонавтом космонавты космонавтов",
        "Москва Москвы Москве Москву Москвой",
        "Елец Ельца Ельцу Ельцом Ельце",
        "стрелка стрелки стрелок стрелке",
        "Гагарин Гагарина Гагарину Гагариным Гагарине",
        "Терешкова Терешковой Терешкову",
        "космический космического космической космические космическими",
        "rocket rockets",
        "story stories",
    ],
)
def test_the_forms_of_a_word_have_one_root(forms: str) -> None:
    assert len({root(word) for word in words(forms)}) == 1


def test_what_one_root_cannot_hold_its_kin_does() -> None:
    assert set(kin(root("гулял"))) & set(kin(root("гуляют")))


def test_a_verb_has_another_root_than_a_noun() -> None:
    assert root("говорить") != root("говор")


def test_words_are_folded() -> None:
    assert words("Нью-Йорк, «Ёлка-2», Зо\u0301лото, пере\u00adнос; C3PO") == [
        "нью", "йорк", "елка", "2", "золото", "перенос", "c3po",
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["\u00ad", *map(chr, range(0x300, 0x370))])
def test_no_mark_is_overlooked(mark: str) -> None:
    text = unicodedata.normalize("NFC", f"ш{mark}ли")  # no mark makes one letter with this
    assert may_have_marks(text)
    assert folded(text) == "шли"


@pytest.mark.parametrize("seed", range(20))
def test_words_are_what_is_asked_for_letter_by_letter(seed: int) -> None:
    chance = random.Random(seed)
    letters = "абёяЩaZ09_ -,.«»\n\u00ad\u0301\u0344\u036f\u0370αΣ中Ⅷ½٣😀\ud800\U0001d400\u00e9e\u0327и\u0306\x03\u0403"
    text = "".join(chance.choices(letters, k=400))
    bare = re.sub("[\u00ad\u0300-\u036f]", "", unicodedata.normalize("NFC", text)).lower().replace("ё", "е")
    assert folded(text) == bare
    assert words(text) == re.findall(r"[^\W_]+", bare)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Говорил Королёв, а из домов вышли", ["королев"]),
        ("Вчера Роза, Вера и Надежда уехали в Ростов-на-Дону.", "роза вера надежда ростов дону".split()),
        ("Ракета «Союз» взлетела. Роза цветёт.", ["союз"]),
        ("В Москве (Россия) был С. П. Королёв", "москве россия с п королев".split()),
        ("Он сказал: «Вера есть». — Надежда тоже.", []),
        ("Иванов уехал", ["иванов"]),
        ("Заголовок\nРоза цветёт", []),
        ("In London it rains", ["london"]),
    ],
)
def test_a_name_has_a_capital_with_which_no_sentence_begins(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_a_surname_is_no_plural() -> None:
    assert [named(word) for word in ("иванов", "роз", "иванова")] == ["иванов", root("роз"), "иванов"]
    assert [surname(word) for word in ("иванов", "дом", "лев")] == [True, False, False]


def test_a_verb_that_somebody_does_to_himself_is_another_verb() -> None:
    assert root("мылся") == root("мылась") != root("мыла")
    assert not set(kin(root("мылся"))) & set(kin(root("мыла")))


@pytest.mark.parametrize("word", ["я", "ё", "2016", "中", "ab", "щи", "'", "s", "ing"])
def test_short_and_strange_words_have_roots(word: str) -> None:
    assert all(root(each) for each in words(word))
