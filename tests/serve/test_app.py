"""What the server answers when something within it goes wrong."""

from __future__ import annotations

import asyncio

import httpx

from digest.serve.app import application
from digest.serve.events import Board
from digest.serve.gate import LOOPBACK, Names
from digest.serve.preview import Shown


def ask(shown: Shown, path: str) -> httpx.Response:
    """One request, by a program that has nothing to do with ours."""

    async def answer() -> httpx.Response:
        board = Board(shown)
        board.put_up(shown)
        transport = httpx.ASGITransport(
            application(board, Names(LOOPBACK), "n", "http://localhost:8100"), raise_app_exceptions=False
        )
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.get(path)

    return asyncio.run(answer())


def test_a_fault_of_ours_tells_nothing_of_itself() -> None:
    """I25."""
    answer = ask(Shown("Орбита", "/", files={"index.html": 7}, names={"index.html": "x"}, state="s"), "/")  # type: ignore[dict-item]
    assert (answer.status_code, answer.text) == (500, "Internal Server Error")
    assert answer.headers["cache-control"] == "no-store"


def test_an_empty_site_is_not_found() -> None:
    assert ask(Shown("Орбита", "/", state="s"), "/").status_code == 404


def test_a_page_without_a_head_or_a_body_gets_the_script_too() -> None:
    files = {"index.html": b"<p>One.", "latin.html": "<p>\xe9</body></html>".encode("latin-1")}
    shown = Shown("Орбита", "/", files=files, names=dict.fromkeys(files, "x"), state="s")
    assert ask(shown, "/").text.startswith('<p>One.<div id="digest-live">')
    latin = ask(shown, "/latin").content
    assert latin.startswith(b"<p>\xe9<div")
    assert latin.endswith(b"</script>\n</body></html>")
