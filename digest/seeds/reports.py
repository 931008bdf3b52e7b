"""A text that may be a wire -> all its items kept in one draft, and a note that says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digest.seeds.blocks import Label, Labelled
from digest.seeds.desk import Desk
from digest.seeds.wire import wire
from digest.seeds.wireblocks import Report, wire_blocks

REPORT = "report"


def keep_reports(desk: Desk) -> None:
    """Keep the headline and the text of every item, where the article begins with the first of them.

    Below an article such items are those that its page shows besides.
    """
    found = wire(desk.blocks)
    if found is None or any(desk.kept[at] and desk.looks[at].prose for at in range(found.reports[0].start)):
        return
    for report in found.reports:
        for index in range(report.start, report.headline + 1):
            desk.keep(index, REPORT, "the headline of one of several items", Label.HEADING)
        for index, heads in _text(desk, report):
            why = "the headline within one of several items" if heads else "the text of one of several items"
            desk.keep(index, REPORT, why, Label.HEADING if heads else Label.BODY)


def _text(desk: Desk, report: Report) -> Iterator[tuple[int, bool]]:
    """What of an item would be left out, as far as it stands together; whether it is a headline within the item."""
    looked = wire_blocks(desk.blocks[report.text[0] : report.end])
    for place, each in enumerate(looked):
        index = report.text[0] + place
        heads = each.heads and place + 1 < len(looked) and looked[place + 1].prose
        if desk.verdicts[index].named or not (each.sentence or heads):
            return
        if not desk.kept[index]:
            yield index, heads


def several(blocks: Sequence[Labelled]) -> str:
    """What an editor is told of a draft in which several items were kept together; empty where it is none."""
    if all(each.rule != REPORT for each in blocks):
        return ""
    found = wire([each.block for each in blocks])
    if found is None:
        return ""
    count = len(found.reports)
    why = f": {found.doubt}" if found.doubt else ""
    return f"this seed may hold {count} articles, which are kept in one draft{why}; if it does, divide it"
