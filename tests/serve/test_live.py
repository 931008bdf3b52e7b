"""An open page hears of every change that it would show, and of nothing else."""

from __future__ import annotations

import pytest

from tests.desk import Desk
from tests.serve.hands import Start
from tests.serve.watched import PAGE, Watched


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


@pytest.mark.parametrize("base_url", ["https://example.org/", "https://example.org/elsewhere/"])
def test_the_path_of_the_site_can_change(watched: Watched, base_url: str) -> None:
    site, server, page = watched
    site.settings(base_url=base_url)
    page.until("reload")
    assert server.get(base_url.removeprefix("https://example.org") + PAGE).status == 200


def test_followers_are_told_where_the_one_file_stands_that_was_saved(site: Desk, start: Start) -> None:
    page = start("--follow").listen()
    site.edit("content/articles/soyuz.md", "Корабль", "Новый корабль")
    assert page.until("follow") == "/repo/2020/01/soyuz/"
    page.until("reload")


def test_nobody_is_led_away_unless_asked(site: Desk, start: Start) -> None:
    page = start().listen()
    site.edit("content/articles/soyuz.md", "Корабль", "Новый корабль")
    page.until("reload")
    assert "follow" not in page.rest(0.2)
