"""One block -> WireBlock: what it can be to an item of a wire; and Report, an item by the indexes of its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct

from digest.seeds.blocks import Block
from digest.seeds.rules import rule_for
from digest.seeds.shape import FURNITURE, full_stop
from digest.seeds.stamps import Stamp, is_day, stamp

LEAST = 3  # items: two articles in one text may be one, and what was shown below it
HEADLINE, LONGEST = 15, 200  # letters of a headline
PROSE = 60  # letters of a paragraph that is surely one
SENTENCE = 20  # letters of the shortest text of a report

_NAME = re.compile(
    r"\W*(?:лента новостей|новостная лента|лента за|новости (?:часа|дня|недели|за|к этому|короткой|одной)|"
    r"главн\w+ новост|короткой строкой|коротко о|коротко$|дайджест|сводка новостей|"
    r"в (?:двух|нескольких) строк|news ?wire|news in brief|in brief|latest news|news briefs?)", re.IGNORECASE
)  # fmt: skip


class Report(Struct, frozen=True):
    """One item: the index of its first block, of its headline (-1 for none), of its text, and where it ends."""

    start: int
    headline: int
    text: tuple[int, ...]
    end: int
    stamp: Stamp | None = None


class WireBlock(Struct, frozen=True, dict=True):
    """A block as a part of a wire."""

    block: Block
    stamp: Stamp | None

    @property
    def own(self) -> bool:
        """Whether it stands outside the parts of a page that are marked as furniture."""
        return not self.block.place.intersection(FURNITURE)

    @property
    def prose(self) -> bool:
        """Whether it is a paragraph, whatever stands around it."""
        return self.sentence and len(self.block.text) >= PROSE

    @cached_property
    def sentence(self) -> bool:
        """Whether it may be the text of a report, if it stands where that must be."""
        text = self.block.text
        return (
            self.own
            and len(text) >= SENTENCE
            and full_stop(text)
            and (len(text) >= PROSE or not self.line)
            and self.block.links < 0.5
            and not self.stamped
        )

    @property
    def stamped(self) -> bool:
        """Whether a time and a headline stand in it."""
        return self.stamp is not None and self.stamp.rest > 0

    @property
    def alone(self) -> bool:
        """Whether a time, and no headline, stands in it."""
        return self.stamp is not None and not self.stamp.rest

    @property
    def day(self) -> bool:
        """Whether it says of which day the items below it are."""
        return self.own and not self.stamp and (is_day(self.block.text) or names_wire(self.block.text))

    @cached_property
    def line(self) -> bool:
        """Whether it is shaped like a headline."""
        text = self.block.text
        fits = self.own and HEADLINE <= len(text) <= LONGEST and len(text.split()) >= LEAST
        apart = not text.endswith((".", ":", ";", ",", "…", "?»")) and text[:1] not in "—–-"
        return fits and apart and not self.stamp and not is_day(text)

    @cached_property
    def heads(self) -> bool:
        """Whether it is shaped like a headline, and nothing says that it is anything else."""
        return self.line and self.block.kind != "caption" and rule_for(self.block.text) is None


def wire_blocks(blocks: Iterable[Block]) -> tuple[WireBlock, ...]:
    """The blocks of a text, each as a part of a wire."""
    return tuple(WireBlock(block, stamp(block.text)) for block in blocks)


def names_wire(text: str) -> bool:
    """Whether a line says that what follows is news of several kinds."""
    return bool(_NAME.match(text))
