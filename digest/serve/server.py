"""Settings -> a server that shows the site until it is stopped."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import secrets
import socket
import threading
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import uvicorn
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from digest.desk.room import PLACE, Room
from digest.serve.address import Listening, for_desk, listen
from digest.serve.app import application
from digest.serve.beside import desk_application
from digest.serve.connection import IDLE, Connection
from digest.serve.events import Board
from digest.serve.later import Later
from digest.serve.preview import Preview, Shown, again
from digest.serve.table import coded
from digest.serve.watch import changes
from digest.serve.worker import Worker
from digest.settings import Settings

HEAD = 16 << 10  # bytes of an incomplete request that are kept
CIRCLES = (5_000, 20, 200)  # what a connection leaves behind is let go soon; all that there is, is seldom looked at
PATIENCE = 0.5  # seconds that a build has to come to its end when the server is stopped

Tell = Callable[[str], None]
Doors = tuple[Listening, Listening]  # of the site, and of the desk


def serve(settings: Settings, *, host: str, port: int | None, open_browser: bool, follow: bool, tell: Tell) -> None:
    """Show the site until Ctrl-C. With `follow`, open pages go to the article just saved.

    Raises `UsageError` or `MachineError` where no address can be had.
    """
    listening = listen(host, port)
    with (
        listening.socket,
        (desk := for_desk(listening.port)).socket,
        _faults_told(_unheard(tell)),
        contextlib.suppress(KeyboardInterrupt),
    ):
        preview = Preview(settings, listening.origin)
        address = listening.origin + coded(preview.shown.base_path)
        tell(f"{settings.site.title}: {address} (Ctrl-C ends the preview)")
        tell(f"The desk: {desk.origin}{PLACE}/")
        if listening.public:
            tell("Warning: whoever can reach this machine over the network can read the site, drafts included.")
        if open_browser:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        with contextlib.closing(_run(preview, settings, (listening, desk), _unheard(tell), follow=follow)) as running:
            asyncio.run(running)  # which may be told to end before it has begun


def _unheard(tell: Tell) -> Tell:
    """Speaks even if nobody listens any more: a terminal that was closed must not end the watch."""

    def said(sentence: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            tell(sentence)

    return said


async def _run(preview: Preview, settings: Settings, doors: Doors, tell: Tell, *, follow: bool) -> None:
    """Answer requests here, and watch and build in another thread."""
    loop, stop, asked = asyncio.get_running_loop(), threading.Event(), threading.Event()

    def view(published: bool) -> None:
        preview.show(published=published)
        asked.set()

    board = Board(preview.shown, follow=follow, view=view)

    def publish(shown: Shown) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended: nobody is there to see it
            loop.call_soon_threadsafe(board.put_up, shown)

    worker = Worker(preview, changes(settings.root, stop, tell, asked=asked), publish, tell, asked.set)
    gc.set_threshold(*CIRCLES)
    worker.start()
    room = Room(
        lambda: again(settings),
        lambda: preview.shelf,
        lambda: preview.shown.problems,
        _clock,
        lambda: preview.shown.files,
        doors[0].origin,
    )
    try:
        await _Server(board, doors, room).serve(sockets=[each.socket for each in doors])
    finally:
        stop.set()
        worker.end(PATIENCE)


class _Server(uvicorn.Server):
    """uvicorn, but for streams that would go on for ever: they are ended first."""

    def __init__(self, board: Board, doors: Doors, room: Room) -> None:
        site, desk = doors
        later = [Route(f"{PLACE}/{{rest:path}}", Later(room))]
        apps = {
            site.port: application(board, site.names, secrets.token_urlsafe(12), desk.origin),
            desk.port: desk_application(board, later, site.origin),
        }
        super().__init__(_config(_by_port(apps)))
        self._board = board

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._board.close()
        await super().shutdown(sockets)


def _by_port(apps: Mapping[int, ASGIApp]) -> ASGIApp:
    """The application of the port that a connection came to, whatever it says of itself."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await apps[scope["server"][1]](scope, receive, send)

    return answer


def _clock() -> datetime:
    return datetime.now(UTC)


def _config(app: Callable[..., Any]) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        loop="asyncio",
        http=Connection,
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=int(IDLE),
        timeout_graceful_shutdown=0,
        h11_max_incomplete_event_size=HEAD,
    )


class _Faults(logging.Handler):
    """Tells of a fault in one sentence, where the libraries would print a traceback."""

    def __init__(self, tell: Tell) -> None:
        super().__init__(logging.ERROR)
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        fault = record.exc_info[1] if record.exc_info else None
        if isinstance(fault, Exception):
            self._tell(f"A request could not be answered, which is a fault in Digest: {fault!r}. The preview goes on.")


@contextlib.contextmanager
def _faults_told(tell: Tell) -> Iterator[None]:
    handler, loggers = _Faults(tell), [logging.getLogger(name) for name in ("uvicorn.error", "asyncio")]
    for logger in loggers:
        logger.addHandler(handler)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
