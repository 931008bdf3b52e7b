"""What the buttons of the board do: an issue's file is written at once, and the next button can undo it.

The state that the page began with stands in each call: its numbers mean nothing in another.
"""

from __future__ import annotations

from collections.abc import Callable

from digest.content.issues import ARTICLES
from digest.curate.arranging import Arrangement, arranged, arrangement
from digest.desk import issuefacts, moves
from digest.desk.board import already, articles, issue_file, path_of
from digest.desk.calls import Call, Given, Told
from digest.desk.filling import refuse_worse
from digest.desk.issues import holders
from digest.desk.papers import changed, opened
from digest.desk.room import Room
from digest.errors import UsageError
from digest.model import Issue
from digest.text import plain_spaces

Change = Callable[[Arrangement], Arrangement]


def _done(room: Room, given: Given, change: Change, said: str) -> Told:
    """Arrange an issue's articles otherwise, and tell how it can be undone."""
    path = issue_file(room, given.text("file"))
    known = articles(room)

    def edit(data: bytes) -> bytes:
        now = arrangement(data, path)
        wanted = change(now)
        new = {name: known[path_of(name)] for name in set(wanted.articles) - {*now.articles} if path_of(name) in known}
        headlines = {name: plain_spaces(article.title) for name, article in new.items()}
        return data if wanted == now else arranged(data, path, wanted, headlines)

    return _written(room, given, path, edit, said)


def _written(room: Room, given: Given, path: str, edit: Callable[[bytes], bytes], said: str) -> Told:
    """Write an issue's file anew, and tell how that can be undone."""
    with room.held() as settings:

        def done(data: bytes) -> bytes:
            after = edit(data)
            refuse_worse(data, after, path, settings)
            return after

        before = opened(settings.root, path)
        after = changed(settings.root, path, given.text("opened"), before.text, done, room.clock())
    undo = {"call": "issue-back", "given": {"file": path, "opened": after.name, "text": before.text}}
    same = {"said": "Nothing changed."} if after.data == before.data else {"said": said, "undo": undo}
    return {**same, "file": path, "opened": after.name}


def _place(given: Given) -> moves.Place:
    return given.number("number"), given.number("position")


def _add(room: Room, given: Given) -> Told:
    path, file = given.text("article"), given.text("file")
    article = articles(room).get(path)
    if article is None or article.draft:
        raise UsageError("only a published article can stand in an issue", code="usage", path=path)

    def change(now: Arrangement) -> Arrangement:
        if path in map(path_of, now.articles):
            raise UsageError(f"“{article.title}” stands in this issue already", code="repeat")
        return moves.put_in(now, path.removeprefix(ARTICLES), _place(given))

    note = already(holders(room.shelf(), file).get(path, ()))
    said = f"Added: {article.title}." + (f" It is {note}." if note else "")
    return _done(room, given, change, said)


def _move(room: Room, given: Given) -> Told:
    target = given.number("to"), given.number("before")
    return _done(room, given, lambda now: moves.carried(now, _place(given), target), "Moved.")


def _step(room: Room, given: Given) -> Told:
    by = -1 if given.flag("up") else 1
    return _done(room, given, lambda now: moves.stepped(now, _place(given), by), "Moved.")


def _out(room: Room, given: Given) -> Told:
    return _done(room, given, lambda now: moves.taken_out(now, _place(given)), "Taken out.")


def _section_new(room: Room, given: Given) -> Told:
    title, number = given.text("title"), given.number("number")
    return _done(room, given, lambda now: moves.begun(now, title, number), f"New section: {title}.")


def _section_name(room: Room, given: Given) -> Told:
    title, number = given.text("title"), given.number("number")
    return _done(room, given, lambda now: moves.renamed(now, number, title), f"The section is now: {title}.")


def _section_step(room: Room, given: Given) -> Told:
    by = -1 if given.flag("up") else 1
    return _done(room, given, lambda now: moves.shifted(now, given.number("number"), by), "Moved.")


def _section_out(room: Room, given: Given) -> Told:
    said = "The section is gone; its articles stand in the one above."
    return _done(room, given, lambda now: moves.dissolved(now, given.number("number")), said)


def _back(room: Room, given: Given) -> Told:
    """Bring back a text of before. What came between is kept."""
    path = issue_file(room, given.text("file"))
    with room.held() as settings:
        before = opened(settings.root, path)
        after = changed(settings.root, path, given.text("opened"), given.text("text"), bytes, room.clock())
    undo = {"call": "issue-back", "given": {"file": path, "opened": after.name, "text": before.text}}
    return {"said": "As it was before.", "undo": undo, "file": path, "opened": after.name}


def _say(room: Room, given: Given) -> Told:
    """Another value for a fact of the issue; an empty one takes it out."""
    path, name, value = issue_file(room, given.text("file")), given.text("key"), given.text("value")
    taken = {each.number for each in _others(room, path)}

    def edit(data: bytes) -> bytes:
        return issuefacts.said(data, path, name, value, room.settings().site, taken)

    return _written(room, given, path, edit, f"Saved: {name}.")


def _publish(room: Room, given: Given) -> Told:
    path, settings = issue_file(room, given.text("file")), room.settings()

    def edit(data: bytes) -> bytes:
        return issuefacts.published(data, path, settings, room.shelf())

    return _written(room, given, path, edit, "Published: it goes out with the next build.")


def _withdraw(room: Room, given: Given) -> Told:
    path = issue_file(room, given.text("file"))
    return _written(room, given, path, lambda data: issuefacts.withdrawn(data, path), "Withdrawn: it is a draft again.")


def _others(room: Room, path: str) -> list[Issue]:
    shelf = room.shelf()
    return [entry.issue for entry in shelf.entries if entry.issue and entry.issue.path != path] if shelf else []


CALLS: dict[str, Call] = {
    "issue-add": _add,
    "issue-move": _move,
    "issue-step": _step,
    "issue-out": _out,
    "section-new": _section_new,
    "section-name": _section_name,
    "section-step": _section_step,
    "section-out": _section_out,
    "issue-back": _back,
    "issue-say": _say,
    "issue-publish": _publish,
    "issue-withdraw": _withdraw,
}
