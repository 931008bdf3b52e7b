"""A day needs all its parts. Counters, clock times and years alone are never dates, and a guessed year says so."""

from datetime import date

import pytest

from digest.seeds.dates import days, in_address, stated, years_alone
from digest.seeds.months import month_number
from digest.seeds.yearless import day_of_year, with_year


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("28 апреля 2016 года", "2016-04-28"),
        ("успешно произведён 28 апреля 2016 года.", "2016-04-28"),
        ("1 декабря 2016, 10:23", "2016-12-01"),
        ("1 дек. 2016 г.", "2016-12-01"),
        ("Четверг, 1 Декабря 2016 г.", "2016-12-01"),
        ("1-го мая 2016", "2016-05-01"),
        ("December 1, 2016", "2016-12-01"),
        ("Dec. 1, 2016", "2016-12-01"),
        ("1 December 2016", "2016-12-01"),
        ("the 1st of December 2016", "2016-12-01"),
        ("December 1st, 2016", "2016-12-01"),
        ("1. Dezember 2016", "2016-12-01"),
        ("1 décembre 2016", "2016-12-01"),
        ("1 de diciembre de 2016", "2016-12-01"),
        ("1 грудня 2016", "2016-12-01"),
        ("01.12.2016", "2016-12-01"),
        ("01.12.2016 в 10:23", "2016-12-01"),
        ("2016-12-01", "2016-12-01"),
        ("12/31/2016", "2016-12-31"),
        ("31/12/2016", "2016-12-31"),
    ],
)
def test_full_dates_in_many_forms(text, day):
    assert [found.value for found in days(text)] == [date.fromisoformat(day)]


@pytest.mark.parametrize(
    "text",
    [
        "1295", "0", "-1", "28.07 14:54", "28.07", "14:54", "2012 года", "с 2012 года", "на 2022 год", "2022",
        "03/04/2021", "31.04.2021", "30 февраля 2016", "32 марта 2016", "0000-00-00", "вчера", "сегодня, 14:54",
        "10.11.12", "1.2.3.2016", "12345-12-01", "v2016.12.01.5", "Союз-2.1а", "1 дек", "8 800 2016",
        "12.2016", "5 мая 20161", "IP 10.12.2016.1",
    ],
)  # fmt: skip
def test_what_looks_like_a_date_and_is_none(text):
    assert days(text) == ()


@pytest.mark.parametrize(
    ("text", "day", "month"),
    [("1 дек", 1, 12), ("1 декабря", 1, 12), ("Dec 1", 1, 12), ("April 12", 12, 4), ("18 мар", 18, 3), ("9 мая", 9, 5)],
)
def test_days_without_a_year(text, day, month):
    found = day_of_year(text)
    assert (found.day, found.month, found.words) == (day, month, text)


@pytest.mark.parametrize("text", ["31 июня", "45 мая", "1295", "марш 5", "в мае"])
def test_what_is_no_day_of_a_year(text):
    assert day_of_year(text) is None


@pytest.mark.parametrize(
    ("day", "text", "value", "why"),
    [
        ("1 дек", "успешно произведён 28 апреля 2016 года", "2016-12-01", "«28 апреля 2016 года»"),
        ("1 дек", "28 апреля 2016 года, а потом 2 декабря 2016 года", "2017-12-01", "«2 декабря 2016 года»"),
        ("1 дек", "1 декабря 2016 года", "2016-12-01", "«1 декабря 2016 года»"),
        ("29 фев", "5 мая 2016 года", "2020-02-29", "«5 мая 2016 года»"),
        ("18 мар", "60 лет назад, 18 марта 1965 года", "2025-03-18", "«60 лет назад» and «18 марта 1965 года»"),
        ("April 12", "Sixty years ago … April 12, 1961.", "2021-04-12", "«Sixty years ago» and «April 12, 1961»"),
        ("5 июн", "сорок лет назад, 5 июня 1979 года", "2019-06-05", "«сорок лет назад» and «5 июня 1979 года»"),
    ],
)  # fmt: skip
def test_a_year_is_inferred_from_what_the_text_tells_of(day, text, value, why):
    found = with_year(day_of_year(day), text)
    assert (found.value, found.why, found.sure) == (date.fromisoformat(value), why, False)


@pytest.mark.parametrize(
    "text",
    [
        "Строится с 2012 года, на 2022 год намечен пуск.",
        "Аренда продлится до 31 декабря 2050 года.",
        "Корабль стартовал 12 апреля 1961 года.",
        "Все 28.07 14:54 и 1295.",
    ],
)
def test_where_nothing_tells_the_year_it_stays_unknown(text):
    assert with_year(day_of_year("1 дек"), text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2015-07-17T09:00:00+03:00", "2015-07-17"),
        ("20150717", "2015-07-17"),
        ("Fri, 17 Jul 2015 09:00:00 GMT", "2015-07-17"),
        ("1961-04-12", None),
        ("soon", None),
        ("2015-13-40", None),
        ("", None),
    ],
)
def test_what_the_marks_of_a_page_state(text, day):
    assert stated(text) == (date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/2016/12/01/baikonur/", "2016-12-01"),
        ("https://example.org/20161201/1482.html", "2016-12-01"),
        ("https://example.org/2016-12-01-baikonur", "2016-12-01"),
        ("https://example.org/news/1482612345.html", None),
        ("https://example.org/2016/", None),
        ("https://example.org/20163201/", None),
    ],
)
def test_an_address_may_hold_a_day(url, day):
    assert in_address(url) == (date.fromisoformat(day) if day else None)


def test_a_text_of_nothing_but_dates_is_read_in_the_time_of_its_length():
    text = "1 декабря 2016 и 1999, двадцать лет назад " * 5_000
    assert len(days(text)) == len(list(years_alone(text))) == 5_000
    assert with_year(day_of_year("1 дек"), text) is not None


def test_years_alone_are_quoted_as_they_stand():
    assert list(years_alone("с 2012 года, 28 апреля 2016 года, на 2022 год, в 1993")) == [
        "2012 года",
        "2022 год",
        "1993",
    ]


@pytest.mark.parametrize("name", ["мая", "май", "Мая", "may", "MAY", "mai"])
def test_a_month_has_many_names(name):
    assert month_number(name) == 5
