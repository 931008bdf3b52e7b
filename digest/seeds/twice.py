"""text -> the same without what an earlier program did to its letters: read in a wrong encoding and stored again.

`Ð Ð¾Ñ\x81Ñ\x81Ð¸Ñ\x8f` is UTF-8 taken for windows-1252, `Ðîññèÿ` windows-1251: both are `Россия`.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from digest.seeds.likeness import likeness

SAMPLE = 16_000  # letters that are weighed
LEAST = 20  # letters in long runs of accented ones: fewer may be a name, or a joke
SHARE = 0.5  # of the accented letters are in such runs: no language sets four of them side by side

_LEAD = b"\xc3"  # with which UTF-8 begins each accented letter, and no other sign
_ACCENTED = re.compile("[À-ÖØ-öø-ÿ]")
_RUN = re.compile("[À-ÖØ-öø-ÿ]{4,}")


class Mended(Struct, frozen=True):
    """A text, and what had to be done to it or cannot be done."""

    text: str
    notes: tuple[str, ...] = ()


def mended(text: str) -> Mended:
    """Undo a wrong reading, where the letters show one; tell of letters that are lost."""
    return _utf8(text) or _eight_bit(text) or Mended(text, _lost(text))


def _utf8(text: str) -> Mended | None:
    head = text[:SAMPLE]
    for name, leads, alphabet in (("windows-1252", "ÐÑ", "cp1252"), ("windows-1251", "РС", "cp1251")):
        found = sum(map(head.count, leads))
        if any(found < 0.3 * (_letters(part) or 1) for part in (head[: 10 * found], head)):
            continue
        try:
            better = b"".join(_byte(letter, alphabet) for letter in text).decode("utf-8")
        except UnicodeError:
            return Mended(text, (f"the text seems encoded twice (UTF-8 taken for {name}), and letters are lost",))
        return Mended(better, (f"the text was encoded twice (UTF-8 taken for {name}); it was mended",))
    return None


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _eight_bit(text: str) -> Mended | None:
    """Letters that were right all the same, such as a № that somebody typed later, stay."""
    head = text[:SAMPLE]
    if _LEAD not in head.encode("utf-8", "surrogatepass"):  # most texts: a tenth of the time of the searches
        return None
    runs = sum(map(len, _RUN.findall(head)))
    if runs < LEAST or runs < SHARE * len(_ACCENTED.findall(head)):
        return None
    best = max(("windows-1251", "koi8-r", "iso-8859-5"), key=lambda name: likeness(head.translate(_table(name))))
    better = text.translate(_table(best))
    if likeness(better[:SAMPLE]) <= 0:
        return None
    return Mended(better, (f"the text was encoded twice ({best} taken for windows-1252); it was mended",))


def _lost(text: str) -> tuple[str, ...]:
    found = text.count("\ufffd")
    if not found:
        return ()
    line = text.count("\n", 0, text.index("\ufffd")) + 1
    return (f"letters were lost before this was saved: «\ufffd» stands for {found} of them, first in line {line}",)


@cache
def _table(name: str) -> dict[int, str]:
    """What each sign beyond ASCII was, if its byte was one of another encoding; some may have become controls."""
    meant = {byte: bytes([byte]).decode(name, "replace") for byte in range(128, 256)}
    western = {ord(bytes([byte]).decode("cp1252", "replace")): letter for byte, letter in meant.items()}
    return {sign: letter for sign, letter in (meant | western).items() if sign != 0xFFFD}


@cache
def _byte(letter: str, alphabet: str) -> bytes:
    """One letter back to its byte; positions that an alphabet leaves empty are passed through as they are."""
    try:
        return letter.encode(alphabet)
    except UnicodeEncodeError:
        return letter.encode("latin-1")
