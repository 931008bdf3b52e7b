"""The inbox: what came in and waits for its editor, and what each still needs before it can be published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct
from starlette.requests import Request

from digest.content.issues import file_named, references
from digest.content.reading import Shelf
from digest.desk.arrivals import arrivals
from digest.desk.calls import Call, Given, Told
from digest.desk.drafts import Draft, Drafts
from digest.desk.room import Room
from digest.desk.spiking import put_aside, take_back
from digest.model import Article
from digest.seeds.overview import Seen
from digest.seeds.states import State

EACH = 100  # items on one page of the inbox
KINDS = {
    "new": "New seeds",
    "draft": "Drafts",
    "clash": "Clashes",
    "waiting": "Waiting",
    "reprint": "Reprints",
    "spiked": "Spiked",
}
ASKING = ("new", "draft", "clash", "waiting")  # what is shown where nothing else is asked for
_OF_SEEDS = {
    State.NEW: "new",
    State.CONFLICTING: "clash",
    State.WAITING: "waiting",
    State.REPRINT: "reprint",
    State.SPIKED: "spiked",
}
_SAID = {
    "clash": "a newer draft lies beside the article: bring the two together, then remove it",
    "waiting": "the record does not know whether it ever became an article",
}


class Need(Struct, frozen=True):
    """What an item still needs: a code to filter by, and the words for it."""

    code: str
    words: str


class Item(Struct, frozen=True):
    """A line of the inbox. `file` is its article, empty where it has none, `seed` the raw one, empty for none."""

    kind: str
    title: str
    file: str = ""
    seed: str = ""
    facts: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether it could be published as it is."""
        return self.kind == "draft" and not any(need.code != "summary" for need in self.needs)


def shown(room: Room, request: Request) -> dict[str, object]:
    """The inbox, or what a filter leaves of it: `kind=draft`, `need=date`, `page=2`."""
    every, problems = items(room)
    kind, need = request.query_params.get("kind", ""), request.query_params.get("need", "")
    some = [each for each in every if each.kind == kind or (not kind and each.kind in ASKING)]
    needs = Counter(code for each in some for code in {one.code for one in each.needs})
    some = [each for each in some if not need or need in {one.code for one in each.needs}]
    page = request.query_params.get("page", "1")
    number = min(max(int(page), 1), -(-len(some) // EACH) or 1) if page.isdecimal() and len(page) < 9 else 1
    return {
        "title": "Inbox",
        "here": "inbox",
        "items": some[EACH * (number - 1) : EACH * number],
        "total": len(some),
        "number": number,
        "pages": -(-len(some) // EACH),
        "kinds": KINDS,
        "counts": Counter(each.kind for each in every),
        "kind": kind,
        "needs": sorted(needs.items()),
        "need": need,
        "problems": problems,
    }


def items(room: Room) -> tuple[list[Item], Sequence[object]]:
    """Everything that may be looked at in the inbox, and what is wrong with files that are no seeds."""
    settings, shelf = room.settings(), room.shelf()
    seen, problems = arrivals.seen(settings)
    numbers = dict(_numbers(shelf)) if shelf else {}
    drafts = _drafts(room, shelf, numbers) if shelf else []
    return [*(item for each in seen if (item := _of_seed(each))), *drafts], problems


def _of_seed(seen: Seen) -> Item | None:
    """A seed that asks for something, or was put aside. One with an article is that article's."""
    kind = _OF_SEEDS.get(seen.state)
    if kind is None or seen.copy:
        return None
    told = _SAID.get(kind, f"reprint of {seen.article}" if seen.article else "reprint of a spiked seed")
    needs = (Need(kind, told),) if kind in (*_SAID, "reprint") else ()
    return Item(kind, seen.seed.removeprefix("seeds/"), seen.article, seen.seed, (), needs)


_known = Drafts()


def _drafts(room: Room, shelf: Shelf, numbers: dict[str, list[int]]) -> list[Item]:
    """The drafts, those that could be published first, then by date, the newest before."""
    root = room.settings().root
    found = [
        (entry.article, _known.draft(root, path))
        for path, entry in zip(shelf.paths, shelf.entries, strict=True)
        if entry.article and entry.article.draft
    ]
    found.sort(key=lambda pair: (str(pair[0].date or "9"), pair[0].path), reverse=True)
    return [_of_draft(article, draft, numbers.get(article.path, [])) for article, draft in found]


def _of_draft(article: Article, draft: Draft, numbers: Sequence[int]) -> Item:
    day = article.date.strftime("%Y-%m-%d") if article.date else ""
    facts = tuple(filter(None, (article.source.name if article.source else "", day, article.path)))
    needs = tuple(_needs(article, draft, numbers))
    return Item("draft", article.title, article.path, draft.seed, facts, needs)


def _needs(article: Article, draft: Draft, numbers: Sequence[int]) -> Iterator[Need]:
    """What is missing or unconfirmed in a draft, and what its editor should know of it."""
    if article.date is None:
        yield Need("date", "no date")
    if article.source is None:
        yield Need("source", "no source")
    if not draft.summary:
        yield Need("summary", "no summary")
    if draft.unsure:
        yield Need("guess", f"to confirm: {', '.join(draft.unsure)}")
    if numbers:
        yield Need("issue", f"already in issue {', '.join(map(str, numbers))}")


def _numbers(shelf: Shelf) -> Iterator[tuple[str, list[int]]]:
    """The articles that stand in issues, with the numbers of these."""
    found: dict[str, list[int]] = {}
    for entry in shelf.entries:
        for reference in references(entry.issue) if entry.issue else ():
            found.setdefault(file_named(reference), []).append(entry.issue.number if entry.issue else 0)
    yield from found.items()


def _spike(room: Room, given: Given) -> Told:
    with room.held() as settings:
        return put_aside(settings, given.text("seed"), given.text("file"), room)


def _unspike(room: Room, given: Given) -> Told:
    with room.held() as settings:
        return take_back(settings, given.text("seed"), given.text("file"))


CALLS: dict[str, Call] = {"spike": _spike, "unspike": _unspike}
