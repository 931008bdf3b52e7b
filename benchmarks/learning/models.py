"""Examples -> models: for every fold of the sites one that has not seen it, and one of all sites."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from benchmarks.learning.examples import Example, fold_of
from benchmarks.learning.fitting import Fitted, Vocabulary, article, fitted, headline, vocabulary, with_odds
from digest.seeds.learned import seen_above, seen_again
from digest.seeds.sorting import KEEP

LOOKS = ("first", "second", "headline")
HOW: Mapping[str, Mapping[str, Any]] = {
    "first": {"max_iter": 150, "max_leaf_nodes": 16, "learning_rate": 0.09, "min_samples_leaf": 50},
    "second": {"max_iter": 90, "max_leaf_nodes": 12, "learning_rate": 0.08, "min_samples_leaf": 80},
    "headline": {"max_iter": 50, "max_leaf_nodes": 12, "learning_rate": 0.1, "min_samples_leaf": 20},
}

Columns = Mapping[str, np.ndarray]


class Pupil:
    """What a model has learned up to now from its examples, and what these look like to it."""

    def __init__(self, kind: str, examples: Sequence[Example], known: Vocabulary) -> None:
        self.kind, self.examples = kind, examples
        self.forests: dict[str, Fitted] = {}
        sites = {each.site for each in examples}
        self.odds = known.odds(sites)
        parts = [{site for site in sites if _third(site) == part} for part in range(3)]
        without = [known.odds(sites - part) for part in parts]  # a word that only its own site has would tell too much
        self.columns: list[Columns] = [with_odds(kind, each, without[_third(each.site)]) for each in examples]

    def learn(self, look: str) -> None:
        """Learn one look; the answers of the look before, if there is one, have to be known for all examples."""
        chance = np.random.default_rng(2016)
        self.columns = [
            {**own, **_more(self.kind, each, look)} for own, each in zip(self.columns, self.examples, strict=True)
        ]
        lesson = headline if look == "headline" else article
        lessons = [lesson(each, own, chance) for each, own in zip(self.examples, self.columns, strict=True)]
        self.forests[look] = fitted(lessons, **HOW[look])

    def answer(self, examples: Sequence[Example], look: str) -> None:
        """Write the answers of a look into examples that may be another's."""
        found = self.forests[look].answers([self._seen(each, look) for each in examples])
        for example, answers in zip(examples, found, strict=True):
            example.answers[look] = answers

    def _seen(self, example: Example, look: str) -> Columns:
        columns = with_odds(self.kind, example, self.odds)
        for each in LOOKS[: LOOKS.index(look) + 1]:
            columns |= _more(self.kind, example, each)
        return columns

    def written(self) -> dict[str, Any]:
        """What was learned, as it is written down."""
        trees = {look: forest.written() for look, forest in self.forests.items()}
        return {"cues": self.odds.cues, "classes": self.odds.classes} | trees


def _third(site: str) -> int:
    return int(hashlib.sha1(site.encode()).hexdigest(), 16) % 3


def _more(kind: str, example: Example, look: str) -> dict[str, np.ndarray]:
    """What a look sees that the look before it did not."""
    found: Mapping[str, Any] = {}
    if look == "second":
        found = seen_again(kind, example.blocks, example.looks, list(example.answers["first"]))
    if look == "headline":
        begin = next((i for i, answer in enumerate(example.answers["second"]) if answer >= KEEP), 0)
        found = seen_above(example.looks, list(example.answers["second"]), begin)
    return {name: np.asarray(column, dtype=np.float32) for name, column in found.items()}


def crossed(kind: str, known: Sequence[Example], count: int) -> list[dict[str, Any]]:
    """Train once a fold on all other sites; every example ends with the answers of a model that has not seen its site.

    Each look learns from answers of the one before to pages that it had not seen either.
    """
    parts = [fold_of(each.site, count) for each in known]
    words = vocabulary(kind, known)
    pupils = [
        Pupil(kind, [each for each, part in zip(known, parts, strict=True) if part != number], words)
        for number in range(count)
    ]
    for look in LOOKS:
        for pupil in pupils:
            pupil.learn(look)
            say(f"{kind}: {look} look learned")
        for number, pupil in enumerate(pupils):
            pupil.answer([each for each, part in zip(known, parts, strict=True) if part == number], look)
    return [pupil.written() for pupil in pupils]


def whole(kind: str, known: Sequence[Example]) -> dict[str, Any]:
    """The model of all sites. Its looks learn from the answers that the folds gave."""
    pupil = Pupil(kind, known, vocabulary(kind, known))
    for look in LOOKS:
        pupil.learn(look)
    return pupil.written()


def say(text: str) -> None:
    """Tell how far it is."""
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)
