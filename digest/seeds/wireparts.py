"""A text or page that is surely a wire -> Parts: one for each of its items, with the time and day that are its own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from msgspec.structs import replace

from digest.errors import DigestError
from digest.seeds import dates
from digest.seeds.blocks import Block, Facts, Part, Seed, Span
from digest.seeds.items import Item, cleaned, key, told_apart
from digest.seeds.opened import opened
from digest.seeds.stamps import is_day, stamp
from digest.seeds.wire import PASSED_ON, wire
from digest.seeds.wireblocks import LEAST, Report, names_wire

ITEMS = 500  # of one wire; a longer text is no day's news
DATE_LINE = 60  # letters of a line that names the day of the items below

# What every wire has several times: a line that begins with a time, or with a place and a day or an agency in brackets.
_BEGINS = re.compile(
    rb"[\n\r>](?:[^\n\r<>]{0,40}?\d:[0-5]\d|[^\n\r<>\d]{3,60}[,.] ?\d{1,2} [^\n\r<>\d]{3,40}|"
    rb"[^\n\r<>(/]{3,60}(?:\([^\n\r<>()]{2,40}\)|/[^\n\r<>/]{2,40}/)[.:]? ?(?:-|\xe2\x80[\x93\x94]|[\x96\x97]))"
)
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
    found = wire(seed.blocks, title=seed.facts.title, article=_is_article(seed))
    if found is None or found.doubt or len(found.reports) > ITEMS:
        return (part,)
    count = len(found.reports)
    days = _days(seed.blocks, found.reports[0].start)
    return told_apart(
        _item(part, seed, each, days[each.start], f"item {number} of {count} in a wire")
        for number, each in enumerate(found.reports, 1)
    )


def _is_article(seed: Seed) -> bool:
    """Whether a text or page says that it is one article: a list of several has several times."""
    times = {each.words for each in seed.facts.said if each.of == "time"}
    dated = any(each.of != "time" for each in seed.facts.said if each.words == seed.facts.published)
    return bool(seed.facts.author or (seed.facts.published and (dated or len(times) < LEAST)))


def _item(part: Part, seed: Seed, report: Report, above: tuple[str, str], where: str) -> Part:
    blocks, cut = seed.blocks, _letters(seed.blocks, report)
    headline = blocks[report.headline].text[cut:].strip() if report.headline >= 0 else ""
    day, line = _day(report, above)
    where += f", the day from «{line}»" if line else ""
    words = "\n".join(block.text for block in blocks[report.start : report.end])
    facts = cleaned(Facts(headline=headline, url=part.facts.url, site=part.facts.site, published=_moment(report, day)))
    item = Item(0, words=blocks[report.text[0]].text, facts=replace(facts, url=""))
    return replace(
        part,
        name=f"{part.name}#{key(item)}",
        sha256=hashlib.sha256(f"{facts.published}\n{' '.join(words.split())}".encode("utf-8", "ignore")).hexdigest(),
        facts=facts,
        origin=f"{part.origin}, {where}" if part.origin else where,
        listed=True,
        span=Span(report.start, _end(blocks, report), max(report.headline, 0), cut),
    )


def _end(blocks: Sequence[Block], report: Report) -> int:
    """Where the words of an item end: what follows asks to read more, or to pass it on."""
    return next(at + 1 for at in range(report.end - 1, -1, -1) if not PASSED_ON.fullmatch(blocks[at].text))


def _letters(blocks: Sequence[Block], report: Report) -> int:
    """How many letters of the headline's block are its time."""
    found = stamp(blocks[report.headline].text) if report.headline >= 0 else None
    return found.rest if found else 0


def _moment(report: Report, day: str) -> str:
    return f"{day}T{report.stamp.clock}" if day and report.stamp else day


def _days(blocks: Sequence[Block], first: int) -> list[tuple[str, str]]:
    """For every block the day that a line above names, and that line.

    Above the `first` item any short line may name the day; below it only one that does nothing else, since others are
    the words of an item. The nearest one counts, even if it does not tell the year.
    """
    found, last = [], ("", "")
    for at, block in enumerate(blocks):
        found.append(last)
        text = block.text
        if len(text) <= DATE_LINE and not stamp(text) and (is_day(text) or at < first or names_wire(text)):
            day = _stated(text)
            last = (day, text) if day else ("", "") if is_day(text) else last
    return found


def _day(report: Report, above: tuple[str, str]) -> tuple[str, str]:
    """The day of an item, and the line above that tells it, where not its own time does. Empty where none tells."""
    if not report.stamp or report.stamp.day:
        return (_stated(report.stamp.day) if report.stamp else "", "")
    return above


def _stated(words: str) -> str:
    """The day in some words where nothing but a day is meant: there a year may have two figures."""
    short = (day.value for day in dates.short_days(words, "dmy"))
    found = dates.stated(words, "dmy") or next(short, None)
    return found.isoformat() if found else ""
