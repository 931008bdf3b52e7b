"""The feeds that an editor follows -> new seeds: every entry that is not there yet, stored as it came."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from digest.errors import DigestError, Problem, printable
from digest.same_address import same_address
from digest.seeds import memory
from digest.seeds.feedcut import Entry, entries
from digest.seeds.feeds_yaml import FILE, Feed
from digest.seeds.fetch import Answer, Client, Manners
from digest.seeds.folder import Watch, unwatched
from digest.seeds.holdings import Held, Holdings, holdings
from digest.seeds.identity import names_of, shared_links, words_name
from digest.seeds.memory import Remembered
from digest.seeds.naming import path_of_page
from digest.seeds.pages import page_body
from digest.seeds.refusals import Unfetched
from digest.seeds.saved import Body, Snapshot, spelt
from digest.seeds.storing import store

FAILURES = 3  # pages in a row that cannot be fetched, behind which the others of the feed wait for the next time


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry that has become a seed."""

    seed: str
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Pulled:
    """What came of one feed. `known` counts the entries that were there already; `unchanged` where none were looked at.

    `waiting` counts those that are left for the next time. `notes` tell the editor what he could do better.
    """

    feed: Feed
    new: tuple[Stored, ...] = ()
    known: int = 0
    waiting: int = 0
    unchanged: bool = False
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def pull(
    root: Path,
    feeds: Sequence[Feed],
    client: Client,
    now: datetime,
    *,
    most: int = 0,
    dry_run: bool = False,
    watch: Watch = unwatched,
) -> Iterator[Pulled]:
    """Look through the feeds, one after the other. The caller holds the lock of those that bring seeds.

    `most` entries of each are looked at, where it is not 0. A feed that fails does not stop the others. `watch` is told
    how far it is with one.
    """
    desk = _Desk(root, client, holdings(root), memory.read(root), now, most, dry_run, watch)
    for feed in feeds:
        yield desk.pulled(feed)


@dataclass(slots=True)
class _Feed:
    """One feed while it is looked through. `again` counts pages to be tried again, `failures` those in a row."""

    feed: Feed
    answer: Answer
    before: Remembered
    shared: frozenset[str]
    seen: dict[str, str] = field(default_factory=dict)
    new: list[Stored] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    known: int = 0
    teasers: int = 0
    waiting: int = 0
    again: int = 0
    failures: int = 0
    until: datetime | None = None

    @property
    def stopped(self) -> bool:
        return self.until is not None or self.failures >= FAILURES

    def failed(self, error: Unfetched) -> str | None:
        """Take note of a page that cannot be fetched."""
        self.problems.append(error.problem)
        self.until = error.until
        self.failures += not error.lasting
        self.again += not error.lasting
        return "" if error.lasting else None

    def warn(self, message: str, hint: str = "", path: str = "") -> None:
        place = (path, 0) if path else (FILE, self.feed.line)
        self.problems.append(Problem("feeds", message, *place, hint=hint, level="warning"))


@dataclass(frozen=True, slots=True)
class _Desk:
    root: Path
    client: Client
    held: Holdings
    remembered: dict[str, Remembered]
    now: datetime
    most: int
    dry_run: bool
    watch: Watch

    def pulled(self, feed: Feed) -> Pulled:
        before = self.remembered.get(feed.url, Remembered())
        if before.waits(self.now):
            until = f"{datetime.fromisoformat(before.until):%Y-%m-%d %H:%M} UTC"
            message = f"«{feed.name}» was not asked: its server wants to be left alone until {until}"
            return Pulled(feed, problems=(Problem("feeds", message, FILE, feed.line, level="warning"),))
        try:
            answer = self._answer(feed, before)
            if answer.unchanged:
                return Pulled(feed, unchanged=True)
            found = tuple(islice(entries(answer.data, FILE, answer.charset), feed.limit))
        except DigestError as error:
            if isinstance(error, Unfetched) and error.until:
                self._remember(feed, replace(before, until=error.until.isoformat()))
            return Pulled(feed, problems=(_about(feed, error),))
        return self._looked_through(_Feed(feed, answer, before, shared_links(each.item for each in found)), found)

    def _answer(self, feed: Feed, before: Remembered) -> Answer:
        """The feed as it is now, unless it is as it was when it was looked through in the same manner."""
        same = before.how == _how(feed) and not self.dry_run
        told = {"etag": before.etag, "modified": before.modified} if same else {}
        return self.client.get(feed.url, _manners(feed), **told)

    def _looked_through(self, run: _Feed, found: Sequence[Entry]) -> Pulled:
        some = found[: self.most] if self.most else found
        for number, entry in enumerate(some, 1):
            self.watch(printable(run.feed.name), number, len(some))
            if run.stopped:
                run.waiting += 1
            else:
                self._entry(run, entry)
        run.waiting += len(found) - len(some)
        answer, feed = run.answer, run.feed
        if answer.moved:
            run.warn(f"«{feed.name}» has moved for good", f"write its new address: {printable(answer.moved)}")
        self._remember(feed, _state(run))
        notes = ("the feed holds teasers only: with `full: true` the pages themselves are fetched",)
        teasing = run.new and run.teasers == len(run.new)
        return Pulled(
            feed, tuple(run.new), run.known, run.waiting, notes=notes if teasing else (), problems=tuple(run.problems)
        )

    def _entry(self, run: _Feed, entry: Entry) -> None:
        """One entry: it is known, or it becomes a seed, or it is told why not."""
        item = entry.item
        names = names_of(item, urlsplit(run.feed.url).hostname or "", run.shared)
        words = words_name(item)
        held = next((self.held.by_name[name] for name in names if name in self.held.by_name), None)
        path = path_of_page(item.facts.url or run.feed.url, item.facts.headline, names[0])
        gone = path in self.held.given and not os.path.lexists(self.root / path)
        before = run.before.seen.get(names[0])
        if held or gone or before or (before is not None and run.before.how == _how(run.feed)):
            run.known += 1
            self._changed(run, item.facts.url, held, before or (held.words if held else ""), words)
            run.seen[names[0]] = words if held or gone or before else ""
        else:
            said = self._taken(run, entry, names, words)
            run.seen |= {} if said is None else {names[0]: said}

    def _changed(self, run: _Feed, link: str, held: Held | None, before: str, now: str) -> None:
        if held and before and before != now:
            hint = f"to have it as it is now: remove the file, then add {printable(link)}" if link else ""
            run.warn(f"its entry in «{run.feed.name}» has changed since", hint, printable(held.seed))

    def _taken(self, run: _Feed, entry: Entry, names: tuple[str, ...], words: str) -> str | None:
        """Store an entry, and give a name for what it says: an empty one where it was not stored, and is not to be.

        None where it is to be tried again.
        """
        link, title = entry.item.facts.url, entry.item.facts.headline
        if entry.item.fault and not (run.feed.full and link):
            hint = f"with `full: true` the pages are fetched; or this one alone: add {printable(link)}" if link else ""
            run.warn(f"an entry of «{run.feed.name}» has no text: «{printable(title)}»", hint)
            return ""
        try:
            snapshot = self._snapshot(run, entry, names, words)
        except Unfetched as error:
            return run.failed(error)
        run.failures = 0
        if snapshot.entry and same_address(snapshot.body.url) in self.held.by_name:  # where its address leads on to
            run.known += 1
            return words
        self._store(run, snapshot, link, title, names)
        run.teasers += any(note.startswith("only a teaser") for note in entry.item.notes) and not run.feed.full
        return words

    def _snapshot(self, run: _Feed, entry: Entry, names: tuple[str, ...], words: str) -> Snapshot:
        """What is to be stored: the entry alone, or its page with the entry beside it."""
        link = entry.item.facts.url
        own = Body(entry.data, run.answer.url, entry.kind, entry.charset)
        feed, source = run.answer.url, run.feed.source
        found = Snapshot(own, run.answer.fetched, feed=feed, names=names, words=words, source=source)
        if not run.feed.full or not link or self.dry_run:
            return found
        page = self.client.get(link, _manners(run.feed))
        return replace(found, body=page_body(page), fetched=page.fetched, asked=link, entry=own)

    def _store(self, run: _Feed, snapshot: Snapshot, link: str, title: str, names: tuple[str, ...]) -> None:
        def path_at(attempt: int) -> str:
            return path_of_page(link or run.feed.url, title, names[0], attempt)

        seed = store(self.root, path_at, spelt(snapshot), dry_run=self.dry_run)
        page = (same_address(snapshot.body.url),) if snapshot.entry else ()
        self.held.add(Held(seed, snapshot.words), (*names, *filter(None, page)))
        run.new.append(Stored(seed, link, title))

    def _remember(self, feed: Feed, state: Remembered) -> None:
        self.remembered[feed.url] = state
        if not self.dry_run:
            memory.write(self.root, self.remembered)


def _state(run: _Feed) -> Remembered:
    """What to remember of a feed. Where something is left, it is asked for all of it again."""
    seen = {**run.before.seen, **run.seen} if run.waiting or run.again else run.seen
    until = run.until.isoformat() if run.until else ""
    state = Remembered(how=_how(run.feed), until=until, seen=seen)
    whole = not run.waiting and not run.again
    return replace(state, etag=run.answer.etag, modified=run.answer.modified) if whole else state


def _how(feed: Feed) -> str:
    """The options that decide what becomes of an entry."""
    return f"limit {feed.limit}, {'pages' if feed.full else 'entries'}, allow {', '.join(feed.allow)}"


def _manners(feed: Feed) -> Manners:
    return Manners(feed.allow, feed.pause, robots=True)


def _about(feed: Feed, error: DigestError) -> Problem:
    """What is wrong with a feed, told where it can be mended."""
    problem = error.problem
    hint = problem.hint
    if isinstance(error, Unfetched) and error.answer == 410:
        hint = "take the feed out of the file, or correct its address"
    message = f"«{feed.name}», {printable(feed.url)}: {problem.message}"
    return replace(problem, message=message, path=FILE, line=feed.line, hint=hint)
