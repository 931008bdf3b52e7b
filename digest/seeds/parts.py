"""A seed file -> Parts: the file itself, or each article of the list, feed or mail that it holds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from digest.errors import DigestError
from digest.seeds.blocks import Part
from digest.seeds.feedfile import feed_items
from digest.seeds.items import Item, item_parts, refuse_too_many
from digest.seeds.jsonlist import json_items, jsonl_items
from digest.seeds.mail import letter
from digest.seeds.saved import saved_parts
from digest.seeds.wireparts import items_of

SIZE = 10 * 1024 * 1024  # bytes of one file

PLAIN = (".txt", ".text", ".html", ".htm")
MAIL = (".eml",)
SAVED = (".mhtml", ".mht")
LISTS: dict[str, Callable[[bytes, str], tuple[Item, ...]]] = {
    ".json": json_items, ".jsonl": jsonl_items, ".ndjson": jsonl_items,
    ".rss": feed_items, ".atom": feed_items, ".rdf": feed_items, ".xml": feed_items,
}  # fmt: skip
ENDINGS = (*PLAIN, *SAVED, *MAIL, *LISTS)


def parts(data: bytes, path: str, *, wires: bool = True) -> tuple[Part, ...]:
    """The articles that a seed file holds; of a text or a page one, which is the file itself, unless it is a wire.

    Without `wires` a wire is one as well, for which an older converter took it. An item that cannot be read is a part
    with a `fault`, so that its neighbours can be. `DigestError` for a file that is too large (code `size`), or that is
    not what its name says (codes `binary`, `encoding`, `seed-shape`).
    """
    if len(data) > SIZE:
        raise DigestError(f"it has {len(data):,} bytes; at most {SIZE:,} are read", code="size", path=path)
    ending = "." + path.rpartition(".")[2].lower()
    if ending in SAVED:
        found = saved_parts(data, path)
        return found if len(found) > 1 or not wires else items_of(found[0])
    if ending in MAIL:
        return (letter(data, path),)
    if ending not in LISTS:
        return items_of(whole(data, path)) if wires else (whole(data, path),)
    items = LISTS[ending](data, path)
    refuse_too_many(len(items), path)
    return item_parts(path, items)


def whole(data: bytes, path: str) -> Part:
    """The part that is a file as it lies there."""
    return Part(path, data, hashlib.sha256(data).hexdigest())
