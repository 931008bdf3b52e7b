"""A line -> the rule of an editor that finds it, by its words or by its place.

Words tell a line as a whole, by its beginning, its end, or by what it holds. Figures, capitals and spaces do not count.
There are no regular expressions here, so that no rule can be slow, and every editor can read it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from digest.seeds.blocks import Block
from digest.seeds.lines import masked

LONGEST = 300  # letters of a line that is told by a part of it, where the rule does not say how long it can be
FOUND_IN = 400  # blocks from the top among which a title, date or author is looked for


class Finder(Struct, frozen=True):
    """A rule that finds a line. `line` is all of it; `begins`, `ends` and `holds` are parts, and all given ones count.

    `after` and `before` are the whole line next to it; `element` is its element on a page, `number` its place from the
    top. `example` is a line that it found when it was written, `row` the line of the file in which it stands.
    """

    line: str = ""
    begins: str = ""
    ends: str = ""
    holds: str = ""
    longest: int = LONGEST
    after: str = ""
    before: str = ""
    element: str = ""
    number: int = 0
    example: str = ""
    row: int = 0

    def finds(self, text: str) -> bool:
        """Whether it finds a line by its words."""
        return Finders([self]).of(text) is not None

    def __str__(self) -> str:
        """The rule in words."""
        if self.element or self.number:
            return f"the first {self.element}" if self.element else f"line {self.number} from the top"
        if self.after or self.before:
            return f"the line after “{self.after}”" if self.after else f"the line before “{self.before}”"
        if self.line:
            return f"the line “{self.line}”"
        parts = (("begins with", self.begins), ("ends with", self.ends), ("holds", self.holds))
        return "a line that " + " and ".join(f"{verb} “{words}”" for verb, words in parts if words)


class Finders:
    """Rules that find lines by their words, all at once: nearly every line is passed over in three steps."""

    def __init__(self, finders: Sequence[Finder]) -> None:
        self._whole = {masked(each.line): each for each in reversed(finders) if each.line}
        parts = [
            (masked(each.begins), masked(each.ends), masked(each.holds), each)
            for each in finders
            if each.begins or each.ends or each.holds
        ]
        self._parts = parts
        self._beginnings = tuple(begins for begins, *_ in parts if begins)
        self._endings = tuple(ends for begins, ends, *_ in parts if ends and not begins)
        self._middles = tuple(holds for begins, ends, holds, _ in parts if not begins and not ends)

    def of(self, text: str) -> Finder | None:
        """The first rule that finds a line, those for whole lines before all others."""
        words = masked(text)
        if words in self._whole:
            return self._whole[words]
        if not (
            words.startswith(self._beginnings)
            or words.endswith(self._endings)
            or any(middle in words for middle in self._middles)
        ):
            return None
        return next((each for *parts, each in self._parts if _fits(text, words, parts, each)), None)


def _fits(text: str, words: str, parts: Sequence[str], finder: Finder) -> bool:
    begins, ends, holds = parts
    near = len(text) <= finder.longest
    return near and words.startswith(begins) and words.endswith(ends) and holds in words


def located(blocks: Sequence[Block], finders: Sequence[Finder]) -> tuple[int, Finder] | None:
    """The index of the line that the first of the finders to find one finds, with that finder."""
    near = blocks[:FOUND_IN]
    return next(((index, each) for each in finders if (index := _index(near, each)) is not None), None)


def _index(blocks: Sequence[Block], finder: Finder) -> int | None:
    if finder.number:
        return finder.number - 1 if finder.number <= len(blocks) else None
    if finder.element:
        return next((index for index, block in enumerate(blocks) if block.kind == finder.element), None)
    beside, step = (finder.after, 1) if finder.after else (finder.before, -1)
    if not beside:
        found = (index for index, block in enumerate(blocks) if finder.finds(block.text))
        return next((index for index in found if value_of(blocks[index].text, finder)), None)
    lines = [masked(block.text) for block in blocks]
    places = (index + step for index, line in enumerate(lines) if line == masked(beside))
    return next((index for index in places if 0 <= index < len(lines) and lines[index] != masked(beside)), None)


def value_of(text: str, finder: Finder) -> str:
    """What a line says besides the words by which it was found."""
    begin = next((at for at in range(len(text) + 1) if masked(text[:at]) == masked(finder.begins)), 0)
    while begin < len(text) and begin and text[begin - 1].isdigit() and text[begin].isdigit():
        begin += 1
    end = next((at for at in range(len(text), begin, -1) if masked(text[at:]) == masked(finder.ends)), len(text))
    return text[begin:end].strip()
