"""Targets of links -> where each was typed: the line and column, found in the time of the text's length."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence

from digest.content.making import Written
from digest.errors import WIDTH
from digest.model import Link

PATIENCE = 100  # targets that are looked for from the beginning of the text
FAR = 2_000  # letters of a line: of one that is longer, only what stands within these is shown

_WORD = re.compile(r"""[^\s>)"']{0,40}""")
_BEHIND = re.compile(r"""\((?=[ <]?([^\s>)"']{0,40}))""")
_DEFINED = re.compile(r"^ {0,3}\[[^\]\n]*\]: *<?([^\s>]+)", re.MULTILINE)


def placed(written: Sequence[Written], body: str, first_line: int) -> Iterator[Link]:
    """Where each target stands; the body's first line stands for one that cannot be found."""
    if not written:
        return
    finder = _Finder(body)
    ends = [found.start() for found in re.finditer("\n", body)]
    for each in written:
        position = finder.position(each.source)
        if position < 0:
            yield Link(each.target, first_line, 0, "")
            continue
        number = bisect(ends, position - 1)
        start = ends[number - 1] + 1 if number else 0
        end = ends[number] if number < len(ends) else len(body)
        near = position - start < FAR
        excerpt = body[start : min(end, position + WIDTH)] if near else ""
        yield Link(each.target, first_line + number, position - start + 1, excerpt)


class _Finder:
    """Finds targets where they were typed, each behind the last one that followed a bracket."""

    def __init__(self, body: str) -> None:
        self.body, self.cursor, self.lost = body, 0, 0
        self.absent: set[str] = set()  # what does not follow the cursor will not follow it later
        self.behind = {found.group(1) for found in _BEHIND.finditer(body)}
        self.defined = {found.group(1): found.start(1) for found in reversed(list(_DEFINED.finditer(body)))}

    def position(self, source: str) -> int:
        """The place of the next such target; of one that follows no bracket, where it is defined; -1 for none."""
        word = _WORD.match(source)
        if word and word.group() in self.behind:
            for sign in ("(", "( ", "(<"):
                words = sign + source
                found = -1 if words in self.absent else self.body.find(words, self.cursor)
                if found >= 0:
                    self.cursor = found + len(sign)
                    return self.cursor
                self.absent.add(words)
        if source in self.defined:
            return self.defined[source]
        self.lost += 1
        return self.body.find(source) if self.lost <= PATIENCE else -1
