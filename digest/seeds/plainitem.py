"""Blocks of an item of a list or feed -> their labels, where it is its title and nothing but paragraphs.

The learned model keeps all of such an item: it is not asked, which is a third of an item's time or more. On how many
items the two were held against each other stands in `benchmarks/RESULTS.md`.
"""

from __future__ import annotations

from collections.abc import Sequence

from digest.seeds.blocks import Block, Label, Labelled, Seed
from digest.seeds.language import words
from digest.seeds.looks import STOP, Look
from digest.seeds.shape import Verdict
from digest.seeds.wire import wire
from digest.seeds.wireblocks import LEAST

TITLE, PARAGRAPHS = "title of the item", "paragraphs of the item"
MOST = 12  # blocks: what is longer has room for furniture
TO_READER = 0.03  # of a paragraph's words that speak to the reader

_HEADED = "the list gives it as the title of the item"
_WHY = "the item is its title and paragraphs, without a sign of anything else"


def plain_item(
    seed: Seed, blocks: Sequence[Block], looks: Sequence[Look], verdicts: Sequence[Verdict], shares: Sequence[float]
) -> list[Labelled] | None:
    """The labels of a plain item; None where the model must be asked. `shares` are those in which its lines recur."""
    if not seed.listed or not 2 <= len(blocks) <= MOST or max(shares) > 0:
        return None
    title = words(seed.known.headline)
    if not title or words(blocks[0].text) != title or looks[0].prose or verdicts[0].named:
        return None
    for block, look, verdict in zip(blocks[1:], looks[1:], verdicts[1:], strict=True):
        if not is_paragraph(block, look, verdict) or words(block.text) == title:
            return None
    if len(blocks) > LEAST and wire(blocks):
        return None
    head, *rest = blocks
    return [Labelled(head, Label.HEADLINE, TITLE, _HEADED), *(_kept(block) for block in rest)]


def is_paragraph(block: Block, look: Look, verdict: Verdict) -> bool:
    """Whether a block is running text, to the full stop, and nothing speaks of anything else."""
    text = look.prose and look.end == STOP and verdict.label is Label.BODY and not verdict.named
    apart = block.kind in ("", "p") and not (block.broken or block.ruled or block.links or block.place)
    return text and apart and look.to_reader <= TO_READER and not any(each.words for each in block.around)


def _kept(block: Block) -> Labelled:
    return Labelled(block, Label.BODY, PARAGRAPHS, _WHY)
