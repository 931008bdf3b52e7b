"""An article -> how long it is, and how much of it stands word for word in its seed. A piece of its page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from starlette.requests import Request

from digest.check.known import Known
from digest.check.likeness import Borrowed, beyond, borrowed
from digest.check.looking import own_words
from digest.check.sheet import Sheet, sheet
from digest.check.stored import Claimed, Seeds, claimed, words_of
from digest.content.pace import minutes
from digest.desk.papers import opened
from digest.desk.room import Room
from digest.errors import DigestError
from digest.settings import Settings
from digest.shingles import words
from digest.site.cards import EDGE, SIZES, WIDTH, fitted

HELD = 20  # seeds whose words are kept between two looks


class Shares(Struct, frozen=True):
    """What the text, and its summary alone, have of the seed. `over` says so where it is more than may be."""

    text: Borrowed
    summary: Borrowed
    over: str


def shown(room: Room, request: Request) -> dict[str, object]:
    """The measures of the file as it is saved."""
    path, settings = room.file(request.query_params.get("file", "")), room.settings()
    try:
        found = sheet(opened(settings.root, path).data, path)
    except DigestError:
        return {"read": False}
    own = own_words(found)
    return {
        "read": True,
        "words": len(own),
        "minutes": minutes(len(own), found.value("lang") or settings.site.language),
        "card": _card(found.value("title")),
        "shares": _shares(settings, found, own),
    }


def _card(title: str) -> str:
    """How a headline stands on a share card; empty where there is none."""
    if not title:
        return ""
    size, lines = fitted(" ".join(title.split()), SIZES, WIDTH - 2 * EDGE)
    cut = lines[-1].endswith("…") and not title.endswith("…")
    return "cut" if cut else "small" if size == SIZES[-1] else "whole"


def _shares(settings: Settings, found: Sheet, own: list[str]) -> Shares | None:
    """What it has of its seed; None where there is none, or it cannot be read, which `check` tells."""
    claim = claimed(found)
    known = _known(settings, claim) if claim.name else ()
    if not known:
        return None
    text = borrowed(found, own, known)
    over = beyond(text, settings.checking)
    return Shares(text, borrowed(found, words(found.value("summary")), known), over.message if over else "")


def _known(settings: Settings, claim: Claimed) -> Sequence[str]:
    """The words of a seed; none where it is not there as it was, or cannot be read."""
    key = (settings.root, claim)
    if key not in _words:
        try:
            entry = Seeds(settings.root, jobs=1).entry(claim)
            found = Known(words_of(settings.root, entry)).words if entry else []
        except DigestError:
            found = []
        if not (claim.sha256 and found):
            return found
        _words.update({key: found})
        while len(_words) > HELD:
            del _words[next(iter(_words))]
    return _words[key]


_words: dict[tuple[Path, Claimed], Sequence[str]] = {}  # by the hash of its words, so it stays what it is
