"""A text that may be a wire -> all its items kept in one draft, and a note that says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digest.seeds.blocks import Label, Labelled
from digest.seeds.desk import Desk
from digest.seeds.wire import Report, wire

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
        for index in _paragraphs(desk, report):
            desk.keep(index, REPORT, "the text of one of several items")


def _paragraphs(desk: Desk, report: Report) -> Iterator[int]:
    """The paragraphs of an item that would be left out, as far as they stand together."""
    for place, index in enumerate(report.text):
        if index != report.text[0] + place or desk.verdicts[index].named:
            return
        if not desk.kept[index]:
            yield index


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
