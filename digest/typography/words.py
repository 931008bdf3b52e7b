"""Words, initials and shortened words -> the spaces beside them at which a line must not break."""

from __future__ import annotations

import re
from collections.abc import Iterable

from digest.typography.marks import BLOCK, INLINE, LINE, NBSP

_BEFORE = f'(["“”„‟«»{INLINE}{BLOCK}{LINE}'  # what may stand before a word
_FIXED = "\u00a0\u202f\u2009"
_ANY = re.compile(f"([ {_FIXED}])")
_INITIALS = re.compile(
    rf"\.(?<=[A-ZА-ЯЁ]\.)(?<![\w.'’-].\.)((?:[ {NBSP}]?[A-ZА-ЯЁ]\.){{0,2}}+)([ {NBSP}]?)(?=([A-ZА-ЯЁ][a-zа-яё])?)"
)
_LAST = re.compile(r"(?:^|[^\w.-])([a-zA-Zа-яёА-ЯЁ]{1,6})$")
_BEFORE_NAME = re.compile(r"\. (?=[A-ZА-ЯЁ0-9«„“\"\ufdd1])")
_NUMBERED = re.compile(r"(?:[0-9]|[0-9][ \u00a0][a-zа-яё]{1,6}|[IVXLC][ \u00a0][а-яё]{1,6})$")


def cased(words: Iterable[str]) -> frozenset[str]:
    """The words, at the beginning of a sentence and in capitals too."""
    return frozenset(form for word in words for form in (word, word.capitalize(), word.upper()))


def flowing(words: Iterable[str]) -> frozenset[str]:
    """The words as they stand before a space, and before one behind the end of an element."""
    return frozenset(form for word in words for form in (word, word + INLINE))


def glued(text: str, words: frozenset[str]) -> str:
    """The text in which no line ends with one of the words."""
    lines = "\n" in text
    if lines:
        text = text.replace("\n", f" {LINE}")
    if any(each in text for each in _FIXED):
        pieces = _ANY.split(text)
        for number in range(0, len(pieces) - 1, 2):
            if pieces[number].lstrip(_BEFORE) in words:
                pieces[number + 1] = NBSP
        text = "".join(pieces)
    else:
        text = "".join([word + (NBSP if word.lstrip(_BEFORE) in words else " ") for word in text.split(" ")])[:-1]
    return text.replace(NBSP + LINE, NBSP).replace(f" {LINE}", "\n") if lines else text


def initials(text: str) -> str:
    """А. С. Пушкин, J. K. Rowling: initials and the surname behind them in one line."""
    return _INITIALS.sub(_initials, text)


def _initials(match: re.Match[str]) -> str:
    """What stands behind the first letter."""
    more, space, surname = match.groups()
    spaced = " " in more or NBSP in more
    if not (surname or spaced) or not (more or space):
        return match.group()
    return "".join(f".{NBSP}{each}" for each in more if each.isalpha()) + "." + (NBSP if surname else space)


def after_dot(text: str, names: frozenset[str], numbers: frozenset[str]) -> str:
    """ул. Ленина, рис. 3: a shortened word and the name or number behind it in one line."""

    def space(match: re.Match[str]) -> str:
        end = match.start()
        word = _LAST.search(text, max(0, end - 7), end)
        if word is None:
            return ". "
        if text[match.end()] in "0123456789":
            return f".{NBSP}" if word.group(1) in numbers else ". "
        if word.group(1) not in names or _NUMBERED.search(text, max(0, end - 9), end):
            return ". "
        return f".{NBSP}"

    return _BEFORE_NAME.sub(space, text)
