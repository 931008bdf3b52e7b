"""The folder of seeds against the record and `content/`: what is to be done with each, what came of it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cached_property, partial

from msgspec import Struct
from msgspec.structs import replace

from digest.disk import write_whole
from digest.errors import Problem, printable
from digest.seeds import bases, lost, record, version
from digest.seeds.alike import alike
from digest.seeds.files import folders_like_seeds, refuse_links, sweep
from digest.seeds.folder import Entry, Listing, listing
from digest.seeds.former import former
from digest.seeds.making import Made, Maker, told
from digest.seeds.merging import Merger
from digest.seeds.outcome import Converted, Outcome, Skipped
from digest.seeds.record import Record, Row
from digest.seeds.shelf import Shelf, body, shelf
from digest.seeds.spiked import Spiked, spiked
from digest.seeds.standing import Standing, Standings, reason
from digest.seeds.states import NEED_A_DRAFT, Action, Case, State, action
from digest.seeds.workers import results
from digest.seeds.writing import Result, Writer
from digest.text import namesake, sure_slug
from digest.watching import tell

ARTICLES = "content/articles"
FAULT = ".digest/fault.txt"
SECONDS = 20.0  # of computing, for one seed


class Wish(Struct, frozen=True):
    """What an editor asks for: seeds by name, even where that takes force, or only to be told what would be done."""

    only: Sequence[str] = ()
    force: bool = False
    dry_run: bool = False
    jobs: int = 1

    @property
    def forced(self) -> bool:
        """Force is for named seeds."""
        return self.force and bool(self.only)


class Batch:
    """One conversion of the folder, as it goes."""

    def __init__(self, maker: Maker, wish: Wish, *, taught: str | None) -> None:
        self.root, self.maker, self.wish, self.taught = maker.root, maker, wish, taught
        self.record = Record(record.read(self.root))
        self.writer = Writer(self.root, self.record, wish.dry_run)
        self.merger = Merger(self.writer, asked=bool(wish.only))
        self.last = version.remembered(self.root)
        self.due = self.last.is_older(taught)
        self.came: dict[Entry, Result] = {}
        self.problems: list[Problem] = []
        self.waiting: list[str] = []
        self.bodies: dict[str, str] = {}

    def over(self) -> Outcome:
        """Go over the seeds. One that cannot be converted is named, and the rest are."""
        self._prepare()
        wanted = list(self.listing.within(self.listing.chosen(self.wish.only)))
        self.problems += [each for each in wanted if isinstance(each, Problem)]
        entries = list(dict.fromkeys(each for each in wanted if isinstance(each, Entry)))
        try:
            self._mind_the_record(entries)
            for entry, made in self._drafts([each for each in entries if not self._settled(each)]):
                self._carried_out(entry, made)
            if not self.wish.only:
                self.merger.clear()
        finally:
            self.writer.save()
        if self.waiting:
            self.problems.append(lost.warning(self.waiting))
        self._remember(entries)
        return self._outcome(entries)

    @cached_property
    def listing(self) -> Listing:
        """What the folder holds."""
        return listing(self.root, jobs=self.wish.jobs)

    @cached_property
    def shelf(self) -> Shelf:
        """What stands in `content/`; looked at only when there is something to convert."""
        return shelf(self.root, jobs=self.wish.jobs)

    @cached_property
    def spiked(self) -> Spiked:
        """What the editor does not want; looked at only when there is something new."""
        plain = replace(self.maker, encoding="", lossy=False)  # these are said of the seeds that were named
        drafts = partial(self._drafts, maker=plain, doing="comparing")
        return spiked(self.root, self.record, self.listing.entries, drafts, self.taught)

    @cached_property
    def standings(self) -> Standings:
        """Where the seeds stand."""
        return Standings(self.root, self.record, {each.key for each in self.listing.entries}, lambda: self.shelf)

    def _prepare(self) -> None:
        for folder in (ARTICLES, bases.FOLDER):
            refuse_links(self.root, folder)
        if not self.wish.dry_run:
            sweep(self.root, ARTICLES)
            if self.record.rows:  # of a lost one nobody knows what it named
                bases.sweep(self.root, record.hashes(self.root))
        for folder in folders_like_seeds(self.root):
            self.problems.append(Problem("file", "this is a folder, not a seed", printable(folder), level="warning"))

    def _drafts(
        self, entries: Sequence[Entry], *, maker: Maker | None = None, doing: str = "converting"
    ) -> Iterator[tuple[Entry, Made]]:
        """The drafts of some seeds, made today, in their order."""
        if not entries:
            return
        repeats = self.listing.repeats(jobs=self.wish.jobs)
        maker = maker or self.maker
        known = replace(maker.known, vocabulary=self.shelf.vocabulary)
        maker = replace(maker, known=known, repeats=repeats)
        for number, result in enumerate(results(maker, entries, jobs=self.wish.jobs, seconds=SECONDS)):
            tell(doing, number + 1, len(entries))
            yield entries[number], told(entries[number], result)

    # what is done with a seed

    def _settled(self, entry: Entry) -> bool:
        """Do with a seed what takes no draft. False where its draft is needed."""
        standing = self.standings.of(entry)
        todo = self._todo(entry, standing)
        if todo in NEED_A_DRAFT:
            return False
        row = standing.row
        if todo is Action.TELL:
            self.came[entry] = Skipped(entry.key, reason(standing))
            self.waiting += [entry.key] if standing.state is State.WAITING else []
            if standing.state is State.WITHIN:  # which is told once
                self.writer.note(_reprint(entry, standing.article), instead=row)
        elif todo is Action.SETTLE and row:
            self.came[entry] = self.merger.settle(row, entry)
        else:
            self.came[entry] = None
            if row and standing.renamed:  # so that it is known when it changes under its new name
                self.writer.note(replace(row, seed=entry.key), instead=row)
        return True

    def _todo(self, entry: Entry, standing: Standing) -> Action:
        due = self.due or entry.key in self.last.unfinished
        asked = (bool(self.wish.only), self.wish.forced)
        return action(Case(standing.state, standing.changed, standing.copy, due, *asked))

    def _carried_out(self, entry: Entry, made: Made) -> None:
        """Do with a seed what takes its draft, if it still does: its article may have been made or edited meanwhile."""
        if self._settled(entry):
            return
        standing = self.standings.of(entry)
        todo, row = self._todo(entry, standing), standing.row
        if todo is Action.ADOPT:
            self.writer.note(self.writer.adopted(entry, standing.article, made.draft), instead=row)
            self.came[entry] = None
        elif made.problem:
            self._failed(made.problem, made.trace)
        elif todo is Action.CREATE:
            self.came[entry] = self._created(entry, made, row)
        elif row:
            self.came[entry] = self._again(todo, row, entry, made)
        if isinstance(self.came.get(entry), Converted):
            self.problems += [Problem("seed", note, entry.key, level="warning") for note in made.notes]

    def _again(self, todo: Action, row: Row, entry: Entry, made: Made) -> Result:
        """A seed that had become an article before."""
        if todo is Action.UPDATE:
            return self.writer.update(row, entry, made)
        if todo is Action.MERGE:
            return self.merger.merge(row, entry, made)
        elsewhere = self.shelf.by_hash.get(row.sha256) or self.shelf.by_seed.get(entry.key)
        if elsewhere:
            return Skipped(entry.key, f"its article is {elsewhere} now: it is not overwritten")
        return self.writer.create(entry, made, row.article, instead=row)

    def _created(self, entry: Entry, made: Made, row: Row | None) -> Result:
        """A seed that becomes an article, unless there is one with the same text, or that was spiked."""
        found = alike(made, self.shelf, self._body)
        if not found.reprint:
            found = former(self.root, self.record, entry, made) or found
        told = found.told if found.reprint else self.spiked.told(made)
        if told and not self.wish.forced:
            article = found.article if found.reprint else ""
            self.writer.note(_reprint(entry, article), instead=row)
            return Skipped(entry.key, told)
        slug = sure_slug(made.title)
        article = self._free(slug, entry.sha256)
        if not article:
            message = f"{ARTICLES}/{slug}.md and its namesake exist already"
            return Problem("taken", message, entry.key, hint="rename one of them")
        came = self.writer.create(entry, made, article, instead=row)
        if isinstance(came, Converted):
            if self.wish.dry_run:
                self.bodies[article] = made.body
            self.shelf.add(article, entry.sha256, made.text, made.prints)
            if found.told:
                self.problems.append(Problem("reprint", found.told, entry.key, level="warning"))
        return came

    def _body(self, article: str) -> str:
        made = self.bodies.get(article)
        return body(self.writer.read(article) or b"") if made is None else made

    def _free(self, slug: str, sha256: str) -> str:
        """A path that no file has and the record never gave away; a namesake is told apart by its seed's hash."""
        paths = (f"{ARTICLES}/{name}.md" for name in (slug, namesake(slug, sha256)))
        given = self.record.gave_away
        return next((path for path in paths if not given(path) and not os.path.lexists(f"{self.root}/{path}")), "")

    def _failed(self, problem: Problem, trace: str) -> None:
        self.problems.append(problem)
        if trace and not self.wish.dry_run:
            write_whole(self.root / FAULT, trace.encode("utf-8", "replace"))

    # the record

    def _mind_the_record(self, entries: Sequence[Entry]) -> None:
        """Make a record anew that was lost, of all seeds at once."""
        if self.record.rows:
            if not self.wish.dry_run:
                lost.end(self.root)
        elif entries and lost.is_lost(self.root, self.record, self.shelf):
            at = {each: self.standings.of(each) for each in self.listing.entries}
            claimed = [entry for entry, each in at.items() if each.state is State.CLAIMED and not each.changed]
            drafts = self._drafts(claimed)
            rows = {entry: self.writer.adopted(entry, at[entry].article, made.draft) for entry, made in drafts}
            self.writer.begin(lost.rows(at.items(), rows, self.shelf))

    def _remember(self, entries: Sequence[Entry]) -> None:
        """Say which converter has looked at the drafts, unless it has only looked at those that were named."""
        some = bool(self.wish.only) and bool(self.last.converter)
        if self.wish.dry_run or not self.record.rows or (some and self.due):
            return
        before = set(self.last.unfinished) - {each.key for each in entries} if some else set()
        version.remember(self.root, self.taught, before | self.writer.unfinished)

    def _outcome(self, entries: Sequence[Entry]) -> Outcome:
        came = [self.writer.late.get(each.key, self.came[each]) for each in entries if each in self.came]
        problems = [*self.problems, *(each for each in came if isinstance(each, Problem))]
        return Outcome(
            tuple(each for each in came if isinstance(each, Converted)),
            sum(each is None for each in came),
            tuple(each for each in came if isinstance(each, Skipped)),
            tuple(sorted(problems, key=lambda each: (each.path, each.message))),
        )


def _reprint(entry: Entry, article: str) -> Row:
    return Row(entry.key, entry.sha256, article, "", record.REPRINT)
