"""Blocks -> features: a column for each measure, a value for each block.

Alone, a line of text is hardly to be told from a teaser. What decides is where it stands, what stands around it,
whether the page comes back to its words, and whether it recurs on other pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

from digest.seeds.blocks import Block, Label
from digest.seeds.columns import Column, shifted, since, until, windows
from digest.seeds.looks import STOP, Look
from digest.seeds.runs import runs
from digest.seeds.topic import topic

KINDS = {
    "": 0,
    "p": 1,
    "h1": 2,
    "h2": 3,
    "h3": 4,
    "h4": 5,
    "h5": 6,
    "h6": 7,
    "quote": 8,
    "li": 9,
    "cell": 10,
    "row": 11,
    "caption": 12,
}
FAR = 60.0  # blocks: farther away nothing has to do with a line
WIDE = 3  # empty lines: where most gaps of a text are wider than that, all of them are narrowed
EDGE = -9.0  # what a row above the first has, or below the last

# The features of the lines above and below that are a line's as well.
_NEAR = {"above": -1, "below": 1}
_NEAR_TOO = {**_NEAR, "2 above": -2, "2 below": 2}
_NEIGHBOURS = {
    name: {f"{name} {where}": by for where, by in near.items()}
    for names, near in (
        (("letters", "common", "end", "rule"), _NEAR_TOO),
        (("kind", "start", "digits", "alone"), _NEAR),
    )
    for name in names
}
# Sums over so many lines above a line and below it.
_PROSE = {
    "prose 2 up": (2, 0),
    "prose 2 down": (0, 2),
    "prose 5 up": (5, 0),
    "prose 5 down": (0, 5),
    "prose 10": (10, 10),
}
_PROSE_LINES = {"prose lines 5": (5, 5), "prose lines 12": (12, 12)}
_JUNK = {"furniture 4": (4, 4), "furniture 4 up": (4, 0)}
_STAMPS = {"stamps 4": (4, 4)}
_SHORT = {"short 3 up": (3, 0), "short 3 down": (0, 3), "short 8": (8, 8)}

STAMP = 6  # what the feature `rule` says of a line with a time, or a count
_DIGITS = re.compile(r"\d")
_RULES = {Label.CREDIT: 1, Label.CAPTION: 1, Label.RIGHTS: 2}


def features(blocks: Sequence[Block], looks: Sequence[Look], recurring: Sequence[float]) -> dict[str, Column]:
    """The features of all blocks of a seed; `recurring` is the share of sibling seeds that hold a line, -1 unknown."""
    found = _own(blocks, looks, recurring)
    found |= _neighbours(found)
    found |= _position(looks)
    found |= _furniture(looks, found["rule"])
    found |= topic(looks)
    found |= _gaps(blocks, looks)
    found |= runs(blocks, looks, found["topic"])
    return found


def _own(blocks: Sequence[Block], looks: Sequence[Look], recurring: Column) -> dict[str, Column]:
    """What a line is by itself, and how often the seed and its siblings repeat it."""
    texts = [block.text for block in blocks]
    times = Counter(texts)
    masked = [_DIGITS.sub("0", text) if len(text) < 80 else text for text in texts]
    masks = Counter(masked)
    return {
        "letters": [float(look.letters) for look in looks],
        "words": [float(len(look.words)) for look in looks],
        "common": [look.common for look in looks],
        "to_reader": [look.to_reader for look in looks],
        "capitals": [look.capitals for look in looks],
        "digits": [look.digits for look in looks],
        "sentences": [float(look.sentences) for look in looks],
        "commas": [float(look.commas) for look in looks],
        "marks": [float(look.marks) for look in looks],
        "start": [float(look.start) for look in looks],
        "end": [float(look.end) for look in looks],
        "rule": [float(_rule(look)) for look in looks],
        "kind": [float(KINDS.get(block.kind, 0)) for block in blocks],
        "alone": [float(block.alone) for block in blocks],
        "times": [float(times[text]) for text in texts],
        "masks": [float(masks[text]) for text in masked],
        "recurring": recurring,
    }


def _rule(look: Look) -> int:
    """What a named rule says: 0 nothing, 1 a picture's line, 2 rights, 3 an inset, 4 a tail, 5 other, 6 a stamp."""
    rule = look.rule
    if rule is None:
        return 0
    if rule.label in _RULES:
        return _RULES[rule.label]
    if rule.name in ("stamp", "stamped line", "counter", "time ago", "date line", "counted", "count of"):
        return STAMP
    return 4 if rule.tail else 3 if rule.inset else 5


def _neighbours(own: Mapping[str, Column]) -> dict[str, Column]:
    """What stands just above and below a line."""
    found: dict[str, Column] = {}
    for name, near in _NEIGHBOURS.items():
        found |= shifted(own[name], near, EDGE)
    letters = own["letters"]
    found["longest near"] = [max(letters[max(0, i - 3) : i + 4]) for i in range(len(letters))]
    return found


def _position(looks: Sequence[Look]) -> dict[str, Column]:
    """Where in the page a line stands, and where in its running text."""
    n = len(looks)
    prose = [float(look.letters) if look.prose else 0.0 for look in looks]
    flags = [mass > 0 for mass in prose]
    before = [0.0, *accumulate(prose)]
    total = before[-1] or 1.0
    scores = [_speaks(look) for look in looks]
    begin, end = _densest(scores)
    indexes = list(map(float, range(n)))
    return {
        "index": indexes,
        "index from below": indexes[::-1],
        "place": [i / n for i in range(n)],
        "prose before": before[:-1],
        "prose behind": [total - mass for mass in before[1:]],
        "share before": [mass / total for mass in before[:-1]],
        "prose page": [total] * n,
        "blocks page": [float(n)] * n,
        **windows(prose, _PROSE),
        **windows(list(map(float, flags)), _PROSE_LINES),
        "since prose": since(flags, FAR),
        "until prose": until(flags, FAR),
        "into": [i - begin for i in indexes],
        "out of": [end - i for i in indexes],
        "sum": _sums(scores),
    }


def _speaks(look: Look) -> float:
    """How much a line by itself speaks for the article, by a plain rule of thumb."""
    if look.rule:
        return -1.0
    if look.prose:
        return 3.0 if look.letters >= 120 else 2.0
    if look.end == STOP and look.letters >= 20:
        return 0.5
    return -0.6


def _densest(scores: Sequence[float]) -> tuple[int, int]:
    """The run with the greatest sum (Bentley 1984): its first index and its last."""
    best = total = 0.0
    begin = end = start = 0
    for index, score in enumerate(scores):
        if total <= 0:
            total, start = 0.0, index
        total += score
        if total > best:
            best, begin, end = total, start, index
    return begin, end


def _sums(scores: Sequence[float]) -> list[float]:
    """Both ways at once: the greatest sum of a run that reaches up to here from above, and from below."""
    down = list(accumulate(scores, lambda total, score: max(0.0, total) + score))
    up = list(accumulate(reversed(scores), lambda total, score: max(0.0, total) + score))[::-1]
    return [min(60.0, a + b - s) for a, b, s in zip(down, up, scores, strict=True)]


def _furniture(looks: Sequence[Look], named: Column) -> dict[str, Column]:
    """How near, and how dense, stands what a named rule knows, and what is too short to be running text."""
    rules = [look.rule for look in looks]
    comments = [rule is not None and rule.name == "comment box" for rule in rules]
    tails = [rule is not None and rule.tail for rule in rules]
    short = [float(not look.prose and look.end <= 0 and look.letters < 100) for look in looks]
    prose = [float(look.letters) if look.prose else 0.0 for look in looks]
    return {
        "comments above": [0.0, *accumulate(map(float, comments))][:-1],
        "until comments": until(comments, FAR),
        "tails above": [0.0, *accumulate(map(float, tails))][:-1],
        "since tail": since(tails, FAR),
        "until tail": until(tails, FAR),
        "prose since tail": _mass_since(tails, prose),
        **windows([float(rule > 0) for rule in named], _JUNK),
        **windows([float(rule == STAMP) for rule in named], _STAMPS),
        **windows(short, _SHORT),
    }


def _mass_since(flags: Sequence[bool], masses: Sequence[float]) -> list[float]:
    """The sum of the masses from the last flag above to here, this row left out; -1 where there is no flag above."""
    found, mass, behind = [], 0.0, False
    for flag, own in zip(flags, masses, strict=True):
        found.append(mass if behind else -1.0)
        if flag:
            behind, mass = True, 0.0
        mass += own
    return found


def _gaps(blocks: Sequence[Block], looks: Sequence[Look]) -> dict[str, Column]:
    """How many empty lines stand around a line, and the most there are between it and the running text above."""
    above = _narrowed([0.0, *(float(below.line - over.end - 1) for over, below in pairwise(blocks))], blocks)
    widest, largest = [], 0.0
    for gap, look in zip(above, looks, strict=True):
        largest = max(largest, gap)
        widest.append(largest)
        largest = 0.0 if look.prose else largest
    return {"gap above": above, "gap below": [*above[1:], 0.0], "gap since prose": widest}


def _narrowed(gaps: list[float], blocks: Sequence[Block]) -> list[float]:
    """The gaps of a text, and where most are wide, as if those were of one line: they tell of a program then."""
    usual = sorted(gaps)[len(gaps) // 2] if gaps else 0.0
    if usual <= WIDE or any(block.kind not in ("", "li") for block in blocks):
        return gaps
    return [max(0.0, gap - usual + 1) for gap in gaps]
