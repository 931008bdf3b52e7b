"""Blocks of a saved page -> features of where they stand: the elements around them, and what else these hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from functools import lru_cache

from digest.seeds.blocks import Block, Facts
from digest.seeds.columns import Column
from digest.seeds.language import stems
from digest.seeds.looks import Look
from digest.seeds.nest import Nest, nest

HINTS = (
    *("nav", "comments", "related", "share", "aside", "footer", "advert", "subscribe", "tags", "caption", "popup"),
    *("article", "main", "figure"),
)
NEAREST = 4  # elements around a block whose mass is looked at, from its own outwards
LINKED = 3  # and whose links
HOLDER = 0.5  # of the page's running text: the innermost element that holds more is where the article stands

STATED = 50  # words: a text for machines that is shorter is a summary

_WORDS = re.compile(r"\w+")
_OF_TEXT = re.compile(r"content|body|text|entry|post|article|story|paragraph|prose|rich")


def places(blocks: Sequence[Block], looks: Sequence[Look], facts: Facts) -> dict[str, Column]:
    """The features of all blocks of a page."""
    return {
        "links": [block.links for block in blocks],
        "depth": [len(block.around) for block in blocks],
        **{f"in {hint}": [float(hint in block.place) for block in blocks] for hint in HINTS},
        **_masses(blocks, looks),
        "text words": [float(any(_is_of_text(each.words) for each in block.around[-3:])) for block in blocks],
        "alike": _alike(blocks),
        **_titled(looks, facts),
        **_stated(blocks, looks, facts),
    }


def _masses(blocks: Sequence[Block], looks: Sequence[Look]) -> dict[str, Column]:
    """How much of the page's running text, and of its links, the elements around a block hold; -1 where there is none.

    The holder is the innermost element with most of the running text: where the article stands, if anywhere.
    """
    known = nest(blocks)
    running = [
        look.letters if look.prose and block.links < 0.5 else 0 for block, look in zip(blocks, looks, strict=True)
    ]
    total = sum(running)
    prose, letters = known.sums(running), known.sums([look.letters for look in looks])
    links = known.sums([int(look.letters * block.links) for block, look in zip(blocks, looks, strict=True)])
    counts = known.sums([1] * len(blocks))
    shares = {each: mass / total if total else -1.0 for each, mass in prose.items()} | {0: -1.0}
    linked = {each: links[each] / (mass or 1) for each, mass in letters.items()} | {0: -1.0}
    steps = _steps(known, NEAREST)
    holder = max((each for each in known.outer if prose[each] > HOLDER * total), default=0)
    path = {*known.way_out(holder)}
    below, shared = _below(known, holder), _shared(known, path)
    return {
        **{f"mass {n}": [shares[each] for each in step] for n, step in enumerate(steps, 1)},
        **{f"linked {n}": [linked[each] for each in step] for n, step in enumerate(steps[:LINKED], 1)},
        "blocks beside": [counts[each] if each else 0 for each in steps[1]],
        "in holder": [float(below[each] >= 0) for each in known.own],
        "below holder": [below[each] for each in known.own],
        "shared with holder": [shared[each] / (len(path) or 1) for each in known.own],
    }


def _steps(known: Nest, count: int) -> list[list[int]]:
    """For each block its own element, then the one around that, and so on; 0 where there is none."""
    found = [list(known.own)]
    for _ in range(count - 1):
        found.append([known.outer.get(number, 0) for number in found[-1]])
    return found


def _below(known: Nest, holder: int) -> dict[int, int]:
    """How deep inside the holder each element is, itself 1; -1 outside it."""
    found = {0: -1}
    for number, outer in reversed(known.outer.items()):
        found[number] = 1 if number == holder else found[outer] + 1 if found[outer] > 0 else -1
    return found


def _shared(known: Nest, path: Set[int]) -> dict[int, int]:
    """How many of the elements on the way to the holder are around each element, or are itself one."""
    found = {0: 0}
    for number, outer in reversed(known.outer.items()):
        found[number] = found[outer] + (number in path)
    return found


@lru_cache(maxsize=1 << 14)
def _is_of_text(words: str) -> bool:
    return bool(_OF_TEXT.search(words))


def signature(block: Block) -> tuple[str, ...]:
    """What blocks of one kind have in common on a page: the names and classes of the two nearest elements."""
    return (block.kind, *(f"{each.name}.{each.words}" for each in block.around[-2:]))


def _alike(blocks: Sequence[Block]) -> list[int]:
    """How many blocks of the page have the same signature."""
    signatures = [signature(block) for block in blocks]
    counts = Counter(signatures)
    return [counts[each] for each in signatures]


def _titled(looks: Sequence[Look], facts: Facts) -> dict[str, Column]:
    """Whether a line says what the page calls itself."""
    title = stems(facts.headline or facts.title)
    n = len(title) or 1
    of_title = [len(look.stems & title) / n for look in looks]
    of_line = [len(look.stems & title) / (len(look.stems) or 1) for look in looks]
    return {"title in line": of_title, "line in title": of_line}


def _stated(blocks: Sequence[Block], looks: Sequence[Look], facts: Facts) -> dict[str, Column]:
    """How much of a line stands in the text, or the summary, that a page states for machines; -1 where it has none."""
    said = _WORDS.findall(facts.text.lower())
    runs, single = {*zip(said, said[1:], said[2:], strict=False)}, {*said}
    summary = stems(facts.summary)
    enough = len(said) >= STATED
    return {
        "stated": [_share(block.text, runs, single) if enough else -1.0 for block in blocks],
        "in summary": [len(look.stems & summary) / len(summary) if summary else -1.0 for look in looks],
    }


def _share(text: str, runs: Set[tuple[str, ...]], single: Set[str]) -> float:
    words = _WORDS.findall(text.lower())
    own: list[object] = [*zip(words, words[1:], words[2:], strict=False)]
    if own:
        return sum(each in runs for each in own) / len(own)
    return sum(word in single for word in words) / (len(words) or 1)
