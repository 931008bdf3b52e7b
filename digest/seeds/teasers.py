"""Lines that break off with dots, one below the other -> the beginnings of other articles."""

from __future__ import annotations

from itertools import groupby

from digest.seeds.desk import Desk
from digest.seeds.looks import GOING_ON

RUN = 4  # such lines in a row: of 222 on the pages with known answers none was the article's, of three in a row a third


def drop_teasers(desk: Desk) -> None:
    """Drop each run of cut headlines, if there is text elsewhere. By itself such a line may be a sentence.

    What the text announces with a colon, or what is said in a dialogue, is none; within the text it is a part of it.
    """
    for is_cut, run in groupby(range(len(desk.blocks)), key=lambda index: desk.verdicts[index].rule == "cut headline"):
        own = [*run]
        if not is_cut or len(own) < RUN or not _is_text_outside(desk, own):
            continue
        said = all(desk.blocks[index].text[0] in "—–-" for index in own)
        within = _is_within(desk, own) and (said or desk.looks[own[0] - 1].end == GOING_ON)
        for index in own:
            if within:
                desk.keep(index, "said or announced", "one of the lines of a dialogue, or that a colon announces")
            elif not said:
                desk.drop(index, "cut headline", f"one of {len(own)} lines in a row that break off with dots")


def _is_within(desk: Desk, run: list[int]) -> bool:
    above, below = run[0] - 1, run[-1] + 1
    return above >= 0 and below < len(desk.kept) and desk.kept[above] and desk.kept[below]


def _is_text_outside(desk: Desk, run: list[int]) -> bool:
    outside = (*range(run[0]), *range(run[-1] + 1, len(desk.blocks)))
    return any(desk.kept[index] and desk.looks[index].prose for index in outside)
