"""Hyphens and dashes between words, and before what somebody says -> dashes, with the spaces that belong to them."""

from __future__ import annotations

import re

from digest.typography.marks import BLOCK, EM_DASH, INLINE, NBSP

SPACE = "[ \u00a0\u202f\u2009]"
_SPEECH = re.compile(rf"({BLOCK}{INLINE}*+\n?)(?:--?|–|—){SPACE}(?=[^\W\d_])")


def dashes(text: str, typed: re.Pattern[str]) -> str:
    """The text with its dashes; `typed` finds what a language has for one between words, and the space before it."""
    return typed.sub(_dash, _SPEECH.sub(rf"\1{EM_DASH}{NBSP}", text))


def _dash(match: re.Match[str]) -> str:
    """A dash between words. Between two numbers it may be a minus, so it stays."""
    text, start, end = match.string, match.start(), match.end()
    if text[start - 1].isdigit() and text[end + 1 : end + 2].isdigit():
        return match.group()
    return f"{NBSP}{EM_DASH}"
