"""An entry of a feed -> the names by which it is known again: tomorrow, in another feed, after an edit."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from digest.same_address import same_address
from digest.seeds.items import Item
from digest.text import clean


def shared_links(items: Iterable[Item]) -> frozenset[str]:
    """Addresses to which several entries of one feed lead: they tell none from another."""
    counts = Counter(same_address(item.facts.url) for item in items)
    return frozenset(link for link, number in counts.items() if number > 1)


def names_of(item: Item, host: str, shared: frozenset[str]) -> tuple[str, ...]:
    """The names of an entry, the best one first: what the feed calls it, its address, else what it says.

    What a feed calls it may be a mere number: then it counts for that `host` only.
    """
    key = " ".join(clean(item.key).split())
    own = same_address(key) or (key if ":" in key else f"{host} {key}" if key else "")
    link = same_address(item.facts.url)
    names = dict.fromkeys(filter(None, (own, link if link not in shared else "")))
    return tuple(names) or (f"words {words_name(item)}",)


def words_name(item: Item) -> str:
    """A name for what an entry says, its title and text, so that a change can be told."""
    said = f"{item.facts.headline}\n{item.words}".encode("utf-8", "replace")
    return hashlib.sha256(said).hexdigest()[:16]
