"""A lesson -> what an editor is told of it, line by line, before he says yes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from digest.errors import printable

if TYPE_CHECKING:
    from digest.seeds.effects import Change
    from digest.seeds.teach import Lesson

SHOWN = 90  # letters of a line
SEEDS = 20  # whose changes are shown, unless all are asked for
POINTING = {
    "drop": "Lines that are never part of an article.",
    "keep": "Lines that always are.",
    "begins-after": "A line behind which the article begins.",
    "ends-before": "A line before which the article ends.",
    "title": "The line that is the title.",
    "date": "The line in which the date stands.",
    "author": "The line in which the author stands.",
    "known-by": "Lines that stand in every seed of this site, and in no others.",
}
"""What lines can be pointed to for, as the command has it: its key with `-` for `_`."""


def shown(found: Lesson, *, everything: bool) -> Iterator[str]:
    """What a lesson is, and what it changes, line by line."""
    yield from (f"Note: {printable(note)}." for note in found.notes)
    if found.taken_out:
        yield f"To be taken out of what is taught about {printable(found.site)}:"
        yield f"  {said(found.taken_out.key, found.taken_out.finder)}"
    elif found.additions:
        yield f"To be taught about {printable(found.site)}:"
        yield from (f"  {said(each.key, each.item)}" for each in found.additions)
    if found.after == found.before:
        return
    seeds = f"{found.seeds} seed{'' if found.seeds == 1 else 's'}"
    yield f"That changes {len(found.changes)} of {seeds} of this site."
    some = found.changes if everything else found.changes[:SEEDS]
    for each in some:
        yield from _change(each)
    if len(some) < len(found.changes):
        yield f"And {len(found.changes) - len(some)} more, which --verbose shows."


def _change(change: Change) -> Iterator[str]:
    yield printable(change.seed)
    for line in change.lines:
        yield f"{line.number:>6}  {'kept' if line.kept else 'dropped':<8} {_cut(line.words)}"
    for name, before, after in change.fields:
        yield f"{'':6}  {name:<8} {_cut(before) or 'nothing'} -> {_cut(after) or 'nothing'}"


def said(key: str, item: object) -> str:
    """A rule in words, with its key."""
    return f"{key.replace('_', '-'):<12} {in_words(item)}"


def in_words(item: object) -> str:
    """What a rule finds, with its example."""
    example = getattr(item, "example", "")
    shown = f", as “{_cut(example)}”" if example else ""
    return f"{_cut(str(item))}{shown}"


def _cut(words: str) -> str:
    return printable(words if len(words) <= SHOWN else words[:SHOWN] + "…")
