"""The feeds of a site: what stands in many of them is written once."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from digest.settings import Site
from digest.site import feed_entries
from digest.site.views import FeedEntry
from tests.desk import Desk

TAGS, ARTICLES = 12, 120  # ten articles in a feed, each in two


def test_an_entry_is_written_once_for_all_feeds_it_stands_in(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    facts, element = feed_entries._facts, feed_entries.text_element
    in_json, in_atom = list[str](), list[str]()

    def noted_facts(site: Site, entry: FeedEntry) -> Iterator[tuple[str, object]]:
        in_json.append(entry.teaser.title)
        return facts(site, entry)

    def noted_element(name: str, text: str) -> str:
        in_atom.extend([text] if name == "title" else [])
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
