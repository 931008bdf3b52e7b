"""Who may call the desk, and what a call must be."""

from __future__ import annotations

import json

import pytest

from digest.serve.gate import BODY
from tests.ondesk.hands import HERE, TOKEN, Browser

OWN = {"origin": HERE, "x-digest-token": TOKEN, "content-type": "application/json"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": None}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"x-digest-token": "another"}, 403),
        ({"x-digest-token": "другой"}, 403),
        ({"x-digest-token": None}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
        ({"host": "evil.example"}, 421),
        ({"content-length": str(BODY + 1)}, 413),
        ({"content-length": "-1"}, 413),
        ({"content-length": "x"}, 413),
        ({"transfer-encoding": "chunked"}, 411),
    ],
)
def test_a_call_from_elsewhere_is_refused(browser: Browser, headers: dict[str, str | None], status: int) -> None:
    """I5, I6, I22."""
    path = browser.desk.article("Протон")
    before = browser.desk.read(path)
    sent = {name: value.encode() for name, value in {**OWN, **headers}.items() if value is not None}
    body = json.dumps({"file": path, "opened": "", "text": "x"})
    answer = browser.ask("POST", "/_desk/call/save", content=body, headers=sent)
    assert answer.status_code == status, answer.text
    assert browser.desk.read(path) == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(browser: Browser, method: str) -> None:
    assert browser.ask(method, "/_desk/call/save", headers=OWN).status_code == 405


def test_nothing_can_be_sent_to_a_page(browser: Browser) -> None:
    for address in ("/", "/_desk/", "/_live/events", "/_desk/callx"):
        assert browser.ask("POST", address, content="{}", headers=OWN).status_code == 405


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
