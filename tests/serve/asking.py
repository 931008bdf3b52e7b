"""The site's application, asked without a server."""

from __future__ import annotations

import asyncio

import httpx

from digest.serve.app import application
from digest.serve.events import Board
from digest.serve.gate import LOOPBACK, Names
from digest.serve.preview import Shown


def asked(shown: Shown, path: str) -> httpx.Response:
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
