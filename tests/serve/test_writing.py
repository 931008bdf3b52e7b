"""Writing on the desk with the keyboard alone, in a real browser: from a problem to its line, and to the saved text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.desk import Desk
from tests.serve.browser import PROGRAM, Browser
from tests.serve.hands import Running

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium on this machine")

FIELD = "document.querySelector('#text')"
CTRL, SHIFT = 2, 8  # as the browser's protocol counts them


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    page = Browser(tmp_path_factory.mktemp("profile"))
    yield page
    page.close()


@pytest.fixture
def browser(program: Browser) -> Iterator[Browser]:
    yield program
    program.value("addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true)")  # asks nothing
    program.open("about:blank")


def press(browser: Browser, key: str, code: str = "", held: int = 0) -> None:
    """One key; `code` is its place, where the letter that it gives is another."""
    letter = f"Key{key.upper()}" if len(key) == 1 and key.isascii() and key.isalpha() else key
    number = {"Enter": 13, "Escape": 27}.get(key, ord((code or letter)[-1].upper()))
    text = {"text": "\r" if key == "Enter" else key} if not held & CTRL and key in ("Enter", *"0123456789") else {}
    named = {"key": key, "code": code or letter, "modifiers": held, "windowsVirtualKeyCode": number}
    browser.call("Input.dispatchKeyEvent", type="keyDown", **named, **text)
    browser.call("Input.dispatchKeyEvent", type="keyUp", **named)


def seen(browser: Browser, selector: str) -> None:
    browser.until(f"document.querySelector('{selector}') !== null")


def type_in(browser: Browser, text: str) -> None:
    browser.call("Input.insertText", text=text)


def test_from_a_problem_to_the_saved_text(site: Desk, start: Callable[..., Running], browser: Browser) -> None:
    path = "content/articles/proton.md"
    lines = "\n\n".join(f"Абзац {number}." for number in range(80))
    site.edit(path, "Ракета", f"{lines}\n\n[Пуск](nowhere.md)\n\nРакета")
    before = site.read(path)
    line = before.split("\n").index("[Пуск](nowhere.md)") + 1
    server = start()
    origin = server.address.rstrip("/").rsplit("/repo", 1)[0]
    browser.open(origin + "/_desk/problems?code=link")
    seen(browser, "li[data-row]")
    press(browser, "о", "KeyJ")  # j, where the keyboard is a Russian one
    browser.until("document.activeElement.matches('li[data-row]')")
    press(browser, "Enter")

    browser.until(f"document.activeElement === {FIELD} && {FIELD}.selectionStart > 0")
    assert browser.value(f"{FIELD}.value.slice(0, {FIELD}.selectionStart).split('\\n').length") == line
    assert browser.value(f"{FIELD}.scrollTop > 0")

    browser.value(f"{FIELD}.setSelectionRange({FIELD}.selectionStart, {FIELD}.selectionStart + 18)")
    type_in(browser, "Пишут")
    press(browser, ".", "Period", CTRL)
    browser.until("document.activeElement.dataset.sign")
    press(browser, "5", "Digit5")
    type_in(browser, " ")
    press(browser, "л", "KeyK", CTRL)
    browser.until("document.activeElement.id === 'find-words'")
    type_in(browser, "союзом")
    browser.until("document.querySelectorAll('#found [role=option]').length === 1")
    press(browser, "Enter")
    browser.until(f"document.activeElement === {FIELD}")
    assert browser.until(f"{FIELD}.value.split('\\n')[{line - 1}]").startswith("Пишут— [")
    assert "](soyuz.md)" in browser.value(f"{FIELD}.value.split('\\n')[{line - 1}]")

    press(browser, "Escape")
    press(browser, "V", "KeyV", SHIFT)
    typed = "document.querySelector('#typed iframe').contentDocument"
    browser.until(f"{typed} && {typed}.body.innerText.includes('Пишут')")
    assert site.read(path) == before

    press(browser, "e")
    press(browser, "ы", "KeyS", CTRL)
    browser.until("document.querySelector('#state').textContent === 'saved'")
    assert "Пишут— [" in site.read(path)
    press(browser, "Escape")
    press(browser, "H", "KeyH", SHIFT)
    seen(browser, "#copies[open] [data-act]")
    browser.value("document.querySelector('#copies [data-act]').focus()")
    press(browser, "Enter")
    browser.until(f"{FIELD}.value.includes('nowhere.md')")
    assert site.read(path) == before
    assert browser.complaints == []


def test_slips_are_seen_mended_and_taken_back(site: Desk, start: Callable[..., Running], browser: Browser) -> None:
    path = "content/articles/proton.md"
    site.edit(path, "Ракета", "Ракета  и  корабль.\n\nРакета")
    before = site.read(path)
    server = start()
    origin = server.address.rstrip("/").rsplit("/repo", 1)[0]
    browser.open(origin + "/_desk/problems")
    seen(browser, "[data-mend]")
    press(browser, "F", "KeyF", SHIFT)
    assert "+Ракета и корабль." in browser.until("document.querySelector('#mend[open] .difference')?.textContent")
    assert site.read(path) == before
    press(browser, "Enter")
    browser.until("document.querySelector('#said p').textContent.startsWith('Mended 2 places in 1 file.')")
    browser.until("!document.querySelector('[data-mend]')")
    press(browser, "z")
    browser.until("document.querySelector('#said p').textContent.startsWith('Taken back')")
    assert site.read(path) == before
    assert browser.complaints == []
