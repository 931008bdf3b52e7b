"""The editor's desk as a browser finds it, without a socket between: pages, and the calls that buttons make."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime

import httpx
from lxml import html

from digest.desk.papers import opened
from digest.desk.room import Room
from digest.desk.routes import routes
from digest.serve.beside import desk_application
from digest.serve.events import Board
from digest.serve.preview import Preview, again
from digest.settings import settings
from tests.desk import Desk

SITE, HERE = "http://localhost:8000", "http://localhost:8100"
TOKEN = "a-token-of-this-process"
NOW = datetime(2024, 1, 1, 9, tzinfo=UTC)


class Browser:
    """One window. `look` builds the preview again first, as the server does when a file has changed."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        given = settings(desk.root, {}, {"SOURCE_DATE_EPOCH": "1704099600"}, NOW)
        self.preview = Preview(given, SITE)
        self.room = Room(
            lambda: again(given),
            lambda: self.preview.shelf,
            lambda: self.preview.shown.problems,
            lambda: NOW,
            lambda: self.preview.shown.files,
            SITE,
        )

    def ask(self, method: str, address: str, **more: object) -> httpx.Response:
        """One request, as it is."""

        async def answer() -> httpx.Response:
            board = Board(self.preview.shown)
            board.put_up(self.preview.shown)
            app = desk_application(board, routes(self.room, TOKEN), SITE)
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=HERE) as client:
                return await client.request(method, address, **more)  # type: ignore[arg-type]

        return asyncio.run(answer())

    def look(self, address: str) -> html.HtmlElement:
        """A page of the desk."""
        self.preview.refresh()
        answer = self.ask("GET", address)
        assert answer.status_code == 200, answer.text
        return html.document_fromstring(answer.text)

    def call(self, name: str, **given: object) -> httpx.Response:
        """What a button does."""
        headers = {"origin": HERE, "x-digest-token": TOKEN, "content-type": "application/json"}
        return self.ask("POST", f"/_desk/call/{name}", content=json.dumps(given), headers=headers)

    def act(self, name: str, path: str, text: str | None = None, **given: object) -> httpx.Response:
        """What a button on the page of a file does, with what was typed there."""
        paper = opened(self.desk.root, path)
        return self.call(name, file=path, opened=paper.name, text=paper.text if text is None else text, **given)


OWN = {"origin": HERE, "x-digest-token": TOKEN, "content-type": "application/json"}
