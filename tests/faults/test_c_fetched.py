"""What a hostile server answers to those who bring seeds: it is told, and takes nothing else down."""

from __future__ import annotations

import json

import pytest

from tests.desk import Desk
from tests.seeds.test_pull import LAST, MORE, RSS, TEXT, follow, item, news, part, rss, seeds
from tests.seeds.web import HOME, Web

BODY = f"<p>{TEXT}</p><p>{MORE}</p><p>{LAST}</p>"


@pytest.mark.parametrize("target", ["javascript:alert(1)", "data:text/html,x", "about:blank", "mailto:a@b.example"])
def test_c26_c37_a_page_that_leads_to_a_script_is_told_and_the_others_are_added(
    desk: Desk, web: Web, target: str
) -> None:
    bad, good = web.leads("/bad", target), web.page("/good", BODY)
    outcome = desk.run("add", "--allow", HOME, bad, good)
    assert (outcome.status, len(seeds(desk))) == (1, 1)
    assert f"{bad}: error[fetch]: it leads on, but to no web address" in outcome.err


def test_c26_c37_a_feed_that_leads_to_a_script_is_told_and_the_others_are_followed(desk: Desk, web: Web) -> None:
    feeds = {"Плохая": web.leads("/bad", "javascript:alert(1)"), "Орбита": web.page("/rss", rss(item(1)), RSS)}
    pages = {name: {"url": url, "pause": 0, "allow": HOME} for name, url in feeds.items()}
    desk.write("content/feeds.yaml", json.dumps(pages, ensure_ascii=False))
    outcome = desk.run("pull", "--json")
    assert (outcome.status, news(outcome)) == (1, ["Пуск номер 1"])


def test_c37_an_entry_of_json_that_is_no_article_takes_no_other_down(desk: Desk, web: Web) -> None:
    link, page = "https://orbita.example/1", {"id": "2", "title": "Второй", "content_text": TEXT}
    entries = [{"id": "1", "url": link, "title": "Ссылка"}, 5, None, {"id": "x", "content_html": {"a": 1}}, page]
    follow(desk, web)
    web.page("/rss", json.dumps({"title": "Орбита", "items": entries}), "application/feed+json")
    outcome = desk.run("pull")
    assert (outcome.status, len(seeds(desk))) == (0, 1)
    assert part(desk, seeds(desk)[0]).facts.headline == "Второй"
    assert "an entry of «Орбита» has no text: «Ссылка»" in outcome.err
    assert f"this one alone: add {link}" in outcome.err


def test_c37_the_page_of_an_entry_of_json_that_has_only_a_link_is_fetched(desk: Desk, web: Web) -> None:
    follow(desk, web, full=True)
    entry = {"id": "1", "url": web.page("/1", BODY), "title": "Протон улетел"}
    web.page("/rss", json.dumps({"title": "Орбита", "items": [entry]}), "application/feed+json")
    assert news(desk.run("pull", "--json")) == ["Протон улетел"]
    assert desk.run("convert").status == 0
    assert "title: Протон улетел\n" in desk.read("content/articles/proton-uletel.md")
