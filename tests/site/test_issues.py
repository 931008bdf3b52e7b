"""A number of the digest has its page, its neighbours, its place in the archive, and a feed with the whole of it."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest

from tests.crawl import dead_links
from tests.desk import Desk

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def numbers(desk: Desk) -> Desk:
    """A digest of three articles and two issues."""
    desk.article("Первая", "Начало.[^1]\n\n## Раздел\n\n[дальше](b.md)\n\n[^1]: Сноска.", slug="a", source="ТАСС")
    desk.article("Вторая", "Середина.", slug="b", date="2020-01-03")
    desk.article("Третья", "Конец.", slug="c", date="2020-02-20")
    sections = [{"title": "Пуски & люди", "text": "Два подряд.", "articles": ["b.md", "a.md"]}]
    desk.issue(1, body="Вступление со [ссылкой](../articles/a.md).", articles=[], sections=sections)
    window = {"since": "2020-02-02", "until": "2020-03-01"}
    desk.issue(2, "c.md", "a.md", body="Прошлый [выпуск](1.md).", date="2020-03-01", title="Весна", **window)
    desk.edit("content/issues/2.md", "- a.md\n", "")
    return desk


def test_an_issue_shows_its_articles_in_the_editors_order(numbers: Desk) -> None:
    outcome = numbers.build()
    assert (outcome.status, outcome.err) == (0, "")
    page = numbers.page("/issues/1/")
    assert "<title>Выпуск 1 — Орбита</title>" in page
    assert page.index("Вступление") < page.index("Пуски &amp; люди") < page.index("Вторая") < page.index("Первая")
    assert '<h3><a href="/2020/01/b/">Вторая</a></h3>' in page
    second = numbers.page("/issues/2/")
    assert "<title>Выпуск 2. Весна — Орбита</title>" in second
    assert "<h1>Весна</h1>" in second
    assert '<h2><a href="/2020/02/c/">Третья</a></h2>' in second
    assert "С 2 февраля 2020 по 1 марта 2020" in second
    assert dead_links(numbers.tree(), "https://example.org/") == []


def test_issues_lead_to_their_neighbours_and_articles_to_their_issues(numbers: Desk) -> None:
    numbers.build()
    assert re.findall(r'rel="(\w+)".*? href="([^"]+)"', numbers.page("/issues/1/"))[-1] == ("next", "/issues/2/")
    assert '<a rel="prev" href="/issues/1/">' in numbers.page("/issues/2/")
    assert '<li><a href="/issues/2/">Выпуск 2. Весна</a></li>' in numbers.page("/2020/02/c/")
    assert "/issues/" not in re.sub(r"<footer class=\"foot\">.*", "", numbers.page("/tags/"))


def test_the_archive_has_all_issues_and_the_home_page_the_newest(numbers: Desk) -> None:
    numbers.issue(3, date="2021-01-01")
    numbers.build()
    archive = numbers.page("/issues/")
    assert re.findall(r"<h2>(\d+)</h2>|<a href=\"(/issues/\d/)\"", archive) == [
        ("2021", ""), ("", "/issues/3/"), ("2020", ""), ("", "/issues/2/"), ("", "/issues/1/"),
    ]  # fmt: skip
    home = numbers.page("/")
    assert re.findall(r'href="(/issues/\d/)"', home) == ["/issues/3/"]


def test_a_site_without_issues_has_no_page_of_theirs(desk: Desk) -> None:
    desk.article()
    desk.issue(1, draft=True)
    desk.build()
    assert desk.urls("/issues/") == []
    assert "/issues/" not in desk.page("/")
    assert desk.build("--drafts").status == 0
    assert desk.urls("/issues/1/") == ["/issues/1/"]
    assert "Черновик" in desk.page("/issues/")


def test_the_feed_of_issues_has_the_whole_of_each(numbers: Desk) -> None:
    numbers.build()
    feed = ElementTree.fromstring(numbers.page("/issues/feed.xml"))
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles == ["Выпуск 2. Весна", "Выпуск 1"]
    items = json.loads(numbers.page("/issues/feed.json"))["items"]
    assert [item["title"] for item in items] == titles
    html = items[1]["content_html"]
    words = ["Вступление", "Пуски &amp; люди", "Два подряд.", "Вторая", "Середина.", "Первая", "ТАСС", "Начало."]
    assert sorted(words, key=html.index) == words
    assert '<a href="https://example.org/2020/01/b/">дальше</a>' in html
    assert 'href="https://example.org/2020/01/a/#fn:1"' in html
    assert "<h4>Раздел</h4>" in html
    assert " id=" not in html
    assert '<link rel="alternate" type="application/atom+xml" title="Выпуски — Орбита" href="/issues/feed.xml">' in (
        numbers.page("/issues/1/")
    )


def test_the_feed_tells_of_a_correction_of_one_of_its_articles(numbers: Desk) -> None:
    numbers.edit("content/articles/a.md", "source:", "corrections: [{date: 2020-05-01, text: Не так.}]\nsource:")
    numbers.build()
    items = json.loads(numbers.page("/issues/feed.json"))["items"]
    assert [item["date_modified"][:10] for item in items] == ["2020-03-01", "2020-05-01"]


def test_issues_stand_where_the_settings_say(numbers: Desk) -> None:
    numbers.settings(permalinks={"issues": "/vypuski/{slug}/"})
    numbers.edit("content/issues/1.md", "number: 1", "number: 1\naliases: [/first/]")
    numbers.build()
    assert numbers.urls("/vypuski/") == [
        "/vypuski/", "/vypuski/1/", "/vypuski/2/", "/vypuski/feed.json", "/vypuski/feed.xml",
    ]  # fmt: skip
    assert 'url=/vypuski/1/"' in numbers.page("/first/")
    assert "https://example.org/vypuski/2/" in numbers.page("/sitemap.xml")


def test_a_picture_or_link_of_an_issue_that_is_not_there_is_told(desk: Desk) -> None:
    desk.issue(1, body="[нет](/none/)", image="/images/none.png")
    assert re.findall(r"error\[(\w+)\]: (.*)", desk.build().err) == [
        ("image", "there is no picture at /images/none.png"),
        ("link", "nothing stands at /none/"),
    ]


def test_an_edit_makes_only_what_shows_it_anew(numbers: Desk) -> None:
    numbers.settings(mail={"from": "a@example.org"})
    numbers.build()
    numbers.edit("content/articles/a.md", "Начало.", "Иначе.")
    rendered = set(numbers.run("build", "--json").json["rendered"])
    assert "/issues/feed.xml" in rendered
    assert not {url for url in rendered if url.startswith("/issues/2/")}
    numbers.edit("content/issues/2.md", "Весна", "Осень")
    rendered = set(numbers.run("build", "--json").json["rendered"])
    assert {"/", "/2020/02/c/", "/issues/", "/issues/1/", "/issues/2/", "/issues/2/issue-2.eml"} <= rendered
    assert "/issues/1/issue-1.eml" not in rendered


def test_an_issue_that_waits_is_told_of(numbers: Desk) -> None:
    numbers.issue(3, date="2030-01-01")
    assert "scheduled for 2030-01-01 00:00: content/issues/3.md" in numbers.build().out


def test_an_issue_tells_what_was_put_right_in_its_articles(numbers: Desk) -> None:
    numbers.edit("content/articles/a.md", "source:", "corrections: [{date: 2020-05-01, text: Не так.}]\nsource:")
    numbers.build()
    assert "Не так." in numbers.page("/issues/1/")
    assert "Не так." not in numbers.page("/issues/2/")
