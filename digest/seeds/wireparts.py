"""A text or page that is surely a wire -> Parts: one for each of its items, with the time and day that are its own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from digest.errors import DigestError
from digest.seeds import dates
from digest.seeds.blocks import Block, Facts, Part, Seed, Span
from digest.seeds.items import Item, cleaned, key, told_apart
from digest.seeds.opened import opened
from digest.seeds.stamps import stamp
from digest.seeds.wire import Report, wire

ITEMS = 500  # of one wire; a longer text is no day's news
DATE_LINE = 60  # letters of a line that names the day of the items below

# What every wire has several times: a line that begins with a time, or with a place and a day.
_BEGINS = re.compile(rb"[\n>][^\n<>]{0,40}?\d:[0-5]\d|[\n>][^\n<>\d]{3,60}, ?\d{1,2} [^\n<>\d]{3,40}")
_LEAST = 3


def may_be_wire(data: bytes) -> bool:
    """Whether it pays to look at a file as a wire: told by its bytes, in the time of reading them."""
    if b"\0" in data[:1_000]:  # UTF-16
        return True
    found = _BEGINS.finditer(b"\n" + data)
    return sum(1 for _, _ in zip(found, range(_LEAST), strict=False)) == _LEAST


def items_of(part: Part) -> tuple[Part, ...]:
    """The items of a text or page that is surely a wire; of any other, the part itself.

    One of which a list or feed says that it is an article is none, and what cannot be read is left to be named.
    """
    if part.facts.headline or not may_be_wire(part.data):
        return (part,)
    try:
        seed = opened(part)
    except DigestError:
        return (part,)
    found = wire(seed.blocks, title=seed.facts.title, article=bool(seed.facts.published or seed.facts.author))
    if found is None or found.doubt or len(found.reports) > ITEMS:
        return (part,)
    count = len(found.reports)
    made = (_item(part, seed, each, number, count) for number, each in enumerate(found.reports, 1))
    return told_apart(made)


def _item(part: Part, seed: Seed, report: Report, number: int, count: int) -> Part:
    blocks, cut = seed.blocks, _letters(seed.blocks, report)
    headline = blocks[report.headline].text[cut:].strip() if report.headline >= 0 else ""
    day, line = _day(blocks, report)
    words = "\n".join(block.text for block in blocks[report.start : report.end])
    facts = cleaned(Facts(headline=headline, url=part.facts.url, site=part.facts.site, published=_moment(report, day)))
    item = Item(number, words=blocks[report.text[0]].text, facts=replace(facts, url=""))
    where = f"item {number} of {count} in a wire" + (f", the day from «{line}»" if line else "")
    return replace(
        part,
        name=f"{part.name}#{key(item)}",
        sha256=hashlib.sha256(f"{facts.published}\n{' '.join(words.split())}".encode("utf-8", "ignore")).hexdigest(),
        facts=facts,
        origin=f"{part.origin}, {where}" if part.origin else where,
        listed=True,
        span=Span(report.start, report.end, max(report.headline, 0), cut),
    )


def _letters(blocks: Sequence[Block], report: Report) -> int:
    """How many letters of the headline's block are its time."""
    found = stamp(blocks[report.headline].text) if report.headline >= 0 else None
    return found.rest if found else 0


def _moment(report: Report, day: str) -> str:
    return f"{day}T{report.stamp.clock}" if day and report.stamp else day


def _day(blocks: Sequence[Block], report: Report) -> tuple[str, str]:
    """The day of an item, and the line above that tells it, where not its own time does. Empty where none tells."""
    own = dates.stated(report.stamp.day, "dmy") if report.stamp and report.stamp.day else None
    if own or not report.stamp or report.stamp.day:
        return (own.isoformat() if own else "", "")
    for block in reversed(blocks[: report.start]):
        if len(block.text) <= DATE_LINE and not stamp(block.text) and (found := dates.stated(block.text, "dmy")):
            return found.isoformat(), block.text
    return "", ""
