"""Pages and contenders -> what each makes of each page, scored, and kept in a folder for the next run."""

from __future__ import annotations

import json
import logging
import time
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.extraction.contenders import OURS, Contender, Ours, contenders
from benchmarks.extraction.pages import Page, Scorer

Row = dict[str, Any]
"""A page's `id`, the `prediction`, what the scorer says of it (`score`) and which version of the script said so."""


@dataclass(frozen=True)
class Job:
    """One contender on one variant, in words that another process understands.

    `weights` is the folder of our own model's weights, a set for each fold. `repeats`: pages of a site know each other.
    """

    variant: str
    name: str
    scorer: Scorer
    weights: Path | None = None
    repeats: bool = False

    @property
    def contender(self) -> Contender:
        return next(each for each in _contenders(self) if each.name == self.name)


@cache  # so that each process reads weights and the lines of other pages once
def _contenders(job: Job) -> tuple[Contender, ...]:
    return contenders(job.variant, Ours(job.weights, repeats=job.repeats))


@dataclass(frozen=True)
class Kept:
    """A folder of earlier rows: one file for each contender, its version and the variant."""

    folder: Path | None

    def read(self, job: Job) -> dict[str, Row]:
        path = self._path(job)
        found: dict[str, Row] = json.loads(path.read_text("utf-8")) if path and path.is_file() else {}
        return found

    def write(self, job: Job, rows: dict[str, Row]) -> None:
        path = self._path(job)
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(rows, ensure_ascii=False), "utf-8")

    def _path(self, job: Job) -> Path | None:
        return self.folder / f"{job.variant}-{job.name}-{job.contender.version}.json" if self.folder else None


def scored(job: Job, found: Sequence[Page], kept: Kept, processes: int) -> dict[str, Row]:
    """A row for each page. Libraries are asked once; our own program, which changes, is run anew each time."""
    known = kept.read(job)
    work = [(job, page, known.get(page.name)) for page in job.contender.order(found)]
    rows = {row["id"]: row for row in _in_processes(work, processes)}
    kept.write(job, known | rows)
    return rows


def _in_processes(work: Sequence[tuple[Job, Page, Row | None]], processes: int) -> Iterator[Row]:
    if processes == 1:
        yield from map(_row, work)
        return
    with get_context("spawn").Pool(processes, initializer=quieten) as pool:
        yield from pool.imap(_row, work, chunksize=32)


def _row(work: tuple[Job, Page, Row | None]) -> Row:
    job, page, known = work
    scorer = job.scorer
    earlier = known["prediction"] if known and job.name != OURS else None
    prediction = earlier or job.contender.predict(page, job.variant).plain()
    if known and (known["prediction"], known["scorer"]) == (prediction, scorer.mark):
        return known
    score = scorer.module.score_page(page.truth, plain(job, prediction), page.lines(job.variant))
    told = {key: value for key, value in score.items() if key not in ("id", "src", "lang", "bad", "lost")}
    return {"id": page.name, "prediction": prediction, "scorer": scorer.mark, "score": told}


def plain(job: Job, prediction: Row) -> Row:
    """A prediction as the scorer wants it: the words of the body without the signs of Markdown."""
    return prediction | {"body": job.scorer.module.strip_md(prediction["body"])} if job.name == OURS else prediction


def milliseconds(jobs: Sequence[Job], found: Sequence[Page]) -> dict[str, float]:
    """CPU time of one process for a page, on average.

    The contenders take turns on every page, so that whatever else the machine does falls on all alike; the first page
    is done once before the watch starts, for what is only loaded once.
    """
    spent = dict.fromkeys((job.name for job in jobs), 0.0)
    for turn, page in enumerate((found[0], *found)):
        for job in jobs:
            began = time.process_time()
            job.contender.predict(page, job.variant)
            spent[job.name] += (time.process_time() - began) if turn else 0.0
    return {name: 1000 * seconds / len(found) for name, seconds in spent.items()}


def quieten() -> None:
    """Libraries complain about odd pages in many words; what counts is what they make of them."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
