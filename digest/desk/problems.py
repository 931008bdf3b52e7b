"""Problems: everything that `check` knows, file by file; what can safely be mended is mended from here."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from msgspec import Struct, field
from starlette.requests import Request

from digest.check.mending import mend, mending, only_looked_at
from digest.checklist import BY_CODE
from digest.desk.calls import Call, Given, Told
from digest.desk.lookout import Lookout
from digest.desk.papers import SHOWN, Paper, put_by
from digest.desk.room import Room, is_text
from digest.errors import Problem, UsageError, printable
from digest.fingerprint import of_bytes
from digest.keeping import replace_whole

EACH = 200  # problems on one page
LEVELS = {"error": "Errors", "warning": "Warnings", "note": "Notes"}

_BLANKS = re.compile(r" +$| {2,}")

lookout = Lookout()


class Group(Struct, frozen=True):
    """The problems of one file. `open` says whether the desk can open it, `mends` whether a button puts some right."""

    path: str
    problems: tuple[Problem, ...]
    open: bool
    mends: bool


def shown(room: Room, request: Request) -> dict[str, object]:
    """The problems, or what a filter leaves of them: `level=error`, `code=link`, `page=2`."""
    settings = room.everything()
    found = lookout.found(settings)
    level, code = request.query_params.get("level", ""), request.query_params.get("code", "")
    some = [each for each in found.problems if not level or each.level == level]
    codes = Counter(each.code for each in some)
    some = sorted((each for each in some if not code or each.code == code), key=_order)
    page, pages = request.query_params.get("page", "1"), -(-len(some) // EACH)
    number = min(max(int(page), 1), pages or 1) if page.isdecimal() and len(page) < 9 else 1
    mends = mending(settings.checking)
    return {
        "title": "Problems",
        "here": "problems",
        "looking": found.looking,
        "total": len(some),
        "counts": Counter(each.level for each in found.problems),
        "levels": LEVELS,
        "level": level,
        "codes": sorted(codes.items()),
        "code": code,
        "says": {each.code: each.says for each in BY_CODE.values()},
        "groups": list(_groups(some[EACH * (number - 1) : EACH * number], mends)),
        "mends": mends,
        "to_mend": sorted({each.path for each in found.problems if each.code in mends}),
        "number": number,
        "pages": pages,
    }


def errors(room: Room) -> int:
    """How many errors are known: those of the last build, and what checks said that are as strict."""
    said = (each for each in lookout.last(room.settings().root) if each.code in BY_CODE)
    return sum(each.level == "error" for each in (*room.problems(), *said))


def _order(problem: Problem) -> tuple[object, ...]:
    """By file, what concerns no file before; within it by line."""
    return problem.path, problem.line, problem.column, problem.code, problem.message


def _groups(problems: Sequence[Problem], mends: frozenset[str]) -> Iterator[Group]:
    for path, some in groupby(problems, key=lambda each: each.path):
        held = tuple(some)
        ours = path.startswith("content/") and is_text(path)
        yield Group(path, held, ours, ours and any(each.code in mends for each in held))


class _Pens(Struct):
    """What writes where slips are mended: a copy first, then the file; and notes what was done."""

    room: Room
    copies: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    differences: dict[str, list[str]] = field(default_factory=dict)

    def written(self, root: Path, path: str, new: bytes, old: bytes) -> bool:
        copy = put_by(root, Paper(path, old), self.room.clock())
        if not replace_whole(root / path, new, old):
            return False
        self.copies[path], self.names[path] = copy, of_bytes(new)
        return True

    def compared(self, root: Path, path: str, new: bytes, old: bytes) -> bool:
        before, after = Paper(path, old).text.split("\n"), Paper(path, new).text.split("\n")
        lines = difflib.unified_diff(before, after, lineterm="", n=0)
        self.differences[path] = [_visible(line) for line in lines][2:]
        return only_looked_at(root, path, new, old)


def _look(room: Room, given: Given) -> Told:
    """What would be mended in some files."""
    pens, only = _Pens(room), _known(room, given)
    done = mend(room.settings(), only=only, write=pens.compared)
    left = SHOWN
    files: list[dict[str, object]] = []
    for path, places in done.files.items():
        lines = pens.differences[path][: max(0, left)]
        left -= len(lines)
        files.append({"file": path, "places": places, "difference": lines})
    return {"files": files, "left": [str(each) for each in done.problems]}


def _mend(room: Room, given: Given) -> Told:
    """Mend some files; a copy of each is put by."""
    pens, only = _Pens(room), _known(room, given)
    with room.held() as settings:
        done = mend(settings, only=only, write=pens.written)
    if not done.files:
        why = "; ".join(f"{printable(each.path)}: {each.message}" for each in done.problems)
        raise UsageError(why or "there is nothing to mend", code="open")
    files = list(done.files)
    left = f" Left alone: {', '.join(printable(each.path) for each in done.problems)}." if done.problems else ""
    said = f"Mended {_counted(sum(done.files.values()), 'place')} in {_counted(len(files), 'file')}.{left}"
    copies, names = [pens.copies[each] for each in files], [pens.names[each] for each in files]
    return {"said": said, "undo": {"call": "restore", "given": {"files": files, "copies": copies, "left": names}}}


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _known(room: Room, given: Given) -> frozenset[str]:
    """The files that a call names, each of them an editor's text."""
    named, known = frozenset(given.texts("files")), room.texts()
    for path in sorted(named - known):
        raise UsageError(f"there is no file {printable(path)} on this desk", code="usage")
    return named


def _visible(line: str) -> str:
    """A line of a difference whose spaces can be seen: those that stand twice, or at its end."""
    return line[:1] + _BLANKS.sub(lambda match: "·" * len(match[0]), line[1:]) if line[:1] in "+-" else line


CALLS: dict[str, Call] = {"mend-look": _look, "mend": _mend}
