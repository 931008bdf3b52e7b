"""A seed on the desk that has no article yet, or clashes with one: its lines, what would become of it, what to do."""

from __future__ import annotations

import difflib

from msgspec import Struct
from msgspec.structs import replace
from starlette.requests import Request

from digest.desk.arrivals import arrivals
from digest.desk.lines import looked_through, pane
from digest.desk.papers import SHOWN, opened
from digest.desk.room import Room
from digest.errors import DigestError, Problem, UsageError, printable
from digest.seeds.beside import BESIDE
from digest.seeds.convert import document
from digest.seeds.explain import Explained, Explainer
from digest.seeds.folder import part_named
from digest.seeds.overview import Seen
from digest.seeds.states import State
from digest.settings import Settings

FIELDS = ("title", "date", "author", "source", "source_url", "dateline", "lang")
SAID = {
    State.NEW: "This seed is new.",
    State.WAITING: "The record does not know whether this seed ever became an article.",
    State.SPIKED: "This seed is spiked: it is not offered again.",
    State.DELETED: "Its article was deleted.",
    State.REPRINT: "This seed says again what is there already.",
    State.CONVERTED: "This seed has become an article, which nobody has edited.",
    State.EDITED: "This seed has become an article, which is its editor's now.",
    State.CONFLICTING: "A newer draft lies beside its article: you and the converter have changed the same place.",
}


class Would(Struct, frozen=True):
    """What the draft of a seed would say, field by field, each with why that is a guess, if it is one."""

    fields: tuple[tuple[str, str, str], ...] = ()
    trouble: Problem | None = None


def shown(room: Room, request: Request) -> dict[str, object]:
    """The page of a seed: `name=seeds/…`, of one item of it, or of all that it holds."""
    settings, name = room.settings(), request.query_params.get("name", "")
    looked = looked_through(settings)
    found, trouble = _explained(looked, name)
    one = found[0] if len(found) == 1 else None
    seen = _seen(settings, one.seed if one else name)
    would = _would(looked, one) if one else Would()
    title = next((value for key, value, _ in would.fields if key == "title"), "") or name.removeprefix("seeds/")
    return {
        "title": title,
        "here": "",
        "name": seen.seed if seen else name,
        "seen": seen,
        "said": _told(seen),
        "would": would,
        "pane": pane(one) if one else None,
        "others": [each.seed for each in found] if len(found) > 1 else [],
        "difference": _difference(settings, seen),
        "problem": trouble,
    }


def _explained(looked: Explainer, name: str) -> tuple[tuple[Explained, ...], Problem | None]:
    """The seeds of a name; or why there is nothing to see of it. `UsageError` where there is none."""
    try:
        return looked.seeds(name), None
    except UsageError:
        raise
    except DigestError as error:
        return (), error.problem


def _seen(settings: Settings, name: str) -> Seen | None:
    return next((each for each in arrivals.seen(settings)[0] if each.seed == printable(name)), None)


def _told(seen: Seen | None) -> str:
    if seen is None:
        return ""
    if seen.copy:
        return "Another seed has the same bytes."
    return SAID[seen.state] + (" The seed has changed since." if seen.changed else "")


def _would(looked: Explainer, one: Explained) -> Would:
    """What would become of a seed today."""
    try:
        part = part_named(looked.found, one.seed)
        meta = document(part, known=replace(looked.known, recurring=looked.repeats.about(part.sha256))).document.meta
    except DigestError as error:
        return Would(trouble=error.problem)
    guesses = meta.get("unsure")
    why = guesses if isinstance(guesses, dict) else {}
    wanted = [key for key in FIELDS if key in meta or key in why]
    return Would(tuple((key, str(meta.get(key, "")), str(why.get(key, ""))) for key in wanted))


def _difference(settings: Settings, seen: Seen | None) -> list[str]:
    """How the draft beside an article differs from it."""
    if seen is None or seen.state is not State.CONFLICTING:
        return []
    try:
        mine, theirs = opened(settings.root, seen.article), opened(settings.root, seen.article + BESIDE)
        lines = difflib.unified_diff(
            mine.text.splitlines(), theirs.text.splitlines(), "your article", "the newer draft", lineterm="", n=2
        )
        return [line for line, _ in zip(lines, range(SHOWN), strict=False)]
    except DigestError:
        return []
