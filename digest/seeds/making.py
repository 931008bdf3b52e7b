"""Entry -> Made: the draft of one article of the folder, as a value that a worker can send home."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from digest.content.frontmatter import spelt
from digest.errors import DigestError, Problem
from digest.seeds.folder import Entry, about, part_of, problem_of
from digest.seeds.known import Known
from digest.seeds.outcome import Conversion
from digest.seeds.repeats import Repeats
from digest.seeds.shelf import text_key
from digest.seeds.workers import Failed
from digest.shingles import prints


class Made(Struct, frozen=True):
    """A draft, and what the folder's other drafts are held against; or the problem that there is none.

    `trace` is the program's own, where it has a fault.
    """

    draft: bytes = b""
    title: str = ""
    unsure: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    body: str = ""
    text: str = ""
    prints: Sequence[int] = ()
    problem: Problem | None = None
    trace: str = ""


class Maker(Struct, frozen=True):
    """Makes drafts of entries. `document` converts one article, given what is known besides."""

    root: Path
    document: Callable[..., Conversion]
    known: Known = field(default_factory=Known)
    repeats: Repeats = field(default_factory=lambda: Repeats(()))
    encoding: str = ""
    lossy: bool = False

    def __call__(self, entry: Entry) -> Made:
        known = replace(self.known, recurring=self.repeats.about(entry.sha256))
        try:
            part = part_of(self.root, entry)
            made = self.document(part, known=known, encoding=self.encoding, lossy=self.lossy)
        except DigestError as error:
            return Made(problem=about(error, entry.name))
        return _drafted(made)


def _drafted(made: Conversion) -> Made:
    meta, body = made.document.meta, made.document.body
    guesses = meta.get("unsure")
    return Made(
        draft=spelt(made.document).encode("utf-8"),
        title=str(meta["title"]),
        unsure=tuple(guesses) if isinstance(guesses, dict) else (),
        notes=made.seed.notes,
        body=body,
        text=text_key(body),
        prints=prints(body),
    )


def told(entry: Entry, result: Made | Failed) -> Made:
    """What came of an entry, whatever became of the worker."""
    if isinstance(result, Failed):
        return Made(problem=problem_of(result, entry.name), trace=result.trace)
    return result
