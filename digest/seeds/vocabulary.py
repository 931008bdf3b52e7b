"""The site's own tags and topics that a text speaks of: suggestions for an editor, never shown to readers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from digest.seeds.language import COMMON
from digest.text import same_name

MOST = 8  # suggestions of a kind
ENDING = 3  # letters by which an inflected word may end differently


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names of terms that the site knows."""

    tags: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


def suggestions(names: Iterable[str], title: str, text: str, *, own: Sequence[str] = ()) -> tuple[str, ...]:
    """The names that a text mentions, those of its title and its commonest first; before them its `own`."""
    known = {same_name(name): name for name in sorted(names, reverse=True)}
    named = [known.get(same_name(name), name) for name in own]
    return tuple(dict.fromkeys([*named, *_mentioned(known.values(), title, text)]))[:MOST]


def _mentioned(names: Iterable[str], title: str, text: str) -> Iterator[str]:
    counted = Counter(_stems(text))
    headed = Counter(_stems(title))
    ranked = []
    for name in names:
        stems = [stem for stem in _stems(name) if stem]
        if stems:
            score = min(_count(stem, counted) + 3 * _count(stem, headed) for stem in stems)
            if score:
                ranked.append((-score * len(stems), same_name(name), name))
    yield from (name for _, _, name in sorted(ranked))


def _count(stem: str, counted: Counter[str]) -> int:
    """How often a word occurs: `Байконур` in `Байконуре`, not in `Байконыр`."""
    if len(stem) <= ENDING:
        return counted[stem]
    return sum(number for word, number in counted.items() if _related(stem, word))


def _related(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    root = max(4, len(shorter) - (1 if len(shorter) < 7 else 2))
    return longer.startswith(shorter[:root]) and len(longer) - root <= ENDING + 1


def _stems(text: str) -> Iterator[str]:
    """Words that mean something; figures stay, for `Союз-5` is not `Союз-2`."""
    for word in re.findall(r"[^\W_]+", text.lower().replace("ё", "е")):
        if word not in COMMON:
            yield word
