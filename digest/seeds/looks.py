"""One block alone -> Look: the measures of its words and signs that a model is asked with.

Shallow features of text in the sense of Kohlschütter et al. 2010 ("Boilerplate Detection using Shallow Text Features").
"""

from __future__ import annotations

import re

from msgspec import Struct

from digest.seeds.blocks import Block
from digest.seeds.counted import BEGINNING, counted
from digest.seeds.language import COMMON
from digest.seeds.rules import Rule, rule_for

READ = 700  # letters of a block that are looked at: more of a long paragraph tells nothing new

# How a line ends, from what no sentence does to what nearly every one does.
CUT, NOTHING, GOING_ON, STOP = -1, 0, 1, 2

# Words that speak to the reader, or of the publisher: hardly any news story does, nearly every appeal does.
_TO_THE_READER = frozenset(
    "you your yours we our us my i me subscribe newsletter sign email click read more follow free "
    "вы вас вам ваш ваша ваше ваши вашего мы нас нам наш наша наше наши нашем подпишитесь читайте "
    "sie ihre ihren ihr uns unser unsere wir vous votre vos nous notre nos su sus usted nosotros nuestro nuestra "
    "tu tuo vostro nostro noi voi".split()
)
_SENTENCE = re.compile(r"""[.!?…。！？](?:(?<=[。！？])|["»”’')]*(?=\s))""")
_ENDS = {**dict.fromkeys(".!?。！？۔।", STOP), **dict.fromkeys(":;,-–—", GOING_ON), "…": CUT}
_CLOSING = "\"»”’'“)] "


class Look(Struct, frozen=True):
    """`letters` counts a Chinese sign as three; shares are from 0 to 1; `rule` is the named rule it falls under.

    `prose` tells whether it is running text by itself.
    """

    letters: int
    words: tuple[str, ...]
    common: float
    to_reader: float
    capitals: float
    digits: float
    sentences: int
    commas: int
    marks: int
    start: int
    end: int
    stems: frozenset[str]
    rule: Rule | None
    prose: bool


def look(block: Block) -> Look:
    """The measures of one block."""
    text = block.text
    head = text[:READ]
    found = counted(head)
    words = found.words
    letters = len(text) + 2 * found.wide
    count = len(words) or 1
    common = sum(map(COMMON.__contains__, words)) / count
    end = _ENDS.get(text.rstrip(_CLOSING)[-1:], NOTHING) if not text.endswith("...") else CUT
    return Look(
        letters=letters,
        words=tuple(words),
        common=common,
        to_reader=sum(map(_TO_THE_READER.__contains__, words)) / count,
        capitals=found.capitals / count,
        digits=found.digits / (min(len(head), BEGINNING) or 1),
        sentences=len(_SENTENCE.findall(head)),
        commas=head.count(","),
        marks=found.marks,
        start=_start(text[:1]),
        end=end,
        stems=frozenset([word[:5] for word in words if len(word) > 3]) - COMMON,
        rule=rule_for(text),
        prose=letters >= 50 and common >= 0.1 and (end == STOP or letters >= 120),
    )


def _start(letter: str) -> int:
    """0 for a small letter, 1 for a capital, 2 for a figure, 3 for any other sign."""
    if letter.isalpha():
        return 0 if letter.islower() else 1
    return 2 if letter.isdigit() else 3
