"""Two states of the rules -> what the seeds of a site would lose or gain between them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from digest.content.frontmatter import parse
from digest.disk import read_bytes
from digest.errors import DigestError, Problem, printable
from digest.seeds.blocks import Labelled, Part
from digest.seeds.convert import document, explanation
from digest.seeds.known import Known
from digest.seeds.record import REPRINT, SPIKED, Record
from digest.shingles import words as words_of

FIELDS = ("title", "date", "author", "source", "rights")
LIMIT = 20_000_000  # bytes of an article


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a seed that would be kept, or dropped, from now on."""

    number: int
    words: str
    kept: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What would become of a seed: its lines, and its fields with their values before and after."""

    seed: str
    lines: tuple[Line, ...] = ()
    fields: tuple[tuple[str, str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lines or self.fields)


@dataclass(frozen=True, slots=True)
class _State:
    kept: dict[int, str]
    fields: dict[str, str] = field(default_factory=dict)


def change(part: Part, before: Known, after: Known) -> Change:
    """What becomes of a seed where something else is known. `DigestError` for one that cannot be read."""
    old, new = _state(part, before), _state(part, after)
    words = old.kept | new.kept
    lines = (Line(number, words[number], number in new.kept) for number in sorted(old.kept.keys() ^ new.kept.keys()))
    fields = ((name, old.fields.get(name, ""), new.fields.get(name, "")) for name in FIELDS)
    return Change(part.name, tuple(lines), tuple(each for each in fields if each[1] != each[2]))


def _state(part: Part, known: Known) -> _State:
    try:
        made = document(part, known=known)
    except DigestError as error:
        if error.problem.code != "no-article":
            raise
        return _State(_kept(explanation(part, known=known)))
    meta = made.document.meta
    return _State(_kept(made.blocks), {name: _told(meta.get(name, "")) for name in FIELDS})


def _kept(blocks: Sequence[Labelled]) -> dict[int, str]:
    return {each.block.line: each.block.text for each in blocks if each.kept}


def _told(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def objections(root: Path, record: Record, part: Part, found: Change) -> Iterator[Problem]:
    """Warnings about lines that would be dropped, and that stand in an article which its editor has made his own."""
    row = record.about(printable(part.name), part.sha256)
    lost = [line for line in found.lines if not line.kept]
    if row is None or not row.article or row.state in (REPRINT, SPIKED) or not lost:
        return
    try:
        data = read_bytes(root, row.article, limit=LIMIT)
        said = _words(parse(data, row.article).body)
    except DigestError:
        return  # it is deleted, or its own faults are told by `check`
    if hashlib.sha256(data).hexdigest() == row.draft:
        return
    for line in lost:
        if _words(line.words) in said:
            message = f"its editor has kept line {line.number} of {printable(part.name)}, which the rules would drop"
            hint = "the next conversion takes it out, unless the editor changed it; make sure that it should"
            yield Problem("sources", message, row.article, hint=hint, level="warning")


def _words(text: str) -> str:
    return " ".join(words_of(text))
