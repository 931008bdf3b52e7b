"""What only a real browser can tell: that pages reload under their policy, and that the strip is seen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.desk import Desk
from tests.serve.browser import PROGRAM, Browser
from tests.serve.hands import Running

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium on this machine")

STRIP = "document.getElementById('digest-live').shadowRoot.querySelector('aside')"


def test_a_page_reloads_and_shows_what_is_wrong_while_it_is_wrong(
    site: Desk, start: Callable[..., Running], browser: Browser
) -> None:
    server = start()
    browser.open(server.address + "2020/01/proton/")
    assert browser.value(f"{STRIP} === null")

    site.edit("content/articles/proton.md", "Ракета", "Новая ракета")
    browser.until("document.body.innerText.includes('Новая ракета')")

    browser.value("window.untouched = true")
    site.edit("content/articles/proton.md", "date: '2020-01-02'", "date: вчера")
    assert "content/articles/proton.md:3" in browser.until(f"{STRIP} && {STRIP}.innerText")
    assert browser.value(f"getComputedStyle({STRIP}).backgroundColor") == "rgb(124, 20, 20)"
    assert browser.value("document.body.getBoundingClientRect().top") >= browser.value(f"{STRIP}.offsetHeight")
    assert browser.value("window.untouched")  # the page itself was left alone

    browser.value("location.reload()")
    assert "content/articles/proton.md:3" in browser.until(f"!window.untouched && {STRIP} && {STRIP}.innerText")

    site.edit("content/articles/proton.md", "date: вчера", "date: '2020-01-02'")
    browser.until(f"{STRIP} === null")
    assert browser.value("document.documentElement.style.paddingTop") == ""
    assert [each for each in browser.complaints if "favicon" not in each] == []


def test_a_page_that_slept_through_a_change_catches_up(
    site: Desk, start: Callable[..., Running], browser: Browser
) -> None:
    server = start()
    browser.open(server.address + "2020/01/soyuz/")
    browser.value("Object.defineProperty(document, 'hidden', {value: true, configurable: true})")
    browser.value("document.dispatchEvent(new Event('visibilitychange', {bubbles: true})), window.untouched = true")
    page = server.listen()
    site.edit("content/articles/soyuz.md", "Корабль", "Новый корабль")
    page.until("reload")
    assert browser.value("window.untouched")
    browser.value("delete document.hidden")
    browser.value("document.dispatchEvent(new Event('visibilitychange', {bubbles: true}))")
    browser.until("document.body.innerText.includes('Новый корабль')")


def test_a_page_finds_its_preview_again_when_that_was_started_anew(
    site: Desk, start: Callable[..., Running], browser: Browser
) -> None:
    server = start()
    browser.open(server.address)
    browser.value("window.untouched = true")
    server.end()
    site.edit("content/articles/proton.md", "title: Протон", "title: Протон-М")
    start("--port", str(server.port))
    browser.until("document.body.innerText.includes('Протон-М')")


def test_the_list_of_problems_keeps_up(site: Desk, start: Callable[..., Running], browser: Browser) -> None:
    server = start()
    browser.open(f"http://127.0.0.1:{server.port}/_live/problems")
    assert browser.value("document.body.innerText.includes('No problems')")
    site.write("content/articles/a.md", "---\ntitle: А\n---\n")
    browser.until("document.body.innerText.includes('`date` is missing')")
    assert browser.value(f"{STRIP} === null")
