"""The desk's own origin, beside that of the site: no page of the site can look into it, or act there.

Articles may hold scripts where the settings let raw HTML stand, and a script can read every page of its own origin. So
the pages of the desk, which know the token of its calls, come from another port, and no page of the site does.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from digest.desk.room import PLACE
from digest.serve.door import Door, stream, to
from digest.serve.events import Board
from digest.serve.gate import LOOPBACK, Names, is_foreign
from digest.serve.table import BadAddress, File, content_type, find

PICTURE = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}
ALONE = (b"cross-origin-opener-policy", b"same-origin")  # whoever opened a window of the desk has no hold of it


def desk_application(board: Board, desk: Sequence[BaseRoute], site: str) -> ASGIApp:
    """The desk's origin: the desk itself, and of the site its pictures. All else is at `site`, the site's origin."""
    away = to(site)

    async def picture(request: Request) -> Response:
        shown = await board.ready()
        try:
            found = find(shown, shown.base_path, request.scope["raw_path"])
        except BadAddress:
            return PlainTextResponse("This is not an address.\n", 400)
        path = found.path if isinstance(found, File) else ""
        if path in shown.files and content_type(path).startswith("image/"):
            return Response(shown.files[path], headers=PICTURE, media_type=content_type(path))
        return await away(request)

    async def nothing(request: Request) -> Response:
        return PlainTextResponse("There is nothing here.\n", 404)

    others = [Route(PLACE + "/{path:path}", nothing), Route("/{path:path}", picture)]
    routes = [Route("/_live/events", stream(board)), *desk, *others]
    return Door(_alone(Starlette(routes=routes)), Names(LOOPBACK), calls=PLACE + "/call/", headers=(ALONE,))


def _alone(app: ASGIApp) -> ASGIApp:
    """Lets pages of other origins lead to the desk, and do nothing else with it."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        leads = (headers.get(b"sec-fetch-mode"), headers.get(b"sec-fetch-dest")) == (b"navigate", b"document")
        if is_foreign(scope["headers"]) and not leads:
            await PlainTextResponse("Only pages of the desk may ask for this.\n", 403)(scope, receive, send)
        else:
            await app(scope, receive, send)

    return answer
