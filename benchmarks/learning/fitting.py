"""Examples -> a forest and the odds of cues, as readable values. scikit-learn is asked here and nowhere else."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from benchmarks.learning.examples import Example
from digest.seeds.blocks import Element
from digest.seeds.classes import class_grams
from digest.seeds.cues import grams
from digest.seeds.learned import Odds, heard

NEAR = 6  # blocks: furniture so near to the article is always looked at, of the rest a part
PART = 0.25
SITES = 10  # that have to have a cue; of a writing that few sites have, three
FEW = 3
TELLING = 0.9  # log odds from which a cue is worth to be kept

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Heard:
    """The words of each site: those in, or around, its furniture, and those of its articles."""

    furniture: Mapping[str, set[str]]
    article: Mapping[str, set[str]]


def cues_of(examples: Iterable[Example]) -> Heard:
    """The cues in the lines of all sites."""
    return _heard(examples, lambda each: (grams(look.words) for look in each.looks))


def classes_of(examples: Iterable[Example]) -> Heard:
    """What the elements around the lines of all sites are called."""

    @cache
    def names(element: Element) -> tuple[str, ...]:
        return tuple(class_grams(element))

    return _heard(examples, lambda each: (chain.from_iterable(map(names, block.around)) for block in each.blocks))


def _heard(examples: Iterable[Example], words: Callable[[Example], Iterable[Iterable[str]]]) -> Heard:
    heard = Heard(defaultdict(set), defaultdict(set))
    for each in examples:
        for said, truth in zip(words(each), each.truth, strict=True):
            if truth >= 0:
                (heard.article if truth else heard.furniture)[each.site].update(said)
    return heard


@dataclass(frozen=True)
class Vocabulary:
    """All that was heard in the examples of a kind."""

    cues: Heard
    classes: Heard

    def odds(self, sites: Set[str]) -> Odds:
        """The log odds, as some sites have them."""
        return Odds(odds(self.cues, sites), odds(self.classes, sites))


def vocabulary(kind: str, examples: Sequence[Example]) -> Vocabulary:
    """What was heard in some examples; text has no classes."""
    return Vocabulary(cues_of(examples), classes_of(examples if kind == "page" else ()))


def odds(heard: Heard, sites: Iterable[str]) -> dict[str, float]:
    """The log odds of each word: the furniture of how many of these sites has it, and the articles of how many."""
    against, speaks = Counter[str](), Counter[str]()
    for site in sites:
        against.update(heard.furniture.get(site, ()))
        speaks.update(heard.article.get(site, ()))
    values = {gram: math.log((against[gram] + 2) / (speaks[gram] + 2)) for gram in {*against, *speaks}}
    return {
        gram: round(value, 2)
        for gram, value in sorted(values.items())
        if abs(value) >= TELLING and against[gram] + speaks[gram] >= (SITES if gram.isascii() else FEW)
    }


def with_odds(kind: str, example: Example, known: Odds) -> dict[str, np.ndarray]:
    """The features of the first look."""
    found = heard(kind, example.blocks, example.looks, known)
    return {**example.columns, **{name: np.asarray(column, dtype=np.float32) for name, column in found.items()}}


@dataclass(frozen=True)
class Lesson:
    """What is to be learned from one example: features, answers, how much each counts, and which blocks are asked."""

    columns: Mapping[str, np.ndarray]
    answers: np.ndarray
    weights: np.ndarray
    asked: np.ndarray


def article(example: Example, columns: Mapping[str, np.ndarray], chance: np.random.Generator) -> Lesson:
    """Which blocks are the article's: all of it and around it, and a part of what is far from it, weighed up."""
    asked, extra = _chosen(example, chance)
    return Lesson(columns, example.truth, example.weights * extra, asked)


def headline(example: Example, columns: Mapping[str, np.ndarray], chance: np.random.Generator) -> Lesson:
    """Which of the candidates is the headline."""
    asked = np.zeros(len(example.truth), dtype=bool)
    asked[example.candidates] = True
    return Lesson(columns, example.headline, np.full(len(asked), example.weight / max(1, asked.sum())), asked)


def fitted(lessons: Sequence[Lesson], **how: Any) -> Fitted:
    """A boosted forest that answers as it was taught. Half of the pages do not know their siblings."""
    names = sorted(lessons[0].columns)
    chance = np.random.default_rng(2016)
    rows = []
    for each in lessons:
        matrix = np.stack([each.columns[name] for name in names], axis=1)[each.asked]
        if chance.random() < 0.5:
            matrix[:, names.index("recurring")] = -1
        rows.append(matrix)
    weight = np.concatenate([each.weights[each.asked] for each in lessons])
    model = HistGradientBoostingClassifier(
        **how, l2_regularization=2.0, max_bins=127, max_features=0.5, early_stopping=False, random_state=2016
    )
    answers = np.concatenate([each.answers[each.asked] for each in lessons])
    model.fit(np.concatenate(rows), answers, sample_weight=weight / weight.mean())
    return Fitted(names, model)


def _chosen(example: Example, chance: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Which blocks to learn from: all of the article and around it, and a part of what is far from it, weighed up."""
    body = np.flatnonzero(example.truth == 1)
    places = np.arange(len(example.truth))
    nearest = np.searchsorted(body, places)
    distance = np.full(len(places), 10**6)
    if len(body):
        distance = np.minimum(
            np.abs(places - body[np.clip(nearest, 0, len(body) - 1)]),
            np.abs(places - body[np.clip(nearest - 1, 0, len(body) - 1)]),
        )
    far = distance > NEAR
    chosen = (example.truth >= 0) & (~far | (chance.random(len(places)) < PART))
    return chosen, np.where(far, 1 / PART, 1.0)


class Fitted:
    """A forest with the names of its features."""

    def __init__(self, names: list[str], model: HistGradientBoostingClassifier) -> None:
        self.names, self.model = names, model

    def answers(self, tables: Sequence[Mapping[str, np.ndarray]]) -> list[np.ndarray]:
        """The answers for the rows of each table; all are asked at once, which is a hundred times as fast."""
        rows = [np.stack([columns[name] for name in self.names], axis=1) for columns in tables]
        found = self.model.predict_proba(np.concatenate(rows))[:, 1]
        return np.split(found, np.cumsum([len(each) for each in rows])[:-1])

    def written(self) -> dict[str, Any]:
        """The forest as `digest.seeds.trees` reads it."""
        trees = [self._tree(each[0].nodes, 0) for each in self.model._predictors]
        return {"start": round(float(self.model._baseline_prediction[0, 0]), 4), "trees": trees}

    def _tree(self, nodes: Any, number: int) -> Any:
        node = nodes[number]
        if node["is_leaf"]:
            return round(float(node["value"]), 4)
        low, high = (self._tree(nodes, int(node[side])) for side in ("left", "right"))
        return [self.names[node["feature_idx"]], float(f"{node['num_threshold']:.5g}"), low, high]
