"""The blocks of a seed while they are labelled: the one value here that changes as it is worked on."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from digest.seeds.blocks import Block, Label
from digest.seeds.learned import Answers
from digest.seeds.looks import Look
from digest.seeds.shape import Verdict

KEEP = 0.45  # the answer from which a block is kept: about as many words are kept wrongly as are lost


class Sorting(Struct):
    """Blocks on the table, what they are by themselves, how surely each is the article's, and whether it is kept."""

    blocks: Sequence[Block]
    looks: Sequence[Look]
    verdicts: list[Verdict]
    answers: Answers
    kept: list[bool]

    def drop(self, index: int, rule: str, why: str, label: Label = Label.JUNK) -> None:
        """Take a block out of the article, and say what it is."""
        self.kept[index] = False
        self.verdicts[index] = Verdict(label, rule, why, named=True)

    def keep(self, index: int, rule: str, why: str, label: Label = Label.BODY) -> None:
        """Take a block into the article that by itself looked like something else."""
        self.kept[index] = True
        self.verdicts[index] = Verdict(label, rule, why)
