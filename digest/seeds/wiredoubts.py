"""Reports of a text -> why they may be parts of one article after all, or may hold more than one item each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from digest.seeds.language import stems
from digest.seeds.wireblocks import LEAST, Report, WireBlock, names_wire

ABOVE = 3  # lines right above the first item that name what follows

_ONE_EVENT = re.compile(
    r"\b(?:хроник|хронолог|онлайн|трансляци|репортаж|как это было|по минутам|минута за минутой|прям\w+ эфир|обновля|"
    r"программ|расписани|афиш|сеанс|live\b|liveblog|as it happened|timeline|"
    r"minute by minute|schedule|programme)",
    re.IGNORECASE,
)  # fmt: skip
# Stems that any report may have: that two share them tells nothing.
_ANY = frozenset(
    "сообщ заяви росси москв город корре расск отмет ранее пресс слова данны агент челов тысяч также сегод вчера утром "
    "после время между перед около январ февра марта апрел июня июля авгус сентя октяб ноябр декаб понед вторн среду "
    "четве пятни суббо воскр облас стран глава главы служб решен первы новый новая новые нового будет будут может "
    "котор report peopl after before year years state minis presi said first government".split()
)  # fmt: skip


def doubt(reports: Sequence[Report], looked: Sequence[WireBlock], title: str, *, timed: bool, article: bool) -> str:
    """Why they may be no items; empty where they surely are. `timed` if their times are all that tells them apart."""
    head = [each for each in looked[: reports[0].start] if each.own]
    if article:
        return "the page says that it is one article"
    if any(each.prose for each in head):
        return "a paragraph stands above them"
    if any(_headed_again(each, looked) for each in reports):
        return "a headline without a time or dateline of its own stands within one"
    if _other_times(reports, looked):
        return "other times stand between them"
    return _doubt_of_times(reports, looked, head, title) if timed else ""


def _headed_again(report: Report, looked: Sequence[WireBlock]) -> bool:
    """Whether a headline and a paragraph follow on the text: another item, of which a mark is missing, or a chapter."""
    within = range(report.text[0] + 1, report.end - 1)
    return any(looked[at].heads and looked[at - 1].sentence and looked[at + 1].prose for at in within)


def _other_times(reports: Sequence[Report], looked: Sequence[WireBlock]) -> bool:
    starts = {at for each in reports for at in range(each.start, each.text[0])}
    return any(looked[at].stamp and at not in starts for at in range(reports[0].start, reports[-1].end))


def _doubt_of_times(
    reports: Sequence[Report], looked: Sequence[WireBlock], head: Sequence[WireBlock], title: str
) -> str:
    named = names_wire(title) or any(names_wire(each.block.text) for each in head)
    over = [each.block.text for each in head if each.line or each.block.kind == "h1"]
    over += [each.block.text for each in head[-ABOVE:]]
    if any(_ONE_EVENT.search(text) for text in (*over, title)):
        return "what stands above them speaks of one event"
    if any(each.line and not names_wire(each.block.text) for each in head):
        return "a headline stands above all of them"
    times = _times(reports, looked)
    falling = all(one[0] != other[0] or one[1] >= other[1] for one, other in pairwise(times))
    rising = all(one[0] != other[0] or one[1] <= other[1] for one, other in pairwise(times))
    if not falling and not (rising and named):
        return "their times run on, as those of one event do" if rising else "their times are in no order"
    shared = _shared(reports, looked)
    return f"most of them speak of the same: «{shared}…»" if shared and not named else ""


def _times(reports: Sequence[Report], looked: Sequence[WireBlock]) -> list[tuple[str, str]]:
    """The day of each report, in the words of its stamp or of the line above that names one, and its time."""
    above, last = [], ""
    for each in looked:
        last = each.block.text if each.day else last
        above.append(last)
    return [(each.stamp.day or above[each.start], each.stamp.clock) for each in reports if each.stamp]


def _shared(reports: Sequence[Report], looked: Sequence[WireBlock]) -> str:
    """The beginning of a word that most reports have, though not any report has it."""
    counts: Counter[str] = Counter()
    for each in reports:
        words = " ".join(looked[at].block.text for at in (*each.text, *filter(lambda at: at >= 0, (each.headline,))))
        counts.update(stems(words) - _ANY)
    most = 0.99 if len(reports) == LEAST else 0.5
    common = sorted(
        (word for word, count in counts.items() if count > most * len(reports)), key=lambda word: (-counts[word], word)
    )
    return next(iter(common), "")
