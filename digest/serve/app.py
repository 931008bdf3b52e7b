"""A request -> an answer: pages from the table, and what the preview itself has to tell under `/_live/`."""

from __future__ import annotations

import re
from secrets import compare_digest

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from digest.desk.room import PLACE
from digest.fingerprint import of_bytes
from digest.serve.bar import ALL, PUBLISHED, SIGN, VIEW, bar
from digest.serve.door import Door, stream, to
from digest.serve.events import Board
from digest.serve.gate import Names
from digest.serve.injection import live
from digest.serve.preview import Shown
from digest.serve.problems import LIST, asset, name_of, page, strip
from digest.serve.table import NOT_FOUND, BadAddress, Elsewhere, File, coded, content_type, find

PIECE = 64 << 10  # bytes that are handed to a connection at once: a slow reader holds no more than these

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def application(board: Board, names: Names, nonce: str, desk: str) -> ASGIApp:
    """The site's origin. `nonce` marks the preview's own script and style; `desk` is the origin of the desk."""
    site = _Site(board, nonce)
    routes = [
        Route("/_live/events", stream(board)),
        Route(LIST, site.problems),
        Route("/_live/live.js", site.script),
        Route(VIEW, site.view, methods=["POST"]),
        Route(PLACE, to(desk)),
        Route(PLACE + "/{path:path}", to(desk)),
        Route("/{path:path}", site.page),
    ]
    framed_by = f"{desk} {desk.replace('localhost', '127.0.0.1')}"
    return Door(Starlette(routes=routes), names, calls=VIEW, framed_by=framed_by)


class _Site:
    """The answers. Each looks at what is shown at one moment, and at nothing else."""

    def __init__(self, board: Board, nonce: str) -> None:
        self._board, self._nonce = board, nonce

    async def page(self, request: Request) -> Response:
        """A page or file of the site, as GitHub Pages would answer."""
        shown = self._board.shown
        try:
            found = find(shown, shown.base_path, request.scope["raw_path"])
            if not shown.early or found != File(shown.early):
                shown = await self._board.ready()
                found = find(shown, shown.base_path, request.scope["raw_path"])
        except BadAddress:
            return PlainTextResponse("This is not an address.\n", 400)
        if isinstance(found, Elsewhere):
            query = f"?{request.url.query}" if request.url.query else ""
            return Response(status_code=301, headers={"location": found.address + query})
        if found and found.path in shown.files:
            return self._file(request, shown, found.path, 200)
        if not found and NOT_FOUND in shown.files:
            return self._file(request, shown, NOT_FOUND, 404)
        return self._failure(shown)

    async def problems(self, request: Request) -> Response:
        """The list of all problems."""
        shown = await self._board.ready()
        return self._html(self._list(shown, f"Problems: {shown.title}"), 200)

    async def script(self, request: Request) -> Response:
        """The script that the preview puts into every page."""
        return Response(asset("update.js") + asset("live.js"), media_type="text/javascript")

    async def view(self, request: Request) -> Response:
        """Show all, or what is published now: for the bar of our own pages, which know the nonce."""
        wish, sign = request.query_params.get("show"), request.headers.get(SIGN, "")
        if not compare_digest(sign.encode(), self._nonce.encode()):
            return PlainTextResponse("Only pages of this preview may ask for this.\n", 403)
        if wish not in (ALL, PUBLISHED):
            return PlainTextResponse("This is not a view.\n", 400)
        if self._board.view:
            self._board.view(wish == PUBLISHED)
        return Response(status_code=204)

    def _file(self, request: Request, shown: Shown, path: str, status: int) -> Response:
        kind, data, name = content_type(path), shown.files[path], shown.names[path]
        if kind.startswith("text/html"):
            told = {"strip": strip(shown.problems), "bar": bar(shown.badges, published=shown.published)}
            data = live(data, site=shown.state, nonce=self._nonce, **told)
            name = of_bytes(data)
        return _conditional(request, data, kind, f'"{name}"', status)

    def _failure(self, shown: Shown) -> Response:
        """What is told where a page would stand, if it could be made."""
        if not shown.problems:
            return PlainTextResponse("There is nothing here.\n", 404)
        return self._html(self._list(shown, "This page cannot be shown yet"), 503)

    def _list(self, shown: Shown, title: str) -> bytes:
        text = page(shown.problems, title=title, home=coded(shown.base_path), nonce=self._nonce)
        return live(text.encode(), site=shown.state, listed=name_of(shown.problems), nonce=self._nonce)

    def _html(self, data: bytes, status: int) -> Response:
        return Pieces(data, status, media_type="text/html")


class Pieces(Response):
    """An answer that is handed over piece by piece: memory is not filled for a reader who takes his time."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        body = bytes(self.body)
        for start in range(0, len(body), PIECE):
            await send({"type": "http.response.body", "body": body[start : start + PIECE], "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def _conditional(request: Request, data: bytes, kind: str, tag: str, status: int) -> Response:
    """The file; only the news that it has not changed; or the part of it that was asked for (RFC 9110, 13 and 14)."""
    headers = {"etag": tag, "content-type": kind, "accept-ranges": "bytes"}
    if status != 200:
        return Pieces(data, status, headers)
    if _names(tag, request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers={"etag": tag})
    match = _RANGE.fullmatch(request.headers.get("range", ""))
    if not match or not any(match.groups()) or request.headers.get("if-range", tag) != tag:
        return Pieces(data, status, headers)
    first, last = _span(match, len(data))
    if first > last:
        return Response(status_code=416, headers={"content-range": f"bytes */{len(data)}"})
    return Pieces(data[first : last + 1], 206, {**headers, "content-range": f"bytes {first}-{last}/{len(data)}"})


def _names(tag: str, tags: str) -> bool:
    return tag in (each.strip().removeprefix("W/") for each in tags.split(",")) or tags.strip() == "*"


def _span(match: re.Match[str], size: int) -> tuple[int, int]:
    """The first and the last byte that a range means."""
    first, last = match.groups()
    if not first:
        return max(0, size - int(last)), size - 1 if int(last) else -1
    return int(first), min(int(last or size), size - 1)
