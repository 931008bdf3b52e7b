"""Quotes -> pairs of quotes, by what stands around them, and the signs that each level of a language has.

A quotation may begin in one paragraph and end in a later one. What has no partner is left as it was typed, and so is
what stands behind it in its paragraph: there nobody can tell what belongs to what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from digest.typography.marks import BLOCK, INLINE

MOST = 8  # quotes and tags side by side that are looked past
REACH = 12  # ends of blocks that a quotation may go on over: about six paragraphs

_PASSED = f"\"'“”„‟«»‘’{INLINE}"  # where one stands beside a quote, what is behind it decides
_BEFORE = frozenset("([{<—–-/‑" + BLOCK)  # an opening quote may follow these
_BEHIND = frozenset(".,…;:!?)]}>—–-/‑" + BLOCK)  # a closing quote may stand before these
_DOTS = ".…"


class Quotes(Struct, frozen=True):
    """The quotes of a language: the two signs of each level, and those which can only open, or only close.

    Of the others that are `known`, what stands around them decides. The rest are left alone.
    """

    outer: str
    inner: str
    known: re.Pattern[str]
    opening: str
    closing: str


RUSSIAN = Quotes("«»", "„“", re.compile(f'["“”„‟«»{BLOCK}]'), "«„‟", "»")
ENGLISH = Quotes("“”", "‘’", re.compile(f'["“”{BLOCK}]'), "“", "”")


class _Pair(Struct):
    start: int
    end: int
    sure: bool


class _Block(Struct):
    """The pairs of one block, and what has no partner in it.

    In a `doubtful` one stands a “ that may be either end of a quotation, so that nothing in it is sure.
    """

    number: int
    pairs: list[_Pair] = field(default_factory=list)
    opening: list[int] = field(default_factory=list)
    closing: list[int] = field(default_factory=list)
    doubtful: bool = False


def quoted(text: str, quotes: Quotes) -> str:
    """The text with its quotes as the language has them."""
    pairs = [pair for pair in _joined(list(_blocks(text, quotes))) if pair.sure]
    if not pairs:
        return text
    signs: dict[int, str] = {}
    ends: list[int] = []
    for pair in sorted(pairs, key=lambda each: each.start):
        while ends and ends[-1] < pair.start:
            ends.pop()
        level = quotes.inner if ends else quotes.outer
        signs[pair.start], signs[pair.end] = level[0], level[1]
        ends.append(pair.end)
    return _with(text, signs)


def _with(text: str, signs: dict[int, str]) -> str:
    pieces, done = [], 0
    for place in sorted(signs):
        pieces += [text[done:place], signs[place]]
        done = place + 1
    return "".join((*pieces, text[done:]))


def _blocks(text: str, quotes: Quotes) -> Iterator[_Block]:
    """The blocks that have quotes."""
    block = _Block(0)
    for match in quotes.known.finditer(text):
        sign = match.group()
        if sign == BLOCK:
            if block.pairs or block.opening or block.closing:
                yield block
            block = _Block(block.number + 1)
            continue
        _place(block, text, match.start(), quotes)
    yield block


def _place(block: _Block, text: str, place: int, quotes: Quotes) -> None:
    opens = _opens(text, place, text[block.opening[-1]] if block.opening else "", quotes)
    if opens:
        block.opening.append(place)
    elif opens is False and block.opening:
        block.pairs.append(_Pair(block.opening.pop(), place, sure=True))
    elif opens is False and not _after_number(text, place):
        block.closing.append(place)
    elif opens is None and text[place] == "“":
        block.doubtful = True


def _opens(text: str, place: int, last: str, quotes: Quotes) -> bool | None:
    """Whether a quote opens or closes; None where neither can be told."""
    sign = text[place]
    if sign in quotes.opening:
        return True
    if sign in quotes.closing or (sign == "“" and last == "„"):
        return False
    before, behind = around(text, place)
    may_open, may_close = opens_behind(before), closes_before(behind)
    return None if may_open == may_close else may_open


def opens_behind(before: str) -> bool:
    """Whether a quote that opens may follow a sign."""
    return before.isspace() or before in _BEFORE


def closes_before(behind: str) -> bool:
    """Whether a quote that closes may stand before a sign."""
    return behind.isspace() or behind in _BEHIND


def around(text: str, place: int) -> tuple[str, str]:
    """The signs that decide on a quote: the nearest that are no quotes and no tags within the line."""
    start, end, last = place - 1, place + 1, len(text)
    while start >= 0 and text[start] in _PASSED and start > place - MOST:
        start -= 1
    while end < last and text[end] in _PASSED and end < place + MOST:
        end += 1
    dots = end
    while dots < last and text[dots] in _DOTS and dots < end + 4:
        dots += 1
    if dots > end and dots < last and text[dots].isalnum():
        end = dots  # "…and then"
    return text[start] if start >= 0 else BLOCK, text[end] if end < last else BLOCK


def _after_number(text: str, place: int) -> bool:
    """Whether a sign without a partner may be inches or seconds."""
    return text[place] == '"' and text[place - 1].isdigit()


def _joined(blocks: Sequence[_Block]) -> Iterator[_Pair]:
    """All pairs, those over several blocks among them; not sure are those behind a quote without a partner."""
    waiting: _Block | None = None
    for block in blocks:
        lonely = len(block.opening) + len(block.closing)
        if block.doubtful or lonely > 1 or (waiting and block.number - waiting.number > REACH):
            waiting = None
        if waiting and block.closing:
            yield _Pair(waiting.opening[0], block.closing[0], sure=True)
            waiting.opening, block.closing, waiting = [], [], None
        elif block.opening and lonely == 1 and not block.doubtful:
            waiting = block
    for block in blocks:
        first = min(block.opening, default=None)
        for pair in block.pairs:
            pair.sure = not block.doubtful and (first is None or pair.end < first)
        yield from block.pairs
