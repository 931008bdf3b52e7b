"""A text whose time is over: nothing of it is on the site, while headline, source and link stay."""

from __future__ import annotations

import re

from tests.crawl import dead_links
from tests.desk import Desk

BODY = "КАНАРЕЙКА взлетела над степью. Её видели все.\n\n## Раздел КАНАРЕЙКА\n\n![](bird.svg)\n\n[мимо](no.md)"
BEFORE, AFTER = ("--now", "2026-12-31 23:59"), ("--now", "2027-01-01")


def desk_with_bird(desk: Desk, **meta: object) -> None:
    desk.write("content/articles/bird.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    meta = {"source": "ТАСС", "source_url": "https://tass.ru/1", "topics": ["Птицы"], "tags": ["Степь"], **meta}
    desk.article("Птица", BODY.replace("[мимо](no.md)", ""), slug="bird", expires="2027-01-01", **meta)
    desk.article("Другая", "Смотри [раздел](bird.md#razdel-kanareyka).", slug="b", source="ТАСС")


def holding(desk: Desk, words: str) -> list[str]:
    return [path for path, data in desk.tree().items() if words in data.decode("utf-8", "replace")]


def test_from_that_moment_on_nothing_of_the_text_is_in_any_file(desk: Desk) -> None:
    desk_with_bird(desk, image="https://example.com/КАНАРЕЙКА.jpg")
    assert (desk.build(*BEFORE).status, desk.build(*BEFORE).err) == (0, "")
    assert {"2020/01/bird/index.html", "feed.xml", "feed.json", "index.html"} <= set(holding(desk, "КАНАРЕЙКА"))
    assert desk.has("/media/articles/bird.svg")
    outcome = desk.build(*AFTER)
    assert (outcome.status, outcome.err) == (0, "")
    assert holding(desk, "КАНАРЕЙКА") == []
    assert holding(desk, "видели все") == []
    assert not desk.has("/media/articles/bird.svg")


def test_its_headline_its_source_and_the_link_to_the_original_stay(desk: Desk) -> None:
    desk_with_bird(desk)
    desk.build(*AFTER)
    page = desk.page("/2020/01/bird/")
    assert "<h1>Птица</h1>" in page
    assert "Текст был доступен здесь до 1 января 2027." in page
    assert '<a href="https://tass.ru/1" rel="noopener">Читать в источнике</a>' in page
    assert '<a href="https://tass.ru/1" rel="noopener">ТАСС: оригинал</a>' in page
    assert "Птица" in desk.page("/topics/ptitsy/")
    assert '<link rel="via" href="https://tass.ru/1"/>' in desk.page("/feed.xml")


def test_feeds_and_search_engines_are_told_that_it_has_changed(desk: Desk) -> None:
    desk_with_bird(desk)
    desk.build(*AFTER)
    assert re.search(r"<updated>2027-01-01T00:00:00\.\d{6}\+03:00</updated>", desk.page("/feed.xml"))
    assert "<lastmod>2027-01-01T00:00:00+03:00</lastmod>" in desk.page("/sitemap.xml")


def test_a_summary_taken_from_the_text_goes_with_it_and_one_of_the_editors_own_stays(desk: Desk) -> None:
    desk_with_bird(desk, summary="Её видели все.")
    desk.build(*AFTER)
    assert holding(desk, "видели все") == []
    desk_with_bird(desk, summary="О птице в степи.")
    desk.build(*AFTER)
    assert "О птице в степи." in desk.page("/2020/01/bird/")


def test_links_to_a_part_of_it_lead_to_its_page(desk: Desk) -> None:
    desk_with_bird(desk)
    desk.build(*BEFORE)
    assert 'href="/2020/01/bird/#razdel-kanareyka"' in desk.page("/2020/01/b/")
    desk.build(*AFTER)
    assert '<a href="/2020/01/bird/">раздел</a>' in desk.page("/2020/01/b/")
    assert dead_links(desk.tree(), "https://example.org/") == []


def test_a_time_before_the_article_itself_is_odd(desk: Desk) -> None:
    desk.article(slug="a", date="2020-01-02", expires="2019-01-02")
    assert "content/articles/a.md:4:1: warning[expires]: `expires` is earlier than `date`" in desk.build().err


def test_what_was_put_right_in_it_is_told_on_the_page_that_is_left(desk: Desk) -> None:
    desk_with_bird(desk, corrections=[{"date": "2020-02-03", "text": "Это была другая птица."}])
    assert desk.build(*AFTER).status == 0
    assert 'href="/2020/01/bird/#correction-2020-02-03"' in desk.page("/corrections/")
    page = desk.page("/2020/01/bird/")
    assert "Текст был доступен здесь" in page
    assert '<p id="correction-2020-02-03">' in page
    assert dead_links(desk.tree(), "https://example.org/") == []
