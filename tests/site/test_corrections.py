"""What was put right: on the article, its topics, the page of corrections and its feed; and what is but a typo."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree

from tests.crawl import dead_links
from tests.desk import Desk

ATOM = "{http://www.w3.org/2005/Atom}"


def desk_with_corrections(desk: Desk) -> None:
    first = [{"date": "2021-03-04", "text": "Не тот день."}, {"date": "2021-03-04", "text": "И не тот <час>."}]
    desk.article("Пуск", slug="a", source="ТАСС", topics=["Полёты"], aliases=["/old/"], corrections=first)
    second = [
        {"date": "2022-05-06 10:00", "text": "Фамилия."},
        {"date": "2023-01-01", "text": "Запятая.", "typo": True},
        {"date": "2023-01-02", "typo": True},
    ]
    desk.article("Посадка", slug="b", source="ТАСС", updated="2021-01-01", corrections=second)


def test_the_page_of_corrections_lists_them_all_from_the_newest(desk: Desk) -> None:
    desk_with_corrections(desk)
    assert desk.build().status == 0
    page = desk.page("/corrections/")
    places = [page.index(words) for words in ("Фамилия.", "Не тот день.", "И не тот &lt;час&gt;.")]
    assert places == sorted(places)
    assert 'href="/2020/01/b/#correction-2022-05-06"' in page
    assert 'href="/2020/01/a/#correction-2021-03-04-2"' in page
    assert dead_links(desk.tree(), "https://example.org/") == []


def test_corrections_have_a_feed_of_their_own(desk: Desk) -> None:
    desk_with_corrections(desk)
    desk.build()
    feed = ElementTree.fromstring(desk.page("/corrections/feed.xml"))
    assert feed.findtext(f"{ATOM}title") == "Исправления — Орбита"
    assert [each.findtext(f"{ATOM}id") for each in feed.findall(f"{ATOM}entry")] == [
        "https://example.org/2020/01/b/#correction-2022-05-06",
        "https://example.org/old/#correction-2021-03-04",
        "https://example.org/old/#correction-2021-03-04-2",
    ]
    items = json.loads(desk.page("/corrections/feed.json"))["items"]
    assert [(each["title"], each["content_html"], each["date_published"]) for each in items][0::2] == [
        ("Посадка", "<p>Фамилия.</p>", "2022-05-06T10:00:00+03:00"),
        ("Пуск", "<p>И не тот &lt;час&gt;.</p>", "2021-03-04T00:00:00+03:00"),
    ]
    assert items[1]["url"] == "https://example.org/2020/01/a/#correction-2021-03-04"
    assert 'type="application/atom+xml" title="Исправления — Орбита"' in desk.page("/corrections/")


def test_a_topic_tells_of_the_corrections_of_its_articles(desk: Desk) -> None:
    desk_with_corrections(desk)
    desk.build()
    page = desk.page("/topics/polyoty/")
    assert "Не тот день." in page
    assert "Фамилия." not in page


def test_a_typo_is_told_to_nobody_and_makes_nothing_newer(desk: Desk) -> None:
    desk_with_corrections(desk)
    desk.build()
    tree = {path: data.decode("utf-8", "replace") for path, data in desk.tree().items()}
    assert [path for path, text in tree.items() if "Запятая" in text or "2023-01" in text] == []
    assert re.search(r"<updated>2022-05-06T10:00:00\.\d{6}\+03:00</updated>", tree["feed.xml"])
    assert "<lastmod>2022-05-06T10:00:00+03:00</lastmod>" in tree["sitemap.xml"]
    assert 'article:modified_time" content="2022-05-06T10:00:00+03:00"' in desk.page("/2020/01/b/")


def test_a_site_without_corrections_says_so(desk: Desk) -> None:
    desk.article(source="ТАСС")
    desk.build()
    assert "Исправлений пока не было." in desk.page("/corrections/")
    assert 'href="/corrections/"' in desk.page("/")


def test_older_corrections_stay_on_their_page(desk: Desk) -> None:
    desk.settings(paginate=2)
    for day in range(1, 5):
        desk.article(slug=f"n{day}", corrections=[{"date": f"2021-01-0{day}", "text": f"Правка {day}."}])
    desk.build()
    before = desk.page("/corrections/page/1/")
    assert "Правка 1." in before
    desk.article(slug="n5", corrections=[{"date": "2021-01-05", "text": "Правка 5."}])
    desk.build()
    assert desk.page("/corrections/page/1/") == before
    assert "Правка 5." in desk.page("/corrections/")
