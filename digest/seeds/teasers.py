"""Lines that break off with dots, one below the other -> the beginnings of other articles."""

from __future__ import annotations

from itertools import groupby

from digest.seeds.desk import Desk

RUN = 4  # such lines in a row: of 222 on the pages with known answers none was the article's, of three in a row a third


def drop_teasers(desk: Desk) -> None:
    """Drop each run of cut headlines, if there is text elsewhere. By itself such a line may be a sentence."""
    for is_cut, run in groupby(range(len(desk.blocks)), key=lambda index: desk.verdicts[index].rule == "cut headline"):
        own = [*run]
        if is_cut and len(own) >= RUN and _is_text_outside(desk, own):
            for index in own:
                desk.drop(index, "cut headline", f"one of {len(own)} lines in a row that break off with dots")


def _is_text_outside(desk: Desk, run: list[int]) -> bool:
    outside = (*range(run[0]), *range(run[-1] + 1, len(desk.blocks)))
    return any(desk.kept[index] and desk.looks[index].prose for index in outside)
