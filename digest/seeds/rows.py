"""Lines of one shape -> whether they are a table or a chronicle of the article, though each looks like furniture."""

from __future__ import annotations

import re
from collections.abc import Callable

from digest.seeds.desk import Desk
from digest.seeds.looks import STOP
from digest.seeds.shape import FURNITURE

LONGEST, LINKED = 120, 0.5  # letters of a row at most, and less than that share of them links
ANNOUNCED, SURROUNDED = 2, 3  # the fewest rows below a colon, and between two paragraphs
ENTRIES = 3  # the fewest entries of a chronicle
NUMBERED = 2  # signs of a shape that is the number of a line and nothing else
FIGURE = 20  # letters of a line with nothing but the figure of the line above
ROW_RULES = ("counter", "stamp", "stamped line", "numbered line", "date line", "count of")  # what a row can look like

_FIGURE = re.compile(r"\d+(?: \d{3}\b)*(?:[.,]\d+)*")
_WORDS = re.compile(r"[^\W\d_]+(?:[ '’-]+[^\W\d_]+)*")
_SEVERAL = re.compile(r"\w\W* \W*\w")  # words or numbers set apart, as no file's name has them
_QUOTES = re.compile('[«»“”„"]')
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)\b(?!\.\d)")


def keep_rows(desk: Desk) -> None:
    """Keep rows that a colon announces, or that stand between two kept paragraphs, and the line that announces them."""
    shapes = [_shape(block.text) for block in desk.blocks]
    for index in range(1, len(desk.blocks)):
        if not desk.kept[index - 1] or desk.kept[index]:
            continue
        first = index + (desk.blocks[index].text.endswith(":") and not desk.verdicts[index].named)
        end = _end(desk, shapes, first)
        if end > first and _belong(desk, first, end):
            for each in range(index, end):
                desk.keep(each, "rows", "a row of a table that belongs to the text")
            _goes_on(desk, end)


def _belong(desk: Desk, first: int, end: int) -> bool:
    if desk.blocks[first - 1].text.endswith(":"):
        return end - first >= ANNOUNCED
    shapes = [_shape(desk.blocks[index].text) for index in range(first, end)]
    several = all(map(_SEVERAL.search, shapes["0" not in shapes[0] :]))
    return several and end - first >= SURROUNDED and end < len(desk.blocks) and desk.kept[end]


def _goes_on(desk: Desk, below: int) -> None:
    """Right below a table or a chronicle the text goes on, if that is running text at all."""
    if below < len(desk.blocks) and not desk.kept[below] and not desk.verdicts[below].named:
        look, block = desk.looks[below], desk.blocks[below]
        if look.prose and look.end == STOP and block.links < LINKED and not block.place.intersection(FURNITURE):
            desk.keep(below, "goes on", "running text right below what belongs to the text")


def _shape(text: str) -> str:
    """A line with one letter for some words and one digit for a number: `«Зенит» — «Динамо» — 2:1` is `a — a — 0:0`."""
    return " ".join(_WORDS.sub("a", _FIGURE.sub("0", _QUOTES.sub("", text))).split())


def _end(desk: Desk, shapes: list[str], first: int) -> int:
    """Where the rows end that begin at a line, or below it where it heads them."""
    for start in (first, first + 1):
        if start > first and not _is_row(desk, first):
            break
        for walk in (_alike, _by_turns):
            end = walk(desk, shapes, start)
            if end - start >= ANNOUNCED:
                return end
    return first


def _alike(desk: Desk, shapes: list[str], start: int) -> int:
    def fits(index: int) -> bool:
        one, other = shapes[start], shapes[index]
        return (
            "0" in one
            and "0" in other
            and min(len(one), len(other)) > NUMBERED
            and (one.startswith(other) or other.startswith(one))
        )

    return _while(desk, start, fits)


def _by_turns(desk: Desk, shapes: list[str], start: int) -> int:
    """Where lines of words and lines of a figure take turns, the end of the last pair."""

    def fits(index: int) -> bool:
        figure = shapes[index][:1].isdigit() and len(desk.blocks[index].text) <= FIGURE
        return figure if (index - start) % 2 else shapes[index] == "a"

    end = _while(desk, start, fits)
    return end - (end - start) % 2 if end - start >= 2 * ANNOUNCED else start


def _while(desk: Desk, start: int, fits: Callable[[int], bool]) -> int:
    end = start
    while end < len(desk.blocks) and not desk.kept[end] and _is_row(desk, end) and fits(end):
        end += 1
    return end


def _is_row(desk: Desk, index: int) -> bool:
    if index >= len(desk.blocks):
        return False
    block, rule = desk.blocks[index], desk.looks[index].rule
    plain = block.links < LINKED and not block.place.intersection(FURNITURE) and block.kind not in ("li", "cell")
    return plain and len(block.text) <= LONGEST and (rule.name in ROW_RULES if rule else not desk.verdicts[index].named)


def keep_chronicle(desk: Desk) -> None:
    """Keep all entries that begin with their time, where one is kept or all are sentences: they are the article.

    A list of the day's headlines has times as well, but no sentences.
    """
    times = [_time(desk, index) for index in range(len(desk.blocks))]
    start = 0
    for index in range(1, len(times) + 1):
        if index < len(times) and times[index] is not None:
            continue
        run = range(start, index)
        if len(run) >= ENTRIES and start and desk.kept[start - 1] and _tells(desk, run) and _in_order(times, run):
            for each in run:
                desk.keep(each, "chronicle", "an entry of a chronicle that belongs to the text")
            _goes_on(desk, index)
        start = index + 1


def _time(desk: Desk, index: int) -> int | None:
    """The minute of the day that a line begins with."""
    found = _CLOCK.match(desk.blocks[index].text)
    if found is None or desk.blocks[index].links >= LINKED or desk.blocks[index].place.intersection(FURNITURE):
        return None
    return 60 * int(found[1]) + int(found[2])


def _tells(desk: Desk, run: range) -> bool:
    return any(desk.kept[each] and desk.looks[each].end == STOP for each in run)


def _in_order(times: list[int | None], run: range) -> bool:
    found = [time for each in run if (time := times[each]) is not None]
    return found == sorted(found) or found == sorted(found, reverse=True)


def keep_hours(desk: Desk) -> None:
    """Keep the times that stand on lines of their own above the entries of a chronicle, where these are kept."""
    hours = [
        index
        for index in range(1, len(desk.blocks) - 1)
        if _CLOCK.fullmatch(desk.blocks[index].text) and desk.kept[index - 1] and desk.kept[index + 1]
    ]
    times = [_time(desk, index) for index in hours]
    if len(hours) >= ENTRIES and _in_order(times, range(len(times))):
        for index in hours:
            desk.keep(index, "chronicle", "the time of an entry of a chronicle")
