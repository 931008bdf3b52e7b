"""Lines that break off with dots, one below the other -> the beginnings of other articles."""

from __future__ import annotations

from itertools import groupby

from digest.seeds.looks import GOING_ON
from digest.seeds.sorting import Sorting

RUN = 4  # such lines in a row: of 222 on the pages with known answers none was the article's, of three in a row a third


def drop_teasers(sorting: Sorting) -> None:
    """Drop each run of cut headlines, if there is text elsewhere. By itself such a line may be a sentence.

    What the text announces with a colon, or what is said in a dialogue, is none; within the text it is a part of it.
    """
    for is_cut, run in groupby(
        range(len(sorting.blocks)), key=lambda index: sorting.verdicts[index].rule == "cut headline"
    ):
        own = [*run]
        if not is_cut or len(own) < RUN or not _is_text_outside(sorting, own):
            continue
        said = all(sorting.blocks[index].text[0] in "—–-" for index in own)
        within = _is_within(sorting, own) and (said or sorting.looks[own[0] - 1].end == GOING_ON)
        for index in own:
            if within:
                sorting.keep(index, "said or announced", "one of the lines of a dialogue, or that a colon announces")
            elif not said:
                sorting.drop(index, "cut headline", f"one of {len(own)} lines in a row that break off with dots")


def _is_within(sorting: Sorting, run: list[int]) -> bool:
    above, below = run[0] - 1, run[-1] + 1
    return above >= 0 and below < len(sorting.kept) and sorting.kept[above] and sorting.kept[below]


def _is_text_outside(sorting: Sorting, run: list[int]) -> bool:
    outside = (*range(run[0]), *range(run[-1] + 1, len(sorting.blocks)))
    return any(sorting.kept[index] and sorting.looks[index].prose for index in outside)
