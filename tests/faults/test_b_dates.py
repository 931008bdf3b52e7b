"""A date as an editor types it: which instant it is, and what is said of one that is none."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digest.moments import FORMS, moment, zone_named
from tests.content.reader import article, site
from tests.desk import REPOSITORY, Desk

MOSCOW = ZoneInfo("Europe/Moscow")
ALMATY = ZoneInfo("Asia/Almaty")
NEW_YORK = ZoneInfo("America/New_York")


def utc(text: str, zone: ZoneInfo = MOSCOW) -> str:
    return moment(text, zone).astimezone(UTC).isoformat()


MEANT = {
    "B3": [
        ("2021-04-20", "2021-04-19T21:00:00+00:00"),
        ("2021-4-5", "2021-04-04T21:00:00+00:00"),
        (" 2021-04-20 ", "2021-04-19T21:00:00+00:00"),
        ("2021-04-20T10:00", "2021-04-20T07:00:00+00:00"),
        ("2021-04-20T10:00:59.123456", "2021-04-20T07:00:59+00:00"),
        ("2024-02-29", "2024-02-28T21:00:00+00:00"),
    ],
    "B5": [
        ("2021-04-20 10:00", "2021-04-20T07:00:00+00:00"),
        ("2021-04-20 9:05", "2021-04-20T06:05:00+00:00"),
        ("2021-04-20  10:00", "2021-04-20T07:00:00+00:00"),
        ("2021-04-20 10:00:59", "2021-04-20T07:00:59+00:00"),
    ],
    "B6": [
        ("2021-04-20T10:00Z", "2021-04-20T10:00:00+00:00"),
        ("2021-04-20T10:00+03:00", "2021-04-20T07:00:00+00:00"),
        ("2021-04-20T10:00 +03:00", "2021-04-20T07:00:00+00:00"),
        ("2021-04-20T10:00+0300", "2021-04-20T07:00:00+00:00"),
        ("2021-04-20T10:00+3", "2021-04-20T07:00:00+00:00"),
        ("2021-04-20T10:00+14", "2021-04-19T20:00:00+00:00"),
        ("2021-04-20T10:00-12", "2021-04-20T22:00:00+00:00"),
        ("2021-04-20T10:00+05:45", "2021-04-20T04:15:00+00:00"),
        ("2021-04-20T10:00-00:30", "2021-04-20T10:30:00+00:00"),
        ("2021-04-20 10:00 EET", "2021-04-20T07:00:00+00:00"),
        ("2021-01-20 10:00 EET", "2021-01-20T08:00:00+00:00"),
        ("2021-04-20 10:00 Asia/Almaty", "2021-04-20T04:00:00+00:00"),
    ],
    "B7": [
        ("1970-01-01", "1969-12-31T21:00:00+00:00"),
        ("1957-10-04 22:28", "1957-10-04T19:28:00+00:00"),
        ("1900-01-01 00:00 UTC", "1900-01-01T00:00:00+00:00"),
        ("2038-01-20 00:00 Z", "2038-01-20T00:00:00+00:00"),
        ("9999-12-31 12:00", "9999-12-31T09:00:00+00:00"),
        ("0001-01-02 12:00 Z", "0001-01-02T12:00:00+00:00"),
    ],
}


@pytest.mark.parametrize(
    ("typed", "instant"),
    [pytest.param(*each, id=f"{row}-{each[0]}") for row, pairs in MEANT.items() for each in pairs],
)
def test_a_date_is_the_instant_its_editor_meant(typed: str, instant: str) -> None:
    assert utc(typed) == instant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "вчера",
        "31.04.2021",
        "12/01/2016",
        "2021-04",
        "2021",
        "10000-01-01",
        "-2021-01-01",
        "2021-04-20 10",
        "20210420",
    ],
)
def test_b4_what_is_no_date_is_told_the_accepted_forms(typed: str) -> None:
    with pytest.raises(ValueError) as caught:
        moment(typed, MOSCOW)
    forms = "2016-12-01, 2016-12-01 10:00 or 2016-12-01T10:00+03:00"
    assert str(caught.value) == f"must be a date like {forms}, not '{typed}'"


def test_b4_a_whole_article_in_place_of_a_date_is_not_repeated() -> None:
    with pytest.raises(ValueError) as caught:
        moment("я" * 1000, MOSCOW)
    assert str(caught.value).endswith(f", not '{'я' * 40}'")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2021-02-30", "'2021-02-30' is not in the calendar"),
        ("2023-02-29", "'2023-02-29' is not in the calendar"),
        ("2021-13-01", "'2021-13-01' is not in the calendar"),
        ("0000-00-00", "'0000-00-00' is not in the calendar"),
        ("2021-04-20 24:00", "'2021-04-20 24:00' is not in the calendar"),
        ("2021-04-20 10:60", "'2021-04-20 10:60' is not in the calendar"),
        ("2021-04-20 10:00:60", "'2021-04-20 10:00:60' is not in the calendar"),
        ("0001-01-01", "'0001-01-01' is not in the calendar"),
        ("9999-12-31 23:59-12:00", "'9999-12-31 23:59-12:00' is not in the calendar"),
        ("2021-04-20 10:00 MSK", "names a time zone that does not exist: 'MSK'"),
        ("2021-04-20 10:00+15", "names a time zone that does not exist: '+15'"),
        ("2021-04-20 10:00+03:60", "names a time zone that does not exist: '+03:60'"),
        ("2021-04-20 10:00 Mars/Phobos", "names a time zone that does not exist: 'Mars/Phobos'"),
    ],
)
def test_b4_a_date_that_does_not_exist_is_never_shifted(typed: str, said: str) -> None:
    with pytest.raises(ValueError) as caught:
        moment(typed, MOSCOW)
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("zone", "typed", "instant"),
    [
        # Clocks went forward: the times between do not exist, and are moved on by an hour.
        (MOSCOW, "2011-03-27 02:30", "2011-03-26T23:30:00+00:00"),
        (MOSCOW, "2011-03-27 03:30", "2011-03-26T23:30:00+00:00"),
        (ALMATY, "2004-03-28 02:30", "2004-03-27T20:30:00+00:00"),
        (NEW_YORK, "2021-03-14 02:30", "2021-03-14T07:30:00+00:00"),
        (NEW_YORK, "2021-03-14 03:30", "2021-03-14T07:30:00+00:00"),
        # Clocks went back: the times between were twice, and the first is meant.
        (MOSCOW, "2014-10-26 01:30", "2014-10-25T21:30:00+00:00"),
        (ALMATY, "2024-02-29 23:30", "2024-02-29T17:30:00+00:00"),
        (NEW_YORK, "2021-11-07 01:30", "2021-11-07T05:30:00+00:00"),
        # An offset says which of the two.
        (NEW_YORK, "2021-11-07 01:30-05:00", "2021-11-07T06:30:00+00:00"),
    ],
)
def test_b2_one_rule_holds_where_clocks_are_changed(zone: ZoneInfo, typed: str, instant: str) -> None:
    assert utc(typed, zone) == instant


@pytest.mark.parametrize("zone", [MOSCOW, ALMATY, NEW_YORK])
def test_b3_a_moment_is_shown_in_the_zone_of_the_site(zone: ZoneInfo) -> None:
    assert moment("2021-04-20T10:00Z", zone) == datetime(2021, 4, 20, 10, tzinfo=UTC)
    assert moment("2021-04-20T10:00Z", zone).tzinfo is zone


@pytest.mark.parametrize("name", ["Mars", "", "../../etc/passwd", "/etc/passwd", "Europe", "europe\0moscow", "МСК"])
def test_b3_a_zone_is_named_by_its_city(name: str) -> None:
    with pytest.raises(ValueError) as caught:
        zone_named(name)
    assert str(caught.value) == f"'{name}' is not a time zone; they are named like Europe/Moscow or UTC"


# in an article


def test_b3_a_date_without_a_zone_is_meant_in_the_zone_of_the_site(tmp_path: Path) -> None:
    late = article("---\ntitle: Пуск\ndate: 2019-12-31T22:00Z\n---\n", site(tmp_path))
    assert late.url == "/2020/01/a/"  # it is the new year in Moscow


def test_b3_the_manual_says_so() -> None:
    told = (REPOSITORY / "docs/content/pages/front-matter.md").read_text(encoding="utf-8")
    assert "A date without an offset is meant in the [time zone](settings.md#timezone) of the site." in told


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2021-02-30", "`date` '2021-02-30' is not in the calendar"),
        ("31.04.2021", f"`date` must be a date like {FORMS}, not '31.04.2021'"),
        ("вчера", f"`date` must be a date like {FORMS}, not 'вчера'"),
        ("0000-00-00", "`date` '0000-00-00' is not in the calendar"),
        ("10000-01-01", f"`date` must be a date like {FORMS}, not '10000-01-01'"),
        ("12:30:45", f"`date` must be a date like {FORMS}, not '12:30:45'"),
        ("20210420", f"`date` must be a date like {FORMS}, not '20210420'"),
        ("''", f"`date` must be a date like {FORMS}, not ''"),
    ],
)
def test_b4_an_article_with_a_date_that_is_none_is_named_and_the_others_are_built(
    desk: Desk, typed: str, said: str
) -> None:
    desk.write("content/articles/wrong.md", f"---\ntitle: Сбой\ndate: {typed}\n---\n\nТекст.\n")
    desk.article("Верная", slug="right")
    outcome = desk.build()
    assert outcome.status == 1
    assert re.match(rf"content/articles/wrong\.md:3(?::\d+)?: error\[date\]: {re.escape(said)}\n", outcome.err)
    assert "write year, month and day: 2016-12-01" in outcome.err
    assert [url for url in desk.urls() if url.startswith(("/19", "/20", "/0", "/1"))] == ["/2020/01/right/"]


def test_b4_a_date_that_was_left_empty_is_missing(desk: Desk) -> None:
    desk.write("content/articles/wrong.md", "---\ntitle: Сбой\ndate:\n---\n\nТекст.\n")
    assert desk.build().err.startswith(
        "content/articles/wrong.md:1: error[date]: `date` is missing\n"
        "  1 | ---\n"
        "  write a line `date: 2016-12-01`, or `draft: true` while it is unknown\n"
    )


def test_b11_an_update_before_the_publication_is_warned_of(desk: Desk) -> None:
    desk.article("Пуск", slug="a", updated="2020-01-01")
    outcome = desk.build()
    assert outcome.status == 0
    assert "content/articles/a.md:4:1: warning[updated]: `updated` is earlier than `date`\n" in outcome.err
