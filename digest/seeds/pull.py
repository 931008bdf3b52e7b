"""The feeds that an editor follows -> new seeds: every entry that is not there yet, stored as it came.

Feeds of different hosts are asked side by side, those of one host one by one; which entry is whose is settled in
between, in the order of the file. So the same answers give the same seeds, whichever server is the faster one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from threading import Event, RLock
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct, field
from msgspec.structs import replace

from digest.errors import DigestError, Problem, printable
from digest.same_address import same_address
from digest.seeds import memory
from digest.seeds.feedcut import Entry, entries
from digest.seeds.feeds_yaml import FILE, Feed
from digest.seeds.fetch import Answer, Client, Manners
from digest.seeds.holdings import Held, holdings
from digest.seeds.identity import shared_links
from digest.seeds.memory import Remembered
from digest.seeds.naming import path_of_page
from digest.seeds.newness import Sieve
from digest.seeds.pages import page_body
from digest.seeds.pulled import Look, Pulled, Stored, Wanted, how
from digest.seeds.refusals import Unfetched
from digest.seeds.saved import Body, Snapshot, spelt
from digest.seeds.sidebyside import side_by_side
from digest.seeds.storing import store
from digest.watching import tell

__all__ = ["Pulled", "Stored", "pull"]


def pull(
    root: Path,
    feeds: Sequence[Feed],
    client: Client,
    now: datetime,
    *,
    most: int = 0,
    dry_run: bool = False,
) -> Iterator[Pulled]:
    """Look through the feeds, and tell of them in their order. The caller holds the lock of those that bring seeds.

    `most` entries of each are looked at, where it is not 0. A feed that fails does not stop the others.
    """
    sieve = Sieve(root, holdings(root))
    spread = _Spread(root, client, sieve, memory.read(root), now, most, dry_run)
    try:
        sifted = [spread.sifted(each) for each in side_by_side(spread.asked, feeds, _host)]
        yield from side_by_side(spread.looked_through, sifted, lambda each: _host(each.feed))
    finally:
        spread.ended.set()


class _Spread(Struct, frozen=True):
    """The folder of seeds, and what is remembered of feeds. `lock` is held by whoever looks into them or changes them.

    `ended` when nothing more may be stored, whatever still comes in.
    """

    root: Path
    client: Client
    sieve: Sieve
    remembered: dict[str, Remembered]
    now: datetime
    most: int
    dry_run: bool
    lock: Any = field(default_factory=RLock)
    ended: Event = field(default_factory=Event)

    def asked(self, feed: Feed) -> tuple[Look, Sequence[Entry]] | Pulled:
        """A feed with its entries; or what is told of one that gives none."""
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
        return Look(feed, answer, before, shared_links(each.item for each in found)), found

    def _answer(self, feed: Feed, before: Remembered) -> Answer:
        """The feed as it is now, unless it is as it was when it was looked through in the same manner."""
        same = before.how == how(feed) and not self.dry_run
        told = {"etag": before.etag, "modified": before.modified} if same else {}
        return self.client.get(feed.url, _manners(feed), **told)

    def sifted(self, asked: tuple[Look, Sequence[Entry]] | Pulled) -> Look | Pulled:
        """A feed with what it is to bring."""
        if isinstance(asked, Pulled):
            return asked
        look, found = asked
        some = found[: self.most] if self.most else found
        look.waiting += len(found) - len(some)
        self.sieve.sift(look, some)
        return look

    def looked_through(self, look: Look | Pulled) -> Pulled:
        """Bring what is wanted of a feed."""
        if isinstance(look, Pulled):
            return look
        for number, wanted in enumerate(look.wanted, 1):
            with self.lock:
                tell(printable(look.feed.name), number, len(look.wanted))
            if look.stopped:
                look.waiting += 1
            elif (said := self._taken(look, wanted)) is not None:
                look.seen[wanted.names[0]] = said
        if look.answer.moved:
            hint = f"write its new address: {printable(look.answer.moved)}"
            look.warn(f"«{look.feed.name}» has moved for good", hint)
        self._remember(look.feed, _state(look))
        return look.told()

    def _taken(self, look: Look, wanted: Wanted) -> str | None:
        """Store an entry, and give a name for what it says: an empty one where it was not stored, and is not to be.

        None where it is to be tried again.
        """
        try:
            snapshot = self._snapshot(look, wanted)
        except Unfetched as error:
            return look.failed(error)
        look.failures = 0
        with self.lock:
            if snapshot.entry and self._is_anothers(same_address(snapshot.body.url), wanted):
                look.known += 1
            else:
                self._store(look, snapshot, wanted)
        return wanted.words

    def _is_anothers(self, page: str, wanted: Wanted) -> bool:
        """Whether the page that an entry leads on to is there, or is to come with the entry that is called so."""
        return page in self.sieve.held.by_name or (page in self.sieve.claimed and page not in wanted.names)

    def _snapshot(self, look: Look, wanted: Wanted) -> Snapshot:
        """What is to be stored: the entry alone, or its page with the entry beside it."""
        entry, link = wanted.entry, wanted.entry.item.facts.url
        own = Body(entry.data, look.answer.url, entry.kind, entry.charset)
        feed, source = look.answer.url, look.feed.source
        found = Snapshot(own, look.answer.fetched, feed=feed, names=wanted.names, words=wanted.words, source=source)
        if not look.feed.full or not link or self.dry_run:
            return found
        page = self.client.get(link, _manners(look.feed))
        return replace(found, body=page_body(page), fetched=page.fetched, asked=link, entry=own)

    def _store(self, look: Look, snapshot: Snapshot, wanted: Wanted) -> None:
        if self.ended.is_set():
            raise InterruptedError
        item, name = wanted.entry.item, wanted.names[0]

        def path_at(attempt: int) -> str:
            return path_of_page(item.facts.url or look.feed.url, item.facts.headline, name, attempt)

        seed = store(self.root, path_at, spelt(snapshot), dry_run=self.dry_run)
        page = (same_address(snapshot.body.url),) if snapshot.entry else ()
        self.sieve.held.add(Held(seed, snapshot.words), (*wanted.names, *filter(None, page)))
        look.new.append(Stored(seed, item.facts.url, item.facts.headline))
        look.teasers += any(note.startswith("only a teaser") for note in item.notes) and not look.feed.full

    def _remember(self, feed: Feed, state: Remembered) -> None:
        with self.lock:
            self.remembered[feed.url] = state
            if not self.dry_run and not self.ended.is_set():
                memory.write(self.root, self.remembered)


def _host(feed: Feed) -> str:
    return urlsplit(feed.url).hostname or ""


def _state(look: Look) -> Remembered:
    """What to remember of a feed. Where something is left, it is asked for all of it again."""
    seen = {**look.before.seen, **look.seen} if look.waiting or look.again else look.seen
    until = look.until.isoformat() if look.until else ""
    state = Remembered(how=how(look.feed), until=until, seen=seen)
    whole = not look.waiting and not look.again
    return replace(state, etag=look.answer.etag, modified=look.answer.modified) if whole else state


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
