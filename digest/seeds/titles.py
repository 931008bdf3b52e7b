"""Which line is the headline: it stands above the text, and is what headlines were on pages with known answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digest.model import Found
from digest.seeds.blocks import Block, Label
from digest.seeds.language import words
from digest.seeds.learned import Answers
from digest.seeds.rules import rule_for

ABOVE = 60  # blocks above the text among which the headline is looked for
BELOW = 3  # blocks of the text that may be a headline themselves
LONGEST = 250  # letters of one
SENTENCE = 15  # letters from which a line with a full stop within the text is a sentence of it
LONG_SENTENCE = 90  # and from which one above it is a sentence too
NONE = 0.1  # the odds that none of the lines is the headline
SURE = 0.6  # the share from which a headline is written down without a question: 85 of 100 were right
PERHAPS = 0.05  # and from which it is proposed; what is less likely is none
WHOLE = 4  # letters of a name that is not a name by chance
SITE = 4  # words of the name of a site, or of a section, behind a title

_SIGNS = " |ㅣ–—·•:»/-"
_SEPARATOR = re.compile(r"\s+[|ㅣ–—·•:»/-]+\s+")


def headline(blocks: Sequence[Block], kept: Sequence[bool], answers: Answers) -> Found[int] | None:
    """The index of the headline among the blocks, where there is one; `kept` are the blocks of the text.

    One line is the headline or none is: the odds of each, as learned, are shares of all odds together.
    """
    among = candidates(blocks, kept)
    if not among:
        return None
    begin = kept.index(True)
    learned = zip(among, answers.headline(among, begin), strict=True)
    odds = {index: share / (1 - share) for index, share in learned if not _unlike(blocks[index], within=index >= begin)}
    total = NONE + sum(odds.values())
    found = {index: each / total for index, each in odds.items()}
    best, *others = sorted(found, key=lambda index: (-found[index], index)) or [-1]
    if best < 0 or found[best] < PERHAPS:
        return None
    if found[best] >= SURE:
        return Found(best, f"the line above the text that is like a headline ({found[best]:.0%} sure)", sure=True)
    another = f"; another is «{blocks[others[0]].text[:80]}»" if others else ""
    return Found(best, f"the likeliest of the lines above the text ({found[best]:.0%}){another}", sure=False)


def _unlike(block: Block, *, within: bool) -> bool:
    """Whether a line is surely no headline: a sentence `within` the text, a long one above it, a credit, buttons."""
    stopped = block.text.rstrip("»”\"') ").endswith(".") and block.kind != "h1"
    rule = rule_for(block.text)
    other = rule is not None and rule.label in (Label.CREDIT, Label.CAPTION, Label.RIGHTS)
    return other or block.kind == "row" or (stopped and len(block.text) >= (SENTENCE if within else LONG_SENTENCE))


def candidates(blocks: Sequence[Block], kept: Sequence[bool]) -> list[int]:
    """The blocks that can be a headline: those above the text, and its first few. None where nothing is kept."""
    if True not in kept:
        return []
    begin = kept.index(True)
    reach = range(max(0, begin - ABOVE), min(len(blocks), begin + BELOW))
    return [index for index in reach if len(blocks[index].text) <= LONGEST]


def without_site(title: str, sites: Sequence[str], host: str = "") -> str:
    """A page's `<title>` without the name of the site, or of its section, behind or before it.

    The name is known by what the page calls its site, by its address (`host`), or by standing behind a sign that parts.
    """
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    first, last = parts[0], parts[-1]
    if names_site(last, sites, host):
        return without_site(title[: title.rindex(last)].rstrip(_SIGNS), sites, host)
    if names_site(first, sites, host):
        return without_site(title[len(first) :].lstrip(_SIGNS), sites, host)
    short = len(words(last)) <= SITE and len(words(title)) - len(words(last)) >= 3
    return title[: title.rindex(last)].rstrip(_SIGNS) if short else title


def names_site(part: str, sites: Sequence[str], host: str) -> bool:
    """Whether words name the site, or begin a long name of it: "Orbit Wire" of "Orbit Wire: all the news"."""
    own = "".join(words(part))
    known = ["".join(words(name)) for name in (*sites, host) if name]
    begun = any(name.startswith(own) for name in (*known, host.replace("-", "")))
    return bool(own) and (own in known or (begun and len(own) >= WHOLE))
