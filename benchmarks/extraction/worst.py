"""The pages on which we do worst, and in what way: which part of the article is lost, and where the furniture stood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.extraction.pages import Page, Scorer
from benchmarks.extraction.predicted import Job, Row, plain

MUCH = 0.5
SOME = 0.1


@dataclass(frozen=True)
class Failure:
    """A page, its F1, and how many words were kept or lost wrongly, by the place where they stand."""

    page: Page
    f1: float
    body: int
    lost: Mapping[str, int]
    junk: Mapping[str, int]
    found: bool

    @property
    def kinds(self) -> tuple[str, ...]:
        """What happened, in words: a part counts from a tenth of the body's words on."""
        if not self.found:
            return ("no article found",)
        told = [f"{place} lost" for place, count in self.lost.items() if count >= SOME * self.body]
        told += [f"furniture {place}" for place, count in self.junk.items() if count >= SOME * self.body]
        if sum(self.lost.values()) >= MUCH * self.body:
            wrong = sum(self.junk.values()) >= MUCH * self.body
            told = ["another part of the page taken" if wrong else "most of the body lost", *told]
        return tuple(told) or ("words inside lines",)


def worst(job: Job, found: Sequence[Page], rows: Mapping[str, Row], count: int) -> list[Failure]:
    """The pages with the lowest F1, worst first."""
    order = sorted(found, key=lambda page: (_f1(rows[page.name]), page.name))[:count]
    return [_failure(job, page, rows[page.name]) for page in order]


def _f1(row: Row) -> float:
    right, wrong, missing = row["score"]["t"]
    return 2 * right / (2 * right + wrong + missing) if right else 0.0


def _failure(job: Job, page: Page, row: Row) -> Failure:
    lines = [line for line in page.lines(job.variant).split("\n") if line.strip()]
    gold = _covered(job.scorer, page.truth["body"], lines)
    taken = _covered(job.scorer, plain(job, row["prediction"])["body"], lines)
    words = [len(line.split()) for line in lines]
    inside = [number for number, each in enumerate(gold) if each] or [0]
    body = sum(words[number] for number, each in enumerate(gold) if each)
    lost = dict.fromkeys(("beginning", "middle", "end"), 0)
    junk = dict.fromkeys(("above", "inside", "below"), 0)
    passed = 0
    for number, count in enumerate(words):
        if gold[number] and not taken[number]:
            lost[("beginning", "middle", "end")[min(2, 3 * passed // max(1, body))]] += count
        if taken[number] and not gold[number]:
            junk["above" if number < inside[0] else "below" if number > inside[-1] else "inside"] += count
        passed += count if gold[number] else 0
    return Failure(page, _f1(row), body, lost, junk, found=bool(row["prediction"]["body"]))


def _covered(scorer: Scorer, text: str, lines: Sequence[str]) -> list[bool]:
    return [bool(each) for each in scorer.module.Cover(text).labels(lines)]
