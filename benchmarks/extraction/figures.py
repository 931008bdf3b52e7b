"""Scored pages -> figures with confidence intervals: resampled by site, for pages of one site fail alike.

F1 is taken from macro-averaged precision and recall, as the scorer does; lines are counted over all pages together.
Every figure is made of sums over pages, so that one matrix of random weights for the sites serves all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from benchmarks.extraction.pages import Page
from benchmarks.extraction.predicted import Row

DRAWS = 2000
Sums = NDArray[np.float64]


def _is(field: str, said: tuple[str, ...], score: Row) -> float:
    return float(score.get(field) in said)


def _share(other: int, score: Row) -> float:
    """Precision (`other` 1) or recall (2) of right, wrong and missing shingles."""
    right, missed = score["t"][0], score["t"][other]
    return float(right / (right + missed)) if right + missed else 0.0


def _counts(other: int, score: Row) -> float:
    return float(score["t"][0] + score["t"][other] > 0)


SAID = {"right": ("ok",), "wrong": ("near", "wrong"), "asked": ("ok", "near", "wrong", "none")}
FIELDS = ("title", "date", "author")
# What is summed over the pages: a page without a known title does not count for titles, and so on.
COLUMNS: dict[str, Callable[[Row], float]] = {
    "pages": lambda score: 1.0,
    "p": partial(_share, 1),
    "p of": partial(_counts, 1),
    "r": partial(_share, 2),
    "r of": partial(_counts, 2),
    "words": lambda score: float(score["wf1"]),
    "exact": lambda score: float(score["acc"]),
    "line tp": lambda score: float(score["lines"][0]),
    "line fp": lambda score: float(score["lines"][1]),
    "line fn": lambda score: float(score["lines"][2]),
    "perfect": lambda score: float(score["lines"][1] == score["lines"][2] == 0),
    **{f"{field} {name}": partial(_is, field, said) for field in FIELDS for name, said in SAID.items()},
}
PLACE = {name: number for number, name in enumerate(COLUMNS)}


def _f1(sums: Sums) -> Sums:
    p, r = _of(sums, "p", "p of"), _of(sums, "r", "r of")
    return _quotient(2 * p * r, p + r)


def _line_f1(sums: Sums) -> Sums:
    right = 2 * _column(sums, "line tp")
    return _quotient(right, right + _column(sums, "line fp") + _column(sums, "line fn"))


def _quotient(above: Sums, below: Sums) -> Sums:
    """Not a number where there is nothing to count."""
    return np.divide(above, below, out=np.full_like(above, np.nan), where=below > 0)


def _column(sums: Sums, name: str) -> Sums:
    return sums[..., PLACE[name]]


def _of(sums: Sums, above: str, below: str) -> Sums:
    return _quotient(_column(sums, above), _column(sums, below))


FIGURES: dict[str, Callable[[Sums], Sums]] = {
    "F1": _f1,
    "P": lambda sums: _of(sums, "p", "p of"),
    "R": lambda sums: _of(sums, "r", "r of"),
    "exact": lambda sums: _of(sums, "exact", "pages"),
    "word F1": lambda sums: _of(sums, "words", "pages"),
    "line F1": _line_f1,
    "perfect": lambda sums: _of(sums, "perfect", "pages"),
    **{
        f"{field} {said}": partial(_of, above=f"{field} {said}", below=f"{field} asked")
        for field in FIELDS
        for said in ("right", "wrong")
    },
}


@dataclass(frozen=True)
class Figure:
    """A value and the range that holds 95 % of what other sites of the same kind would have given."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Field:
    """The contenders' sums for each site of some pages, and the draws of sites that all of them share."""

    sums: Mapping[str, Sums]
    draws: Sums

    def figure(self, name: str, of: str) -> Figure:
        measure, sums = FIGURES[of], self.sums[name]
        return _ranged(measure(sums.sum(axis=0)), measure(self.draws @ sums))

    def difference(self, first: str, second: str, of: str) -> Figure:
        """By how much the first is better on the same pages."""
        measure, one, two = FIGURES[of], self.sums[first], self.sums[second]
        whole = measure(one.sum(axis=0)) - measure(two.sum(axis=0))
        return _ranged(whole, measure(self.draws @ one) - measure(self.draws @ two))


def field(found: Sequence[Page], rows: Mapping[str, Mapping[str, Row]]) -> Field:
    """What all contenders did on these pages."""
    sites = {site: number for number, site in enumerate(sorted({page.site for page in found}))}
    chance = np.random.default_rng(2016)
    draws = chance.multinomial(len(sites), np.full(len(sites), 1 / len(sites)), size=DRAWS).astype(float)
    return Field({name: _sums(found, sites, its) for name, its in rows.items()}, draws)


def _sums(found: Sequence[Page], sites: Mapping[str, int], rows: Mapping[str, Row]) -> Sums:
    sums = np.zeros((len(sites), len(COLUMNS)))
    for page in found:
        sums[sites[page.site]] += [column(rows[page.name]["score"]) for column in COLUMNS.values()]
    return sums


def _ranged(value: Sums, drawn: Sums) -> Figure:
    if np.isnan(value) or np.isnan(drawn).all():
        return Figure(float(value), float("nan"), float("nan"))
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return Figure(float(value), float(low), float(high))
