"""What stands before each of the two origins of a preview, the site's and the desk's, and what both of them have."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from digest.serve.events import Board, EventStream
from digest.serve.gate import METHODS, Header, Names, is_foreign, refusal

HEADERS = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"same-origin"),
)

Answer = Callable[[Request], Awaitable[Response]]


class Door:
    """Refuses what `digest.serve.gate` refuses, and marks every answer as private.

    `calls` begins the addresses to which something may be sent; `framed_by` is the origin whose pages may frame these;
    `headers` are those of every answer beside the usual ones.
    """

    def __init__(
        self, app: ASGIApp, names: Names, *, calls: str, framed_by: str = "", headers: Sequence[Header] = ()
    ) -> None:
        self._app, self._names, self._calls = app, names, calls.encode()
        framing = f"frame-ancestors 'self' {framed_by}".strip().encode()
        self._headers = (*HEADERS, (b"content-security-policy", framing), *headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the application answer."""

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *self._headers]
            await send(message)

        await self._answer(scope)(scope, receive, marked)

    def _answer(self, scope: Scope) -> ASGIApp:
        target = scope["raw_path"] + scope["query_string"]
        refused = refusal(self._names, scope["method"], target, scope["headers"], self._calls)
        if refused is None:
            return self._app
        allow = {"allow": ", ".join(METHODS)} if refused.status == 405 else {}
        return PlainTextResponse(refused.words + "\n", refused.status, {"connection": "close", **allow})


def stream(board: Board) -> Answer:
    """The stream of changes, for pages of the same origin only."""

    async def events(request: Request) -> Response:
        if is_foreign(request.scope["headers"]):
            return PlainTextResponse("Only pages of this preview may listen.\n", 403)
        if board.full:
            return PlainTextResponse("Too many pages are open.\n", 503)
        return Response() if request.method == "HEAD" else EventStream(board)

    return events


def to(origin: str) -> Answer:
    """The way to the same address of the other origin."""

    async def elsewhere(request: Request) -> Response:
        path, query = request.scope["raw_path"].decode("latin-1"), request.scope["query_string"].decode("latin-1")
        if not path.startswith("/"):
            return PlainTextResponse("This is not an address.\n", 400)
        return Response(status_code=307, headers={"location": origin + path + (f"?{query}" if query else "")})

    return elsewhere
