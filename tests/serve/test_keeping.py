"""What is typed on the desk is not lost, whatever becomes of the page, the preview, the browser or the file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desk import Desk
from tests.serve.browser import CTRL, PROGRAM, Browser
from tests.serve.hands import Running, Start

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium on this machine")

PATH = "content/articles/proton.md"
FIELD = "document.querySelector('#text')"
STATE = "document.querySelector('#state').textContent"
SAID = "document.querySelector('#said p').textContent"
CLASH = "document.querySelector('#clash[open]')"
ASKS_NOTHING = "addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true)"
FORBIDDEN = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
)
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"


@pytest.fixture
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    page = Browser(tmp_path_factory.mktemp("profile"))
    page.call("Page.addScriptToEvaluateOnNewDocument", source=ASKS_NOTHING)
    yield page
    page.close()


def address(server: Running) -> str:
    return f"{server.desk}article?file={PATH}"


def typed(browser: Browser, server: Running, words: str) -> None:
    """Open the article and type at its end."""
    browser.open(address(server))
    browser.until(f"{STATE} === 'saved'")
    browser.value(f"{FIELD}.focus(); {FIELD}.setSelectionRange({FIELD}.value.length, {FIELD}.value.length)")
    browser.type_in(words)
    browser.until(f"{FIELD}.value.includes('{words}')")


def copies(site: Desk) -> int:
    return len(site.tree(".digest/backup"))


def test_a_preview_that_is_started_again_takes_what_was_typed(site: Desk, start: Start, browser: Browser) -> None:
    server = start()
    typed(browser, server, "Набрано.")
    server.end()
    browser.press("s", held=CTRL)
    browser.until(f"{SAID}.includes('does not answer')")
    start("--port", str(server.port))
    browser.press("s", held=CTRL)
    browser.until(f"{SAID} === 'Saved.'")
    assert "Набрано." in site.read(PATH)


def test_what_was_typed_over_an_earlier_state_is_compared_with_the_present_one(
    site: Desk, start: Start, browser: Browser
) -> None:
    server = start()
    typed(browser, server, "Набрано.")
    browser.open("about:blank")
    page = server.listen()
    site.edit(PATH, "title: Протон", "title: Протон-М")
    page.until("reload")
    browser.open(address(server))
    browser.until(f"{STATE} === 'not saved' && {FIELD}.value.includes('Набрано.')")
    browser.press("s", held=CTRL)
    browser.until(f"{CLASH} !== null")
    browser.value(f"{CLASH}.querySelector('[value=together]').click()")
    browser.until(f"{FIELD}.value.includes('Протон-М')")
    browser.press("s", held=CTRL)
    browser.until(f"{SAID} === 'Saved.'")
    text = site.read(PATH)
    assert "Набрано." in text
    assert "title: Протон-М" in text


def test_the_way_back_leads_to_what_was_typed(site: Desk, start: Start, browser: Browser) -> None:
    server = start()
    typed(browser, server, "Набрано.")
    browser.open(f"{server.desk}problems")
    browser.value("history.back()")
    browser.until(f"location.search.includes('proton') && {FIELD}?.value.includes('Набрано.')")
    browser.until(f"{STATE} === 'not saved'")
    browser.press("s", held=CTRL)
    browser.until(f"{SAID} === 'Saved.'")
    assert "Набрано." in site.read(PATH)


@pytest.mark.parametrize("trouble", [FORBIDDEN, FULL])
def test_a_browser_that_keeps_nothing_has_the_desk_all_the_same(
    site: Desk, start: Start, browser: Browser, trouble: str
) -> None:
    browser.call("Page.addScriptToEvaluateOnNewDocument", source=trouble)
    server = start()
    typed(browser, server, "Набрано.")
    browser.until(f"{STATE} === 'not saved, and kept on this page only'")
    browser.press("s", held=CTRL)
    browser.until(f"{SAID} === 'Saved.' && {STATE} === 'saved'")
    browser.press("Escape")
    browser.value("document.querySelector('#help-button').click()")
    browser.until("document.querySelector('#help[open] dd') !== null")
    assert browser.complaints == []


def test_a_save_that_is_asked_for_ten_times_is_one(site: Desk, start: Start, browser: Browser) -> None:
    server = start()
    typed(browser, server, "Набрано.")
    for _ in range(10):
        browser.press("s", held=CTRL)
    browser.until(f"{STATE} === 'saved'")
    assert "Набрано." in site.read(PATH)
    assert copies(site) == 1


def test_a_clash_is_asked_about_once_however_often_it_is_met(site: Desk, start: Start, browser: Browser) -> None:
    server = start()
    typed(browser, server, "Набрано.")
    site.edit(PATH, "title: Протон", "title: Протон-М")
    for _ in range(3):
        for _ in range(4):
            browser.press("s", held=CTRL)
        browser.until(f"{CLASH} !== null")
        browser.press("Escape")
        browser.until(f"{CLASH} === null")
        browser.until(f"document.activeElement === {FIELD}")
    browser.press("s", held=CTRL)
    browser.until(f"{CLASH} !== null")
    browser.value(f"{CLASH}.querySelector('[value=mine]').click()")
    browser.until(f"{STATE} === 'saved'")
    assert "Протон-М" not in site.read(PATH)
    assert "Набрано." in site.read(PATH)
    assert copies(site) == 1
    assert browser.complaints == [
        "Failed to load resource: the server responded with a status of 409 (Conflict)"
    ] * len(browser.complaints)


def test_letters_that_are_being_composed_do_nothing(site: Desk, start: Start, browser: Browser) -> None:
    server = start()
    browser.open(f"{server.desk}problems")
    event = "new KeyboardEvent('keydown', { key: '?', bubbles: true, isComposing: %s })"
    browser.value(f"document.body.dispatchEvent({event % 'true'})")
    assert browser.value("document.querySelector('#help').open") is False
    browser.value(f"document.body.dispatchEvent({event % 'false'})")
    browser.until("document.querySelector('#help').open")
