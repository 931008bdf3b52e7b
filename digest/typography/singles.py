"""Single quotes and apostrophes of an English text, by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digest.typography.marks import APOSTROPHE, BLOCK
from digest.typography.quotes import around, closes_before, opens_behind

OPENING = "‘"
ELIDED = re.compile(r"(?:tis|twas|em|cause|til|n|bout|round|cos|[0-9]{2}s)(?!\w)", re.IGNORECASE)  # 'tis, '90s

_TOKENS = re.compile(f"['‘’{BLOCK}]")
_APOSTROPHE, _OPENS, _CLOSES, _POSSESSIVE, _NEITHER = "apostrophe", "opens", "closes", "possessive", "neither"


def single_quotes(text: str) -> str:
    """The text with ‘ and ’ for every straight one that is surely a quote or an apostrophe."""
    found = [(match.start(), match.group()) for match in _TOKENS.finditer(text)]
    kinds = [BLOCK if sign == BLOCK else _kind(text, place) for place, sign in found]
    closed = _closed_later(kinds)
    pieces, done, pending = [], 0, False
    for number, (place, sign) in enumerate(found):
        made, pending = _set(sign, kinds[number], pending, closed[number])
        pieces += [text[done:place], made]
        done = place + 1
    return "".join((*pieces, text[done:]))


def _set(sign: str, kind: str, pending: bool, closed: bool) -> tuple[str, bool]:
    """The sign as it is set, and whether a quotation is open behind it."""
    if kind == BLOCK:
        return sign, False
    if kind == _OPENS:
        opens = closed if sign == "'" else sign == OPENING
        return (OPENING, True) if opens else (sign, pending)
    if kind == _CLOSES:
        return (APOSTROPHE if pending else sign), False
    if kind == _POSSESSIVE:
        return APOSTROPHE, False
    return (APOSTROPHE if kind == _APOSTROPHE and sign == "'" else sign), pending


def _kind(text: str, place: int) -> str:
    before, behind = around(text, place)
    if before.isalnum() and behind.isalpha():
        return _APOSTROPHE
    if not before.isalnum() and ELIDED.match(text, place + 1):
        return _APOSTROPHE
    if opens_behind(before) and not closes_before(behind):
        return _OPENS
    if not opens_behind(before) and closes_before(behind):
        return _POSSESSIVE if before.isalpha() else _CLOSES
    return _NEITHER


def _closed_later(kinds: Sequence[str]) -> list[bool]:
    """For each sign, whether one that may close a quotation follows in its block."""
    closed, later = [], False
    for kind in reversed(kinds):
        closed.append(later)
        later = kind != BLOCK and (later or kind in (_CLOSES, _POSSESSIVE))
    return closed[::-1]
