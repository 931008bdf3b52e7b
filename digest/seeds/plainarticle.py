"""Blocks of a plain text -> their labels, where it is a headline, its day, paragraphs and its source, and nothing else.

So is what an editor copies with care. The learned model keeps all of it: it is not asked, which is a third of a seed's
time. How often the two differ, on texts that are so and on such with a line of a page among them, stands in
`benchmarks/RESULTS.md`.
"""

from __future__ import annotations

from collections.abc import Sequence

from digest.seeds.blocks import Block, Label, Labelled, Seed
from digest.seeds.language import words
from digest.seeds.learned import speak_for_text
from digest.seeds.looks import NOTHING, Look
from digest.seeds.plainitem import is_paragraph
from digest.seeds.shape import Verdict
from digest.seeds.titles import HEADLINE
from digest.seeds.wire import wire

LEAST, MOST = 3, 40  # paragraphs: of fewer the headline may be none, among more there is room for furniture
LETTERS = range(20, 151)  # letters of one
STAMPS, SOURCE = ("stamp", "date line"), "source line"  # rules of the lines that may stand below it, and at the end

_WHY = "it stands above paragraphs, and nothing else does"


def plain_article(
    seed: Seed, blocks: Sequence[Block], looks: Sequence[Look], verdicts: Sequence[Verdict], shares: Sequence[float]
) -> list[Labelled] | None:
    """The labels of a plain text; None where the model must be asked. `shares` are those in which its lines recur."""
    if seed.kind != "text" or seed.listed or seed.facts.headline or max(shares) > 0:
        return None
    first = 2 if len(blocks) > 1 and verdicts[1].rule in STAMPS else 1
    last = len(blocks) - (verdicts[-1].rule == SOURCE)
    if not LEAST <= last - first <= MOST or not _heads(blocks[0], looks[0], verdicts[0]):
        return None
    for block, look, verdict in zip(blocks[first:last], looks[first:last], verdicts[first:last], strict=True):
        if not (block.alone and is_paragraph(block, look, verdict)):
            return None
    if not speak_for_text(looks[first:last]) or _is_said_again(blocks) or wire(blocks):
        return None
    head = Labelled(blocks[0], Label.HEADLINE, HEADLINE, _WHY)
    return [head, *(_told(block, verdict) for block, verdict in zip(blocks[1:], verdicts[1:], strict=True))]


def _heads(block: Block, look: Look, verdict: Verdict) -> bool:
    """Whether a block is shaped like a headline: a line by itself that begins with a capital, and is no sentence."""
    line = block.alone and not block.kind and not look.prose and not verdict.named
    return line and look.start == 1 and look.end == NOTHING and look.letters in LETTERS


def _is_said_again(blocks: Sequence[Block]) -> bool:
    """Whether a paragraph says the headline once more and nothing else."""
    own = words(blocks[0].text)
    return any(words(block.text) == own for block in blocks[1:] if len(block.text) <= LETTERS[-1])


def _told(block: Block, verdict: Verdict) -> Labelled:
    return Labelled(block, verdict.label, verdict.rule, verdict.why)
