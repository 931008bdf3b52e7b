"""The folder of seeds as its editor sees it: what has become of each; and seeds that are not wanted, put aside."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from digest.errors import DigestError, Problem
from digest.seeds import beside, lost, record
from digest.seeds.folder import Entry, Listing, listing
from digest.seeds.record import SPIKED, Record, Row
from digest.seeds.shelf import Shelf, shelf
from digest.seeds.standing import Standing, Standings
from digest.seeds.states import State
from digest.settings import Settings

_SHOWN_AS = {State.CLAIMED: State.EDITED, State.WITHIN: State.REPRINT}
SHOWN = tuple(state for state in State if state not in _SHOWN_AS)
"""The states that an editor is told of: an article that names its seed is an edited one, wherever it lies."""


class Seen(Struct, frozen=True):
    """A seed, its state, its article, if there is one; `changed` since it became that, or a `copy` of another seed."""

    seed: str
    state: State
    article: str = ""
    changed: bool = False
    copy: bool = False


class Spiked(Struct, frozen=True):
    """The seeds that were put aside, or taken back, and what is wrong with the others."""

    seeds: tuple[str, ...]
    problems: tuple[Problem, ...]


def overview(settings: Settings) -> tuple[tuple[Seen, ...], tuple[Problem, ...]]:
    """Every seed of the site, in the order of their names, and what is wrong with files that are none."""
    spread = _Spread(settings)
    found = list(spread.listing.within(spread.listing.files))
    seen = tuple(spread.seen(each) for each in found if isinstance(each, Entry))
    return seen, tuple(each for each in found if isinstance(each, Problem))


def spike(settings: Settings, names: Sequence[str], *, undo: bool = False, dry_run: bool = False) -> Spiked:
    """Say of seeds that they are not wanted, or are after all. The caller holds the site's lock.

    A seed that has an article is not put aside: what is published stays. `UsageError` where there is no such seed,
    `DigestError` where the record is lost or broken: half of one would be taken for the whole.
    """
    spread = _Spread(settings)
    found = list(spread.listing.within(spread.listing.chosen(names)))
    if spread.lost:
        hint = "restore it from git, or convert, which makes it anew"
        raise DigestError("the record of conversions was lost", code="record", path=record.FILE, hint=hint)
    problems = [each for each in found if isinstance(each, Problem)]
    done: list[str] = []
    for entry in found:
        if isinstance(entry, Entry):
            came = spread.taken_back(entry) if undo else spread.put_aside(entry)
            problems += [came] if isinstance(came, Problem) else []
            done += [entry.key] if came is True else []
    if done and not dry_run:
        record.write(settings.root, spread.record.rows)
        for row in spread.offered:
            beside.drop(settings.root, row)
    return Spiked(tuple(done), tuple(problems))


class _Spread:
    """The folder, the record and `content/`, side by side."""

    def __init__(self, settings: Settings) -> None:
        self.root, self.jobs = settings.root, settings.jobs
        self.record = Record(record.read(self.root))
        self.offered: list[Row] = []
        self.listing: Listing = listing(self.root, jobs=self.jobs)
        keys = {each.key for each in self.listing.entries}
        self.standings = Standings(self.root, self.record, keys, lambda: self.shelf)

    @cached_property
    def shelf(self) -> Shelf:
        """What stands in `content/`."""
        return shelf(self.root, jobs=self.jobs)

    @cached_property
    def lost(self) -> bool:
        """Whether lines of the record are missing."""
        return not self.record.rows and lost.is_lost(self.root, self.record, self.shelf)

    def seen(self, entry: Entry) -> Seen:
        """What an editor is told of a seed."""
        at = self.standings.of(entry)
        state, article = at.state, at.article
        if state is State.DELETED and at.row:
            elsewhere = self.shelf.by_hash.get(at.row.sha256) or self.shelf.by_seed.get(entry.key)
            state, article = (State.CLAIMED, elsewhere) if elsewhere else (state, article)
        if state is State.NEW and self.lost:
            state = State.WAITING
        return Seen(entry.key, _SHOWN_AS.get(state, state), article, at.changed, at.copy)

    def put_aside(self, entry: Entry) -> Problem | bool:
        """Take a seed for one that is not wanted, or say why not. False where it is one already."""
        at, seen = self.standings.of(entry), self.seen(entry)
        if seen.state in (State.CONVERTED, State.EDITED, State.CONFLICTING):
            hint = "delete the article, if you do not want it: it does not come back"
            return Problem("spike", f"it has become {seen.article}", entry.key, hint=hint)
        if at.state is State.SPIKED:
            return False
        gone = at.row if at.row and at.state is State.DELETED else Row(entry.key, entry.sha256, "", "")
        self.record.add(replace(gone, state=SPIKED), instead=at.row)
        self.offered += [gone] if gone.offered else []
        return True

    def taken_back(self, entry: Entry) -> bool:
        """Take a seed for one that may be wanted. False where it was not put aside."""
        at: Standing = self.standings.of(entry)
        if at.state is not State.SPIKED or at.row is None:
            return False
        if at.row.article:
            self.record.add(replace(at.row, state=""), instead=at.row)
        else:
            self.record.remove(at.row)
        return True
