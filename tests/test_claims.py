"""What in a sentence can be held against another: only what stands in it alone, and exactly."""

from __future__ import annotations

import pytest

from digest.claims import claims


def said(sentence: str) -> dict[str, str]:
    return {claim.what: claim.value for claim in claims(sentence)}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Пострадали 1147 человек.", {"count человек": "1147.0"}),
        ("Пострадали 1 147 человек.", {"count человек": "1147.0"}),
        ("Ущерб составил 4,4 млрд рублей.", {"count рубл": "4400000000.0"}),
        ("Цены выросли на 12 %.", {"count %": "12.0"}),
        ("Пуск назначен на 11 октября.", {"day": "11.10"}),
        ("Пуск был 9 мая 1945 года.", {"day": "9.5"}),
        ("Пуск прошёл в 11:40 по московскому времени.", {"time московск": "11:40"}),
        ("Корабль причалил к модулю «Поиск» и ждёт.", {"name модул": "поиск"}),
        ("It hit a ship with 26 sailors.", {"count sailor": "26.0"}),
    ],
)
def test_a_claim_has_a_thing_and_a_value(sentence: str, expected: dict[str, str]) -> None:
    assert said(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Погибли 5 человек, ранены 12 человек.",
        "Пострадали около 1100 человек.",
        "Пострадали более чем 1100 человек.",
        "Пострадали не менее 20 человек.",
        "Перелёт с 11 октября по 12 октября.",
        "Аппарат МС-10 и № 21 и 10/12.",
        "Рейс в 2:10 перенесли на 3:20.",
        "Никаких чисел.",
    ],
)
def test_what_is_vague_or_stands_beside_its_like_is_no_claim(sentence: str) -> None:
    assert said(sentence) == {}


def test_the_context_of_a_claim_is_what_else_is_said() -> None:
    (claim,) = claims("Двигатель станции проработал 127 секунд.")
    assert (claim.words, sorted(claim.context)) == ("127 секунд", ["двигател", "проработ", "станц"])


def test_a_range_is_no_claim_however_its_dash_is_written() -> None:
    assert [list(claims(f"На старт вышли 10{dash}15 человек из отряда.")) for dash in "-–"] == [[], []]
