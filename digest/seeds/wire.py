"""Blocks -> Wire: several short reports in one text, each with a headline and a time or a dateline of its own.

Nothing that tells of one event is a wire, though it may look like one: a chronicle, a report by the minute, a programme
of the day. What may be either is no sure one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from digest.seeds.blocks import Block
from digest.seeds.dateline import dateline
from digest.seeds.shape import full_stop
from digest.seeds.stamps import Stamp, stamp
from digest.seeds.wireblocks import LEAST, LONGEST, Report, WireBlock, wire_blocks
from digest.seeds.wiredoubts import doubt

SHORT = 6  # blocks of a report that has neither a time nor a dateline
NEAR = 2  # short lines that may stand between headline and text: a rubric, a credit

TIMED, DATED, HEADED = "a time and a headline", "a headline and a dateline", "a headline of its own"

PASSED_ON = re.compile(
    r"\W*(?:подробнее|читать (?:далее|дальше|полностью|ещё|еще)|поделиться|read more|share)\W*", re.I
)

_ASKS = re.compile(r"[?!][»”\")]*$")

_Blocks = Sequence[WireBlock]


class Wire(Struct, frozen=True):
    """The items of one form. `doubt` says why they may be parts of one article; empty where they surely are not."""

    reports: tuple[Report, ...]
    form: str
    doubt: str = ""


def wire(blocks: Sequence[Block], *, title: str = "", article: bool = False) -> Wire | None:
    """The items that a text falls into. `title` is the page's own; `article` if it says that it is one article.

    Of several forms the one with the most items: in a wire of times some reports may have a dateline as well.
    """
    texts = [block.text for block in blocks]
    if not (_often(texts, stamp) or _often(texts, dateline) or _often(texts, PASSED_ON.fullmatch)):
        return None  # as most texts
    looked = wire_blocks(blocks)
    if sum(each.sentence for each in looked) < LEAST:  # each has a text: most items of a feed are done with here
        return None
    found = [(form, _ended(reports(looked), looked)) for form, reports in _FORMS.items()]
    form, items = max(found, key=lambda each: len(each[1]))
    paragraphs = sum(looked[each.text[0]].prose for each in items)
    if len(items) < LEAST or 2 * paragraphs <= len(items):
        return None
    if form == HEADED:
        return Wire(items, form, "they have neither times nor datelines")
    return Wire(items, form, doubt(items, looked, title, timed=form == TIMED, article=article))


def _often(texts: Sequence[str], mark: Callable[[str], object]) -> bool:
    """Whether enough blocks have what the items of a form have."""
    return len(list(filter(mark, texts))) >= LEAST


# forms


def _timed(looked: _Blocks) -> Iterator[Report]:
    if sum(each.stamp is not None for each in looked) < LEAST:
        return
    below = _times_below(looked)
    for index, each in enumerate(looked):
        if each.stamped and each.own and not _is_sentence(each.block.text):
            yield from _report(looked, index, index, index + 1)
        elif not each.alone:
            continue
        elif below:
            yield from _report(looked, index - 1, index, index + 1, led=True)
        elif _is(looked, index + 1, "line") and not _is(looked, index + 2, "alone"):
            yield from _report(looked, index, index, index + 2)
        elif _is(looked, index - 1, "line") and not _is(looked, index - 2, "alone"):
            yield from _report(looked, index - 1, index, index + 1)


def _is_sentence(text: str) -> bool:
    """Whether a line is an entry of a chronicle rather than a headline, which may only ask or exclaim."""
    return full_stop(text) and (len(text) > LONGEST or not _ASKS.search(text))


def _times_below(looked: _Blocks) -> bool:
    """Whether each time stands below a headline, even if another line, which says more, follows it."""
    above = [looked[at - 1].block.text for at, each in enumerate(looked) if each.alone and _is(looked, at - 1, "line")]
    times = sum(each.alone for each in looked)
    return len(above) == times == len({*above}) >= LEAST


def _report(looked: _Blocks, start: int, time: int, below: int, *, led: bool = False) -> Iterator[Report]:
    """A report whose time is at `time`, if a text stands below its headline; `led` if a line may stand between."""
    headline = start if start < time or looked[start].stamped else start + 1
    for at in range(below, min(len(looked), below + 1 + NEAR)):
        if looked[at].sentence:
            yield Report(start, headline, (at,), at + 1, looked[time].stamp)
            return
        if looked[at].stamp or (looked[at].heads and not led):
            return


def _dated(looked: _Blocks) -> Iterator[Report]:
    for index, each in enumerate(looked):
        found = dateline(each.block.text) if each.sentence else None
        if found and found.place and (found.day or found.agency):
            start = _above(looked, index)
            headline = next((at for at in range(start, index) if not looked[at].alone), -1)
            yield Report(start, headline, (index,), index + 1, _time(looked[start:index]))


def _above(looked: _Blocks, index: int) -> int:
    """Where the headline of a datelined paragraph stands; there may be a time, or a short line, between the two."""
    for at in range(index - 1, max(-1, index - 2 - NEAR), -1):
        if looked[at].line or looked[at].stamped:
            return at - 1 if _is(looked, at - 1, "alone") else at
        if looked[at].sentence:
            break
    return index


def _time(head: _Blocks) -> Stamp | None:
    return next((each.stamp for each in head if each.stamp), None)


def _headed(looked: _Blocks) -> Iterator[Report]:
    """What stands between the lines that ask to read more or to pass it on, if it has a headline and a text.

    Of several rows of such reports the longest.
    """
    rows: list[list[Report]] = [[]]
    for report in _passed_on(looked):
        if rows[-1] and report.start - rows[-1][-1].end > SHORT:
            rows.append([])
        rows[-1].append(report)
    yield from max(rows, key=len)


def _passed_on(looked: _Blocks) -> Iterator[Report]:
    start = 0
    for index, each in enumerate(looked):
        if not PASSED_ON.fullmatch(each.block.text):
            continue
        prose = next((at for at in range(start, index) if looked[at].prose), index)
        if start < prose < index <= prose + SHORT and looked[prose - 1].line:
            yield Report(prose - 1, prose - 1, (prose,), index)
        start = index + 1


_FORMS: dict[str, Callable[[_Blocks], Iterator[Report]]] = {DATED: _dated, TIMED: _timed, HEADED: _headed}


def _is(looked: _Blocks, index: int, what: str) -> bool:
    return 0 <= index < len(looked) and bool(getattr(looked[index], what))


# where they end


def _ended(found: Iterator[Report], looked: _Blocks) -> tuple[Report, ...]:
    """The reports with all their paragraphs: each goes on to where the next begins."""
    reports = list(found)
    ends = [*(each.start for each in reports[1:]), len(looked)][: len(reports)]
    whole = []
    for report, end in zip(reports, ends, strict=True):
        if report is reports[-1]:
            end = _tail(looked, report, end)
        while looked[end - 1].day and end - 1 > report.text[0]:
            end -= 1
        text = (*report.text, *(at for at in range(report.text[0] + 1, end) if looked[at].prose))
        whole.append(replace(report, text=text, end=end))
    return tuple(whole)


def _tail(looked: _Blocks, report: Report, end: int) -> int:
    """Where the last report ends: at the first time behind its text, for a column of headlines begins there."""
    return next((at for at in range(report.text[0] + 1, end) if looked[at].stamp), end)
