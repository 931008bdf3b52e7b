"""Names in a text, whatever their endings: every word of a name agrees with the others, in order, side by side.

The forms of each name are written out once (`paradigms.py`), so that a text is looked through at the price of one
look-up a word. Of two names that begin at one place, the longer is meant.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice

from msgspec import Struct

from digest.paradigms import ANY, Cases, forms

ABBREVIATION = 6  # letters at most: a longer one is a name in capitals

_WORD = re.compile(r"[^\W_]+")
_CAPITAL = re.compile("[А-ЯЁ]")
_GAP = re.compile(r"[\s\u2010-\u2015\-'’«»„“”\"]{1,4}|\.")  # what may stand between the words of one name


class Place(Struct, frozen=True):
    """A name found in a text, between two letters."""

    name: str
    start: int
    end: int


class Line:
    """The words of a text: small letters without ё, and where each stands."""

    def __init__(self, text: str) -> None:
        folded = text.lower().replace("ё", "е")
        self.text = text if len(folded) == len(text) else folded  # a few letters have a small form of two
        self._folded = folded
        self.words: list[str] = _WORD.findall(folded)

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word begins and ends: asked of texts in which a name may stand."""
        return [match.span() for match in _WORD.finditer(self._folded)]

    def small(self, number: int) -> bool:
        """Whether a word begins with a small letter."""
        return self.text[self.spans[number][0]].islower()

    def capitals(self, number: int) -> bool:
        """Whether a word begins with two capitals."""
        start = self.spans[number][0]
        return len(self.words[number]) > 1 and self.text[start : start + 2].isupper()

    def joined(self, number: int) -> bool:
        """Whether nothing but a space, a hyphen or a quotation mark parts a word from the one before."""
        return _GAP.fullmatch(self.text, self.spans[number - 1][1], self.spans[number][0]) is not None


class _Part(Struct, frozen=True):
    """A word of a known name: the cases of each of its forms, and whether it is an abbreviation, or surely a name."""

    forms: dict[str, tuple[Cases, Cases]]
    abbreviated: bool
    name: bool

    def cases(self, line: Line, number: int) -> Cases:
        """The cases in which a word of a text may be this one; none where it is another."""
        name, noun = self.forms.get(line.words[number], (0, 0))
        if self.abbreviated and name and not line.capitals(number):
            return 0
        if not (noun or self.name) or not line.small(number):
            return name
        return 0 if self.name else name | noun


class _Known(Struct, frozen=True):
    """A spelling of a name, to be found by one of its words, the `anchor`."""

    name: str
    parts: tuple[_Part, ...]
    anchor: int


class Names:
    """Known names, to be found in texts; each with its other spellings, which mean the same.

    Each is looked for by that of its words which the fewest names have: hundreds may begin with `Город`. A spelling of
    one word that keeps its capital behind another word, in another spelling of the name, is found in capitals only: of
    `Восток` and `Корабль «Восток»` neither is the common word `восток`.
    """

    def __init__(self, names: Iterable[tuple[str, Iterable[str]]]) -> None:
        shapes = [(name, shape) for name, spellings in names for shape in _shapes(name, *spellings)]
        common = Counter(word.letters for _, shape in shapes for word in shape)
        found: defaultdict[str, list[_Known]] = defaultdict(list)
        for name, shape in shapes:
            parts = tuple(_part(word, alone=len(shape) == 1) for word in shape)
            rank = [(common[word.letters], -len(word.letters)) for word in shape]
            anchor = rank.index(min(rank))
            for form in parts[anchor].forms:
                found[form].append(_Known(name, parts, anchor))
        self._by_form: dict[str, list[_Known]] = dict(found)

    def __bool__(self) -> bool:
        return bool(self._by_form)

    def found(self, line: Line) -> Iterator[Place]:
        """Every place of a name, in order. Places do not overlap, unless one spelling means several names."""
        start, end = -1, 0
        for first, less, name in sorted(self._all(line)):
            if first >= end or (first, first - less) == (start, end):
                start, end = first, first - less
                yield Place(name, line.spans[start][0], line.spans[end - 1][1])

    def _all(self, line: Line) -> Iterator[tuple[int, int, str]]:
        """Every name that may be meant: the number of its first word, that of its words below zero, and itself."""
        known = self._by_form
        for number, word in enumerate(line.words):
            for each in known.get(word, ()):
                start = number - each.anchor
                if start >= 0 and _agree(each.parts, line, start):
                    yield start, -len(each.parts), each.name

    def meant(self, typed: str) -> tuple[str, ...]:
        """The names of which a typed one is a form: none where it is no known one, several where nobody can tell."""
        return self._whole(typed) or self._whole(typed[:1].upper() + typed[1:])

    def _whole(self, typed: str) -> tuple[str, ...]:
        line = Line(typed)
        return tuple(sorted({name for _, less, name in self._all(line) if -less == len(line.words)}))


class _Word(Struct, frozen=True):
    """A word of a spelling; of a name or an abbreviation, a capital, or all of them, tells it from common words."""

    letters: str
    abbreviated: bool
    name: bool


def _shapes(*spellings: str) -> Iterator[tuple[_Word, ...]]:
    """The spellings of a name as words, each once."""
    lines = list(map(Line, spellings))
    names = {word for line in lines for word in _names(line)}
    shapes = (
        tuple(
            _Word(word, _short(line, number), len(line.words) == 1 and word in names)
            for number, word in enumerate(line.words)
        )
        for line in lines
    )
    yield from filter(None, dict.fromkeys(shapes))


def _names(line: Line) -> Iterator[str]:
    """Words with a capital that does not begin the line. In Russian they are names; in English any word of a title."""
    for word, (start, _) in islice(zip(line.words, line.spans, strict=True), 1, None):
        if _CAPITAL.match(line.text, start):
            yield word


def _short(line: Line, number: int) -> bool:
    start, end = line.spans[number]
    return end - start <= ABBREVIATION and line.capitals(number) and line.text[start:end].isupper()


def _part(word: _Word, *, alone: bool) -> _Part:
    """A word with its forms; an abbreviation has some only behind a consonant: США and НАСА stay as they are."""
    stays = word.abbreviated and word.letters[-1] in "аеиоуыэюя"
    return _Part({word.letters: (ANY, 0)} if stays else forms(word.letters, alone=alone), word.abbreviated, word.name)


def _agree(parts: tuple[_Part, ...], line: Line, number: int) -> bool:
    """Whether the words of a text from this one on are those of a name, all in one case."""
    if number + len(parts) > len(line.words):
        return False
    cases = ANY
    for place, part in enumerate(parts, number):
        cases &= part.cases(line, place)
        if not cases or (place > number and not line.joined(place)):
            return False
    return True
