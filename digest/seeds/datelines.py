"""Blocks -> the days that lines around the text show: where each stands, and whether it is the day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from digest.seeds import dates
from digest.seeds.blocks import Label, Labelled
from digest.seeds.dates import Day
from digest.seeds.shape import full_stop

LONGEST = 200  # letters of a line in which a date stands
OTHERS = 9  # words that such a line may have besides the date
CLOSE = 4  # lines above the headline within which a date belongs to it
PARAGRAPH = 100  # letters of a line that is a paragraph
NEAR = 8  # lines of the text, or below it
MANY = 40  # lines that speak of publication
TELLING = 3  # words besides a date with which a headline or a sentence tells of that day
BYLINE = 24  # letters between "Published" and the day

HEADLINES = ("h1", "h2")
PICTURES = frozenset((Label.CAPTION, Label.CREDIT, Label.RIGHTS))

# In both the letters with which the words begin are asked first: hardly any word of a page begins so and is one.
_PUBLISHED = re.compile(
    r"\b(?=[одрpmveogydfirw])(?:опубликован\w*|дата публикации|размещено|добавлено|опубліковано|published|posted|"
    r"publié\w*|mis en ligne|veröffentlicht|erschienen|publicad[oa]|pubblicat[oa]|opublikowano|gepubliceerd|publicerad|"
    r"publisert|publiceret|yayınlan\w*|datum|first published|issued|released|date|post time|written)\b|"
    r"发布|發佈|입력|公開|掲載",
    re.IGNORECASE,
)
UPDATED = re.compile(
    r"(?=[оиumreabogl更수])(?:обновл|измен[её]н|оновлен|updat|modified|revised|reviewed|edited|aktualisiert|aktualizacj|"
    r"bijgewerkt|mis à jour|modifié|actualizad|atualizad|aggiornat|uppdaterad|oppdatert|opdateret|güncel|last |更新|"
    r"수정)",
    re.IGNORECASE,
)
_NOT_ITS_OWN = re.compile(
    r"\b(?:copyright|all rights|accessed|retrieved|expires|deadline|until|born|comments?|says|reply|event|starts?|"
    r"valid|version|next|до|действует|действител\w*|срок|следующ\w*|состоится|пройд[её]т|начн[её]тся|верси[яи]|родил\w*|"
    r"умер\w*|скончал\w*|сегодня)\b|©", re.IGNORECASE
)  # fmt: skip
# What is still to come when the line is written: its day is no day of publication.
_TO_COME = re.compile(
    r"\b(?:пройд[её]т|пройдут|состо[ия]тся|начн[её]тся|начнутся|откро[ею]тся|стартует|стартуют|будет|будут|предстоит|выйд[её]т|"
    r"заверш[аи]тся|завершится|планиру\w+|намечен\w*|запланирован\w*|ожида[ею]тся|will|to be|takes? place|upcoming|"
    r"scheduled|due)\b", re.IGNORECASE
)  # fmt: skip
# A word with a colon right before a day, as a fact sheet has it: "Launch: 5 April 2018".
_OF_AN_EVENT = re.compile(
    r"\b(?:пуск|запуск|старт|посадка|начало|окончание|когда|открытие|launch|landing|start|end|when|opens|closes|"
    r"дата(?: и время)? (?:пуск|запуск|старт|посадк|начал|окончан|событи|проведен|мероприят|рожден|смерт|основан)\w*|"
    r"(?:launch|landing|start|end|event) date)\s?:\s*$", re.IGNORECASE
)  # fmt: skip
_SPAN = re.compile(r"\s*[-–—]\s*")  # between two days: something lasts from the one to the other
_CLOCK = re.compile(
    r"\b\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?|\b\d{1,2}\s?[ap]\.?m\b\.?|"
    r"\b(?:am|pm|uhr|мск|msk|gmt|utc|[ecmp][sd]t|et|cet|cest|ist|bst)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_]+")


class Place(Struct, frozen=True):
    """A part of a page, and the indexes of its blocks in the order in which they are asked."""

    name: str
    indexes: tuple[int, ...]


class Shown(Struct, frozen=True):
    """A day that a line shows. `place` is in words; `close` to the headline; `said` to be the day of publication.

    `told` is one that a headline or a sentence tells of: it is that of an event, and only perhaps that of publication.
    """

    day: date
    words: str
    place: str
    close: bool
    said: bool
    updated: bool
    told: bool = False


def shown(blocks: Sequence[Labelled], title: int | None, order: str) -> Iterator[Shown]:
    """The days that lines show: those below the headline first, then those above, then those below the text."""
    for place in places(blocks, title):
        for index in place.indexes:
            yield from _in_line(blocks, index, place.name, order, heads=index == title)
    yield from _below_the_text(blocks, order)
    yield from _said_anywhere(blocks, order)


def places(blocks: Sequence[Labelled], title: int | None) -> tuple[Place, Place]:
    """The lines by the headline in which the day of an article stands, the likelier ones first."""
    first = next((index for index, each in enumerate(blocks) if each.kept), len(blocks))
    at = title if title is not None else first
    below = (*range(at, first), *_into_the_text(blocks, max(first, at)))
    return Place("below the headline", below), Place(
        "above the headline", tuple(range(at - 1, max(-1, at - 1 - CLOSE), -1))
    )


def _below_the_text(blocks: Sequence[Labelled], order: str) -> Iterator[Shown]:
    last = next((index for index in range(len(blocks) - 1, -1, -1) if blocks[index].kept), len(blocks))
    indexes = range(last + 1, min(len(blocks), last + 1 + NEAR))
    found = [each for index in indexes for each in _in_line(blocks, index, "below the text", order)]
    alone = len({each.day for each in found}) == 1  # of several, others are those of other articles
    yield from (each for each in found if each.said or each.updated or alone)


def _said_anywhere(blocks: Sequence[Labelled], order: str) -> Iterator[Shown]:
    """The one day that lines anywhere on the page call that of publication."""
    found = [each for i in _saying(blocks) for each in _in_line(blocks, i, "on the page", order) if each.said]
    if len({each.day for each in found}) == 1:
        yield found[0]


def _saying(blocks: Sequence[Labelled]) -> list[int]:
    """The lines outside the text that speak of publication, and may name a day: among the first `MANY` that do so."""
    outside = [index for index, each in enumerate(blocks) if not each.kept]
    dated = [index for index in outside if dates.may_name_a_day(blocks[index].block.text)]
    found = [index for index in dated if _speaks(blocks[index])]
    if found and found[-1] >= MANY:  # more than `MANY` lines stand before it, and each may speak of publication
        return [index for index in outside if _speaks(blocks[index])][:MANY]
    return found


def _speaks(each: Labelled) -> bool:
    return _PUBLISHED.search(each.block.text[:BYLINE]) is not None


def _into_the_text(blocks: Sequence[Labelled], first: int) -> Iterator[int]:
    """The lines from the first of the text to its second paragraph: a lead may stand above the date."""
    paragraphs = 0
    last = next((index for index in range(len(blocks) - 1, -1, -1) if blocks[index].kept), len(blocks) - 1)
    for index in range(first, min(last + 1, first + NEAR)):
        yield index
        paragraphs += blocks[index].kept and len(blocks[index].block.text) >= PARAGRAPH
        if paragraphs == 2:
            return


def _in_line(blocks: Sequence[Labelled], index: int, place: str, order: str, *, heads: bool = False) -> Iterator[Shown]:
    text = blocks[index].block.text
    if not _may_tell(blocks[index]):
        return
    before = blocks[index - 1].block.text if index and len(blocks[index - 1].block.text) <= BYLINE else ""
    found = dates.days(text, order) or _short_days(text, order)
    found = tuple(day for day in found if day.value.year in dates.PRESS)
    if not found or not _is_date_line(text, found) or _is_span(text, found):
        return
    told = _tells(blocks[index], found, heads=heads)
    for number, day in enumerate(found):
        ahead = text[found[number - 1].at + len(found[number - 1].words) if number else 0 : day.at]
        lead = f"{before} {ahead}" if not number else ahead
        updated = bool(UPDATED.search(lead))
        said = bool(_PUBLISHED.search(lead[-BYLINE * 2 :])) and not updated
        to_come = told and _TO_COME.search(text)
        if not to_come and not _NOT_ITS_OWN.search(lead) and not _OF_AN_EVENT.search(lead):
            close = place.endswith("headline")
            yield Shown(day.value, day.words, place, close, said, updated, told and not said and not updated)


def _short_days(text: str, order: str) -> tuple[Day, ...]:
    found = dates.short_days(text, order)
    return found if found and (_PUBLISHED.search(text) or UPDATED.search(text)) else ()


def _may_tell(each: Labelled) -> bool:
    """Whether a line is neither too long for a date line nor a picture's or a table's."""
    picture = each.label in PICTURES or each.block.kind == "caption"
    return len(each.block.text) <= LONGEST and not picture and not (each.kept and each.block.kind == "cell")


def _tells(each: Labelled, found: Sequence[Day], *, heads: bool) -> bool:
    """Whether a line tells of a day: a headline, or a sentence of the text."""
    sentence = each.kept and full_stop(each.block.text)
    return (heads or sentence or each.block.kind in HEADLINES) and len(_besides(each.block.text, found)) >= TELLING


def _is_span(text: str, found: Sequence[Day]) -> bool:
    """Whether a line tells how long something lasts."""
    return len(found) == 2 and bool(_SPAN.fullmatch(text[found[0].at + len(found[0].words) : found[1].at]))


def _is_date_line(text: str, found: Sequence[Day]) -> bool:
    """Whether a line is there for its date: besides the date it has hardly any words."""
    others = len(_besides(text, found))
    lead = others > OTHERS and bool(_PUBLISHED.search(text) or UPDATED.search(text))
    return others <= OTHERS + 6 * lead


def _besides(text: str, found: Sequence[Day]) -> list[str]:
    """The words of a line besides its days and clock times."""
    for day in reversed(found):
        text = text[: day.at] + " " + text[day.at + len(day.words) :]
    return _WORDS.findall(_CLOCK.sub(" ", text))
