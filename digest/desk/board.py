"""The board of one issue: its articles in their order, those that could stand in it, and what its readers will get."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace
from starlette.requests import Request

from digest.content.issues import ARTICLES, file_named, order
from digest.curate.arranging import Arrangement, arrangement
from digest.curate.issues import FOLDER
from digest.desk import issuefacts, moves
from digest.desk.edition import edition
from digest.desk.issues import day, holders, named, state
from digest.desk.papers import opened
from digest.desk.room import Room
from digest.errors import DigestError, UsageError
from digest.model import Article, Issue, Link
from digest.settings import Settings

EACH = 50  # articles that are offered at once


class Card(Struct, frozen=True):
    """An article on the board. `note` is what its editor should know; `number` and `position` are its place."""

    path: str
    title: str
    facts: tuple[str, ...]
    note: str = ""
    inside: bool = False
    number: int = -1
    position: int = -1


class Column(Struct, frozen=True):
    """A section on the board; the first holds the articles without one."""

    number: int
    title: str
    cards: tuple[Card, ...]


def shown(room: Room, request: Request) -> dict[str, object]:
    """The board: `file=content/issues/12.md`, and `q=` for what is looked for among all articles."""
    path, settings = issue_file(room, request.query_params.get("file", "")), room.settings()
    paper, issue = opened(settings.root, path), room.entry(path).issue
    wanted = request.query_params.get("q", "")
    known = articles(room)
    broken: DigestError | None = None
    try:
        now = arrangement(paper.data, path)
        facts = issuefacts.read(paper.data, path)
    except DigestError as error:
        now, facts, broken = Arrangement((), ()), issuefacts.NONE, error
    offered, more = _offered(room, settings, path, issue, now, wanted)
    return {
        "title": named(issue) if issue else path,
        "here": "issues",
        "file": path,
        "opened": paper.name,
        "broken": broken.problem if broken else None,
        "columns": list(_columns(now, known, holders(room.shelf(), path), settings)),
        "count": len(now.articles),
        "offered": offered,
        "more": more,
        "q": wanted,
        "since": _since(room, issue, settings),
        "facts": facts,
        "state": "draft" if facts.draft or not issue else state(replace(issue, draft=False), settings),
        "address": room.address(path) if issue and _is_built(room, issue) else "",
        "mail": edition(room, issue),
        "problems": [each for each in room.problems() if each.path == path],
    }


def _is_built(room: Room, issue: Issue) -> bool:
    return issue.url.removeprefix("/") + ("index.html" if issue.url.endswith("/") else "") in room.files()


def issue_file(room: Room, path: str) -> str:
    """The same path, if it is an issue's. Raises `UsageError` for any other."""
    if not path.startswith(FOLDER) or not path.endswith(".md"):
        raise UsageError("a board is of an issue: a file of content/issues/", code="usage")
    return room.file(path)


def articles(room: Room) -> Mapping[str, Article]:
    """All articles that can be read, by their paths."""
    shelf = room.shelf()
    return {entry.article.path: entry.article for entry in shelf.entries if entry.article} if shelf else {}


def path_of(name: str) -> str:
    """The file that a name in an issue means."""
    return file_named(Link(name, 0, 0, ""))


def _columns(
    now: Arrangement, known: Mapping[str, Article], elsewhere: Mapping[str, list[int]], settings: Settings
) -> Iterator[Column]:
    """The lists of an issue. An article that cannot be shown says why."""
    lists = [("", now.loose), *((group.title, group.articles) for group in now.groups)]
    for number, (title, names) in enumerate(lists):
        cards = (
            _card(path_of(name), known.get(path_of(name)), elsewhere, settings, (number, position))
            for position, name in enumerate(names)
        )
        yield Column(number, title, tuple(cards))


def _card(
    path: str,
    article: Article | None,
    elsewhere: Mapping[str, list[int]],
    settings: Settings,
    place: moves.Place = (-1, -1),
    *,
    inside: bool = False,
) -> Card:
    if article is None:
        return Card(path, path.removeprefix(ARTICLES), (), "cannot be read, or does not exist", inside, *place)
    source = article.source.name if article.source else ""
    date = str(day(article.date, settings.site)) if article.date else "no date"
    facts = tuple(filter(None, (source, date, next(iter(article.terms.get("topics", ())), ""))))
    notes = ("is a draft" if article.draft else "", already(elsewhere.get(path, ())))
    note = "; ".join(filter(None, ("in this issue" if inside else "", *notes)))
    return Card(path, article.title, facts, note, inside, *place)


def already(numbers: Sequence[int]) -> str:
    """In which issues an article stands, in words; empty for none."""
    return f"already in issue {', '.join(map(str, numbers))}" if numbers else ""


def _offered(
    room: Room, settings: Settings, path: str, issue: Issue | None, now: Arrangement, wanted: str
) -> tuple[list[Card], int]:
    """Published articles that could stand in an issue, the newest first, and how many more there are.

    Where nothing is looked for: those that stand in no issue and came out since the last one.
    """
    inside, elsewhere = set(map(path_of, now.articles)), holders(room.shelf(), path)
    words, since = wanted.casefold().split(), _since(room, issue, settings)
    due = [each for each in articles(room).values() if not each.draft and each.date and each.date <= settings.now]
    if words:
        found = [each for each in due if all(word in each.title.casefold() for word in words)]
    else:
        free = (each for each in due if each.path not in inside and each.path not in elsewhere)
        found = [each for each in free if since is None or str(day(each.date or settings.now, settings.site)) >= since]
    found.sort(key=lambda each: (-(each.date or settings.now).timestamp(), each.path))
    cards = [_card(each.path, each, elsewhere, settings, inside=each.path in inside) for each in found[:EACH]]
    return cards, len(found) - len(cards)


def _since(room: Room, issue: Issue | None, settings: Settings) -> str | None:
    """The first day of an issue: the one it says itself, or the last one of the issue before it."""
    if issue and issue.since:
        return str(day(issue.since, settings.site))
    shelf = room.shelf()
    others = [entry.issue for entry in shelf.entries if entry.issue and entry.issue is not issue] if shelf else []
    before = [each for each in others if issue is None or order(each) < order(issue)]
    ends = [moment for each in sorted(before, key=order) if (moment := each.until or each.date)]
    return str(day(ends[-1], settings.site)) if ends else None
