"""Seed -> Document, the steps in order; and the folder of seeds -> drafts that an editor finds."""

from __future__ import annotations

from dataclasses import dataclass

from digest.errors import DigestError, printable
from digest.model import Document
from digest.seeds.blocks import Label, Labelled, Seed
from digest.seeds.dateline import split_off
from digest.seeds.draft import draft
from digest.seeds.fields import fields
from digest.seeds.label import labelled
from digest.seeds.read import read
from digest.seeds.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Conversion:
    """A seed, its blocks with their labels, and the draft they make."""

    seed: Seed
    blocks: tuple[Labelled, ...]
    document: Document


def document(
    data: bytes,
    name: str,
    *,
    language: str = "ru",
    known: Vocabulary | None = None,
    encoding: str = "",
    lossy: bool = False,
) -> Conversion:
    """Convert one seed, touching nothing. `DigestError` for what is no text and what holds no article."""
    seed = read(data, name, encoding=encoding, lossy=lossy)
    blocks = labelled(seed)
    if not any(each.label is Label.BODY for each in blocks):
        hint = f"see what its lines were taken for: digest convert --explain {printable(name)}"
        raise DigestError(f"no article found in {printable(name)}", code="no-article", path=printable(name), hint=hint)
    line, blocks = split_off(blocks)
    found = fields(seed, blocks, line)
    return Conversion(seed, blocks, draft(seed, blocks, found, known or Vocabulary(), language))
