"""The known names that a text mentions, with the reasons; and capitalised words in it that nobody knows."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from digest.inflection import Line, Names
from digest.text import same_name

TITLE, LEAD = 4, 2  # what a place in the title, or in the first paragraph, counts beside a place in the text
SHOWN = 3  # forms that a reason names
BEFORE = 12  # letters that tell whether a sentence begins
OFTEN = 2  # times that a name stands in the text: with fewer, and neither in title nor lead, it is mentioned in passing

_CAPITALISED = r"[A-ZА-ЯЁ][\w'’]*\w"
_SEQUENCE = re.compile(
    rf"{_CAPITALISED}(?:[ \u00a0\-\u2010\u2011]{_CAPITALISED})*(?:[\u2010\u2011-]\d(?:[\d.]*\d)?\w*)?"
)
_BEGINNING = re.compile(r"(?:^|[.!?…:;]|^\W*[—–-]|[.!?…:]\W*[—–-])[\s«„“\"(]*$|[,:]\s*[—–-]\s*$|:\s*[«„“\"]$")


class Mention(Struct, frozen=True):
    """A known name with the reasons to think that a text is about it. `by` is a tag of the text that implies it."""

    name: str
    title: bool = False
    lead: bool = False
    times: int = 0
    forms: tuple[str, ...] = ()
    by: str = ""

    @property
    def weight(self) -> int:
        """How much speaks for it."""
        return TITLE * self.title + LEAD * self.lead + self.times

    @property
    def telling(self) -> bool:
        """Whether it is more than a mention in passing."""
        return self.title or self.lead or self.times >= OFTEN or bool(self.by)

    @property
    def why(self) -> str:
        """The reasons in words: `title, lead, 4 times (Байконура, Байконуре)`."""
        places = ["title"] * self.title + ["lead"] * self.lead
        counted = [f"{self.times} times" if self.times > 1 else "once"] if self.times else []
        forms = f" ({', '.join(self.forms[:SHOWN])})" if self.forms else ""
        implied = [f"by the tag {self.by}"] if self.by else []
        return ", ".join([*places, *counted]) + forms + ("; " if places and implied else "") + "".join(implied)


class Read:
    """A text, taken apart into words once, if at all: its title, and its paragraphs, the first of which is its lead."""

    def __init__(self, title: str, paragraphs: Sequence[str]) -> None:
        self._title, self._paragraphs = title, paragraphs

    @cached_property
    def title(self) -> Line:
        """The words of its title."""
        return Line(self._title)

    @cached_property
    def paragraphs(self) -> tuple[Line, ...]:
        """The words of its paragraphs."""
        return tuple(map(Line, self._paragraphs))


def mentions(names: Names, text: Read) -> list[Mention]:
    """The known names that a text tells of, the weightiest first."""
    if not names:
        return []
    headed = {place.name for place in names.found(text.title)}
    leading: set[str] = set()
    counts, forms = Counter[str](), defaultdict[str, Counter[str]](Counter)
    for number, line in enumerate(text.paragraphs):
        for place in names.found(line):
            counts[place.name] += 1
            forms[place.name][" ".join(line.text[place.start : place.end].split())] += 1
            if not number:
                leading.add(place.name)
    found = [
        Mention(name, name in headed, name in leading, counts[name], tuple(_other(name, forms[name])))
        for name in headed | counts.keys()
    ]
    return sorted((each for each in found if each.telling), key=lambda each: (-each.weight, same_name(each.name)))


def _other(name: str, forms: Counter[str]) -> Iterator[str]:
    """The forms in which a name stands in a text, the commonest first; not that which is the name itself."""
    yield from (form for form, _ in sorted(forms.items(), key=lambda each: (-each[1], each[0])) if form != name)


def strangers(known: Sequence[Names], text: Read) -> list[tuple[str, int]]:
    """Names that nobody knows, with how often they stand in a text: capitalised, but not as a sentence's first word."""
    found = Counter[str]()
    for line in text.paragraphs:
        sequences = list(_SEQUENCE.finditer(line.text))
        taken = [(place.start, place.end) for names in known for place in names.found(line)] if sequences else []
        for match in sequences:
            apart = all(match.end() <= start or end <= match.start() for start, end in taken)
            name = _named(match.group(), begins=bool(_BEGINNING.search(line.text[: match.start()][-BEFORE:])))
            if apart and name:
                found[name] += 1
    often = ((name, times) for name, times in _together(found) if times >= OFTEN)
    return sorted(often, key=lambda each: (-each[1], each[0]))


def _named(sequence: str, *, begins: bool) -> str:
    """What is a name in a sequence of capitalised words; the first of a sentence has its capital from there."""
    words = sequence.split()
    return " ".join(words[1:] if begins else words)


def _together(found: Counter[str]) -> Iterator[tuple[str, int]]:
    """Forms of one name as one: under that of which the others are forms."""
    names = Names((name, ()) for name in found)
    meant = {name: names.meant(name) or (name,) for name in found}
    reach = Counter(base for bases in meant.values() for base in bases)
    heads = {name: min(bases, key=lambda base: (-reach[base], len(base), base)) for name, bases in meant.items()}
    total = Counter[str]()
    for name, times in found.items():
        total[heads[name]] += times
    yield from total.items()
