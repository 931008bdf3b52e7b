"""The stream by which open pages learn that the site has changed, or that something in it is wrong."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from digest.serve.bar import bar
from digest.serve.preview import Shown
from digest.serve.problems import name_of, strip
from digest.serve.table import coded

SHOWN = (".css", ".js", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".svg", ".ico", ".woff2", ".mp3", ".mp4")
MOST = 1000  # files whose change is told one by one
LISTENERS = 64  # open pages that are told of changes at once
HEARTBEAT = 15.0  # seconds after which a listener is written to in any case: one that has vanished is noticed then


class Board:
    """What is shown now, and those who wait to see something else. All in the thread of the event loop.

    With `follow`, pages are told where the article just saved stands; `view` is called with whether to show only
    what is published.
    """

    def __init__(self, shown: Shown, *, follow: bool = False, view: Callable[[bool], None] | None = None) -> None:
        self.shown, self.closed, self.follow, self.view = shown, False, follow, view
        self._bells: set[asyncio.Event] = set()
        self._whole = asyncio.Event()

    @property
    def full(self) -> bool:
        """Whether no more listeners are let in."""
        return len(self._bells) >= LISTENERS

    async def ready(self) -> Shown:
        """What is shown, once there has been a build and all of its pages are ready."""
        while not self._whole.is_set():  # the next build may have begun before it was our turn
            await self._whole.wait()
        return self.shown

    def put_up(self, shown: Shown) -> None:
        """Show something else."""
        self.shown = shown
        if shown.early:
            self._whole.clear()
        else:
            self._whole.set()
        self._ring()

    def close(self) -> None:
        """Send all listeners home."""
        self.closed = True
        self._whole.set()
        self._ring()

    def _ring(self) -> None:
        for bell in self._bells:
            bell.set()

    async def news(self, bell: asyncio.Event) -> AsyncIterator[str]:
        """What a listener is told: the state at the beginning, then whatever becomes different."""
        told = await self.ready()
        yield "retry: 1000\n" + _event("site", told.state) + _problems(told)
        while not self.closed:
            try:
                await asyncio.wait_for(bell.wait(), HEARTBEAT)
            except TimeoutError:
                yield ": still here\n\n"
            bell.clear()
            last, told = told, self.shown
            for event in _differences(last, told, follow=self.follow):
                yield event


class EventStream(StreamingResponse):
    """One listener's connection."""

    def __init__(self, board: Board) -> None:
        self._board, self._bell = board, asyncio.Event()
        super().__init__(board.news(self._bell), media_type="text/event-stream")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Stream until the listener goes, or is sent home."""
        self._board._bells.add(self._bell)
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._board._bells.discard(self._bell)


def _differences(last: Shown, now: Shown, *, follow: bool) -> Iterator[str]:
    if now.state != last.state:
        if follow and now.saved:
            yield _event("follow", coded(now.base_path.rstrip("/") + now.saved))
        yield _event("reload", now.state)
    if now.names is not last.names and not now.early:
        files = [
            path for path, name in now.names.items() if path.endswith(SHOWN) and last.names.get(path, name) != name
        ]
        if files:
            yield _event("files", json.dumps([coded(now.base_path + path) for path in files[:MOST]]))
    if (now.problems, now.badges, now.published) != (last.problems, last.badges, last.published):
        yield _problems(now)


def _problems(shown: Shown) -> str:
    told = {
        "name": name_of(shown.problems),
        "strip": strip(shown.problems),
        "bar": bar(shown.badges, published=shown.published),
    }
    return _event("problems", json.dumps(told, ensure_ascii=False))


def _event(name: str, data: str) -> str:
    return f"event: {name}\ndata: {data}\n\n"
