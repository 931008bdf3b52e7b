"""Blocks of an item in which no article was found -> the same, kept: a list or feed says that they are its text."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from digest.seeds.blocks import Label, Labelled, Seed
from digest.seeds.language import words
from digest.seeds.rules import rule_for

LISTED = "text of the item"


def as_listed(seed: Seed, blocks: Sequence[Labelled]) -> tuple[Labelled, ...]:
    """What is neither the item's title nor always furniture is its text, be it a line without a full stop."""
    why = "the list gives it as the text of the item"
    title = words(seed.known.headline)
    return tuple(
        each
        if words(each.block.text) == title or rule_for(each.block.text)
        else replace(each, label=_label(each), rule=LISTED, why=why)
        for each in blocks
    )


def _label(each: Labelled) -> Label:
    return Label.LIST if each.block.kind in ("li", "cell") else Label.BODY
