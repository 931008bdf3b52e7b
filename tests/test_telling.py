"""What a text is known by: sentences, stems, telling words, names."""

from __future__ import annotations

import pytest

from digest.sentences import sentences
from digest.stems import stem
from digest.telling import names, stems


@pytest.mark.parametrize(
    "forms",
    [
        "станция станции станцией станций станциям станциях станцию",
        "корабль корабля кораблём корабли кораблей",
        "российский российского российской российские Российским",
        "Байконур Байконура Байконуре",
        "Овчинин Овчинина Овчинину Овчининым",
        "причалить причалил причалила причалит",
        "стартовал стартовала стартовали стартовать",
        "ещё Еще ЕЩЁ",
        "rocket rockets",
        "launch launches launched launching",
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("words", ["корабль коробка", "пуск пост", "Путин путь", "МКС МГУ", "launch lunch"])
def test_other_words_have_other_stems(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Центр им. Хруничева построил ракету.| В. В. Путин приехал 28 апреля 2016 г. на космодром.",
        "«Всё хорошо», — сказал он.| Это стоит 5 млн. руб. за штуку!| Да?| Нет…| Может.",
        "Он ответил: «Полетим!»| Так и вышло.",
        "Am 15. März kam er.| Mr. Smith left.| It cost 2.5 million.",
        "Погибли 12.| Ранены 30.",
        "Без точки",
    ],
)
def test_a_sentence_ends_where_it_ends(text: str) -> None:
    assert "|".join(sentences(text.replace("|", ""))) == text.replace("| ", "|")


def test_nothing_has_no_sentences() -> None:
    assert sentences("") == sentences("  \n ") == ()


def test_words_that_stand_in_every_text_tell_nothing() -> None:
    assert list(stems("Как сообщили в агентстве, это был первый из пусков.")) == ["агентств", "пуск"]


def test_what_has_a_number_behind_a_hyphen_is_one_word() -> None:
    text = "«Союз МС-10» стартовал в 11:40 на «Союзе-2.1а» и весил 7,2 т."
    assert list(stems(text)) == ["союз", "мс-10", "стартов", "11:40", "союз-2.1а", "вес", "7,2"]


def test_a_name_has_a_capital_where_no_sentence_begins() -> None:
    assert list(names("Ракета упала. «Прогресс» сгорел над Тувой, сообщили в NASA. Москва ждёт.")) == ["тув", "nasa"]
