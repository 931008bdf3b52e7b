"""An article and its seed -> quotes, numbers, days and names of the article that the seed does not have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from digest.check.known import NUMBER, Known, MonthDay, amounts, days_of_years, is_cyrillic
from digest.check.sheet import Block, Sheet
from digest.errors import Problem
from digest.seeds.dates import days
from digest.seeds.months import month_number
from digest.shingles import words

QUOTED = 4  # words in a row of a quote that can be looked for: less is a name, or a word in question
NEAR = timedelta(days=8)  # from the day of the article to one that its seed calls `on Tuesday`

_QUOTES = re.compile(r"«([^«»]{8,2000})»|“([^“”]{8,2000})”|„([^„“”]{8,2000})[“”]|\"([^\"]{8,2000})\"")
_GAPS = re.compile(r"…|\.\.\.|\[[^\]]*\]|\([^)]*\)|[,.!?;] ?[—–-] ")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_CAPITAL = re.compile(r"[A-ZА-ЯЁ][^\W\d_]*(?:[-’'][^\W\d_]+)*(?!\w)")
_BEGINS = re.compile(r"(?:^|[.!?…:]|[.!?…:,—–-]\s*[«“„\"(]|^[«“„\"(—–-]+)[»”\"')\]]*\s*[—–-]?\s*$")
_BESIDE = ("source", "author", "dateline")


class _Doubt(Struct, frozen=True):
    code: str
    block: Block
    words: str


def unfounded(sheet: Sheet, known: Known, day: date | None) -> Iterator[Problem]:
    """What the article says and its seed does not: each thing once, where it first stands. `day` is the article's."""
    told: set[tuple[str, str]] = set()
    for doubt in _doubts(sheet, known, day):
        key = (doubt.code, doubt.words.casefold())
        if key not in told:
            told.add(key)
            yield _problem(sheet, doubt)


def _doubts(sheet: Sheet, known: Known, day: date | None) -> Iterator[_Doubt]:
    same_letters = is_cyrillic(" ".join(block.words for block in sheet.blocks)) == known.cyrillic
    beside = Known([*filter(None, map(sheet.value, _BESIDE)), *_listed(sheet, "cites")])
    for block in sheet.blocks:
        yield from (_Doubt("seed-date", block, each) for each in _days(block.words, known, day))
        yield from (_Doubt("seed-number", block, each) for each in _numbers(block.words, known))
        if same_letters:  # of a translation, nobody can say
            yield from (_Doubt("seed-quote", block, each) for each in _quotes(block, known))
            yield from (_Doubt("seed-name", block, each) for each in _names(block, known, beside))


def _listed(sheet: Sheet, name: str) -> tuple[str, ...]:
    node = sheet.meta.get(name)
    items = node.value if node and isinstance(node.value, tuple) else (node,) if node else ()
    return tuple(each.value for each in items if isinstance(each.value, str))


def _problem(sheet: Sheet, doubt: _Doubt) -> Problem:
    shown, words, block = f"`{doubt.words[:80]}`", doubt.words[:40], doubt.block
    if doubt.code == "seed-quote":
        return sheet.of(
            "seed-quote", f"the seed does not have the quote {shown}", block, words, "quote it as it was said"
        )
    if doubt.code == "seed-date":
        return sheet.of("seed-date", f"the seed does not name the day {shown}", block, words, "check the day")
    if doubt.code == "seed-number":
        return sheet.of("seed-number", f"the seed does not have the number {shown}", block, words, "check the number")
    return sheet.of("seed-name", f"the seed does not have the name {shown}", block, words, "check how it is spelt")


def _quotes(block: Block, known: Known) -> Iterator[str]:
    """Parts of quotes, and sentences of what is set as one, that do not stand in the seed word for word."""
    found = [next(filter(None, match.groups())) for match in _QUOTES.finditer(block.words)]
    if block.kind == "quote":
        found = _SENTENCE.split(block.words)
    for quote in found:
        for part in _GAPS.split(quote):
            own = words(part)
            if len(own) >= QUOTED and not known.quotes(own):
                yield part.strip(" ,.;:—–-")


def _days(text: str, known: Known, day: date | None) -> Iterator[str]:
    full = {each.at: each for each in days(text, "dmy")}
    for found, said, at in days_of_years(text):
        year = next((each.value.year for place, each in full.items() if abs(place - at) < len(said)), None)
        if not (known.dates(found, year) or _may_be_meant(found, year, known, day)):
            yield said if not year else f"{said} {year}"
    for each in full.values():
        if not month_in_letters(each.words):
            found, year = MonthDay(each.value.month, each.value.day), each.value.year
            if not (known.dates(found, year) or _may_be_meant(found, year, known, day)):
                yield each.words


def month_in_letters(said: str) -> bool:
    """Whether words that name a day hold the name of its month."""
    return any(map(month_number, re.findall(r"[^\W\d_]+", said)))


def _may_be_meant(found: MonthDay, year: int | None, known: Known, day: date | None) -> bool:
    """Whether it is the article's own day, or one near it that the seed may call `yesterday` or `on Tuesday`."""
    if day is None:
        return False
    around = NEAR if known.relative else timedelta(0)
    near = (day + timedelta(days=step) for step in range(-around.days, around.days + 1))
    return any((each.month, each.day) == (found.month, found.day) and year in (None, each.year) for each in near)


def _numbers(text: str, known: Known) -> Iterator[str]:
    """Numbers that are no part of a day."""
    hidden = [(at, at + len(said)) for _, said, at in days_of_years(text)]
    hidden += [(each.at, each.at + len(each.words)) for each in days(text, "dmy")]
    for match in NUMBER.finditer(text):
        if any(start <= match.start() < end for start, end in hidden):
            continue
        if not known.counts(amounts(text, match)):
            yield match.group()


def _names(block: Block, known: Known, beside: Known) -> Iterator[str]:
    """Words with a capital that no sentence begins with; those that stand side by side are one name."""
    if block.kind == "row":
        return
    run: list[re.Match[str]] = []
    for match in _CAPITAL.finditer(block.words):
        if run and block.words[run[-1].end() : match.start()] != " ":
            yield block.words[run[0].start() : run[-1].end()]
            run = []
        if _is_name(match, block.words) and not _has(match.group(), known) and not _has(match.group(), beside):
            run.append(match)
        elif run:
            yield block.words[run[0].start() : run[-1].end()]
            run = []
    if run:
        yield block.words[run[0].start() : run[-1].end()]


def _is_name(match: re.Match[str], text: str) -> bool:
    before = text[max(0, match.start() - 8) : match.start()]
    begins = _BEGINS.search(before) is not None or not text[: match.start()].strip()
    inside = match.start() and (text[match.start() - 1].isalnum() or text[match.start() - 1] in "_-’'")
    return len(match.group()) > 1 and not begins and not inside and not month_number(match.group())


def _has(name: str, known: Known) -> bool:
    letters = unicodedata.normalize("NFKC", name)  # CO₂
    return all(known.names(part) for part in re.findall(r"[^\W\d_]+", letters) if len(part) > 1)
