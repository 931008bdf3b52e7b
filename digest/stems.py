"""Word -> its light stem, under which the forms of a word meet: endings are cut, nothing is looked up.

Light on purpose (Dolamic and Savoy 2009, "Indexing and searching strategies for the Russian language"): for comparing
news a stemmer that takes off case, number and the plainest forms of verbs does as well as one that knows more.
"""

from __future__ import annotations

import re
from functools import lru_cache

LEAST = 3  # letters that remain of a Cyrillic word
LEAST_LATIN = 4

_CYRILLIC = (
    "иями ями ами иям иях ыми ими ого его ому ему ией ием ией ыть ить ать ять еть ила ило или ыла ыло ыли "
    "ала ало али яла яло яли ела ело ели ует уют ает ают яет яют ется ится "
    "ил ыл ал ял ел ет ит ут ют ат ят ых их ым им ая яя ое ее ые ие ый ий ой ей ую юю ью ия ии ию ом ем ам ям ах "
    "ях ов ев а я о е ы и у ю ь й"
)
_LATIN = "ings ing edly ied ies ed es ern en er em e s"
_REFLEXIVE = re.compile(r"(?<=[аеиоуыюяйтлшь])с[ья]$")


def _by_length(endings: str) -> tuple[str, ...]:
    return tuple(sorted(set(endings.split()), key=lambda ending: (-len(ending), ending)))


_ENDINGS = _by_length(_CYRILLIC), _by_length(_LATIN)


@lru_cache(maxsize=1 << 18)
def stem(word: str) -> str:
    """The stem of one word, in small letters and with е for ё."""
    word = word.casefold().replace("ё", "е")
    if "а" <= word[-1:] <= "я":
        return _cut(_REFLEXIVE.sub("", word), _ENDINGS[0], LEAST)
    return _cut(word, _ENDINGS[1], LEAST_LATIN)


def _cut(word: str, endings: tuple[str, ...], least: int) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return word[: -len(ending)]
    return word
