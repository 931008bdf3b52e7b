"""The way to the desk: its modules, and those of the seeds below it, are read when somebody first comes in."""

from __future__ import annotations

import secrets
import threading

from starlette.concurrency import run_in_threadpool
from starlette.routing import Router
from starlette.types import Receive, Scope, Send

from digest.desk.room import Room


class Later:
    """Answers what the desk answers. The first page of the site does not wait for half a second of imports."""

    def __init__(self, room: Room) -> None:
        self._room, self._lock = room, threading.Lock()
        self._desk: Router | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, in a thread of its own as long as that takes some time."""
        desk: Router = await run_in_threadpool(self._opened) if self._desk is None else self._desk
        await desk(scope, receive, send)

    def _opened(self) -> Router:
        with self._lock:
            if self._desk is None:
                from digest.desk.routes import routes

                self._desk = Router(routes(self._room, secrets.token_urlsafe(24)))
            return self._desk
