"""Two states of the rules -> what the seeds of a site would lose or gain between them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct, field

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


class Line(Struct, frozen=True):
    """A line of a seed that would be kept, or dropped, from now on."""

    number: int
    words: str
    kept: bool


class Change(Struct, frozen=True):
    """What would become of a seed: its lines, and its fields with their values before and after.

    `emptied` where it held an article, and would hold none.
    """

    seed: str
    lines: tuple[Line, ...] = ()
    fields: tuple[tuple[str, str, str], ...] = ()
    emptied: bool = False

    def __bool__(self) -> bool:
        return bool(self.lines or self.fields)


class _State(Struct, frozen=True):
    kept: dict[int, str]
    fields: dict[str, str] = field(default_factory=dict)
    article: bool = True


def change(part: Part, before: Known, after: Known) -> Change:
    """What becomes of a seed where something else is known. `DigestError` for one that cannot be read."""
    old, new = _state(part, before), _state(part, after)
    words = old.kept | new.kept
    lines = (Line(number, words[number], number in new.kept) for number in sorted(old.kept.keys() ^ new.kept.keys()))
    fields = ((name, old.fields.get(name, ""), new.fields.get(name, "")) for name in FIELDS)
    shown = tuple(each for each in fields if each[1] != each[2])
    return Change(part.name, tuple(lines), shown, emptied=old.article and not new.article)


def _state(part: Part, known: Known) -> _State:
    try:
        made = document(part, known=known)
    except DigestError as error:
        if error.problem.code != "no-article":
            raise
        return _State(_kept(explanation(part, known=known)), article=False)
    meta = made.document.meta
    return _State(_kept(made.blocks), {name: _told(meta.get(name, "")) for name in FIELDS})


def _kept(blocks: Sequence[Labelled]) -> dict[int, str]:
    return {each.block.line: each.block.text for each in blocks if each.kept}


def _told(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def objections(root: Path, record: Record, part: Part, found: Change) -> Iterator[Problem]:
    """Warnings about a seed of which nothing would be left, and about lines that would be dropped although they stand
    in an article which its editor has made his own.
    """
    if found.emptied:
        hint = "look at the lines that would be dropped; keep some of them: --keep LINES, or leave the rule out"
        message = "with these rules nothing would be left of it"
        yield Problem("sources", message, printable(part.name), hint=hint, level="warning")
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
