"""Looks -> whether the page's long lines come back to a line's words; and which words lines say again and again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from digest.seeds.columns import Column
from digest.seeds.looks import Look

OFTEN = 5  # lines that come back to a word: more tell nothing new


def topic(looks: Sequence[Look]) -> dict[str, Column]:
    """Whether the page's long lines, apart from this one, come back to a line's words."""
    found = said((look.stems for look in looks if look.prose), OFTEN + 1)
    none: frozenset[str] = frozenset()
    first = next((look.stems for look in looks if look.prose and look.letters >= 120), none)
    shares, often, lead = [], [], []
    for look in looks:
        n = len(look.stems) or 1
        counts = _counts(look.stems, found[1:] if look.prose else found[:-1])
        shares.append(counts[0] / n)
        often.append(sum(counts) / n)
        lead.append(len(look.stems & first) / n)
    above = [none, *(look.stems for look in looks[:-1])]
    return {
        "topic": shares,
        "topic often": often,
        "topic lead": lead,
        "topic above": [
            len(look.stems & over) / (len(look.stems) or 1) for look, over in zip(looks, above, strict=True)
        ],
    }


def _counts(own: Set[str], among: Iterable[Set[str]]) -> list[int]:
    """How many of a line's own words are among those said once, how many of these among those said twice, and so on."""
    return [len(own := own & words) for words in among]


def said(lines: Iterable[frozenset[str]], times: int) -> list[set[str]]:
    """The words that any line says, those that two or more say, and so on for so many `times`."""
    found: list[set[str]] = [set() for _ in range(times)]
    for line in lines:
        again: set[str] | frozenset[str] = line
        for words in found:
            before, again = again, words & again
            words |= before
            if not again:
                break
    return found
