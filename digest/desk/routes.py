"""A room -> the desk as a web application: its pages under `/_desk/`, and the calls that its buttons make."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from digest.desk import (
    accepting,
    board,
    boardcalls,
    copies,
    editing,
    edition,
    filling,
    finding,
    form,
    inbox,
    issues,
    lines,
    measures,
    nearby,
    offers,
    outside,
    pages,
    problems,
    rules,
    seed,
    writing,
)
from digest.desk.calls import Call, answered
from digest.desk.room import PLACE, Room
from digest.errors import DigestError, Problems

CALLS: dict[str, Call] = {
    **inbox.CALLS,
    **editing.CALLS,
    **filling.CALLS,
    **nearby.CALLS,
    **issues.CALLS,
    **boardcalls.CALLS,
    **accepting.CALLS,
    **lines.CALLS,
    **rules.CALLS,
    **copies.CALLS,
    **problems.CALLS,
    **writing.CALLS,
    **outside.CALLS,
}
Shown = Callable[[Room, Request], dict[str, object]]
PAGES: dict[str, tuple[str, Shown]] = {
    "/": ("inbox.html", inbox.shown),
    "/article": ("article.html", editing.shown),
    "/measures": ("measures.html", measures.shown),
    "/nearby": ("nearby.html", nearby.shown),
    "/offers": ("offers.html", offers.shown),
    "/known": ("known.html", form.known_names),
    "/issues": ("issues.html", issues.shown),
    "/issue": ("issue.html", board.shown),
    "/seed": ("seed.html", seed.shown),
    "/rules": ("rules.html", rules.shown),
    "/copies": ("copies.html", copies.shown),
    "/difference": ("difference.html", copies.difference),
    "/find": ("found.html", finding.shown),
    "/problems": ("problems.html", problems.shown),
}


def routes(room: Room, token: str) -> list[BaseRoute]:
    """All that the desk answers. `token` is known to its pages, and to nobody else."""

    async def call(request: Request) -> Response:
        return await answered(request, CALLS, room, token)

    async def file(request: Request) -> Response:
        return pages.file(str(request.path_params["name"])) or PlainTextResponse("There is nothing here.\n", 404)

    async def mail(request: Request) -> Response:
        return await run_in_threadpool(edition.page, room, request)

    shown = [Route(PLACE + path, _page(room, token, *page)) for path, page in PAGES.items()]
    shown.append(Route(PLACE + "/mail", mail))
    return [*shown, Route(PLACE + "/call/{name}", call, methods=["POST"]), Route(PLACE + "/files/{name}", file)]


def _page(room: Room, token: str, template: str, shown: Shown) -> Callable[[Request], object]:
    """The answer to a request for a page. What is wrong with it stands where it would."""

    def made(request: Request) -> Response:
        try:
            return pages.page(template, token, room.site, {"errors": problems.errors(room), **shown(room, request)})
        except DigestError as error:
            wrong = error.problems if isinstance(error, Problems) else (error.problem,)
            told = {"problems": wrong, "title": "This page cannot be shown", "here": "", "errors": 0}
            return pages.page("failed.html", token, room.site, told, 400)

    async def answer(request: Request) -> Response:
        return await run_in_threadpool(made, request)

    return answer
