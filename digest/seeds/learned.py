"""Blocks -> answers: for each, how surely it is part of the article, as learned from pages with known answers.

Two looks: the first at each block and what stands around it, the second at what the first took its neighbours for.
What was learned lies in `weights/`, one file for bare text and one for saved pages; `benchmarks/learning` makes them.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from itertools import accumulate
from math import sqrt
from pathlib import Path

from msgspec import Struct
from msgspec.json import decode

from digest.seeds.blocks import Block, Facts
from digest.seeds.classes import classes
from digest.seeds.columns import Column
from digest.seeds.cues import cues, openings
from digest.seeds.features import features
from digest.seeds.holders import holders
from digest.seeds.looks import Look
from digest.seeds.places import places, signature
from digest.seeds.surroundings import surroundings
from digest.seeds.trees import Forest, forest

SAID = 12  # blocks of the text that are asked for the words of a headline
LINE = 20  # letters of a line that could be a headline

FOLDER = Path(__file__).with_name("weights")
_folder = FOLDER


class Odds(Struct, frozen=True, dict=True):
    """How much oftener a word of a line, or of an element's class, goes with furniture than with articles: log odds."""

    cues: Mapping[str, float]
    classes: Mapping[str, float]

    @cached_property
    def openings(self) -> frozenset[str]:
        """The first words of the pairs among the cues."""
        return openings(self.cues)


class Model(Struct, frozen=True):
    """The odds of cues and classes, the trees of the first look and of the second, and those that know a headline."""

    odds: Odds
    first: Forest
    second: Forest
    headline: Forest


class Answers(Struct, frozen=True):
    """How surely each block is part of the article, from 0 to 1, and all that was asked on the way."""

    article: Sequence[float]
    _known: Model
    _looks: Sequence[Look]
    _columns: Mapping[str, Column]

    def headline(self, among: Sequence[int], begin: int) -> list[float]:
        """How surely each of some blocks is the headline of the text that begins at the block `begin`."""
        end = max(max(among) + 1, begin + SAID)
        known = {**self._columns, **seen_above(self._looks[:end], self.article[:end], begin)}
        columns = [known[name] for name in self._known.headline.names]
        return self._known.headline.answers([column[index] for column in columns] for index in among)


def use(folder: Path) -> None:
    """Take what was learned from another folder from now on: to measure with models that have not seen a site."""
    global _folder
    _folder = folder
    model.cache_clear()


@cache
def model(kind: str) -> Model:
    """What is known of seeds of a kind: `text` or `page`."""
    data = decode((_folder / f"{kind}.json").read_bytes())
    odds = Odds(data["cues"], data.get("classes", {}))
    return Model(odds, *(forest(data[trees]) for trees in ("first", "second", "headline")))


def speak_for_text(looks: Sequence[Look]) -> bool:
    """Whether the words of each of some lines of bare text go rather with articles than with furniture."""
    odds = model("text").odds.cues
    return all(sum([odds[word] for word in look.words if word in odds]) <= 0 for look in looks)


def answers(
    kind: str, blocks: Sequence[Block], looks: Sequence[Look], recurring: Sequence[float], facts: Facts
) -> Answers:
    """What was learned says of each block. `recurring` is as in `features`."""
    known = model(kind)
    columns = seen(kind, blocks, looks, recurring, facts) | heard(kind, blocks, looks, known.odds)
    first = _asked(known.first, columns)
    columns |= seen_again(kind, blocks, looks, first)
    second = _asked(known.second, columns)
    return Answers([_between(*both) for both in zip(first, second, strict=True)], known, looks, columns)


def _between(first: float, second: float) -> float:
    """What two looks answer together: their mean in log odds. The second knows more, the first errs less far."""
    for_it, against = sqrt(first * second), sqrt((1 - first) * (1 - second))
    return for_it / (for_it + against)


def seen(
    kind: str, blocks: Sequence[Block], looks: Sequence[Look], recurring: Sequence[float], facts: Facts
) -> dict[str, Column]:
    """The features of the first look, but for those that come of learned odds."""
    columns = features(blocks, looks, recurring)
    return columns | _floats(places(blocks, looks, facts)) if kind == "page" else columns


def heard(kind: str, blocks: Sequence[Block], looks: Sequence[Look], odds: Odds) -> dict[str, Column]:
    """The features of the first look that come of the odds of words."""
    columns = cues(looks, odds.cues, odds.openings)
    return columns | classes(blocks, odds.classes) if kind == "page" else columns


def seen_again(kind: str, blocks: Sequence[Block], looks: Sequence[Look], first: Sequence[float]) -> dict[str, Column]:
    """What the second look adds, given the answers of the first."""
    if kind == "page":
        groups = [signature(block) for block in blocks]
        held = holders(blocks, first, [len(look.words) for look in looks])
        return surroundings(first, looks, groups) | _floats(held)
    return surroundings(first, looks, _lists(blocks))


def seen_above(looks: Sequence[Look], article: Sequence[float], begin: int) -> dict[str, Column]:
    """What the look for a headline adds, given the last answers and the block with which the text begins."""
    said = frozenset().union(*(look.stems for look in looks[begin : begin + SAID]))
    lines = [float(look.rule is None and look.letters >= LINE) for look in looks[:begin]]
    between = [*accumulate(reversed(lines))][::-1]
    return {
        "article": article,
        "blocks to text": [float(begin - index) for index in range(len(article))],
        "lines to text": between + [0.0] * (len(article) - len(between)),
        "said in text": [len(look.stems & said) / (len(look.stems) or 1) for look in looks],
    }


def _lists(blocks: Sequence[Block]) -> list[int]:
    """A number for every run of blocks of one kind."""
    numbers, number = [], 0
    for index, block in enumerate(blocks):
        number += index > 0 and block.kind != blocks[index - 1].kind
        numbers.append(number)
    return numbers


def _floats(columns: Mapping[str, Column]) -> dict[str, Column]:
    """The same values as the trees compare them fastest: among them are many whole numbers."""
    return {name: array("d", column) for name, column in columns.items()}


def _asked(trees: Forest, columns: Mapping[str, Column]) -> list[float]:
    return trees.answers(zip(*map(columns.__getitem__, trees.names), strict=True))
