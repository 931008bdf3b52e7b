"""A word is found by any of its forms, and the browser thinks of the same root as the program."""

from __future__ import annotations

import pytest

from digest.roots import kin, root, surname, surnames, words


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


def test_a_name_with_a_capital_is_no_plural() -> None:
    assert surnames("Говорил Королёв, а из домов вышли") == {"королев"}
    assert [surname(word) for word in ("иванов", "дом", "лев")] == [True, False, False]


@pytest.mark.parametrize("word", ["я", "ё", "2016", "中", "ab", "щи", "'", "s", "ing"])
def test_short_and_strange_words_have_roots(word: str) -> None:
    assert all(root(each) for each in words(word))
