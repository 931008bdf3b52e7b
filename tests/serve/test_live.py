"""An open page hears of every change that it would show, and of nothing else."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator

import pytest

from tests.desk import Desk
from tests.serve.hands import Listener, Running, furnish

Start = Callable[..., Running]
PAGE = "2020/01/proton/"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Running]]:
    """A site and its preview for all tests that leave both as they found them."""
    desk = furnish(Desk(tmp_path_factory.mktemp("live") / "site"))
    server = Running(desk)
    yield desk, server
    server.end()


@pytest.fixture
def watched(shared: tuple[Desk, Running]) -> Iterator[tuple[Desk, Running, Listener]]:
    """The site, its preview and an open page; afterwards the site is put back as it was."""
    desk, server = shared
    before, page = desk.tree("."), server.listen()
    yield desk, server, page
    after = desk.tree(".")
    for path in after.keys() - before.keys():
        desk.delete(path)
    for path in before:
        if after.get(path) != before[path]:
            desk.write(path, before[path])
    end = time.monotonic() + 10
    while page.state not in server.get(PAGE).text and time.monotonic() < end:
        time.sleep(0.02)
    page.close()


Watched = tuple[Desk, Running, Listener]


def test_an_edit_reloads_the_page_once(watched: Watched) -> None:
    site, server, page = watched
    site.edit("content/articles/proton.md", "Ракета", "Новая ракета")
    state = page.until("reload")
    text = server.get(PAGE).text
    assert "Новая ракета" in text
    assert f'data-site="{state}"' in text
    assert page.rest(0.4) == []


def test_what_changes_nothing_reloads_nothing(watched: Watched) -> None:
    site, _, page = watched
    path = "content/articles/proton.md"
    site.write(path, site.read(path))
    os.utime(site.root / path)
    site.write("content/articles/.proton.md.swp", "x")
    site.edit("site.yaml", "title:", "# A remark.\ntitle:")
    assert page.rest(0.8) == []


def test_a_template_a_style_and_a_setting_reload_too(watched: Watched) -> None:
    site, server, page = watched
    for path, old, new in (
        ("themes/bare/base.html", "<h1>", '<h1 class="new">'),
        ("themes/bare/static/plain.css", "black", "navy"),
        ("site.yaml", "Орбита", "Другая орбита"),
        ("static/plain.txt", "0", "00"),
    ):
        site.edit(path, old, new)
        page.until("reload")
    assert '<h1 class="new">' in server.get(PAGE).text
    assert "Другая орбита" in server.get("").text


def test_a_thousand_files_at_once_reload_once(watched: Watched) -> None:
    """I16."""
    site, server, page = watched
    for number in range(1000):
        site.write(f"static/many/{number}.txt", "x")
    page.until("reload")
    assert server.get("static/many/999.txt").status == 404
    assert server.get("many/999.txt").status == 200
    assert page.rest(0.6) == []


def test_a_broken_article_keeps_its_page_under_a_strip_until_it_is_mended(watched: Watched) -> None:
    """I14."""
    site, server, page = watched
    site.edit("content/articles/proton.md", "title: Протон", "title: [Видео] <b>Протон</b>")
    strip = json.loads(page.until("problems"))["strip"]
    assert "<b>content/articles/proton.md:2</b>" in strip
    assert "put the title in quotes" in strip or "quotes" in strip
    assert "<b>Протон</b>" not in strip
    text = server.get(PAGE).text
    assert "Ракета взлетела." in text
    assert strip in text
    assert strip in server.get("").text
    site.edit("content/articles/proton.md", "title: [Видео] <b>Протон</b>", "title: Протон")
    assert json.loads(page.until("problems"))["strip"] == ""
    assert page.rest(0.3) == []
    assert "<aside" not in server.get(PAGE).text


def test_a_strip_names_three_errors_and_counts_them_all(site: Desk, start: Start) -> None:
    for name in "abcde":
        site.write(f"content/articles/{name}.md", "---\ntitle: А\n---\n")
    strip = start().listen().strip
    assert strip.count("<li>") == 3
    assert '<a href="/_live/problems">5 errors</a>' in strip


def test_the_terminal_is_told_what_is_wrong_and_when_it_is_mended(site: Desk, start: Start) -> None:
    server = start()
    page = server.listen()
    good = site.read("content/articles/proton.md")
    site.write("content/articles/proton.md", "---\ntitle: Протон\n---\n")
    page.until("problems")
    site.write("content/articles/proton.md", good)
    page.until("problems")
    server.end()
    assert server.said[0] == "content/articles/proton.md:1: error[date]: `date` is missing"
    assert server.said[-1] == "No problems any more."


def test_a_deleted_article_leads_to_a_page_that_waits_for_it(watched: Watched) -> None:
    """I15."""
    site, server, page = watched
    good = site.read("content/articles/proton.md")
    site.delete("content/articles/proton.md")
    page.until("reload")
    gone = server.get(PAGE)
    assert gone.status == 404
    assert "/_live/live.js" in gone.text
    site.write("content/articles/proton.md", good)
    page.until("reload")
    assert server.get(PAGE).status == 200


@pytest.mark.parametrize("base_url", ["https://example.org/", "https://example.org/elsewhere/"])
def test_the_path_of_the_site_can_change(watched: Watched, base_url: str) -> None:
    site, server, page = watched
    site.settings(base_url=base_url)
    page.until("reload")
    assert server.get(base_url.removeprefix("https://example.org") + PAGE).status == 200
