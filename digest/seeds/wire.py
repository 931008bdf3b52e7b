"""Blocks -> Wire: several short reports in one text, each with a headline and a time or a dateline of its own.

Nothing that tells of one event is a wire, though it may look like one: a chronicle, a report by the minute, a programme
of the day. What may be either is no sure one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from digest.seeds.blocks import Block
from digest.seeds.dateline import dateline
from digest.seeds.language import stems
from digest.seeds.shape import FURNITURE, full_stop
from digest.seeds.stamps import Stamp, stamp

LEAST = 3  # items: two articles in one text may be one, and what was shown below it
HEADLINE, LONGEST = 15, 200  # letters of a headline
PROSE = 60  # letters of the shortest paragraph of a report
SHORT = 6  # blocks of a report that has neither a time nor a dateline
NEAR = 2  # short lines that may stand between headline and text: a rubric, a credit
ABOVE = 3  # lines right above the first item that name what follows

TIMED, DATED, HEADED = "a time and a headline", "a headline and a dateline", "a headline of its own"

_NAME = re.compile(
    r"\W*(?:лента новостей|новостная лента|лента за|новости (?:часа|дня|недели|за|к этому|короткой|одной)|"
    r"главн\w+ новост|короткой строкой|коротко о|коротко$|дайджест|сводка новостей|"
    r"в (?:двух|нескольких) строк|news ?wire|news in brief|in brief|latest news|news briefs?)", re.IGNORECASE
)  # fmt: skip
_ONE_EVENT = re.compile(
    r"\b(?:хроник|хронолог|онлайн|трансляци|репортаж|как это было|по минутам|минута за минутой|прям\w+ эфир|обновля|"
    r"программ|расписани|афиш|сеанс|live\b|liveblog|as it happened|timeline|"
    r"minute by minute|schedule|programme)",
    re.IGNORECASE,
)  # fmt: skip
_PASSED_ON = re.compile(
    r"\W*(?:подробнее|читать (?:далее|дальше|полностью|ещё|еще)|поделиться|read more|share)\W*", re.I
)
# Stems that any report may have: that two share them tells nothing.
_ANY = frozenset(
    "сообщ заяви росси москв город корре расск отмет ранее пресс слова данны агент челов тысяч также сегод вчера утром "
    "после время между перед около январ февра марта апрел июня июля авгус сентя октяб ноябр декаб понед вторн среду "
    "четве пятни суббо воскр облас стран глава главы служб решен первы новый новая новые нового будет будут может "
    "котор report peopl after before year years state minis presi said first government".split()
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """One item: the index of its first block, of its headline (-1 for none), of its text, and where it ends."""

    start: int
    headline: int
    text: tuple[int, ...]
    end: int
    stamp: Stamp | None = None


@dataclass(frozen=True, slots=True)
class Wire:
    """The items of one form. `doubt` says why they may be parts of one article; empty where they surely are not."""

    reports: tuple[Report, ...]
    form: str
    doubt: str = ""


def wire(blocks: Sequence[Block], *, title: str = "", article: bool = False) -> Wire | None:
    """The items that a text falls into. `title` is the page's own; `article` if it says that it is one article."""
    looked = [_Look(block, stamp(block.text)) for block in blocks]
    for form, found in ((DATED, _dated(looked)), (TIMED, _timed(looked)), (HEADED, _headed(looked))):
        reports = _ended(found, looked)
        if len(reports) >= LEAST:
            return Wire(reports, form, _doubt(form, reports, looked, title, article=article))
    return None


@dataclass(frozen=True, slots=True)
class _Look:
    """A block as a part of a wire."""

    block: Block
    stamp: Stamp | None

    @property
    def own(self) -> bool:
        return not self.block.place.intersection(FURNITURE)

    @property
    def prose(self) -> bool:
        text = self.block.text
        return self.own and len(text) >= PROSE and full_stop(text) and self.block.links < 0.5 and not self.stamped

    @property
    def stamped(self) -> bool:
        return self.stamp is not None and self.stamp.rest > 0

    @property
    def alone(self) -> bool:
        return self.stamp is not None and not self.stamp.rest

    @property
    def line(self) -> bool:
        """Whether it is shaped like a headline."""
        text = self.block.text
        fits = self.own and HEADLINE <= len(text) <= LONGEST and len(text.split()) >= LEAST
        return fits and not self.stamp and not text.endswith((".", ":", ";", ",", "…", "?»")) and text[0] not in "—–-"


# forms


def _timed(looked: Sequence[_Look]) -> Iterator[Report]:
    for index, each in enumerate(looked):
        if each.stamped and each.own and not full_stop(each.block.text):
            yield from _report(looked, index, index, index + 1, each.stamp)
        elif each.alone and _is(looked, index + 1, "line") and not _is(looked, index + 2, "alone"):
            yield from _report(looked, index, index + 1, index + 2, each.stamp)
        elif each.alone and _is(looked, index - 1, "line") and not _is(looked, index - 2, "alone"):
            yield from _report(looked, index - 1, index - 1, index + 1, each.stamp)


def _dated(looked: Sequence[_Look]) -> Iterator[Report]:
    for index, each in enumerate(looked):
        found = dateline(each.block.text) if each.prose else None
        if found and found.place and (found.day or found.agency):
            start = _above(looked, index)
            yield Report(start, start if start < index else -1, (index,), index + 1)


def _above(looked: Sequence[_Look], index: int) -> int:
    """Where the headline of a datelined paragraph stands; there may be a time, or a short line, between the two."""
    for at in range(index - 1, max(-1, index - 2 - NEAR), -1):
        if looked[at].line or looked[at].stamped:
            return at - 1 if _is(looked, at - 1, "alone") else at
        if looked[at].prose:
            break
    return index


def _headed(looked: Sequence[_Look]) -> Iterator[Report]:
    """What stands between the lines that ask to read more or to pass it on, if it has a headline and a text.

    Of several rows of such reports the longest.
    """
    rows: list[list[Report]] = [[]]
    for report in _passed_on(looked):
        if rows[-1] and report.start - rows[-1][-1].end > SHORT:
            rows.append([])
        rows[-1].append(report)
    yield from max(rows, key=len)


def _passed_on(looked: Sequence[_Look]) -> Iterator[Report]:
    start = 0
    for index, each in enumerate(looked):
        if not _PASSED_ON.fullmatch(each.block.text):
            continue
        prose = next((at for at in range(start, index) if looked[at].prose), index)
        if start < prose < index <= prose + SHORT and looked[prose - 1].line:
            yield Report(prose - 1, prose - 1, (prose,), index)
        start = index + 1


def _report(looked: Sequence[_Look], start: int, headline: int, below: int, found: Stamp | None) -> Iterator[Report]:
    """A report, if a paragraph stands below its headline."""
    for at in range(below, min(len(looked), below + 1 + NEAR)):
        if looked[at].prose:
            yield Report(start, headline, (at,), at + 1, found)
            return
        if looked[at].stamp or looked[at].line:
            return


def _is(looked: Sequence[_Look], index: int, what: str) -> bool:
    return 0 <= index < len(looked) and bool(getattr(looked[index], what))


def _ended(found: Iterator[Report], looked: Sequence[_Look]) -> tuple[Report, ...]:
    """The reports with all their paragraphs: each goes on to where the next begins."""
    reports = list(found)
    ends = [*(each.start for each in reports[1:]), len(looked)][: len(reports)]
    whole = []
    for report, end in zip(reports, ends, strict=True):
        text = tuple(at for at in range(report.text[0], end) if looked[at].prose)
        if report is reports[-1]:
            end = _tail(looked, text, end)
            text = tuple(at for at in text if at < end)
        whole.append(replace(report, text=text, end=end))
    return tuple(whole)


def _tail(looked: Sequence[_Look], text: Sequence[int], end: int) -> int:
    """Where the last report ends: at the first time behind its text, for a column of headlines begins there."""
    return next((at for at in range(text[0] + 1, end) if looked[at].stamp), end)


# doubts


def _doubt(form: str, reports: Sequence[Report], looked: Sequence[_Look], title: str, *, article: bool) -> str:
    head = [each for each in looked[: reports[0].start] if each.own]
    if form == HEADED:
        return "they have neither times nor datelines"
    if article:
        return "the page says that it is one article"
    if any(each.prose for each in head):
        return "a paragraph stands above them"
    if form == DATED:
        return ""
    named = bool(_NAME.match(title)) or any(_NAME.match(each.block.text) for each in head)
    over = [each.block.text for each in head if each.line or each.block.kind == "h1"]
    over += [each.block.text for each in head[-ABOVE:]]
    if any(_ONE_EVENT.search(text) for text in (*over, title)):
        return "what stands above them speaks of one event"
    if any(each.line and not _NAME.match(each.block.text) for each in head):
        return "a headline stands above all of them"
    return _doubt_of_times(reports, looked, named=named)


def _doubt_of_times(reports: Sequence[Report], looked: Sequence[_Look], *, named: bool) -> str:
    within = range(reports[0].start, reports[-1].end)
    starts = {at for each in reports for at in (each.start, each.headline, each.start + 1)}
    if any(looked[at].stamp and at not in starts for at in within):
        return "other times stand between them"
    times = [(each.stamp.day, each.stamp.clock) for each in reports if each.stamp]
    falling = all(one[0] != other[0] or one[1] >= other[1] for one, other in pairwise(times))
    rising = all(one[0] != other[0] or one[1] <= other[1] for one, other in pairwise(times))
    if not falling and not (rising and named):
        return "their times run on, as those of one event do" if rising else "their times are in no order"
    shared = _shared(reports, looked)
    return f"most of them speak of the same: «{shared}…»" if shared and not named else ""


def _shared(reports: Sequence[Report], looked: Sequence[_Look]) -> str:
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
