"""What a conversion gave, of one seed and of the folder: values that the door can print."""

from __future__ import annotations

from msgspec import Struct

from digest.errors import Problem
from digest.model import Document
from digest.seeds.blocks import Labelled, Seed


class Conversion(Struct, frozen=True):
    """A seed, its blocks with their labels, and the draft they make."""

    seed: Seed
    blocks: tuple[Labelled, ...]
    document: Document


class Converted(Struct, frozen=True):
    """A draft that was written. `unsure` are the fields to look at.

    `updated` where it stood there before and nobody had edited it, `merged` where somebody had.
    """

    seed: str
    article: str
    unsure: tuple[str, ...]
    updated: bool = False
    merged: bool = False


class Skipped(Struct, frozen=True):
    """A seed that was left alone although it asks for something, and why."""

    seed: str
    reason: str


class Outcome(Struct, frozen=True):
    """What became of the seeds. `unchanged` counts those that had been converted before."""

    converted: tuple[Converted, ...] = ()
    unchanged: int = 0
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Problem, ...] = ()
