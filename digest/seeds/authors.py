"""Who wrote it: what the page states, weighed against its byline; a person before a body, and both before nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from digest.model import Found
from digest.seeds import dates
from digest.seeds.blocks import Label, Labelled, Said, Seed
from digest.seeds.people import led, people, whoever
from digest.text import same_name

NEAR = 10  # lines below the headline in which a byline stands
ABOVE = 3  # lines above it
BELOW = 5  # lines below the text
LONGEST = 160  # letters of a byline
SHOWN = 80  # letters of a line, as evidence; and of one that holds a name alone
CROWD = 3  # people in marked elements: with more they are those of other articles
MARKS = ("the page's mark", "a byline")  # places in the page's body that are marked as an author's

_TITLE = re.compile(r"^(?:dr|prof|d-r|др|проф)\b\.?\s*", re.IGNORECASE)
# "Posted on April 8, 2024 by Anna Petrov", "25.04.24 | Von Anna Petrov"
_INSIDE = re.compile(
    r"(?:\d|^(?:posted|published)\b).{0,40}?[\s|•·,](?<!sponsored )(?<!powered )"
    r"(?:by|von|par|por|autor:|автор:?|текст:)\s(?P<names>\w.*)", re.IGNORECASE
)  # fmt: skip
_END = re.compile(r"[,|•·⋅(\d]|\s(?:on|in|for|with|mit|am|le|el)\s|\sund\s|\s-\s")  # of a body's name in a line
_BODY_NAME = re.compile(r"(?:The |Die |La |Le )?[^\W\d_a-zа-яё][\w.-]*(?: [^\W\d_a-zа-яё][\w.-]*){0,2}")
_READING = re.compile(r"\d+\s?min\b.{0,12}$", re.IGNORECASE)


class Naming(Struct, frozen=True):
    """One place in which authors are named, and the evidence."""

    names: tuple[str, ...]
    why: str
    sure: bool = True

    @property
    def keys(self) -> frozenset[str]:
        """What is the same in two spellings of the same people."""
        return frozenset(same_name(_TITLE.sub("", name)) for name in self.names)


def author(seed: Seed, blocks: Sequence[Labelled], title: int | None) -> Found[str]:
    """The authors with the evidence, joined by commas; empty where nobody is named.

    `title` is the index of the block that is the headline.
    """
    if stated := seed.known.author:
        names = people(stated) or tuple(filter(None, [whoever(stated)]))
        return Found(", ".join(names) or stated, f"stated by {seed.origin}", sure=True)
    site = seed.facts.site
    said = [each for each in seed.facts.said if each.of == "author"]
    stated_people = list(_stated([each for each in said if not each.where.startswith(MARKS)], site))
    marked = list(_stated([each for each in said if each.where.startswith(MARKS)], site))
    lines = list(_bylines(blocks, title, site))
    return _weighed(stated_people, lines, marked) or _body(said, blocks, title, site) or Found("", "", sure=True)


def _stated(said: Sequence[Said], site: str) -> Iterator[Naming]:
    for each in said:
        names = _listed(each.words, site) if each.where == "JSON-LD author" else people(each.words, site)
        if names:
            yield Naming(names, f"{each.where} says «{_short(each.words)}»")


def _listed(words: str, site: str) -> tuple[str, ...]:
    """The authors of a list, an agency among people too; nothing where no person is among them."""
    found = [people(each, site) or tuple(filter(None, [whoever(each)])) for each in words.split(";")]
    names = tuple(dict.fromkeys(name for each in found for name in each if same_name(name) != same_name(site)))
    return names if people(words, site) else ()


def _weighed(stated: Sequence[Naming], lines: Sequence[Naming], marked: Sequence[Naming]) -> Found[str] | None:
    """What is stated, completed by a byline that names the same people and others; else the line that says so."""
    told = [each for each in lines if each.sure]
    first = next(iter((*stated, *told, *marked, *lines)), None)
    if first is None:
        return None
    best = next((each for each in lines if each.keys > first.keys), first) if stated else first
    crowd = not stated and not told and len({key for each in marked for key in each.keys}) > CROWD
    return Found(", ".join(best.names), best.why, sure=best.sure and not crowd)


def _body(said: Sequence[Said], blocks: Sequence[Labelled], title: int | None, site: str) -> Found[str] | None:
    """Who is named as the author and is no person: a team, an agency, somebody of one name; the site itself last."""
    stated = [each for each in said if not each.where.startswith("a byline")]
    named = [(whoever(each.words.partition(";")[0]), f"{each.where} says «{_short(each.words)}»") for each in stated]
    start = 0 if title is None else title + 1
    for each in blocks[start : start + NEAR]:
        if len(each.block.text) > LONGEST and "  " not in each.block.text:
            continue
        rest = led(each.block.text)
        if rest == each.block.text.strip() or len(rest) > SHOWN:
            continue
        if _BODY_NAME.fullmatch(head := _END.split(rest)[0].strip()):
            named.append((whoever(head), f"the line «{each.block.text}»"))
    found = sorted((each for each in named if each[0]), key=lambda each: same_name(each[0]) == same_name(site))
    return Found(*found[0], sure=False) if found else None


def _short(words: str) -> str:
    return " ".join(words.split())[:SHOWN]


# lines


def _bylines(blocks: Sequence[Labelled], title: int | None, site: str) -> Iterator[Naming]:
    """Lines near the headline that name an author: "By Anna Petrov", or a name beside a date."""
    kept = [index for index, each in enumerate(blocks) if each.kept]
    at = title if title is not None else (kept[0] if kept else 0)
    last = kept[-1] if kept else len(blocks)
    by = (*range(at + 1, min(len(blocks), at + 1 + NEAR)), *range(at - 1, max(-1, at - 1 - ABOVE), -1))
    behind = (*kept[-1:], *range(last + 1, min(len(blocks), last + 1 + BELOW)))
    for index in dict.fromkeys((*by, *behind)):
        if _may_name(blocks[index]) and (names := _after_lead(blocks, index, site)):
            yield Naming(names, f"the line «{_short(blocks[index].block.text)}»")
    for index in by:
        if _may_name(blocks[index]) and (names := _beside_a_date(blocks, index, site)):
            yield Naming(names, f"«{_short(blocks[index].block.text)}» stands beside a date", sure=False)


def _may_name(each: Labelled) -> bool:
    return len(each.block.text) <= LONGEST and each.label not in (Label.CAPTION, Label.CREDIT, Label.RIGHTS)


def _after_lead(blocks: Sequence[Labelled], index: int, site: str) -> tuple[str, ...]:
    """The people behind "By", "Von" or "Автор:", at the beginning of a line or behind the date in it."""
    text = blocks[index].block.text
    rest = led(text)
    if rest == text.strip():
        inside = _INSIDE.search(text)
        return people(inside["names"], site) if inside else ()
    if not rest and index + 1 < len(blocks):
        following = blocks[index + 1].block.text
        return people(following, site) if len(following) <= SHOWN else ()
    return people(rest, site) if rest[:1].isupper() else ()


def _beside_a_date(blocks: Sequence[Labelled], index: int, site: str) -> tuple[str, ...]:
    """A name that shares its line with a date, or has the line beside one for itself."""
    each = blocks[index]
    text = each.block.text
    if (each.kept and len(text) > SHOWN) or each.block.kind[:1] == "h":
        return ()
    if days := dates.days(text):
        return people(text[: days[0].at], site) if days[0].at <= SHOWN else ()
    around = [blocks[i].block.text for i in (index - 1, index + 1, index + 2) if 0 <= i < len(blocks)]
    beside = around if len(around) == 3 and _READING.search(around[1]) else around[:2]
    dated = any(dates.days(line) for line in beside if len(line) <= SHOWN)
    return people(text, site) if dated and not text.isupper() and people(text) == (text,) else ()
