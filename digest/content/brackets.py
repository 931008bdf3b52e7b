"""Where links and code end, for Python-Markdown's patterns: found in one go over a text, not anew for each beginning.

That is its issue 798.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

from markdown.inlinepatterns import (
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)

_TICKS = re.compile("`+")
_BRACKET = re.compile(r"[\[\]]")
Reader = Callable[[str, int], tuple[str, int, bool]]  # the text within, the place behind it, whether there is one
Link = tuple[str, str | None, int, bool]  # address, title, the place behind it, whether there is one


class Partners:
    """Where each bracket of a text closes, for one pattern of links; found in one go over the text."""

    def __init__(self) -> None:
        self._data = ""
        self._ends: dict[int, int] = {}
        self._last = -1  # of the closing parentheses

    def reader(self, pattern: LinkInlineProcessor) -> Reader:
        """What a pattern asks for the text within a bracket, its end, and whether there is any."""
        if isinstance(pattern, (ShortReferenceInlineProcessor, ShortImageReferenceInlineProcessor)):
            return self._any
        return self._before_a_name if isinstance(pattern, ReferenceInlineProcessor) else self._before_an_address

    def _any(self, data: str, index: int) -> tuple[str, int, bool]:
        end = self._end(data, index)
        return ("", index, False) if end < 0 else (data[index:end], end + 1, True)

    def _before_a_name(self, data: str, index: int) -> tuple[str, int, bool]:
        end = self._end(data, index)
        named = end >= 0 and "[" in data[end + 1 : end + 3]
        return (data[index:end], end + 1, True) if named else ("", index, False)

    def _before_an_address(self, data: str, index: int) -> tuple[str, int, bool]:
        end = self._end(data, index)
        leads = end >= 0 and end < self._last and data[end + 1] == "("
        return (data[index:end], end + 1, True) if leads else ("", index, False)

    def _end(self, data: str, index: int) -> int:
        """The place of the bracket that closes the one before a place; -1 where none does."""
        if data is not self._data:
            self._data, self._last, self._ends = data, data.rfind(")"), {}
            waiting: list[int] = []
            for found in _BRACKET.finditer(data):
                if found.group() == "[":
                    waiting.append(found.start())
                elif waiting:
                    self._ends[waiting.pop()] = found.start()
        return self._ends.get(index - 1, -1)


class Ticks:
    """Where runs of backticks find a run that closes them."""

    def __init__(self) -> None:
        self._data = ""
        self._starts: list[int] = []
        self._alike: dict[int, list[int]] = {}  # the starts of the runs of each length
        self._longest: list[tuple[int, int]] = []  # of the runs from each on: the length of the longest, and its start

    def span(self, start: int, text: str) -> tuple[int, int | None]:
        """From where to where the code goes that begins at a run; no end where nothing closes it.

        A run that is longer than all behind it closes with the first of the longest, as if it had no more ticks.
        """
        self._look_at(text)
        ticks = len(_TICKS.match(text, start)[0])  # type: ignore[index]
        behind = start + ticks
        starts = self._alike.get(ticks, [])
        at = bisect_left(starts, behind)
        if at < len(starts):
            return behind, starts[at]
        rest = bisect_left(self._starts, behind)
        longest, place = self._longest[rest] if rest < len(self._starts) else (0, 0)
        if 0 < longest < ticks:
            return behind - ticks + longest, place
        return behind + ticks, None  # where the stock step looks on

    def _look_at(self, text: str) -> None:
        if text is self._data:
            return
        runs = [(found.start(), len(found[0])) for found in _TICKS.finditer(text)]
        self._data, self._starts, self._alike = text, [start for start, _ in runs], {}
        for start, length in runs:
            self._alike.setdefault(length, []).append(start)
        longest, place, found = 0, 0, []
        for start, length in reversed(runs):
            longest, place = (length, start) if length >= longest else (longest, place)
            found.append((longest, place))
        self._longest = found[::-1]


def ended(read: Callable[[str, int], Link]) -> Callable[[str, int], Link]:
    """The same, but no link where the end of its address is not known: the stock step then loses words behind it."""

    def read_on(data: str, index: int) -> Link:
        address, title, end, found = read(data, index)
        return address, title, end, found and end > index

    return read_on
