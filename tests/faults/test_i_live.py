"""What open pages are told while articles break, go, and change by the thousand, and what is not public."""

from __future__ import annotations

import json
import os

from tests.faults.processes import within
from tests.serve.watched import PAGE, Watched


def test_i14_a_broken_article_keeps_its_page_under_a_strip_until_it_is_mended(watched: Watched) -> None:
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


def test_i15_a_deleted_article_leads_to_a_page_that_waits_for_it(watched: Watched) -> None:
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


def test_i15_an_article_that_is_renamed_has_one_page_and_one_place_in_the_lists(watched: Watched) -> None:
    site, server, _ = watched
    text = site.read("content/articles/proton.md")
    site.write("content/articles/proton-m.md", text)
    site.delete("content/articles/proton.md")
    assert within(15, lambda: server.get(PAGE).status == 404)
    assert "/_live/live.js" in server.get(PAGE).text
    assert "Ракета взлетела." in server.get("2020/01/proton-m/").text
    home = server.get("").text
    assert home.count("/2020/01/proton-m/") == 1
    assert "/2020/01/proton/" not in home


def test_i16_a_thousand_files_at_once_reload_once(watched: Watched) -> None:
    site, server, page = watched
    for number in range(1000):
        site.write(f"../many/{number}.txt", "x")
    (site.root.parent / "many").rename(site.root / "static/many")  # at once, however busy the machine is
    page.until("reload")
    assert server.get("static/many/999.txt").status == 404
    assert server.get("many/999.txt").status == 200
    assert page.rest(0.6) == []


def test_i17_an_edit_reloads_the_page_once(watched: Watched) -> None:
    site, server, page = watched
    site.edit("content/articles/proton.md", "Ракета", "Новая ракета")
    state = page.until("reload")
    text = server.get(PAGE).text
    assert "Новая ракета" in text
    assert f'data-site="{state}"' in text
    assert page.rest(0.4) == []


def test_i17_what_changes_nothing_reloads_nothing(watched: Watched) -> None:
    site, _, page = watched
    path = "content/articles/proton.md"
    site.write(path, site.read(path))
    os.utime(site.root / path)
    site.write("content/articles/.proton.md.swp", "x")
    site.edit("site.yaml", "title:", "# A remark.\ntitle:")
    assert page.rest(0.8) == []
