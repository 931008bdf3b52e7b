"""The search index <-> rows on the disk: what every build asks for, in bundles of which an edit changes a few."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Container, Mapping

from msgspec import Struct
from msgspec.json import decode, encode

from digest.stock import Changes, Stock

HEADS, LISTS, ROOTS = KINDS = ("heads", "lists", "roots")
BUNDLES = 256  # rows among which the posting lists are shared out by their roots


class Whole(Struct, frozen=True):
    """All of an index but the roots of each article, which have rows of their own.

    By their paths the number and the name of each article, by their first roots the name of each shard and that of its
    roots, by their roots the posting lists.
    """

    entries: Mapping[str, tuple[int, str]]
    shards: Mapping[str, tuple[str, str]]
    lists: dict[str, str]


def bundle(root: str) -> int:
    """The number of the bundle in which the posting list of a root stands."""
    return zlib.crc32(root.encode()) % BUNDLES


def rows_of(whole: Whole, changed: Container[int]) -> dict[str, Changes]:
    """The rows by their kinds: of the bundles of lists only those which have changed."""
    rows: defaultdict[int, list[str]] = defaultdict(list)
    for root, postings in whole.lists.items():
        row = rows[each := bundle(root)]
        if each in changed:
            row.append(f"{root} {postings}")
    head = encode([whole.entries, whole.shards, len(rows)])
    lists = {
        str(each): "\n".join(rows[each]).encode() if each in rows else None
        for each in range(BUNDLES)
        if each in changed
    }
    return {HEADS: {"": head}, LISTS: lists}


def whole_in(stock: Stock) -> Whole | None:
    """What was written last; nothing where any of it is not there."""
    head, lists = stock.row(HEADS, ""), stock.rows(LISTS)
    if head is None:
        return None
    entries, shards, count = decode(head)
    if count != len(lists):
        return None
    words = b"\n".join(lists.values()).decode().replace("\n", " ").split(" ") if lists else ()
    return Whole(entries, shards, dict(zip(words[::2], words[1::2], strict=True)))
