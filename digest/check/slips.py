"""What is put right by `check --fix`: slips of the pen that nothing of substance hangs on.

A slip is a place in a file's letters, and what should stand there. So the check that tells of it and the hand that
mends it cannot differ, and every other byte of the file stays.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct

from digest.check.sheet import Line, Sheet
from digest.errors import Problem
from digest.same_address import TRACKING

ADDRESSES = ("source_url", "image")  # keys of the front matter in which addresses stand

BLANK = " \t"  # what an empty line may hold: a no-break space is a paragraph

_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\|]+", re.IGNORECASE)
_AND = re.compile(r"&amp;|&")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_DOUBLED = re.compile("(?<=[^\\s|])[ \u00a0\u202f]{2,}(?=[^\\s|])")  # of which a no-break space stays
_TRAILING = re.compile(r"[ \t]+$")
_OWN_LAYOUT = re.compile(r"\s*(?:\||[-*+]\s|\d{1,9}[.)]\s|[:>#]|\[[^\]]+\]:)")  # here spaces may mean something

_EMPTY_ITEM = re.compile(r"\s*(?:[-*+:>]|#{1,6}|\d{1,9}[.)])[ \t]+")  # which is a paragraph without its space


class Slip(Struct, frozen=True):
    """Letters of a file from `start` to `end` that are better `new`. `what` they are is told."""

    code: str
    line: Line
    start: int
    end: int
    new: str
    what: str


def slips(sheet: Sheet) -> tuple[Slip, ...]:
    """The slips of a file in their order; none reaches into another."""
    found: list[Slip] = []
    for slip in sorted((*_tracking(sheet), *_spaces(sheet)), key=lambda each: (each.start, each.end)):
        if not found or found[-1].end <= slip.start:
            found.append(slip)
    return tuple(found)


def told(sheet: Sheet) -> Iterator[Problem]:
    """The slips as problems: each link that tracks, and spaces once a file."""
    found = slips(sheet)
    for slip in found:
        if slip.code == "tracking":
            yield sheet.at(
                "tracking", slip.what, slip.line, slip.start - slip.line.start + 1, "check --fix removes them"
            )
    spaces = [slip for slip in found if slip.code == "spaces"]
    if spaces:
        first, more = spaces[0], len(spaces) - 1
        others = f", and {more:,} more place{'s' if more > 1 else ''}" if more else ""
        column = max(1, first.start - first.line.start + 1)
        yield sheet.at("spaces", first.what + others, first.line, column, "check --fix removes them")


def mended(sheet: Sheet, codes: Collection[str]) -> str:
    """The letters of a file with the slips of some codes put right."""
    return _applied(sheet.text, (slip for slip in slips(sheet) if slip.code in codes))


def untracked(words: str) -> str:
    """Words with no address among them that tracks readers."""
    return _applied(words, _tracked_of(Line(0, 0, words)))


def _applied(text: str, slips: Iterable[Slip]) -> str:
    pieces, end = [], 0
    for slip in slips:
        pieces += [text[end : slip.start], slip.new]
        end = slip.end
    return "".join([*pieces, text[end:]])


# Addresses that track readers


def _tracking(sheet: Sheet) -> Iterator[Slip]:
    for line in (*_with_addresses(sheet), *(each for each in sheet.body if not each.code)):
        hidden = [match.span() for match in _CODE.finditer(line.text)]
        for slip in _tracked_of(line):
            if not any(start <= slip.start - line.start < end for start, end in hidden):
                yield slip


def _tracked_of(line: Line) -> Iterator[Slip]:
    match = _ADDRESS.search(line.text)
    while match:
        address = _in_brackets(match.group())
        yield from _tracked(line, match.start(), address)
        match = _ADDRESS.search(line.text, match.start() + max(1, len(address)))


def _with_addresses(sheet: Sheet) -> Iterator[Line]:
    """The lines of the front matter in which an address is a value."""
    nodes = [sheet.meta[name] for name in ADDRESSES if name in sheet.meta]
    nodes = [each.value.get("src", each) if isinstance(each.value, dict) else each for each in nodes]
    yield from (sheet.front[number - 1] for number in sorted({each.line for each in nodes}))


def _in_brackets(address: str) -> str:
    """An address up to the bracket that closes what it stands in, without the marks of a sentence behind it."""
    depth = 0
    for at, letter in enumerate(address):
        depth += (letter == "(") - (letter == ")")
        if depth < 0 or letter in "]}":
            return address[:at]
    return address.rstrip(".,;:!?")


def _tracked(line: Line, at: int, address: str) -> Iterator[Slip]:
    before, mark, rest = address.partition("?")
    query = rest.partition("#")[0]
    pairs = _AND.split(query)
    names = [pair.partition("=")[0] for pair in pairs]
    tracks = [bool(TRACKING.fullmatch(name)) for name in names]
    if not (mark and any(tracks)):
        return
    joints = ["", *_AND.findall(query)]
    kept = [(joint, pair) for joint, pair, bad in zip(joints, pairs, tracks, strict=True) if not bad]
    new = "".join((joint if number else "") + pair for number, (joint, pair) in enumerate(kept))
    start = line.start + at + len(before)
    what = "the link tracks readers: " + ", ".join(
        dict.fromkeys(n for n, bad in zip(names, tracks, strict=True) if bad)
    )
    yield Slip("tracking", line, start, start + 1 + len(query), mark + new if new else "", what)


# Spaces


def _spaces(sheet: Sheet) -> Iterator[Slip]:
    """Spaces at the end of a line, but for those that break one; doubled spaces and empty lines."""
    lines = sheet.body
    empty = 0
    for number, line in enumerate(lines):
        if line.code:
            empty = 0
            continue
        below = lines[number + 1].text.strip(BLANK) if number + 1 < len(lines) else ""
        yield from _at_the_end(line, breaks=bool(below))
        yield from () if _OWN_LAYOUT.match(line.text) else _doubled(line)
        empty = empty + 1 if not line.text.strip(BLANK) else 0
        if empty > 1 and number + 1 < len(lines):
            end = lines[number + 1].start
            start = line.start + len(line.text)
            yield Slip("spaces", line, start, end, "", "empty lines stand twice")


def _at_the_end(line: Line, *, breaks: bool) -> Iterator[Slip]:
    match = None if _EMPTY_ITEM.fullmatch(line.text) else _TRAILING.search(line.text)
    if match and not (breaks and match.group().endswith("  ") and line.text.strip(BLANK)):
        start, end = line.start + match.start(), line.start + match.end()
        yield Slip("spaces", line, start, end, "", "spaces stand at the end of the line")


def _doubled(line: Line) -> Iterator[Slip]:
    hidden = [match.span() for match in _CODE.finditer(line.text)]
    for match in _DOUBLED.finditer(line.text):
        if not any(start <= match.start() < end for start, end in hidden):
            start, end = line.start + match.start(), line.start + match.end()
            yield Slip("spaces", line, start, end, match.group().strip(" ")[:1] or " ", "spaces stand twice")
