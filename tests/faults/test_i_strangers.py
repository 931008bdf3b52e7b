"""What pages of other origins try in a real browser, and what a fault of ours tells whoever asks."""

from __future__ import annotations

import pytest

from digest.serve.preview import Shown
from tests.desk import Desk
from tests.serve.asking import asked
from tests.serve.browser import PROGRAM, Browser
from tests.serve.hands import Start


@pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium on this machine")
def test_i7_a_foreign_page_reads_nothing(site: Desk, start: Start, browser: Browser) -> None:
    """Two previews are two origins: to each, the other is a stranger on another port."""
    site.write("static/plain.js", "window.stolen = true;")
    ours, foreign = start(), start()
    browser.open(foreign.address + "plain.txt")
    browser.value(
        f"""window.told = [];
        fetch('{ours.address}').then(() => told.push('read'), () => told.push('refused'));
        const events = new EventSource('http://127.0.0.1:{ours.port}/_live/events');
        events.onopen = () => told.push('heard');
        events.onerror = () => (events.close(), told.push('deaf'));
        const script = document.createElement('script');
        script.src = '{ours.address}plain.js';
        script.onload = () => told.push('loaded');
        script.onerror = () => told.push('blocked');
        document.head.append(script);"""
    )
    browser.until("told.length === 3")
    assert browser.value("told.sort().join()") == "blocked,deaf,refused"
    assert browser.value("window.stolen") is None


def test_i25_a_fault_of_ours_tells_nothing_of_itself_and_ends_nothing() -> None:
    files = {"index.html": 7, "plain.txt": b"0123456789"}
    shown = Shown("Орбита", "/", files=files, names=dict.fromkeys(files, "x"), state="s")  # type: ignore[arg-type]
    broken, other = asked(shown, "/"), asked(shown, "/plain.txt")
    assert (broken.status_code, broken.text) == (500, "Internal Server Error")
    assert broken.headers["cache-control"] == "no-store"
    assert (other.status_code, other.text) == (200, "0123456789")
