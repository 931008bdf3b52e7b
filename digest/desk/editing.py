"""An article on the desk: its text and its front matter as they stand in the file, and the saving of them."""

from __future__ import annotations

from starlette.requests import Request

from digest.desk.calls import Call, Given, Told
from digest.desk.form import form
from digest.desk.lines import of_article
from digest.desk.offers import waiting
from digest.desk.papers import Paper, changed, opened, plain_ends, put_by
from digest.desk.room import Room
from digest.errors import UsageError
from digest.seeds.frontmerge import reconciled


def shown(room: Room, request: Request) -> dict[str, object]:
    """The page of one file: `file=content/articles/…`."""
    path = room.file(request.query_params.get("file", ""))
    paper = opened(room.settings().root, path)
    entry = room.entry(path)
    held = form(paper.data, path, room.settings().site)
    return {
        "title": entry.article.title if entry.article else path,
        "here": "",
        "file": path,
        "name": paper.name,
        "text": paper.text,
        "article": entry.article,
        "address": room.address(path),
        "form": held,
        "offers": waiting(held.suggested) if held else (),
        "looked": False,
        "pane": of_article(room, path, paper.data),
        "problems": [each for each in room.problems() if each.path == path],
    }


def _save(room: Room, given: Given) -> Told:
    """Write what was typed."""
    path, text = room.file(given.text("file")), given.text("text")
    with room.held() as settings:
        after = changed(settings.root, path, given.text("opened"), text, lambda data: data, room.clock())
    return {"said": "Saved.", **after.told()}


def _together(room: Room, given: Given) -> Told:
    """Bring two texts together that both began with a third: what was typed here, and what stands on the disk now."""
    path = room.file(given.text("file"))
    theirs = opened(room.settings().root, path)
    base, ours = given.text("base").encode(), plain_ends(given.text("text")).encode()
    found = reconciled(base, ours, theirs.text.encode(), path)
    if found is None:
        hint = "choose one, and take over by hand what the other has"
        raise UsageError("both changed the same place in different ways", code="clash", path=path, hint=hint)
    return {"said": "Brought together; look it over, then save.", "opened": theirs.name, "text": found.decode()}


def _keep(room: Room, given: Given) -> Told:
    """Keep what was typed, though the page goes on from another text."""
    path = room.file(given.text("file"))
    copy = put_by(room.settings().root, Paper(path, given.text("text").encode()), room.clock())
    return {"said": f"What was typed here is kept in {copy}."}


CALLS: dict[str, Call] = {"save": _save, "together": _together, "keep": _keep}
