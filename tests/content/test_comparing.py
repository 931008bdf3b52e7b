"""What each source adds, and in what they disagree: quotations only, and rather none than a wrong one."""

from __future__ import annotations

import pytest

from digest.content.comparing import Comparison, compared
from tests.content.reader import article, site
from tests.desk import Desk

LEAD = (
    "Ракета «Союз-У» с кораблём «Прогресс МС-04» стартовала с Байконура 1 декабря. "
    "Связь с кораблём прервалась на 382-й секунде полёта."
)


def comparison(desk: Desk, *bodies: str) -> Comparison:
    front = "---\ntitle: Прогресс потерян\ndate: 2016-12-01\n---\n\n"
    at = site(desk.root)
    return compared([article(front + each, at, f"content/articles/{n}.md") for n, each in enumerate(bodies)])


def values(desk: Desk, one: str, other: str) -> list[tuple[str, ...]]:
    return [tuple(each.words for each in group) for group in comparison(desk, one, other).disagreements]


def test_a_source_adds_the_sentences_that_the_others_have_no_words_for(desk: Desk) -> None:
    new = "В Туву выехали спасатели, жители сёл слышали сильный хлопок и видели вспышку."
    found = comparison(desk, f"{LEAD}\n\n## Обломки в горах нашли спасатели\n\n{new}", LEAD)
    assert found.added == {"content/articles/0.md": (new,)}


def test_what_two_sources_have_is_added_by_neither(desk: Desk) -> None:
    new = "В Туву выехали спасатели, жители сёл слышали сильный хлопок и видели вспышку."
    told = "Спасателей отправили в Туву, где сильный хлопок и вспышку слышали и видели в сёлах жители; они выехали."
    assert comparison(desk, f"{LEAD} {new}", f"{LEAD} {told}").added == {}


def test_a_source_adds_a_few_sentences_in_their_order(desk: Desk) -> None:
    many = [
        "Завод в Самаре остановил сборку двигателей третьей ступени.",
        "Министр финансов пообещал найти деньги из резервов ведомства.",
        "Учёные лишились микроскопа, теплицы и клеток сибирского хомяка.",
        "Японский грузовик полетит через неделю вместо потерянного, решили партнёры программы вечером.",
    ]
    found = comparison(desk, f"{LEAD} {' '.join(many)}", LEAD).added["content/articles/0.md"]
    assert len(found) == 3
    assert sorted(found, key=many.index) == list(found)
    assert many[3] in found


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (
            "Двигатель станции «Луна-25» проработал при манёвре 127 секунд.",
            "По другим данным, двигатель станции проработал при этом манёвре 120 секунд у «Луны-25».",
            ("127 секунд", "120 секунд"),
        ),
        (
            "Комиссия представит выводы об аварии ракеты 20 октября.",
            "Выводы об аварии ракеты комиссия представит 30 октября, говорит источник.",
            ("20 октября", "30 октября"),
        ),
        (
            "Грузовой корабль причалил к модулю «Поиск» в ручном режиме вечером.",
            "Вечером грузовой корабль в ручном режиме причалил к модулю «Рассвет».",
            ("Поиск", "Рассвет"),
        ),
        (
            "Ракета с кораблём стартовала с площадки космодрома в 11:40 по московскому времени.",
            "Ракета с кораблём стартовала с площадки космодрома в 11:39 по московскому времени.",
            ("11:40", "11:39"),
        ),
    ],
)
def test_sentences_about_one_thing_that_say_another_value_disagree(
    desk: Desk, one: str, other: str, words: tuple[str, ...]
) -> None:
    assert values(desk, one, other) == [words]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("При взрыве на складе ранены 12 человек.", "Из домов у реки вывезли за ночь 300 человек."),
        ("На станции работает экипаж из 7 человек.", "На станции после стыковки работает экипаж почти из 10 человек."),
        ("Ущерб от аварии ракеты составил 4,4 млрд рублей.", "Ущерб от аварии ракеты составил 4,38 млрд рублей."),
        (
            "Ракета с кораблём «Союз МС-10» стартовала с площадки космодрома в 11:40.",
            "Ракета с кораблём «Союз МС-11» стартовала с площадки космодрома в 14:31.",
        ),
        (
            "Ракета с кораблём стартовала с площадки космодрома 11 октября в 11:40.",
            "Ракета с кораблём стартовала с площадки космодрома 3 декабря в 14:31.",
        ),
        (
            "Ракета с кораблём стартовала с площадки в 11:40 по московскому времени.",
            "Ракета с кораблём стартовала с площадки в 13:40 по местному времени.",
        ),
        (
            "В больницы города после взрыва обратились 500 человек.",
            "В больницы города после взрыва обратились 1100 человек. Сначала в больницы города обратились 500 человек.",
        ),
        (
            "Грузовой корабль причалил к модулю «Поиск» в ручном режиме вечером.",
            "Вечером грузовой корабль в ручном режиме причалил к модулю «Рассвет», а не к «Поиску».",
        ),
        (
            "Двигатель станции проработал при манёвре 127 секунд.",
            "Двигатель станции проработал при манёвре 127 секунд.",
        ),
    ],
    ids=[
        "other things",
        "vague",
        "rounded",
        "another ship",
        "another day",
        "other clocks",
        "both known",
        "both named",
        "the same",
    ],
)
def test_rather_no_disagreement_than_a_wrong_one(desk: Desk, one: str, other: str) -> None:
    assert values(desk, one, other) == []


def test_three_sources_that_disagree_on_one_thing_disagree_once(desk: Desk) -> None:
    told = "Двигатель станции «Луна-25» проработал при манёвре {} секунд."
    found = comparison(desk, told.format(127), told.format(84), told.format(100)).disagreements
    assert [[each.words for each in group] for group in found] == [["127 секунд", "84 секунд", "100 секунд"]]
