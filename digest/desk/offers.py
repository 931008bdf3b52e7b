"""Tags and topics that an article may have: what waits in its `suggested:`, and what its text tells of, with reasons.

Nothing is written here. Which names a site knows is made out once for each state of its articles.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from starlette.requests import Request

from digest.content.authority import Authority
from digest.content.reading import Shelf, made
from digest.content.vocabulary import Vocabulary
from digest.curate.suggest import proposed, suggestion, vocabulary_of
from digest.desk.form import form
from digest.desk.papers import opened
from digest.desk.room import Room
from digest.settings import Settings
from digest.text import same_name


class Offer(Struct, frozen=True):
    """A name that may be taken. `waiting` ones stand in the file; `strange` ones nobody knows."""

    kind: str
    name: str
    why: str = ""
    waiting: bool = False
    strange: bool = False


class _Vocabularies:
    """The vocabulary of the last state of a site's articles."""

    def __init__(self) -> None:
        self._last: tuple[Shelf, Vocabulary] | None = None

    def of(self, settings: Settings, shelf: Shelf) -> Vocabulary:
        """The names that a site knows."""
        last = self._last
        if last is None or last[0] is not shelf:
            last = self._last = (shelf, vocabulary_of(settings.root, shelf.tags, shelf.entries))
        return last[1]


_vocabularies = _Vocabularies()


def waiting(suggested: tuple[tuple[str, str], ...]) -> tuple[Offer, ...]:
    """What stands in `suggested:`."""
    return tuple(Offer(kind, name, waiting=True) for kind, name in suggested)


def shown(room: Room, request: Request) -> dict[str, object]:
    """A piece of the page of an article: what its text tells of, beside what waits."""
    path, settings, shelf = room.file(request.query_params.get("file", "")), room.settings(), room.shelf()
    data = opened(settings.root, path).data
    held = form(data, path, settings.site)
    found = waiting(held.suggested) if held else ()
    if held and held.article and shelf:
        known = _vocabularies.of(settings, shelf)
        found = tuple(_reasoned(found, data, path, settings, known, shelf.tags))
    return {"offers": found, "looked": True}


def _reasoned(
    found: tuple[Offer, ...], data: bytes, path: str, settings: Settings, known: Vocabulary, settled: Authority
) -> Iterator[Offer]:
    article = made(path, data, settings.site).article
    if article is None:
        yield from found
        return
    every = proposed(article, known)
    why = {same_name(each.name): each.why for each in (*every.tags, *every.topics)}
    yield from (Offer(each.kind, each.name, why.get(same_name(each.name), ""), waiting=True) for each in found)
    more = suggestion(article, data, known, settled)
    yield from (Offer("tags", each.name, each.why) for each in more.tags)
    yield from (Offer("topics", each.name, each.why) for each in more.topics)
    yield from (Offer("tags", name, f"{times} times", strange=True) for name, times in more.new)
