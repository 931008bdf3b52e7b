"""Who may call the desk, and what a call must be."""

from __future__ import annotations

import pytest

from tests.ondesk.hands import OWN, Browser


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(browser: Browser, method: str) -> None:
    assert browser.ask(method, "/_desk/call/save", headers=OWN).status_code == 405


@pytest.mark.parametrize(
    "body", ["", "x", "[]", '"a"', '{"file": 7}', "[" * 100_000, "\udcff".encode("utf-8", "replace")]
)
def test_what_is_no_call_says_so(browser: Browser, body: str | bytes) -> None:
    answer = browser.ask("POST", "/_desk/call/save", content=body, headers=OWN)
    assert answer.status_code == 400
    assert "call" in answer.json()["said"]


def test_a_call_that_nobody_knows(browser: Browser) -> None:
    assert browser.call("erase").status_code == 404


def test_a_page_cannot_be_framed_nor_run_a_foreign_script(browser: Browser) -> None:
    policy = browser.ask("GET", "/_desk/").headers.get_list("content-security-policy")
    assert any("frame-ancestors 'self'" in each and "script-src 'self';" in each for each in policy)


@pytest.mark.parametrize("name", ["desk.css", "desk.js", "editor.js"])
def test_its_files_are_served(browser: Browser, name: str) -> None:
    assert browser.ask("GET", f"/_desk/files/{name}").text


@pytest.mark.parametrize("name", ["nothing.css", "..%2fcalls.py", "__init__.py", "%2e%2e", "desk.css%00"])
def test_no_other_files_are(browser: Browser, name: str) -> None:
    assert browser.ask("GET", f"/_desk/files/{name}").status_code in (400, 404)
