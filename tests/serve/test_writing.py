"""Writing on the desk with the keyboard alone, in a real browser: from a problem to its line, and to the saved text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.desk import Desk
from tests.serve.browser import CTRL, PROGRAM, SHIFT, Browser
from tests.serve.hands import Running

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium on this machine")

FIELD = "document.querySelector('#text')"


def test_from_a_problem_to_the_saved_text(site: Desk, start: Callable[..., Running], browser: Browser) -> None:
    path = "content/articles/proton.md"
    lines = "\n\n".join(f"Абзац {number}." for number in range(80))
    site.edit(path, "Ракета", f"{lines}\n\n[Пуск](nowhere.md)\n\nРакета")
    before = site.read(path)
    line = before.split("\n").index("[Пуск](nowhere.md)") + 1
    server = start()
    browser.open(server.desk + "problems?code=link")
    browser.seen("li[data-row]")
    browser.press("о", "KeyJ")  # j, where the keyboard is a Russian one
    browser.until("document.activeElement.matches('li[data-row]')")
    browser.press("Enter")

    browser.until(f"document.activeElement === {FIELD} && {FIELD}.selectionStart > 0")
    assert browser.value(f"{FIELD}.value.slice(0, {FIELD}.selectionStart).split('\\n').length") == line
    assert browser.value(f"{FIELD}.scrollTop > 0")

    browser.value(f"{FIELD}.setSelectionRange({FIELD}.selectionStart, {FIELD}.selectionStart + 18)")
    browser.type_in("Пишут")
    browser.press(".", "Period", CTRL)
    browser.until("document.activeElement.dataset.sign")
    browser.press("5", "Digit5")
    browser.type_in(" ")
    browser.press("л", "KeyK", CTRL)
    browser.until("document.activeElement.id === 'find-words'")
    browser.type_in("союзом")
    browser.until("document.querySelectorAll('#found [role=option]').length === 1")
    browser.press("Enter")
    browser.until(f"document.activeElement === {FIELD}")
    browser.until(f"{FIELD}.value.split('\\n')[{line - 1}].startsWith('Пишут— [')")
    assert "](soyuz.md)" in browser.value(f"{FIELD}.value.split('\\n')[{line - 1}]")

    browser.press("Escape")
    browser.press("V", "KeyV", SHIFT)
    typed = "document.querySelector('#typed iframe').contentDocument"
    browser.until(f"{typed} && {typed}.body.innerText.includes('Пишут')")
    assert site.read(path) == before

    browser.press("e")
    browser.press("ы", "KeyS", CTRL)
    browser.until("document.querySelector('#state').textContent === 'saved'")
    assert "Пишут— [" in site.read(path)
    browser.press("Escape")
    browser.press("H", "KeyH", SHIFT)
    browser.seen("#copies[open] [data-act]")
    browser.value("document.querySelector('#copies [data-act]').focus()")
    browser.press("Enter")
    browser.until(f"{FIELD}.value.includes('nowhere.md')")
    assert site.read(path) == before
    assert browser.complaints == []


def test_slips_are_seen_mended_and_taken_back(site: Desk, start: Callable[..., Running], browser: Browser) -> None:
    path = "content/articles/proton.md"
    site.edit(path, "Ракета", "Ракета  и  корабль.\n\nРакета")
    before = site.read(path)
    server = start()
    browser.open(server.desk + "problems")
    browser.seen("[data-mend]")
    browser.press("F", "KeyF", SHIFT)
    assert "+Ракета и корабль." in browser.until("document.querySelector('#mend[open] .difference')?.textContent")
    assert site.read(path) == before
    browser.press("Enter")
    browser.until("document.querySelector('#said p').textContent.startsWith('Mended 2 places in 1 file.')")
    browser.until("!document.querySelector('[data-mend]')")
    browser.press("z")
    browser.until("document.querySelector('#said p').textContent.startsWith('Taken back')")
    assert site.read(path) == before
    assert browser.complaints == []
