"""Lines of a wrapped paragraph -> one text: a word that was divided at the end of a line is whole again, if surely one.

What else has a hyphen there may be a compound: it is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

STEM = 6  # letters that two forms of one word share at least
ENDING = 3  # letters in which they may differ
HEAD = 3  # letters of the first part of a word of which only another form is known: `по-` is a word's own

DIVIDED = "¬"  # what is surely no sign of the word itself: so programs that read pictures of letters write it
HYPHENS = "-\u2010\u2011"

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BEFORE = re.compile(rf"(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)[{HYPHENS}]$")
_NUMBER = re.compile(r"(?:^|[\s(«„\"])\d+-$")
# Ends of words that are no words themselves.
_ENDINGS = frozenset(
    "ция ции цию цией ций ность ности ностью ский ского ском скому ская ской ские ских скими ный ного ному ная ные "
    "ных ными ться ется ются ющий ющая ющие ющих ющего лась лись тель теля тели ниями ниях тельно tion tions sion "
    "ment ments ness ings".split()
)
_NO_BEGINNING = "ьъы"  # letters with which no Russian word begins


class Words(Struct, frozen=True):
    """The words of a text that no end of a line divides, in small letters, and the beginnings of their other forms."""

    whole: frozenset[str]
    stems: frozenset[str]

    def joined(self, above: str, below: str) -> str | None:
        """What parts the two lines: nothing where a word goes on, its hyphen being none; None where it is its own."""
        head, tail = _BEFORE.search(above), _WORD.match(below)
        if not head or not tail or not tail[0][0].islower():
            return None
        word, compound = (f"{head['word']}{sign}{tail[0]}".casefold() for sign in ("", "-"))
        if (word in self.whole) != (compound in self.whole):
            return "" if word in self.whole else "-"
        if word in self.whole:
            return None
        other = len(head["word"]) >= HEAD and any(stem in self.stems for stem in _stems(word))
        return "" if other or tail[0] in _ENDINGS or tail[0][0] in _NO_BEGINNING else None


def words_of(lines: Sequence[str]) -> Words:
    """The whole words of all lines of a text."""
    own = [line.strip() for line in lines]
    whole = frozenset(word for above, line in pairwise(["", *own]) for word in _whole(above, line.casefold()))
    return Words(whole, frozenset(stem for word in whole for stem in _stems(word)))


def _whole(above: str, line: str) -> Iterator[str]:
    """The words of a line, and the parts of its compounds; not its first and last where they may be parts."""
    found = _WORD.findall(line)
    ends = (*HYPHENS, DIVIDED)
    for word in found[above.endswith(ends) : len(found) - line.endswith(ends)]:
        yield word
        yield from word.split("-")


def _stems(word: str) -> Iterator[str]:
    return (word[:length] for length in range(max(STEM, len(word) - ENDING), len(word) + 1) if length <= len(word))


def unwrapped(lines: Iterable[str], words: Words) -> str:
    """The lines as one."""
    made: list[str] = []
    for line in lines:
        above = made[-1] if made else ""
        joined = "" if above.endswith(DIVIDED) else words.joined(above, line) if above.endswith((*HYPHENS,)) else None
        if joined is not None:
            made[-1] = f"{above[:-1]}{joined}"
        elif made and not (_NUMBER.search(above) and line[:1].islower()):
            made.append(" ")
        made.append(line)
    return "".join(made)
