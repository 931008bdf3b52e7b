"""An open page is brought up to date in place: what its reader typed, opened and scrolled to stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.desk import Desk
from tests.serve.browser import PROGRAM, Browser
from tests.serve.hands import Running

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium on this machine")

ARTICLE = """<!DOCTYPE html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; script-src 'self'">
<title>{{ head.title }}</title>
<link rel="stylesheet" href="{{ url('/plain.css') }}">
</head>
<body>
<h1>{{ head.title }}</h1>
{% if head.badge %}<p class="badge">{{ head.badge }}</p>{% endif %}
<form><input id="word" value="слово"></form>
<details><summary>Ещё</summary><p>Подробности</p></details>
<p id="made">Здесь ничего нет.</p>
<div class="tall"></div>
{{ html|html }}
</body>
</html>
"""
PAGE = "2020/01/proton/"
FILE = "content/articles/proton.md"


@pytest.fixture
def site(site: Desk) -> Desk:
    site.write("themes/bare/article.html", ARTICLE)
    site.write("static/plain.css", "body { color: rgb(1, 2, 3) }\n.tall { height: 3000px }\n")
    return site


@pytest.fixture
def page(start: Callable[..., Running], browser: Browser) -> Browser:
    """The page of an article, open and listening."""
    look_at(browser, start().address + PAGE)
    return browser


def look_at(browser: Browser, address: str) -> None:
    """Open a page, wait until it listens, and mark it so that another one in its place would be noticed."""
    browser.open(address)
    browser.until("document.getElementById('digest-live').dataset.ready")
    browser.value("window.untouched = true")


def test_what_was_typed_opened_and_scrolled_to_stays(site: Desk, page: Browser) -> None:
    page.value(
        """document.querySelector('details').open = true;
        word.value = 'набрано'; word.focus(); word.setSelectionRange(2, 4);
        made.textContent = 'Это сделал скрипт.';
        scrollTo(0, 700);"""
    )
    site.edit(FILE, "Ракета взлетела.", "Ракета взлетела вовремя.\n\nИ вернулась.")
    page.until("document.body.innerText.includes('И вернулась.')")
    assert page.value("window.untouched")
    assert page.value("document.querySelector('details').open")
    assert page.value("word.value") == "набрано"
    assert page.value("document.activeElement.id + word.selectionStart + word.selectionEnd") == "word24"
    assert page.value("made.textContent") == "Это сделал скрипт."
    assert page.value("scrollY") == 700
    assert page.value("document.querySelectorAll('h1').length") == 1


def test_selected_words_stay_selected(site: Desk, page: Browser) -> None:
    page.value("getSelection().selectAllChildren(document.querySelector('h1'))")
    site.edit(FILE, "Ракета взлетела.", "Ракета взлетела и вернулась.")
    page.until("document.body.innerText.includes('и вернулась.')")
    assert page.value("getSelection().toString()") == "Протон"


def test_edits_follow_each_other_and_can_be_taken_back(site: Desk, page: Browser) -> None:
    before = page.value("document.body.innerText")
    text = (site.root / FILE).read_text("utf-8")
    for number in range(5):
        site.write(FILE, text.replace("Ракета", f"{number}\n\nРакета {number}") + f"\n\n## Глава {number}\n")
        page.until(f"document.body.innerText.includes('Глава {number}')")
    site.write(FILE, text)
    page.until("!document.body.innerText.includes('Глава')")
    assert page.value("document.body.innerText") == before
    assert page.value("window.untouched")


def test_the_title_of_the_window_follows(site: Desk, page: Browser) -> None:
    site.edit(FILE, "title: Протон", "title: Протон-М")
    page.until("document.title === 'Протон-М' && document.querySelector('h1').innerText === 'Протон-М'")
    assert page.value("window.untouched")


def test_a_list_takes_up_a_new_article(site: Desk, start: Callable[..., Running], browser: Browser) -> None:
    look_at(browser, start().address)
    site.article("Ангара", slug="angara", date="2020-01-03")
    browser.until("document.body.innerText.includes('Ангара')")
    assert browser.value("document.querySelectorAll('body > p').length") == 3
    (site.root / "content/articles/angara.md").unlink()
    browser.until("!document.body.innerText.includes('Ангара')")
    assert browser.value("document.querySelectorAll('body > p').length") == 2
    assert browser.value("window.untouched")


def test_a_sheet_is_exchanged_without_loading_the_page_again(site: Desk, page: Browser) -> None:
    assert page.value("getComputedStyle(document.body).color") == "rgb(1, 2, 3)"
    site.write("static/plain.css", "body { color: rgb(4, 5, 6) }\n")
    page.until("getComputedStyle(document.body).color === 'rgb(4, 5, 6)'")
    page.until("document.querySelectorAll('link[rel=stylesheet]').length === 1")
    assert page.value("window.untouched")


def test_a_sheet_within_the_page_is_exchanged_under_its_policy(
    site: Desk, start: Callable[..., Running], browser: Browser
) -> None:
    site.settings(base_url="https://example.org/repo/", theme="gazette")
    site.write("themes/gazette/inline/own.css", "body { outline: 3px solid rgb(1, 2, 3) }\n")
    look_at(browser, start().address + PAGE)
    assert browser.value("getComputedStyle(document.body).outlineColor") == "rgb(1, 2, 3)"
    browser.value("window.untouched = true")
    site.write("themes/gazette/inline/own.css", "body { outline: 3px solid rgb(4, 5, 6) }\n")
    browser.until("getComputedStyle(document.body).outlineColor === 'rgb(4, 5, 6)'")
    assert browser.value("window.untouched")
    assert browser.complaints == []


def test_a_changed_script_loads_the_page_again(site: Desk, page: Browser) -> None:
    site.edit("themes/bare/article.html", "</body>", "<script src='x.js'></script>\n</body>")
    page.until("!window.untouched && document.scripts[0].getAttribute('src') === 'x.js'")


def test_a_changed_picture_that_is_shown_loads_the_page_again(
    site: Desk, start: Callable[..., Running], browser: Browser
) -> None:
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="1"/>'
    site.edit("themes/bare/article.html", "default-src 'none'", "default-src 'none'; img-src 'self'")
    site.write("static/a.svg", picture.format(1))
    site.edit(FILE, "Ракета", "![Ракета](/a.svg) Ракета")
    look_at(browser, start().address + PAGE)
    browser.until("document.images[0].naturalWidth === 1")
    browser.value("window.untouched = true")
    site.write("static/a.svg", picture.format(7))
    browser.until("document.images.length && document.images[0].naturalWidth === 7")
    assert not browser.value("window.untouched")


def test_a_page_that_is_gone_and_comes_back(site: Desk, page: Browser) -> None:
    text = (site.root / FILE).read_text("utf-8")
    (site.root / FILE).unlink()
    page.until("!document.body.innerText.includes('Ракета')")
    site.write(FILE, text)
    page.until("document.body.innerText.includes('Ракета')")


def test_open_pages_go_to_the_article_just_saved_if_asked(
    site: Desk, start: Callable[..., Running], browser: Browser
) -> None:
    look_at(browser, start("--follow").address)
    site.edit(FILE, "Ракета", "Новая ракета")
    browser.until(f"location.pathname === '/repo/{PAGE}' && document.body.innerText.includes('Новая ракета')")
    browser.until("document.getElementById('digest-live').dataset.ready")
    browser.value("window.untouched = true")
    site.edit(FILE, "Новая ракета", "Ракета")
    browser.until("!document.body.innerText.includes('Новая ракета')")
    assert browser.value("window.untouched")  # it was there already


def test_pages_stay_where_they_are_unless_asked(site: Desk, start: Callable[..., Running], browser: Browser) -> None:
    look_at(browser, start().address)
    site.edit(FILE, "title: Протон", "title: Протон-М")
    browser.until("document.body.innerText.includes('Протон-М')")
    assert browser.value("location.pathname") == "/repo/"


BAR = "document.getElementById('digest-live').shadowRoot.querySelector('section')"


def test_what_is_not_published_is_counted_hidden_and_shown(
    site: Desk, start: Callable[..., Running], browser: Browser
) -> None:
    site.article("Набросок", slug="sketch", draft=True)
    site.article("Завтра", slug="tomorrow", date="2999-01-01")
    site.article("Вчера", slug="over", expires="2020-02-01")
    server = start()
    look_at(browser, server.address)
    words = browser.until(f"{BAR} && {BAR}.innerText")
    assert words.startswith("Not published: 1 draft, 1 scheduled, 1 expired")
    assert "Набросок draft" in browser.value("document.body.innerText")
    browser.value("window.untouched = true")

    browser.value(f"{BAR}.querySelector('button').click()")
    browser.until("!document.body.innerText.includes('Набросок')")
    assert "Завтра" not in browser.value("document.body.innerText")
    assert browser.until(f"{BAR}.innerText").startswith("As published now")
    assert server.get("2020/01/sketch/").status == 404
    assert "Ракета" not in server.get("2020/01/over/").text

    browser.value(f"{BAR}.querySelector('button').click()")
    browser.until("document.body.innerText.includes('Набросок')")
    assert browser.value("window.untouched")
