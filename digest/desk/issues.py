"""All issues on the desk, and the beginning of a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from urllib.parse import urlencode

from msgspec import Struct
from starlette.requests import Request

from digest.content.issues import file_named, order, references
from digest.content.reading import Shelf
from digest.curate.issues import FOLDER, NewIssue, Wish, new_issue, write
from digest.desk.calls import Call, Given, Told
from digest.desk.room import Room
from digest.errors import Problem, UsageError
from digest.model import Issue
from digest.moments import moment
from digest.settings import Settings, Site


class Line(Struct, frozen=True):
    """An issue in the list; one that cannot be read has only its file and its problems. `state` is in words."""

    file: str
    name: str
    facts: tuple[str, ...]
    state: str
    read: bool
    problems: tuple[Problem, ...]


def shown(room: Room, request: Request) -> dict[str, object]:
    """All issues, the newest first."""
    shelf, settings = room.shelf(), room.settings()
    return {
        "title": "Issues",
        "here": "issues",
        "lines": _lines(room, shelf, settings) if shelf else [],
        "first": not any(entry.issue for entry in shelf.entries) if shelf else False,
    }


def _lines(room: Room, shelf: Shelf, settings: Settings) -> list[Line]:
    pairs = zip(shelf.paths, shelf.entries, strict=True)
    found = {path: entry for path, entry in pairs if path.startswith(FOLDER)}
    told = [each for each in room.problems() if each.path.startswith(FOLDER)]
    issues = sorted((entry.issue for entry in found.values() if entry.issue), key=order, reverse=True)
    paths = [path for path, entry in found.items() if not entry.issue] + [each.path for each in issues]
    return [_line(path, found[path].issue, [each for each in told if each.path == path], settings) for path in paths]


def _line(path: str, issue: Issue | None, told: Sequence[Problem], settings: Settings) -> Line:
    if issue is None:
        return Line(path, path, (), "cannot be read", read=False, problems=tuple(told))
    count, site = sum(1 for _ in references(issue)), settings.site
    days = [str(day(each, site)) for each in (issue.since, issue.until) if each]
    covers = f"covers {'–'.join(days)}" if days else ""
    out = str(day(issue.date, site)) if issue.date else "no date"
    facts = (out, covers, f"{count:,} article" + ("" if count == 1 else "s"), path)
    return Line(path, named(issue), tuple(filter(None, facts)), state(issue, settings), read=True, problems=tuple(told))


def state(issue: Issue, settings: Settings) -> str:
    """Whether an issue is out, in a word."""
    if issue.draft:
        return "draft"
    return "waits" if issue.date and issue.date > settings.now else "published"


def named(issue: Issue) -> str:
    """An issue by its number, and its title where it has one."""
    return f"Issue {issue.number}" + (f": {issue.title}" if issue.title else "")


def day(moment: datetime, site: Site) -> date:
    """The day of a moment where the site is at home."""
    return moment.astimezone(site.zone).date()


def holders(shelf: Shelf | None, besides: str = "") -> Mapping[str, list[int]]:
    """The articles that stand in issues, with the numbers of these; one issue may be left out."""
    found: dict[str, list[int]] = {}
    for entry in shelf.entries if shelf else ():
        if entry.issue and entry.issue.path != besides:
            for path in dict.fromkeys(map(file_named, references(entry.issue))):
                found.setdefault(path, []).append(entry.issue.number)
    return found


def _new(room: Room, given: Given) -> Told:
    """What the command `issue new` does; then the editor goes to the board of the new issue."""
    with room.held() as settings:
        site = settings.site
        number = given.text("number").strip()
        if number and not (number.isdecimal() and 0 < int(number) < 100_000):
            raise UsageError("the number of an issue is a whole one from 1 on", code="number")
        wish = Wish(int(number) if number else None, _day("since", given, site), _day("until", given, site))
        made = _begun(settings, wish)
        if made.count:
            write(made, settings)
    return _told(made)


def _begun(settings: Settings, wish: Wish) -> NewIssue:
    try:
        return new_issue(settings, wish)
    except UsageError as error:
        hint = "give another first day"
        raise UsageError(error.problem.message, code=error.problem.code, hint=hint) from None


def _day(name: str, given: Given, site: Site) -> datetime | None:
    text = given.text(name).strip()
    try:
        return moment(text, site.zone) if text else None
    except ValueError as error:
        raise UsageError(f"`{name}` {error}", code=name) from None


def _told(made: NewIssue) -> Told:
    stand = "1 older article stands" if made.older == 1 else f"{made.older:,} older articles stand"
    older = f" {stand} in no issue; an earlier first day takes them in." if made.older else ""
    window = f"from {made.since} to {made.until}"
    if not made.count:
        said = f"Nothing that is in no issue yet was published {window}, so nothing was written."
        return {"said": said + older}
    articles = "1 article" if made.count == 1 else f"{made.count:,} articles"
    address = f"/_desk/issue?{urlencode({'file': made.path})}"
    return {"said": f"Wrote {made.path}: {articles}, {window}.{older}", "address": address}


CALLS: dict[str, Call] = {"issue-new": _new}
