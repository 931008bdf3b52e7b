"""Lines of one shape -> whether they are a table or a chronicle of the article, though each looks like furniture."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from digest.seeds.looks import STOP
from digest.seeds.shape import FURNITURE
from digest.seeds.sorting import Sorting

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


def keep_rows(sorting: Sorting) -> None:
    """Keep rows that a colon announces, or that stand between two kept paragraphs, and the line that announces them."""
    for index in range(1, len(sorting.blocks)):
        if not sorting.kept[index - 1] or sorting.kept[index]:
            continue
        first = index + (sorting.blocks[index].text.endswith(":") and not sorting.verdicts[index].named)
        end = _end(sorting, first)
        if end > first and _belong(sorting, first, end):
            for each in range(index, end):
                sorting.keep(each, "rows", "a row of a table that belongs to the text")
            _goes_on(sorting, end)


def _belong(sorting: Sorting, first: int, end: int) -> bool:
    if sorting.blocks[first - 1].text.endswith(":"):
        return end - first >= ANNOUNCED
    shapes = [_shape(sorting, index) for index in range(first, end)]
    several = all(map(_SEVERAL.search, shapes["0" not in shapes[0] :]))
    return several and end - first >= SURROUNDED and end < len(sorting.blocks) and sorting.kept[end]


def _goes_on(sorting: Sorting, below: int) -> None:
    """Right below a table or a chronicle the text goes on, if that is running text at all."""
    if below < len(sorting.blocks) and not sorting.kept[below] and not sorting.verdicts[below].named:
        look, block = sorting.looks[below], sorting.blocks[below]
        if look.prose and look.end == STOP and block.links < LINKED and not block.place.intersection(FURNITURE):
            sorting.keep(below, "goes on", "running text right below what belongs to the text")


def _shape(sorting: Sorting, index: int) -> str:
    """A line with one letter for some words and one digit for a number: `«Зенит» — «Динамо» — 2:1` is `a — a — 0:0`."""
    return _shape_of(sorting.blocks[index].text)


@lru_cache(maxsize=1_000)  # the first line of a table is held against all others
def _shape_of(text: str) -> str:
    return " ".join(_WORDS.sub("a", _FIGURE.sub("0", _QUOTES.sub("", text))).split())


def _end(sorting: Sorting, first: int) -> int:
    """Where the rows end that begin at a line, or below it where it heads them."""
    for start in (first, first + 1):
        if start > first and not _is_row(sorting, first):
            break
        for walk in (_alike, _by_turns):
            end = walk(sorting, start)
            if end - start >= ANNOUNCED:
                return end
    return first


def _alike(sorting: Sorting, start: int) -> int:
    def fits(index: int) -> bool:
        one, other = _shape(sorting, start), _shape(sorting, index)
        return (
            "0" in one
            and "0" in other
            and min(len(one), len(other)) > NUMBERED
            and (one.startswith(other) or other.startswith(one))
        )

    return _while(sorting, start, fits)


def _by_turns(sorting: Sorting, start: int) -> int:
    """Where lines of words and lines of a figure take turns, the end of the last pair."""

    def fits(index: int) -> bool:
        shape = _shape(sorting, index)
        figure = shape[:1].isdigit() and len(sorting.blocks[index].text) <= FIGURE
        return figure if (index - start) % 2 else shape == "a"

    end = _while(sorting, start, fits)
    return end - (end - start) % 2 if end - start >= 2 * ANNOUNCED else start


def _while(sorting: Sorting, start: int, fits: Callable[[int], bool]) -> int:
    end = start
    while end < len(sorting.blocks) and not sorting.kept[end] and _is_row(sorting, end) and fits(end):
        end += 1
    return end


def _is_row(sorting: Sorting, index: int) -> bool:
    if index >= len(sorting.blocks):
        return False
    block, rule = sorting.blocks[index], sorting.looks[index].rule
    plain = block.links < LINKED and not block.place.intersection(FURNITURE) and block.kind not in ("li", "cell")
    return (
        plain and len(block.text) <= LONGEST and (rule.name in ROW_RULES if rule else not sorting.verdicts[index].named)
    )


def keep_chronicle(sorting: Sorting) -> None:
    """Keep all entries that begin with their time, where one is kept or all are sentences: they are the article.

    A list of the day's headlines has times as well, but no sentences.
    """
    times = [_time(sorting, index) for index in range(len(sorting.blocks))]
    start = 0
    for index in range(1, len(times) + 1):
        if index < len(times) and times[index] is not None:
            continue
        run = range(start, index)
        if len(run) >= ENTRIES and start and sorting.kept[start - 1] and _tells(sorting, run) and _in_order(times, run):
            for each in run:
                sorting.keep(each, "chronicle", "an entry of a chronicle that belongs to the text")
            _goes_on(sorting, index)
        start = index + 1


def _time(sorting: Sorting, index: int) -> int | None:
    """The minute of the day that a line begins with."""
    found = _CLOCK.match(sorting.blocks[index].text)
    if found is None or sorting.blocks[index].links >= LINKED or sorting.blocks[index].place.intersection(FURNITURE):
        return None
    return 60 * int(found[1]) + int(found[2])


def _tells(sorting: Sorting, run: range) -> bool:
    return any(sorting.kept[each] and sorting.looks[each].end == STOP for each in run)


def _in_order(times: list[int | None], run: range) -> bool:
    found = [time for each in run if (time := times[each]) is not None]
    return found == sorted(found) or found == sorted(found, reverse=True)


def keep_hours(sorting: Sorting) -> None:
    """Keep the times that stand on lines of their own above the entries of a chronicle, where these are kept."""
    hours = [
        index
        for index in range(1, len(sorting.blocks) - 1)
        if _CLOCK.fullmatch(sorting.blocks[index].text) and sorting.kept[index - 1] and sorting.kept[index + 1]
    ]
    times = [_time(sorting, index) for index in hours]
    if len(hours) >= ENTRIES and _in_order(times, range(len(times))):
        for index in hours:
            sorting.keep(index, "chronicle", "the time of an entry of a chronicle")
