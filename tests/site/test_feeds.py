"""The feeds of a site: what stands in many of them is written once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from digest.model import Text
from digest.settings import Site
from digest.site import feed_entries
from digest.site.views import FeedEntry
from tests.desk import Desk
from tests.site.samples import full

TAGS, ARTICLES = 12, 120  # ten articles in a feed, each in two


def test_an_entry_is_written_once_for_all_feeds_it_stands_in(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    facts, element = feed_entries._facts, feed_entries.text_element
    in_json, in_atom = list[str](), list[str]()

    def noted_facts(site: Site, entry: FeedEntry) -> Iterator[tuple[str, object]]:
        in_json.append(entry.teaser.title)
        return facts(site, entry)

    def noted_element(name: str, text: str) -> str:
        in_atom.extend([text] if name == "title" and text.startswith("Пуск") else [])
        return element(name, text)

    monkeypatch.setattr(feed_entries, "_facts", noted_facts)
    monkeypatch.setattr(feed_entries, "text_element", noted_element)
    desk.settings(feed_items=ARTICLES)
    for number in range(ARTICLES):
        tags = [f"метка {(number + more) % TAGS}" for more in (0, 1)]
        desk.article(f"Пуск {number}", f"Ракета № {number} взлетела.", slug=f"n{number}", tags=tags)
    assert desk.run("build", "--jobs", "1").status == 0
    assert sorted(in_json) == sorted(in_atom) == sorted(f"Пуск {number}" for number in range(ARTICLES))
    whole = json.loads((desk.root / "public/feed.json").read_text("utf-8"))
    assert len(whole["items"]) == ARTICLES
    one = json.loads(next((desk.root / "public/tags").glob("*/feed.json")).read_text("utf-8"))
    assert one["items"][0] in whole["items"]


SOME = FeedEntry("", full("list.html").teasers[0], datetime(2020, 2, 3, tzinfo=UTC), "", Text.of_html(""))
ZONES = (UTC, ZoneInfo("Europe/Moscow"), timezone(timedelta(hours=-3, minutes=-30)), timezone(timedelta(seconds=9017)))
OF_A_DAY = st.lists(st.tuples(st.integers(0, 5), st.sampled_from(ZONES)), min_size=1, max_size=9)


@given(OF_A_DAY)
def test_a_feed_was_updated_when_the_last_of_its_entries_was(half_seconds: list[tuple[int, timezone]]) -> None:
    start = datetime(2020, 2, 3, tzinfo=UTC)
    moments = [(start + timedelta(seconds=number / 2)).astimezone(zone) for number, zone in half_seconds]
    entries = [replace(SOME, id=f"tag:{number}", updated=moment) for number, moment in enumerate(moments)]
    assert feed_entries.newest(entries) == max(map(feed_entries.updated_apart, entries))


@given(st.datetimes(min_value=datetime(1800, 1, 1), max_value=datetime(2100, 1, 1)), st.sampled_from(ZONES))
def test_a_moment_of_a_feed_is_the_same_and_has_an_offset_in_minutes(day: datetime, zone: timezone) -> None:
    moment = day.replace(tzinfo=zone)
    told = feed_entries.rfc3339(moment)
    assert datetime.fromisoformat(told) == moment.astimezone(UTC)
    offset = datetime.fromisoformat(told).utcoffset()
    assert offset is not None
    assert not offset % timedelta(minutes=1)
