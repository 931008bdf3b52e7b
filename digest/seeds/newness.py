"""The entries of a feed -> those that are not there yet. No connection is opened, and nothing is written."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct, field

from digest.errors import printable
from digest.seeds.feedcut import Entry
from digest.seeds.holdings import Held, Holdings
from digest.seeds.identity import names_of, words_name
from digest.seeds.naming import path_of_page
from digest.seeds.pulled import Look, Wanted, how


class Sieve(Struct, frozen=True):
    """Tells new entries from known ones. `claimed` are the names of those that some feed is to bring.

    An entry that stands in two feeds is the first one's, whichever server answers first.
    """

    root: Path
    held: Holdings
    claimed: set[str] = field(default_factory=set)

    def sift(self, look: Look, found: Iterable[Entry]) -> None:
        """Take note of what is known, and of what is wanted."""
        for entry in found:
            self._entry(look, entry)

    def _entry(self, look: Look, entry: Entry) -> None:
        item = entry.item
        names = names_of(item, urlsplit(look.feed.url).hostname or "", look.shared)
        words = words_name(item)
        held = next((self.held.by_name[name] for name in names if name in self.held.by_name), None)
        path = path_of_page(item.facts.url or look.feed.url, item.facts.headline, names[0])
        gone = path in self.held.given and not os.path.lexists(self.root / path)
        before = look.before.seen.get(names[0])
        claimed = not self.claimed.isdisjoint(names)
        if held or gone or claimed or before or (before is not None and look.before.how == how(look.feed)):
            look.known += 1
            _changed(look, item.facts.url, held, before or (held.words if held else ""), words)
            look.seen[names[0]] = words if held or gone or claimed or before else ""
        elif item.fault and not (look.feed.full and item.facts.url):
            _tell_of_nothing(look, item.facts.url, item.facts.headline)
            look.seen[names[0]] = ""
        else:
            self.claimed.update(names)
            look.wanted.append(Wanted(entry, names, words))


def _changed(look: Look, link: str, held: Held | None, before: str, now: str) -> None:
    if held and before and before != now:
        hint = f"to have it as it is now: remove the file, then add {printable(link)}" if link else ""
        look.warn(f"its entry in «{look.feed.name}» has changed since", hint, printable(held.seed))


def _tell_of_nothing(look: Look, link: str, title: str) -> None:
    hint = f"with `full: true` the pages are fetched; or this one alone: add {printable(link)}" if link else ""
    look.warn(f"an entry of «{look.feed.name}» has no text: «{printable(title)}»", hint)
