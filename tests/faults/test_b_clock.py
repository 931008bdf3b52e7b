"""The clock of the site and those of the machine: what is due, what of one second, and what no clock may change."""

from __future__ import annotations

import json
import os
import random
import re
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest import disk
from digest.cli import status
from digest.disk import stamp
from digest.errors import UsageError
from digest.settings import settings
from tests.content.reader import shelved
from tests.desk import Desk
from tests.examples import ALL
from tests.serve.watched import Watching
from tests.site.test_incremental import Editor
from tests.site.test_standing import stands
from tests.stated import CLOCK

YEARS = 10 * 365 * 86_400


def titles(desk: Desk, now: str) -> list[str]:
    return [each.title for each in shelved(desk, now=now).articles]


# what is due


def test_b1_an_article_of_the_future_is_nowhere_and_is_listed_with_its_moment(desk: Desk) -> None:
    desk.article("Будущая", "Тайна.", date="2024-06-01 10:00", slug="later", tags=["Тайна"], aliases=["/old/"])
    before = desk.build()
    assert "; scheduled for 2024-06-01 10:00: content/articles/later.md." in before.out
    whole = b"".join(name.encode() + data for name, data in desk.tree().items())
    assert [word for word in ("Будущая", "Тайна", "later", "tayna") if word.encode() in whole] == []
    after = desk.build("--now", "2024-06-02")
    assert "scheduled" not in after.out
    assert {"/2024/06/later/", "/tags/tayna/", "/old/"} <= set(desk.urls())
    assert "Будущая" in desk.page("/feed.xml")


def test_b2_an_article_appears_when_its_moment_has_come(desk: Desk) -> None:
    desk.article("Будущая", date="2024-06-01 10:00")
    for now, shown, waiting in (
        ("2024-06-01 09:59:59", [], ["Будущая"]),
        ("2024-06-01 10:00", ["Будущая"], []),
        ("2024-06-01 10:01", ["Будущая"], []),
    ):
        found = shelved(desk, now=now)
        assert ([each.title for each in found.articles], [each.title for each in found.scheduled]) == (shown, waiting)


def test_b2_the_moment_is_that_of_the_sites_clock(desk: Desk) -> None:
    desk.article("Будущая", date="2024-06-01")  # midnight in Moscow
    assert titles(desk, "2024-05-31T20:59Z") == []
    assert titles(desk, "2024-05-31T21:00Z") == ["Будущая"]


@pytest.mark.parametrize(
    ("zone", "typed", "due"),
    [
        ("Europe/Moscow", "2011-03-27 02:30", "2011-03-26T23:30Z"),  # skipped: moved on by the hour
        ("America/New_York", "2021-03-14 02:30", "2021-03-14T07:30Z"),
        ("America/New_York", "2021-11-07 01:30", "2021-11-07T05:30Z"),  # twice: the first of the two
        ("Asia/Almaty", "2024-02-29 23:30", "2024-02-29T17:30Z"),
    ],
)
def test_b2_what_stands_in_an_hour_that_is_skipped_or_repeated_appears_once(
    desk: Desk, zone: str, typed: str, due: str
) -> None:
    desk.settings(timezone=zone)
    desk.article("Будущая", date=typed)
    second = datetime.fromisoformat(due) - timedelta(seconds=1)
    assert titles(desk, f"{second:%Y-%m-%dT%H:%M:%SZ}") == []
    assert titles(desk, due) == ["Будущая"]


@pytest.mark.parametrize(
    ("typed", "early", "due"),
    [
        ("2021-11-07 01:45", "2021-11-07T05:44Z", "2021-11-07T06:15Z"),  # then clocks show 01:15 for the second time
        ("2021-11-07 01:15-05:00", "2021-11-07T05:30Z", "2021-11-07T06:15Z"),  # and here 01:30 for the first
    ],
)
def test_b2_in_an_hour_that_comes_twice_nothing_is_early_or_late(desk: Desk, typed: str, early: str, due: str) -> None:
    desk.settings(timezone="America/New_York")
    desk.article("Будущая", date=typed)
    assert titles(desk, early) == []
    assert titles(desk, due) == ["Будущая"]


@pytest.mark.parametrize(
    "front", [{"date": "2026-01-01"}, {"expires": "2026-01-01"}, {"date": "2026-01-01", "draft": True}], ids=str
)
def test_b2_what_comes_due_or_is_over_is_seen_in_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, front: dict[str, object]
) -> None:
    monkeypatch.setattr(disk, "_TICK", 0)  # the clock of the files is fine: nobody has to wait for its next tick
    desk.article("Заметка", slug="a", **front)
    desk.build()
    due = datetime(2025, 12, 31, 21, tzinfo=UTC)  # midnight in Moscow
    second = timedelta(seconds=1)
    assert stands(desk, due - second)
    assert not stands(desk, due)
    desk.build("--now", "2026-06-01")
    assert stands(desk, due)
    assert not stands(desk, due - second)


# any year


@pytest.mark.parametrize(
    "date", ["0100-01-01", "1857-09-17", "1957-10-04 22:28:34", "1970-01-01", "2039-01-01", "9998-12-31"]
)
def test_b7_pages_feeds_and_sitemap_know_every_date_of_the_calendar(desk: Desk, date: str) -> None:
    desk.article("Дата", date=date, slug="a")
    assert desk.build("--future").status == 0
    assert f'<time datetime="{date[:10]}' in desk.page(f"/{date[:4]}/{date[5:7]}/a/")
    whole = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?[+-]\d\d:\d\d"  # RFC 3339: no seconds in the offset
    for url, marks in (("/feed.xml", "<(?:published|updated)>([^<]+)<"), ("/sitemap.xml", "lastmod>([^<]+)<")):
        found = re.findall(marks, desk.page(url))
        assert found
        assert all(re.fullmatch(whole, each) for each in found)
    (item,) = json.loads(desk.page("/feed.json"))["items"]
    assert re.fullmatch(whole, item["date_published"])
    assert re.fullmatch(whole, item["date_modified"])


# the clocks of the machine


def test_b8_a_file_from_the_future_or_a_missing_one_has_no_stamp(tmp_path: Path) -> None:
    (tmp_path / "a.md").touch()
    os.utime(tmp_path / "a.md", (time.time() + 1e9, time.time() + 1e9))
    assert stamp(tmp_path, "a.md") is None
    assert stamp(tmp_path, "b.md") is None


@pytest.mark.parametrize("moved", ["the files are of the future", "the clock goes back"])
def test_b8_whatever_the_clocks_say_an_edit_is_seen_and_nothing_else_is_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, moved: str
) -> None:
    article = desk.article("Заметка", slug="a")
    desk.build()
    if moved == "the clock goes back":
        then = time.time() - YEARS
        monkeypatch.setattr(time, "time", lambda: then)
        monkeypatch.setattr(time, "time_ns", lambda: int(then * 1e9))
    for word in ("приехала", "взлетела"):  # as long as each other: neither size nor time tells them apart
        desk.edit(article, "взлетела" if word == "приехала" else "приехала", word)
        os.utime(desk.root / article, (CLOCK.timestamp() + YEARS,) * 2)
        desk.build()
        assert word in desk.page("/2020/01/a/")
        again = desk.build("--json").json
        assert (again["written"], again["pruned"]) == (0, [])


def test_b8_a_preview_follows_a_file_from_the_future_once(site: Desk, watching: Watching) -> None:
    path = site.root / "content/articles/proton.md"
    os.utime(path, (time.time() + YEARS,) * 2)
    assert watching.until(2)[1:] == [{"content/articles/proton.md"}]
    time.sleep(0.5)
    assert len(watching.batches) == 2
    os.utime(path, (time.time() - YEARS,) * 2)
    assert watching.until(3)[2:] == [{"content/articles/proton.md"}]


SURROUNDINGS = [
    ("UTC", "C"), ("Pacific/Kiritimati", "C.UTF-8"), ("America/New_York", "POSIX"), ("Asia/Almaty", "ru_RU.KOI8-R"),
    ("Europe/Moscow", "tr_TR.UTF-8"),
]  # fmt: skip


def test_b9_the_same_sources_give_the_same_bytes_under_any_hash_seed_zone_and_locale(desk: Desk) -> None:
    editor = Editor(desk, 7)
    for _ in range(5):
        editor.edit()
    trees = []
    for number, (zone, locale) in enumerate(SURROUNDINGS if ALL else SURROUNDINGS[:3], 1):
        process = desk.spawn("build", "-o", f"out{number}", PYTHONHASHSEED=str(number), TZ=zone, LC_ALL=locale)
        _, err = process.communicate()
        assert process.returncode in (0, 1), err
        trees.append(desk.tree(f"out{number}"))
    assert all(tree == trees[0] for tree in trees)
    assert trees[0]


# one order


def test_b10_articles_of_one_second_keep_one_order(desk: Desk) -> None:
    names = [f"a{number:02}" for number in range(50)]
    random.Random(1).shuffle(names)
    for name in names:
        desk.article(name, date="2020-01-02 10:00", slug=name)
    assert titles(desk, "2024-01-01") == sorted(names)


def test_b10_one_instant_in_two_zones_is_one_instant(desk: Desk) -> None:
    desk.article("б", date="2020-01-02T10:00+03:00", slug="b")
    desk.article("а", date="2020-01-02T07:00Z", slug="a")
    desk.article("в", date="2020-01-02T12:00+05:00", slug="c")
    assert titles(desk, "2024-01-01") == ["а", "б", "в"]


# SOURCE_DATE_EPOCH


@pytest.mark.parametrize(
    ("flags", "environment", "now", "origin"),
    [
        ({}, {}, "2024-01-01T12:00:00+03:00", "the clock"),
        ({}, {"SOURCE_DATE_EPOCH": ""}, "2024-01-01T12:00:00+03:00", "the clock"),
        ({}, {"SOURCE_DATE_EPOCH": "0"}, "1970-01-01T03:00:00+03:00", "SOURCE_DATE_EPOCH"),
        ({}, {"SOURCE_DATE_EPOCH": "4102444800"}, "2100-01-01T03:00:00+03:00", "SOURCE_DATE_EPOCH"),
        ({"now": "2016-12-01 10:00"}, {"SOURCE_DATE_EPOCH": "вчера"}, "2016-12-01T10:00:00+03:00", "--now"),
        ({"now": "2016-12-01T10:00Z"}, {}, "2016-12-01T13:00:00+03:00", "--now"),
    ],
)
def test_b12_now_is_the_flag_then_the_environment_then_the_clock(
    desk: Desk, flags: dict[str, str], environment: dict[str, str], now: str, origin: str
) -> None:
    made = settings(desk.root, flags, environment, CLOCK)
    assert (made.now.isoformat(), made.origins["now"]) == (now, origin)


EPOCHS = ["вчера", "1e9", "12.5", "0x10", "9" * 30, "-" + "9" * 30, "9" * 5000, "2024-01-01"]


@pytest.mark.parametrize("epoch", EPOCHS, ids=lambda epoch: epoch[:12])
def test_b12_a_garbled_epoch_is_wrong_usage(
    desk: Desk, epoch: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UsageError) as caught:
        settings(desk.root, {}, {"SOURCE_DATE_EPOCH": epoch}, CLOCK)
    assert str(caught.value) == f"error[now]: SOURCE_DATE_EPOCH must be a number of seconds, not '{epoch[:40]}'"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert status(["build", "--site", str(desk.root)]) == 2
    assert capsys.readouterr().err.startswith("error[now]: SOURCE_DATE_EPOCH must be")
    assert not (desk.root / "public").exists()
