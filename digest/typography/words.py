"""Words, initials and shortened words -> the spaces beside them at which a line must not break."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from digest.typography.marks import BLOCK, INLINE, NBSP

_BEFORE = f'(["“”„‟«»{INLINE}{BLOCK}'  # what may stand before a word
_BREAKING = " \n\u202f\u2009"  # where a line may end, but must not behind some words
_SPACES = _BREAKING + NBSP
_INITIALS = re.compile(
    rf"\.(?<=[A-ZА-ЯЁ]\.)(?<![\w.'’-].\.)((?:[ {NBSP}]?[A-ZА-ЯЁ]\.){{0,2}}+)([ {NBSP}]?)(?=([A-ZА-ЯЁ][a-zа-яё])?)"
)
_LAST = re.compile(r"(?:^|[^\w.-])([a-zA-Zа-яёА-ЯЁ]{1,6})$")
_BEFORE_NAME = re.compile(r"\. (?=[A-ZА-ЯЁ0-9«„“\"\ufdd1])")
_NUMBERED = re.compile(r"(?:[0-9]|[0-9][ \u00a0][a-zа-яё]{1,6}|[IVXLC][ \u00a0][а-яё]{1,6})$")


def cased(words: Iterable[str]) -> frozenset[str]:
    """The words, at the beginning of a sentence and in capitals too."""
    return frozenset(form for word in words for form in (word, word.capitalize(), word.upper()))


def glued(text: str, words: frozenset[str]) -> str:
    """The text in which no line ends with one of the words. It begins with `BLOCK`, as all do that rules are given."""
    for space in _BREAKING:
        if space in text:
            text = _behind(words, space).sub(_glued, text)
    return text


@lru_cache(maxsize=16)
def _behind(words: frozenset[str], space: str) -> re.Pattern[str]:
    """What finds a space behind one of the words, be there the end of an element between them or not.

    It looks back from each space, which takes a third of the time of cutting the text up and looking at each word.
    """
    by_length = groupby(sorted(words, key=lambda word: (len(word), word)), len)
    ends = [f"({'|'.join(some)}){tag}{space}" for some in [list(some) for _, some in by_length] for tag in ("", INLINE)]
    begun = f"[{re.escape(_BEFORE)}{_SPACES}]"
    return re.compile(f"{space}(?:{'|'.join(f'(?<={begun}{end})' for end in ends)})")


def _glued(match: re.Match[str]) -> str:
    """The space behind a word, if none but opening signs stand between the word and the space before it."""
    text, at = match.string, match.start(match.lastindex or 0) - 1
    while at >= 0 and text[at] in _BEFORE:
        at -= 1
    return NBSP if at < 0 or text[at] in _SPACES else match.group()


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
