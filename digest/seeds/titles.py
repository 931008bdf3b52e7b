"""Which line is the headline: it stands above the text, is shaped like one, and the text comes back to its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digest.model import Found
from digest.seeds.blocks import Block, Facts, Label
from digest.seeds.language import COMMON, words
from digest.seeds.shape import Verdict, full_stop

ABOVE = 40  # blocks above the text among which the headline is looked for
BELOW = 2  # blocks of the text that may be a headline themselves
READ = 4_000  # letters of the text that are asked for a headline's words
ENOUGH = 1.5  # of the score below
WHOLE = 4  # letters of a name that is not a name by chance
SITE = 4  # words of the name of a site, or of a section, behind a title
LEAD = 1.5  # over the next best line: so far ahead, 85 of 100 were the headline on the pages measured

_SIGNS = " |ㅣ–—·•:»/-"
_SEPARATOR = re.compile(r"\s+[|ㅣ–—·•:»/-]+\s+")


def headline(blocks: Sequence[Block], verdicts: Sequence[Verdict], begin: int, facts: Facts) -> Found[int] | None:
    """The index of the headline among the blocks, where there is one; `begin` is the index at which the text begins."""
    body = next((i for i in range(begin, len(blocks)) if verdicts[i].prose), None)
    if body is None:
        return None
    said = stems(" ".join(block.text[:600] for block in blocks[body : body + 12])[:READ])
    named = [name for name in (facts.headline, facts.title) if name]
    first = max(0, body - ABOVE)
    scores = {
        index: _score(blocks[index], verdicts[index], said, named) + 0.8 * (body - index) / max(1, body - first)
        for index in range(0 if named else first, len(blocks))
        if first <= index < body + BELOW or (named and blocks[index].kind in ("h1", "h2"))
    }
    best = max(scores, key=lambda index: (scores[index], -index), default=None)
    if best is None or scores[best] < ENOUGH:
        return None
    rivals = [index for index in scores if index != best and verdicts[index].label is not Label.JUNK]
    rival = max(rivals, key=lambda index: (scores[index], -index), default=None)
    if rival is None or scores[best] - scores[rival] >= LEAD:
        return Found(best, "the line above the text that the text comes back to", sure=True)
    why = f"the likeliest of the lines above the text; another is «{blocks[rival].text[:80]}»"
    return Found(best, why, sure=False)


def _score(block: Block, verdict: Verdict, said: set[str], named: Sequence[str]) -> float:
    text = block.text
    own = stems(text)
    named_so = any(_same(text, name) for name in named)
    sentence = verdict.prose and full_stop(text) and not named_so and block.kind != "h1"
    if len(text) > 250 or not own or sentence:
        return -9.0
    score = 2.0 * len(own & said) / len(own)
    score += 1.0 if 20 <= len(text) <= 160 else -1.0
    score += 0.5 if len(words(text)) >= 4 else -0.5
    score -= 1.2 * full_stop(text) + 0.6 * text.endswith(":") + 1.0 * text[0].islower()
    score -= 3.0 * (verdict.label is not Label.JUNK and verdict.fixed) + 1.5 * (verdict.label is Label.JUNK)
    score += block.alone - 0.8 * (block.kind in ("li", "cell", "caption"))
    score += {"h1": 2.0, "h2": 0.5}.get(block.kind, 0.0)
    return score + 3.0 * named_so


def _same(text: str, name: str) -> bool:
    """Whether a line is what the page calls itself, apart from the name of the site at its end."""
    own, other = words(text), words(name)
    return len(own) >= 2 and (own == other[: len(own)] or own == other[-len(own) :])


def stems(text: str) -> set[str]:
    """The beginnings of words that mean something: endings differ between a headline and its text."""
    return {word[:5] for word in words(text) if len(word) > 3 and word not in COMMON}


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
