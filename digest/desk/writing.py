"""A text that is being written: set as it stands in the field, and its slips put right."""

from __future__ import annotations

from digest.check.mending import better, mending
from digest.content import links
from digest.content.linking import Linker
from digest.content.reading import SIZE, folders, made
from digest.desk import pages
from digest.desk.calls import Call, Given, Told
from digest.desk.papers import changed
from digest.desk.room import Room
from digest.errors import Problem, UsageError
from digest.memo import Memo
from digest.model import Article, Issue, Leaf
from digest.settings import Settings


def _typeset(room: Room, given: Given) -> Told:
    """The page of what is typed: a document of its own, and what is wrong with the text. Nothing is written."""
    path, settings = room.file(given.text("file")), room.settings()
    if not path.endswith(".md") or path.split("/")[1] not in folders(settings.site):
        raise UsageError("no page is made of this file", code="usage", path=path)
    data = given.text("text").encode()
    if len(data) > SIZE:
        raise UsageError(f"the text has {len(data):,} bytes; at most {SIZE:,} are read", code="size", path=path)
    entry = made(path, data, settings.site)
    item = entry.item
    html, problems = _linked(room, settings, item) if item else ("", ())
    told = [*entry.problems, *problems]
    document = pages.drawn("typed.html", {"item": item, "html": html, "lang": item.lang if item else ""})
    return {"document": document if item else "", "problems": [_told(each) for each in told]}


def _linked(room: Room, settings: Settings, item: Article | Leaf | Issue) -> tuple[str, tuple[Problem, ...]]:
    """The text of an article with its links as the preview would have them, and those that lead nowhere."""
    shelf = room.shelf()
    entries = shelf.entries if shelf else ()
    items = [each.item for each in entries if each.item and each.item.path != item.path]
    unread = {each.path for entry in entries if not entry.item for each in entry.problems}
    linker = Linker([*items, item], [*items, item], unread, shelf.assets if shelf else frozenset(), Memo())
    text = linker.linked(item).text
    base = settings.site.base_path.rstrip("/")
    html = links.rewritten(text.html, lambda target: base + target if target.startswith("/") else target)
    return html, tuple(linker.problems)


def _told(problem: Problem) -> dict[str, object]:
    return {"level": problem.level, "line": problem.line, "text": str(problem)}


def _mend_slips(room: Room, given: Given) -> Told:
    """Save what was typed with its slips put right."""
    path = room.file(given.text("file"))
    places = 0

    def change(data: bytes) -> bytes:
        nonlocal places
        found = better(data, path, codes)
        places = found.places
        return found.data

    with room.held() as settings:
        codes = mending(settings.checking)
        after = changed(settings.root, path, given.text("opened"), given.text("text"), change, room.clock())
    said = f"Saved, and {places:,} slip{'s' if places > 1 else ''} mended." if places else "Saved; there are no slips."
    return {"said": said, **after.told()}


CALLS: dict[str, Call] = {"typeset": _typeset, "mend-slips": _mend_slips}
