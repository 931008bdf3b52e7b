"""A paragraph -> its sentences: cut where one ends, and not behind an abbreviation or an initial."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"(?:[.!?…]+|[.!?…][»”\"')\]]+|[»”\"]\.)(?=\s+[«“„\"'(\[—–-]*\s*[A-ZА-ЯЁÄÖÜ0-9])")
_SHORT = frozenset(
    "г гг в вв ст т тт д др пр руб коп тыс млн млрд трлн ул пл им акад проф доц ген св см рис стр напр кв долл проц "
    "чел ок гор обл р н э mr mrs ms dr prof st gen sen rep gov inc ltd co corp no vs jan feb mar apr jun jul aug sep "
    "sept oct nov dec lt col sgt jr sr bzw ca nr bsp u z b i e g usw vgl str".split()
)
_GERMAN_DATE = re.compile(
    r"\s+(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b"
)
_LAST_WORD = re.compile(r"[^\W_]+$")


def sentences(paragraph: str) -> tuple[str, ...]:
    """The sentences of a paragraph, in their order."""
    return tuple(filter(None, _pieces(" ".join(paragraph.split()))))


def _pieces(text: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(text):
        if not _goes_on(text, end):
            yield text[start : end.end()].strip()
            start = end.end()
    yield text[start:].strip()


def _goes_on(text: str, end: re.Match[str]) -> bool:
    """Whether a dot only shortens a word (`им. Хруничева`), an initial (`В. Путин`), or counts a German day."""
    if end.group() != ".":
        return False
    word = _LAST_WORD.search(text, max(0, end.start() - 12), end.start())
    if word is None:
        return False
    if word.group().isdigit():
        return len(word.group()) <= 2 and bool(_GERMAN_DATE.match(text, end.end()))
    initial = len(word.group()) == 1 and word.group().isupper()
    return initial or word.group().lower() in _SHORT
