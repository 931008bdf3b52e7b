"""An article among the others: the story that it belongs to, what was decided of it, and what may be decided yet."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator

from msgspec import Struct
from starlette.requests import Request

from digest.content import decisions
from digest.content.decisions import ARTICLES, FILE, KINDS, Decision, Kind
from digest.content.units import Unit, Units
from digest.curate import decide
from digest.curate.decide import Decided
from digest.curate.profiles import Profiles, unread
from digest.curate.stories import Proposal, proposals
from digest.desk.calls import Call, Given, Told
from digest.desk.papers import Paper, saved
from digest.desk.room import Room
from digest.errors import UsageError
from digest.settings import Settings

BANDS = {"reprint": "Nearly the same words", "same": "One story?", "topic": "On one topic; perhaps a follow-up"}
LARGE = 1_000  # articles that have to be read first: with more, it is asked whether to begin
TOPICS = 5  # proposals of the last band that are shown
CALLED = ("title", "slug", "lead")  # what a decision says of its story
SAID = {"same": "one story with", "follow-up": "a follow-up of, or followed by,", "unrelated": "unrelated to"}


class Other(Struct, frozen=True):
    """Another article: its name in decisions, its path, and what to call it."""

    name: str
    file: str
    title: str
    facts: str = ""
    here: bool = False


class Near(Struct, frozen=True):
    """A proposal, seen from one article."""

    band: str
    other: Other
    reasons: str


class _Archive:
    """What all articles are known by, kept between two looks: then only changed files are read."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: tuple[object, Profiles] | None = None

    def unread(self, settings: Settings) -> int:
        """How many articles have to be read first."""
        return 0 if self._last and self._last[0] == _place(settings) else unread(settings)

    def profiles(self, settings: Settings) -> Profiles:
        """The profiles of a site as it is now."""
        key = _place(settings)
        with self._lock:
            before = self._last[1] if self._last and self._last[0] == key else None
            found = Profiles(settings, before)
            self._last = (key, found)
        return found


def _place(settings: Settings) -> tuple[object, ...]:
    return settings.root, settings.site.timezone


_archive = _Archive()


def shown(room: Room, request: Request) -> dict[str, object]:
    """A piece of the page of an article: its story, the decisions, and the proposals."""
    path, settings = room.file(request.query_params.get("file", "")), room.settings()
    name = path.removeprefix(ARTICLES)
    known = decisions.read(settings.root)
    units = Units(known, set(decide.articles(settings.root)))
    story = units.story(name)
    first = 0 if "whole" in request.query_params else _archive.unread(settings)
    return {
        "file": path,
        "name": name,
        "story": story,
        "story_title": _title(story, room) if story else "",
        "fellows": [_other(each, room, here=name) for each in story.articles] if story else [],
        "decided": [(each, [_other(one, room) for one in each.names if one != name]) for each in _of(name, known.all)],
        "said": SAID,
        "bands": BANDS,
        "near": list(_near(room, settings, units, name)) if first <= LARGE else [],
        "unread": first if first > LARGE else 0,
        "problems": (*known.problems, *units.problems),
    }


def _of(name: str, all_decisions: Iterable[Decision]) -> Iterator[Decision]:
    return (each for each in all_decisions if name in each.names)


def _title(story: Unit, room: Room) -> str:
    return story.title or _other(story.lead or story.articles[0], room).title


def _other(name: str, room: Room, here: str = "") -> Other:
    article = room.entry(ARTICLES + name).article
    if article is None:
        return Other(name, ARTICLES + name, name, here=name == here)
    day = article.date.strftime("%Y-%m-%d") if article.date else ""
    facts = " · ".join(filter(None, (article.source.name if article.source else "", day)))
    return Other(name, ARTICLES + name, article.title, facts, name == here)


def _near(room: Room, settings: Settings, units: Units, name: str) -> Iterator[Near]:
    profiles = _archive.profiles(settings)
    found = proposals(profiles, units, {name}) if name in profiles.names else ()
    for band in BANDS:
        some = [each for each in found if each.band == band]
        for each in some[:TOPICS] if band == "topic" else some:
            yield Near(band, _other(_opposite(each, name), room), "; ".join(each.reasons))


def _opposite(each: Proposal, name: str) -> str:
    return each.other.name if each.one.name == name else each.one.name


# deciding


def _decide(room: Room, given: Given) -> Told:
    """Write down what two articles or more are to one another; of a story also what it is called."""
    kind, names = _kind(given), given.texts("articles")
    called = {each: given.text(each) for each in CALLED if each in given.values}
    with room.held() as settings:
        found = decide.decided(settings.root, decide.articles(settings.root), kind, names, **called)
        _write(settings, found, room)
    undo = {"call": "undecide", "given": {"kind": kind, "articles": list(names)}} if found.added else None
    return {"said": f"Decided: {kind}." if found.added else "That is decided already.", "undo": undo}


def _undecide(room: Room, given: Given) -> Told:
    """Take a decision back out of the file."""
    kind, names = _kind(given), given.texts("articles")
    with room.held() as settings:
        same = (
            each for each in decisions.read(settings.root).all if each.kind == kind and set(each.names) == set(names)
        )
        called = [_called(each) for each in same]
        _write(settings, decide.taken_back(settings.root, kind, names), room)
    again = {"kind": kind, "articles": list(names), **called[-1]}
    return {"said": f"Taken back: {kind}.", "undo": {"call": "decide", "given": again}}


def _called(decision: Decision) -> dict[str, str]:
    lead = decision.lead.name if decision.lead else ""
    said = {"title": decision.title, "slug": decision.slug, "lead": lead}
    return {name: said[name] for name in CALLED if said[name]}


def _kind(given: Given) -> Kind:
    word = given.text("kind")
    for kind in KINDS:
        if kind == word:
            return kind
    raise UsageError(f"a decision is one of {', '.join(KINDS)}", code="usage")


def _write(settings: Settings, found: Decided, room: Room) -> None:
    """Write the file of decisions, after a copy of what it held."""
    if (settings.root / FILE).exists():
        saved(settings.root, Paper(FILE, found.before.encode()), found.after.encode(), room.clock())
    else:
        decide.write(settings.root, found)


CALLS: dict[str, Call] = {"decide": _decide, "undecide": _undecide}
