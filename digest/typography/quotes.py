"""Quotes -> pairs of quotes, by what stands around them, and the signs that each level of a language has.

A quotation may begin in one paragraph and end in a later one. What has no partner is left as it was typed, and so is
what stands behind it in its paragraph: there nobody can tell what belongs to what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from digest.typography.marks import BLOCK, INLINE

MOST = 8  # quotes and tags side by side that are looked past
REACH = 12  # ends of blocks that a quotation may go on over: about six paragraphs

_TOKENS = re.compile(f'["“”„‟«»{BLOCK}]')
_PASSED = f"\"'“”„‟«»‘’{INLINE}"  # where one stands beside a quote, what is behind it decides
_BEFORE = frozenset("([{<—–-/‑" + BLOCK)  # an opening quote may follow these
_BEHIND = frozenset(".,…;:!?)]}>—–-/‑" + BLOCK)  # a closing quote may stand before these
_DOTS = ".…"


@dataclass(slots=True)
class _Pair:
    start: int
    end: int
    sure: bool


@dataclass(slots=True)
class _Block:
    """The pairs of one block, and what has no partner in it."""

    number: int
    pairs: list[_Pair] = field(default_factory=list)
    opening: list[int] = field(default_factory=list)
    closing: list[int] = field(default_factory=list)


def quoted(text: str, outer: str, inner: str) -> str:
    """The text with its quotes as the two levels have them, each named by its two signs."""
    pairs = [pair for pair in _joined(list(_blocks(text))) if pair.sure]
    if not pairs:
        return text
    signs: dict[int, str] = {}
    ends: list[int] = []
    for pair in sorted(pairs, key=lambda each: each.start):
        while ends and ends[-1] < pair.start:
            ends.pop()
        level = inner if ends else outer
        signs[pair.start], signs[pair.end] = level[0], level[1]
        ends.append(pair.end)
    return _with(text, signs)


def _with(text: str, signs: dict[int, str]) -> str:
    pieces, done = [], 0
    for place in sorted(signs):
        pieces += [text[done:place], signs[place]]
        done = place + 1
    return "".join((*pieces, text[done:]))


def _blocks(text: str) -> Iterator[_Block]:
    """The blocks that have quotes."""
    block = _Block(0)
    for match in _TOKENS.finditer(text):
        sign = match.group()
        if sign == BLOCK:
            if block.pairs or block.opening or block.closing:
                yield block
            block = _Block(block.number + 1)
            continue
        _place(block, text, match.start(), sign)
    yield block


def _place(block: _Block, text: str, place: int, sign: str) -> None:
    opens = _opens(text, place, sign, text[block.opening[-1]] if block.opening else "")
    if opens:
        block.opening.append(place)
    elif opens is False and block.opening:
        block.pairs.append(_Pair(block.opening.pop(), place, sure=True))
    elif opens is False and not _after_number(text, place, sign):
        block.closing.append(place)


def _opens(text: str, place: int, sign: str, last: str) -> bool | None:
    """Whether a quote opens or closes; None where neither can be told."""
    if sign in "«„‟":
        return True
    if sign == "»" or (sign == "“" and last == "„"):
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


def _after_number(text: str, place: int, sign: str) -> bool:
    """Whether a sign without a partner may be inches or seconds."""
    return sign == '"' and text[place - 1].isdigit()


def _joined(blocks: Sequence[_Block]) -> Iterator[_Pair]:
    """All pairs, those over several blocks among them; not sure are those behind a quote without a partner."""
    waiting: _Block | None = None
    for block in blocks:
        if waiting and (block.number - waiting.number > REACH or len(block.opening) + len(block.closing) > 1):
            waiting = None
        lonely_start = waiting.opening[0] if waiting else -1
        if waiting and len(block.closing) == 1:
            yield _Pair(lonely_start, block.closing[0], sure=True)
            waiting.opening, block.closing, waiting = [], [], None
        elif len(block.opening) == 1 and not block.closing:
            waiting = block
    for block in blocks:
        first = min(block.opening, default=None)
        for pair in block.pairs:
            pair.sure = first is None or pair.end < first
        yield from block.pairs
