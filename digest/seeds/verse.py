"""Lines of plain text -> whether they are a stanza; and on the desk, stanzas that are kept whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digest.seeds.blocks import Block
from digest.seeds.desk import Desk

LONGEST = 60  # letters of a line of verse
MOST = 60  # lines of a stanza
FEW = 3  # lines of one that is told by itself
EVEN = 0.35  # of the longest line: a list of names has shorter ones
CAPITALS = 0.7  # of the lines begin with one

_OPENS = re.compile(r"[—–-]? ?[«\"“„(]?[^\W\d_]")
_CAPITAL = re.compile(r"[—–-]? ?[«\"“„(]?([^\W\d_])")
_ENDS = re.compile(r"[.!?…,;—–][»”\")]*$")
_GOES_ON = re.compile(r"[,;—–]$")
_STOPS = re.compile(r"[.!?…][»”\")]*$")
_FIELD = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)? ?: ")


def stanzas(groups: Sequence[Sequence[str]]) -> frozenset[int]:
    """Which groups of lines are stanzas, by their indexes. One of two lines is none unless another is."""
    found = [index for index, lines in enumerate(groups) if _is_stanza([line.strip() for line in lines])]
    if not any(_GOES_ON.search(line.rstrip()) for index in found for line in groups[index][:-1]):
        return frozenset()  # lines that each stand for themselves
    sizes = [len(groups[index]) for index in found]
    return frozenset(found if len(sizes) > 1 or max(sizes) >= FEW else ())


def _is_stanza(lines: Sequence[str]) -> bool:
    """Even lines with capitals, of which most do not end a sentence, though the last may end one."""
    if not 2 <= len(lines) <= MOST or max(map(len, lines)) > LONGEST or not _ENDS.search(lines[-1]):
        return False
    if not all(_OPENS.match(line) and " " in line and "  " not in line and not _FIELD.match(line) for line in lines):
        return False
    even = min(map(len, lines)) >= EVEN * max(map(len, lines))
    capitals = sum(found[1].isupper() for line in lines if (found := _CAPITAL.match(line)))
    stops = sum(bool(_STOPS.search(line)) for line in lines[:-1])
    return even and capitals >= CAPITALS * len(lines) and 2 * stops < len(lines)


def in_verse(blocks: Sequence[Block], index: int) -> bool:
    """Whether a block is a line of a stanza in plain text."""
    below = index + 1 < len(blocks) and blocks[index + 1].broken
    return not blocks[index].around and (blocks[index].broken or below)


def keep_verse(desk: Desk) -> None:
    """A stanza is kept whole, where half of it is, or the one above or below, or the text stands above and below."""
    runs = list(_runs(desk.blocks))
    kept = [_is_kept(desk, run) for run in runs]
    pairs = list(zip(range(len(runs)), range(1, len(runs)), strict=False))
    for one, other in (*pairs, *((below, above) for above, below in reversed(pairs))):
        touching = runs[min(one, other)].stop == runs[max(one, other)].start
        kept[other] = kept[other] or (kept[one] and touching)
    for index in (index for run, each in zip(runs, kept, strict=True) if each for index in run):
        if not desk.kept[index] and not desk.verdicts[index].named:
            desk.keep(index, "stanza", "a line of a stanza that belongs to the text")


def _is_kept(desk: Desk, run: range) -> bool:
    half = 2 * sum(desk.kept[index] for index in run) >= len(run)
    within = run.start > 0 and run.stop < len(desk.kept) and desk.kept[run.start - 1] and desk.kept[run.stop]
    return half or within


def _runs(blocks: Sequence[Block]) -> Iterator[range]:
    """The stanzas of a plain text, as indexes of their blocks."""
    start = 0
    for index in range(1, len(blocks) + 1):
        if index < len(blocks) and blocks[index].broken:
            continue
        if index - start > 1 and not blocks[start].around:
            yield range(start, index)
        start = index
