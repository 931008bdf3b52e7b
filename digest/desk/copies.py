"""The copies of a file that the desk has put by: listed, held against what stands there now, and brought back.

None is ever removed: it may be the only place where something still stands that a person typed. A year of an editor's
saving is a few megabytes; whoever wants these back deletes `.digest/backup/`.
"""

from __future__ import annotations

import difflib
import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct
from starlette.requests import Request

from digest.content.reading import SIZE
from digest.desk.calls import Call, Given, Told
from digest.desk.papers import SHOWN, Paper, changed, opened, plain_ends, put_by, saved
from digest.desk.room import Room
from digest.disk import read_bytes, regular_files
from digest.errors import DigestError, UsageError, printable
from digest.keeping import BACKUP

LISTED = 200  # copies of one file; older ones are found in their folder

_NAME = re.compile(r".*/(\d{8}-\d{6})-[0-9a-f]{8}\.[a-z]+")


class Copy(Struct, frozen=True):
    """A copy: where it lies, and when it was put by."""

    path: str
    moment: datetime


def shown(room: Room, request: Request) -> dict[str, object]:
    """The copies of one file, as a part of its page: `file=content/articles/…`."""
    settings = room.settings()
    path = room.file(request.query_params.get("file", ""))
    every = copies(settings.root, path)
    zone = settings.site.zone
    found = [(each.path, each.moment.astimezone(zone), _size(settings.root, each)) for each in every[:LISTED]]
    return {"file": path, "copies": found, "more": max(0, len(every) - LISTED), "folder": _folder(path)}


def difference(room: Room, request: Request) -> dict[str, object]:
    """What one copy has and the file has not, and the other way round: `file=…&copy=…`."""
    root = room.settings().root
    path = room.file(request.query_params.get("file", ""))
    copy = copy_of(root, path, request.query_params.get("copy", ""))
    lines = compared(copy.text, opened(root, path).text)
    return {"lines": lines[:SHOWN], "more": max(0, len(lines) - SHOWN)}


def copies(root: Path, path: str) -> list[Copy]:
    """The copies of a file, the newest first."""
    ending = path.rpartition(".")[2]
    names = (name for name, objection in regular_files(root, _folder(path)) if not objection)
    every = [copy for name in names if name.endswith(f".{ending}") and (copy := _copy(name))]
    return sorted(every, key=lambda each: each.path, reverse=True)


def _copy(name: str) -> Copy | None:
    """The copy that a file is; None where its name tells no moment: then it is somebody else's."""
    match = _NAME.fullmatch(name)
    with suppress(ValueError):
        return Copy(name, datetime.strptime(match[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)) if match else None
    return None


def copy_of(root: Path, path: str, name: str) -> Paper:
    """One of the copies of a file. No path is made of what a browser sends. Raises `UsageError` for any other."""
    if not any(each.path == name for each in copies(root, path)):
        raise UsageError(f"there is no copy {printable(name)} of {path}", code="usage")
    return Paper(path, read_bytes(root, name, limit=SIZE))


def compared(old: str, new: str) -> list[str]:
    """The difference of two texts, line by line."""
    return list(difflib.unified_diff(old.splitlines(), new.splitlines(), "the copy", "now", lineterm="", n=1))


def _folder(path: str) -> str:
    return f"{BACKUP}/{path.rpartition('.')[0]}"


def _size(root: Path, copy: Copy) -> int:
    try:
        return (root / copy.path).stat().st_size
    except OSError:
        return 0


def _bring_back(room: Room, given: Given) -> Told:
    """Write a copy over the file; what stood there and what was typed and not saved are put by first."""
    path = room.file(given.text("file"))
    with room.held() as settings:
        copy = copy_of(settings.root, path, given.text("copy"))
        before = opened(settings.root, path)

        def change(typed: bytes) -> bytes:
            if typed != before.data and plain_ends(given.text("text")) != copy.text:
                put_by(settings.root, Paper(path, typed), room.clock())
            return copy.data

        after = changed(settings.root, path, given.text("opened"), given.text("text"), change, room.clock())
    return {"said": "Brought back; what stood here is among the copies now.", **after.told()}


def _restore(room: Room, given: Given) -> Told:
    """Take back what was done to files: each becomes its copy again, if it has stayed as it was left."""
    names = [given.texts(name) for name in ("files", "copies", "left")]
    if len({len(each) for each in names}) > 1:
        raise UsageError("each file needs its copy", code="usage")
    known = room.texts()
    with room.held() as settings:
        kept = [
            path
            for path, copy, left in zip(*names, strict=True)
            if path not in known or not _restored(settings.root, path, copy, left, room)
        ]
    if kept:
        hint = "their copies lie in .digest/backup/"
        raise DigestError(f"changed since, and left alone: {', '.join(map(printable, kept))}", hint=hint)
    return {"said": f"Taken back: {', '.join(names[0])}."}


def _restored(root: Path, path: str, copy: str, left: str, room: Room) -> bool:
    """Write a copy over a file that is still as it was left. False, and nothing is written, where it is not."""
    with suppress(DigestError):
        before = opened(root, path)
        if before.name == left:
            saved(root, before, copy_of(root, path, copy).data, room.clock())
            return True
    return False


CALLS: dict[str, Call] = {"bring-back": _bring_back, "restore": _restore}
