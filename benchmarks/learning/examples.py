"""Pages with known answers -> Examples: what the model sees of each block, and whether it is part of the article."""

from __future__ import annotations

import hashlib
import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from types import ModuleType

import numpy as np

from benchmarks.extraction.pages import Page
from digest.errors import DigestError
from digest.seeds.blocks import Block, Facts, Seed
from digest.seeds.learned import seen
from digest.seeds.lines import masked
from digest.seeds.looks import Look, look
from digest.seeds.read import read
from digest.seeds.sorting import KEEP
from digest.seeds.titles import candidates

FORMS = {"text": ("rp", "txt"), "page": ("html",)}  # which files of a page teach which model
CUT = "cut"  # a form made here: less furniture, often less of the article, for seeds are of every length and degree
LEFT = (0, 0, 0, 2, 6, 15, 40)  # how many lines of furniture such a form has above the article, or below
PARAGRAPHS = (1, 2, 3, 6, 1000, 1000)  # how many lines of the article it has
TITLED = 0.8  # of them have their headline, if the page has one above the article
NEAR = 6  # lines around one of several equal ones: where more of them are the article's, it is the one meant
MADE = 0.5  # how much a form made here counts beside a page as it is
RUSSIAN = 4.0  # how much more a page in Russian counts: there are few of them, and our editors work on such


@dataclass
class Example:
    """One page in one form. `truth` is 1 for a block of the article, 0 for any other, -1 for one without words;
    `headline` is 1 for one that says the title."""

    name: str
    form: str
    site: str
    language: str
    blocks: tuple[Block, ...]
    looks: list[Look]
    columns: dict[str, np.ndarray]
    truth: np.ndarray
    headline: np.ndarray
    siblings: int
    answers: dict[str, np.ndarray] = field(default_factory=dict)

    @property
    def words(self) -> np.ndarray:
        return np.array([len(each.words) for each in self.looks])

    @property
    def candidates(self) -> list[int]:
        """The blocks that can be the headline, as the second look sees the page."""
        return candidates(self.blocks, [bool(answer >= KEEP) for answer in self.answers["second"]])

    @property
    def weight(self) -> float:
        """How much it counts among the others."""
        return (RUSSIAN if self.language == "ru" else 1.0) * (MADE if self.form == CUT else 1.0)

    @property
    def weights(self) -> np.ndarray:
        """How much its blocks count: all together what the page does, long ones more than short ones."""
        own = np.sqrt(self.words + 1.0)
        return own / own.sum() * self.weight


def examples(pages: Sequence[Page], kind: str, judge: ModuleType) -> list[Example]:
    """Every page in every form that teaches the model of a kind. Pages of one site know each other's lines."""
    found: list[Example] = []
    for form in FORMS[kind]:
        read_ = [(page, seed) for page in pages if page.fit(form) if (seed := _seed(page, form))]
        sites: dict[str, list[frozenset[str]]] = defaultdict(list)
        own = [frozenset(masked(block.text) for block in seed.blocks) for _, seed in read_]
        for (page, _), lines in zip(read_, own, strict=True):
            sites[page.site].append(lines)
        for (page, seed), lines in zip(read_, own, strict=True):
            others = [each for each in sites[page.site] if each is not lines]
            found.append(_example(page, form, kind, seed, others, judge))
    return [*found, *(_cut(each, kind, number) for number, each in enumerate(found) if _is_cut(each, number))]


def _is_cut(example: Example, number: int) -> bool:
    return number % 3 > 0 and bool((example.truth == 1).any())


def _cut(example: Example, kind: str, number: int) -> Example:
    """The same page with less around the article, and less of it; nothing is known of its siblings or its facts.

    Most often its headline stands above it, as on most seeds, however much of what was between them is left out.
    """
    chance = random.Random(number)
    body = np.flatnonzero(example.truth == 1)
    first, last = max(0, body[0] - chance.choice(LEFT)), body[-1] + 1 + chance.choice(LEFT)
    left_out = {*body[chance.choice(PARAGRAPHS) :]}
    above = [index for index in np.flatnonzero(example.headline == 1) if index < first][-1:]
    chosen = above if chance.random() < TITLED else []
    chosen += [index for index in range(first, min(last, len(example.truth))) if index not in left_out]
    blocks, looks = tuple(example.blocks[index] for index in chosen), [example.looks[index] for index in chosen]
    columns = seen(kind, blocks, looks, [-1.0] * len(blocks), Facts())
    own = {name: np.asarray(column, dtype=np.float32) for name, column in columns.items()}
    return replace(
        example,
        form=CUT,
        blocks=blocks,
        looks=looks,
        columns=own,
        truth=example.truth[chosen],
        headline=example.headline[chosen],
        answers={},
    )


def _seed(page: Page, form: str) -> Seed | None:
    try:
        seed = read(page.raw(form), "seeds/page" + (".html" if form == "html" else ".txt"))
    except DigestError:
        return None
    return seed if seed.blocks else None


def _example(page: Page, form: str, kind: str, seed: Seed, others: list[frozenset[str]], judge: ModuleType) -> Example:
    texts = [block.text for block in seed.blocks]
    recurring = [_share(text, others) for text in texts]
    looks = [look(block) for block in seed.blocks]
    columns = seen(kind, seed.blocks, looks, recurring, seed.facts)
    title = judge.nt(page.truth.get("title"))
    truth = _said_once(_truth(page, texts, judge), texts, page.truth["body"])
    return Example(
        name=page.name,
        form=form,
        site=page.site,
        language=page.language,
        blocks=seed.blocks,
        looks=looks,
        columns={name: np.asarray(column, dtype=np.float32) for name, column in columns.items()},
        truth=truth,
        headline=np.array([int(bool(title) and judge.nt(text) == title) for text in texts], dtype=np.int8),
        siblings=len(others),
    )


def _truth(page: Page, texts: Sequence[str], judge: ModuleType) -> np.ndarray:
    marks = judge.Cover(page.truth["body"]).labels(texts)
    return np.array([-1 if mark is None else int(mark) for mark in marks], dtype=np.int8)


def _said_once(truth: np.ndarray, texts: Sequence[str], body: str) -> np.ndarray:
    """Of equal lines only as many are the article's as it has: those among most of its other lines.

    A headline also stands in the menu, and a subheading in the table of contents.
    """
    whole = _spelt(body)
    alike: dict[str, list[int]] = defaultdict(list)
    for index in np.flatnonzero(truth == 1):
        alike[_spelt(texts[index])].append(int(index))
    alone = np.zeros(len(texts))
    for places in alike.values():
        alone[places] = len(places) == 1
    found = truth.copy()
    for words, places in alike.items():
        near = {place: alone[max(0, place - NEAR) : place + NEAR + 1].mean() for place in places}
        known = max(1, whole.count(words))
        found[sorted(places, key=lambda place, near=near: (-near[place], place))[known:]] = 0
    return found


def _spelt(text: str) -> str:
    """The words of a text, each between two marks, so that a line is found in it where it stands whole."""
    return "".join(f"|{word}|" for word in re.findall(r"\w+", text.lower()))


def _share(text: str, others: list[frozenset[str]]) -> float:
    line = masked(text)
    return sum(line in each for each in others) / len(others) if others else -1.0


def fold_of(site: str, folds: int) -> int:
    """The part a site belongs to, the same on every machine."""
    return int(hashlib.md5(site.encode()).hexdigest(), 16) % folds
