"""The site's own tags and topics that a text speaks of: suggestions for an editor, never shown to readers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from digest.seeds.language import COMMON
from digest.text import same_name

MOST = 8  # suggestions of a kind
# Endings that words of one stem may have, the longest first: Russian ones of nouns and adjectives, and English plurals.
_ENDINGS = """
    а я ы и у ю е о ь й ой ей ий ый ом ем им ым ам ям ах ях их ых ов ев ая яя ое ее ые ие ую юю ою ею ью ия ию ии
    ами ями ими ыми ого его ому ему ией ием иям иях иями s es
"""
ENDINGS = sorted(_ENDINGS.split(), key=lambda ending: (-len(ending), ending))
STEM = 3  # letters at least

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names of terms that the site knows."""

    tags: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


def suggestions(names: Iterable[str], title: str, text: str, *, own: Sequence[str] = ()) -> tuple[str, ...]:
    """The names that a text mentions, those of its title and its commonest first; before them its `own`."""
    known = {same_name(name): name for name in sorted(names, reverse=True)}
    named = [known.get(same_name(name), name) for name in own]
    mentioned = _mentioned(known.values(), title, text) if known else ()
    return tuple(dict.fromkeys([*named, *mentioned]))[:MOST]


def _mentioned(names: Iterable[str], title: str, text: str) -> Iterator[str]:
    counted, headed = _counted(text), _counted(title)
    ranked = []
    for name in names:
        stems = [_stem(word) for word in _words(name)]
        score = min((counted[stem] + 3 * headed[stem] for stem in stems), default=0)
        if score:
            ranked.append((-score * len(stems), same_name(name), name))
    yield from (name for _, _, name in sorted(ranked))


def _counted(text: str) -> Counter[str]:
    """How often each word that means something stands in a text, whatever its endings."""
    found = Counter[str]()
    for word, times in Counter(_words(text)).items():
        found[_stem(word)] += times
    return found


def _words(text: str) -> list[str]:
    """Words that mean something; figures stay, for `Союз-5` is not `Союз-2`."""
    return [word for word in _WORD.findall(text.lower().replace("ё", "е")) if word not in COMMON]


@cache
def _stem(word: str) -> str:
    """`Байконуре` and `Байконур` meet in `байконур`."""
    ending = next((each for each in ENDINGS if word.endswith(each) and len(word) - len(each) >= STEM), "")
    return word.removesuffix(ending)
