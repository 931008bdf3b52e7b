"""A text -> Counts: its words, and how many of them and of its signs are of a kind.

Most seeds are in Russian or English: their letters fit into bytes, among which words are found, and signs counted, in a
third of the time.
"""

from __future__ import annotations

import re
from operator import ne

from msgspec import Struct

BEGINNING = 120  # letters among which figures are counted: they tell of a stamp or a counter

_BYTES = "cp1251"
_MARKS = "|@©#→›»/"

_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_MARK = re.compile(f"[{_MARKS}]")
_WIDE = re.compile("[\u3040-\u9fff\uac00-\ud7af]")

# Tables for bytes, in which one that is no sign keeps its place, and bytes to leave out.
_SIGNS = bytes(range(256)).decode(_BYTES, "ignore")
_LETTERS = "".join(sign if _WORD.fullmatch(sign) else " " for sign in bytes(range(256)).decode(_BYTES, "replace"))
_CASED, _SMALL = _LETTERS.encode(_BYTES), _LETTERS.lower().encode(_BYTES)
_SMALL_LETTERS = "".join(sign for sign in _SIGNS if _WORD.fullmatch(sign) and sign == sign.lower()).encode(_BYTES)
_NO_DIGITS = _DIGIT.sub("", _SIGNS).encode(_BYTES)
_NO_MARKS = _MARK.sub("", _SIGNS).encode(_BYTES)


class Counts(Struct, frozen=True):
    """The words in small letters, how many of them have capitals; Chinese signs and the like; figures; marks."""

    words: list[str]
    capitals: int
    wide: int
    digits: int
    marks: int


def counted(text: str) -> Counts:
    """The words and signs of a text."""
    try:
        signs = text.encode(_BYTES)
    except UnicodeEncodeError:
        return _counted(text)
    return Counts(
        words=signs.translate(_SMALL).decode(_BYTES).split(),
        capitals=len(signs.translate(_CASED, _SMALL_LETTERS).split()),
        wide=0,
        digits=len(signs[:BEGINNING].translate(None, _NO_DIGITS)),
        marks=len(signs.translate(None, _NO_MARKS)),
    )


def _counted(text: str) -> Counts:
    cased = _WORD.findall(text)
    words = " ".join(cased).lower().split()
    return Counts(
        words=words,
        capitals=sum(map(ne, cased, words)),
        wide=len(_WIDE.findall(text)),
        digits=len(_DIGIT.findall(text, 0, BEGINNING)),
        marks=len(_MARK.findall(text)),
    )
