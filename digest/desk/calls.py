"""What a browser asks the desk to do -> the doing of it, and what is told of it.

A call is a POST with JSON. It is let in only with the token of this process, which stands in the desk's own pages: no
other page can read it, and so none can write to the editor's files.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from digest.desk.room import Room
from digest.errors import DigestError, MachineError, Problems, UsageError, printable

TOKEN = "x-digest-token"

Told = dict[str, object]
"""What a call answers: `said` is a sentence for the editor; whatever else the page needs stands beside it."""


class Given(Struct, frozen=True):
    """What came with a call. A value that is not there, or of another kind, is a `UsageError`."""

    values: Mapping[str, object]

    def text(self, name: str) -> str:
        """A text, which may be empty."""
        value = self.values.get(name)
        if not isinstance(value, str):
            raise UsageError(f"the call needs a text `{name}`", code="usage")
        return _whole(value)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self.values.get(name)
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise UsageError(f"the call needs a list of texts `{name}`", code="usage")
        return tuple(map(_whole, value))

    def number(self, name: str) -> int:
        """A whole number."""
        value = self.values.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise UsageError(f"the call needs a number `{name}`", code="usage")
        return value

    def flag(self, name: str) -> bool:
        """Whether something is wanted; not, where nothing is said."""
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            raise UsageError(f"the call needs true or false for `{name}`", code="usage")
        return value


def _whole(text: str) -> str:
    """The same text. JSON can hold half of a letter that takes two places, and no file can."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        hint = "delete the sign that cannot be seen, or is shown as a question mark"
        raise UsageError(f"line {line} of the text holds half a letter", code="usage", hint=hint) from None
    return text


Call = Callable[[Room, Given], Told]


class Clash(DigestError):
    """What a file holds now is not what the editor began with. `told` is what the page needs to show both."""

    def __init__(self, message: str, path: str, told: Told) -> None:
        super().__init__(message, code="clash", path=path, hint="nothing was written, and nothing is lost")
        self.told = told


async def answered(request: Request, calls: Mapping[str, Call], room: Room, token: str) -> Response:
    """The answer to a call: what was done, or why it was not."""
    if not hmac.compare_digest(request.headers.get(TOKEN, "").encode(), token.encode()):
        return _refused(403, "This page is of a preview that has ended: reload it.")
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return _refused(415, "A call is JSON.")
    call = calls.get(str(request.path_params["name"]))
    if call is None:
        return _refused(404, "There is no such call.")
    try:
        given = _given(await request.body())
        return JSONResponse(await run_in_threadpool(call, room, given))
    except DigestError as error:
        return _failed(error)
    except OSError as error:
        return _failed(MachineError(f"the disk refuses: {error.strerror}", code="disk"))


def _given(body: bytes) -> Given:
    try:
        values: Any = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise UsageError("a call is JSON in UTF-8", code="usage") from None
    if not isinstance(values, dict):
        raise UsageError("a call is a JSON object", code="usage")
    return Given(values)


def _refused(status: int, words: str) -> Response:
    return JSONResponse({"said": words}, status)


def _failed(error: DigestError) -> Response:
    """What was wrong, in one sentence and in full."""
    problems = error.problems if isinstance(error, Problems) else (error.problem,)
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    first = problems[0]
    told: Told = {
        "said": "\n".join(map(printable, " — ".join(filter(None, (first.message + more, first.hint))).split("\n"))),
        "problems": [each.as_dict() for each in problems],
    }
    if isinstance(error, Clash):
        return JSONResponse({**told, **error.told}, 409)
    return JSONResponse(told, 503 if isinstance(error, MachineError) else 400)
