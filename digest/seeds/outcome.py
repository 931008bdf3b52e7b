"""What a conversion gave, of one seed and of the folder: values that the door can print."""

from __future__ import annotations

from dataclasses import dataclass

from digest.errors import Problem
from digest.model import Document
from digest.seeds.blocks import Labelled, Seed


@dataclass(frozen=True, slots=True)
class Conversion:
    """A seed, its blocks with their labels, and the draft they make."""

    seed: Seed
    blocks: tuple[Labelled, ...]
    document: Document


@dataclass(frozen=True, slots=True)
class Converted:
    """A draft that was written. `unsure` are the fields to look at.

    `updated` where it stood there before and nobody had edited it, `merged` where somebody had.
    """

    seed: str
    article: str
    unsure: tuple[str, ...]
    updated: bool = False
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """A seed that was left alone although it asks for something, and why."""

    seed: str
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the seeds. `unchanged` counts those that had been converted before."""

    converted: tuple[Converted, ...] = ()
    unchanged: int = 0
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Problem, ...] = ()
