"""What is asked of a text before something slower is: it must say yes wherever that would find anything."""

from __future__ import annotations

import re

import pytest

from digest.seeds import counted, cues, dateline, dates, replies, stamps
from digest.seeds.columns import shifted, windows
from digest.seeds.plaintext import blocks

SIGNS = bytes(range(256)).decode("cp1251", "ignore")
AGENCIES = [
    re.sub(r"\\w\*|\(\?:-\[А-Я\]\\w\+\)\?|\(\?:\\\.RU\)\?", "", name) for name in dateline._KNOWN.split("|")
] + ["INTERFAX.RU", "Интерфакс-Казахстан", "ИТАР"]
REPORT = "Ракета стартовала с космодрома и вывела спутник на орбиту."


@pytest.mark.parametrize("around", ["{}", "а{}б", "А{}Б", " {} ", "1{}2", "Слово{}, слово", "Ё{0}{0}ё"])
def test_words_and_signs_are_the_same_among_bytes(around):
    for sign in SIGNS:
        text = around.format(sign)
        assert counted.counted(text) == counted._counted(text)
    assert counted.counted(SIGNS * 3) == counted._counted(SIGNS * 3)


@pytest.mark.parametrize("text", ["Қазақстан", "東京で, 12", "naïve Straße", "Слово 😀 и ещё", ""])
def test_what_does_not_fit_into_bytes_is_counted_all_the_same(text):
    assert counted.counted(text) == counted._counted(text)


@pytest.mark.parametrize(
    "form",
    [
        "{}, Байконур – ",
        "МОСКВА, 1 декабря. /{}/. ",
        "MOSCOW, Dec 1 ({}) - ",
        "Москва. 1 декабря. {} - ",
        "KANSAS CITY, Mo. ({}) — ",
        "Ростов-на-Дону /{}/ — ",
        "АСТАНА. {} - ",
        "Байконур, {} – ",
    ],
)
def test_whatever_is_a_dateline_begins_like_one(form):
    for agency in AGENCIES:
        text = form.format(agency) + REPORT
        assert not any(each.match(text) for each in dateline._FORMS) or dateline._BEGINS.match(text)
        assert dateline.dateline(text) or agency == "ИТАР"  # which is no agency by itself everywhere


@pytest.mark.parametrize("text", ["МОСКВА, 1 декабря — ", "LONDON — ", "САНКТ-ПЕТЕРБУРГ — ", "O'Fallon, Mo., Dec 1 — "])
def test_so_does_one_without_an_agency(text):
    assert dateline.dateline(text + REPORT)


@pytest.mark.parametrize(
    "text", ["[30-го сентября 2016 года, в 23:59:59", "[Сентября. 30, 2016 | 23:59", "30 september 2016 at 11:59 p.m."]
)
def test_a_stamp_has_its_colon_where_it_is_looked_for(text):
    found = stamps._STAMP.match(text)
    assert found is None or ":" in text[: stamps.LONGEST]


def test_the_longest_stamp_fits():
    longest = f"[{'9' * 2} {'я' * 9}. 2016 года, в 23:59"
    assert longest.index(":") < stamps.LONGEST


def test_known_cues_are_those_of_all_that_a_line_can_have():
    odds = {"читайте": 1.0, "читайте также": 2.0, "^читайте": 3.0, "и": -1.0, "ракета и": -2.0, "также": 0.5}
    for line in ("читайте также", "ракета и ракета и спутник", "также читайте", "спутник", ""):
        words = line.split()
        wanted = [odds[each] for each in cues.grams(words) if each in odds]
        assert cues._known(words, odds, cues.openings(odds)) == wanted


def test_columns_reach_as_far_as_they_are_asked_to():
    column = [1.0, 2.0, 4.0, 8.0]
    assert shifted(column, {"a": 5, "b": -1}, 0.0) == {"a": [0.0] * 4, "b": [0.0, 1.0, 2.0, 4.0]}
    assert windows(column, {"a": (20, 0), "b": (0, 1)}) == {"a": [0.0, 1.0, 3.0, 7.0], "b": [2.0, 4.0, 8.0, 0.0]}


@pytest.mark.parametrize(
    "text", ["28 апреля 2016 года", "Dec. 1, 1999", "2016年12月1日", "01.12.2016", "01/25/26", "1.2.20"]
)
def test_a_text_with_a_day_may_name_one(text):
    assert dates.days(text, "dmy") or dates.short_days(text, "mdy")
    assert dates.may_name_a_day(text)


@pytest.mark.parametrize("line", ["слово ¬", "слово¬", "12:05 ¬", "слово  ¬"])
def test_a_line_whose_last_sign_is_left_out_ends_with_a_word(line):
    assert [each.text for each in blocks(line)] == [line.rstrip("¬ ")]


@pytest.mark.parametrize("sign", ["a", "İ", "_", "1", "я"])
def test_a_long_word_is_soon_known_to_be_no_head_of_a_comment(sign):
    assert replies._HEAD.fullmatch(sign * 100_000) is None


@pytest.mark.parametrize(
    "head", ["Иван 12:05", "Иван Петров, 28.07 14:54", "user_1 вчера в 9:15", "a-b-c, 1/2/26 10:00"]
)
def test_heads_of_comments_are_known(head):
    assert replies._HEAD.fullmatch(head)
