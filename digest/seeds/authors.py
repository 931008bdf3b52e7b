"""Who wrote it: what the page states, weighed against its byline; a person before a body, and both before nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.model import Found
from digest.seeds import dates
from digest.seeds.blocks import Label, Labelled, Seed
from digest.seeds.people import led, people, whoever
from digest.text import same_name

NEAR = 10  # lines below the headline in which a byline stands
ABOVE = 3  # lines above it
BELOW = 5  # lines below the text
LONGEST = 160  # letters of a byline
SHOWN = 80  # letters of a line, as evidence
CROWD = 3  # people in marked elements: with more they are those of other articles
STATED, MARKED = False, True

_TITLE = re.compile(r"^(?:dr|prof|d-r|др|проф)\b\.?\s*", re.IGNORECASE)
# "Posted on April 8, 2024 by Anna Petrov", "25.04.24 | Von Anna Petrov"
_INSIDE = re.compile(r"(?:\d|^(?:posted|published)\b).{0,40}?[\s|•·,](?<!sponsored )(?<!powered )(?:by|von|par|por|autor:|автор:?|текст:)\s(?P<names>\w.*)", re.IGNORECASE)
_END = re.compile(r"[,|•·⋅(\d]|\s(?:on|in|for|with|mit|am|le|el)\s|\sund\s|\s-\s")
_BODY_NAME = re.compile(r"(?:The |Die |La |Le )?[^\W\d_a-zа-яё][\w.-]*(?: [^\W\d_a-zа-яё][\w.-]*){0,2}")
_READING = re.compile(r"\d+\s?min\b.{0,12}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Naming:
    """One place in which authors are named, and the evidence."""

    names: tuple[str, ...]
    why: str
    sure: bool = True


def author(seed: Seed, blocks: Sequence[Labelled], title: int | None) -> Found[str]:
    """The authors with the evidence, joined by commas; empty where nobody is named."""
    if seed.known.author:
        names = people(seed.known.author) or tuple(filter(None, [whoever(seed.known.author)]))
        return Found(", ".join(names) or seed.known.author, f"stated by {seed.origin}", sure=True)
    site = seed.facts.site
    lines = list(_bylines(blocks, title, site))
    stated = list(_said(seed, STATED, site))
    marked = list(_said(seed, MARKED, site))
    return _weighed(stated, lines, marked) or _body(seed, blocks, title) or Found("", "", sure=True)


def _said(seed: Seed, places: bool, site: str) -> Iterator[Naming]:
    for each in seed.facts.said:
        if each.of == "author" and each.where.startswith(("the page's mark", "a byline")) == places:
            names = _listed(each.words, site) if each.where == "JSON-LD author" else people(each.words, site)
            if names:
                yield Naming(names, f"{each.where} says «{_short(each.words)}»")


def _listed(words: str, site: str) -> tuple[str, ...]:
    """The authors of a list, an agency among people too; nothing where no person is among them."""
    found = [people(each, site) or tuple(filter(None, [whoever(each)])) for each in words.split(";")]
    names = tuple(dict.fromkeys(name for each in found for name in each if same_name(name) != same_name(site)))
    return names if people(words, site) else ()


def _weighed(stated: Sequence[Naming], lines: Sequence[Naming], marked: Sequence[Naming]) -> Found[str] | None:
    """What is stated, completed by a byline that names the same person and others; else the line that says so."""
    sure = [each for each in lines if each.sure]
    first = next(iter((*stated, *sure, *marked, *lines)), None)
    if first is None:
        return None
    fuller = next((each for each in lines if _keys(each) > _keys(first)), first) if stated else first
    crowd = not stated and not sure and len({key for each in marked for key in _keys(each)}) > CROWD
    return Found(", ".join(fuller.names), fuller.why, sure=fuller.sure and not crowd)


def _keys(naming: Naming) -> frozenset[str]:
    return frozenset(same_name(_TITLE.sub("", name)) for name in naming.names)


def _body(seed: Seed, blocks: Sequence[Labelled], title: int | None) -> Found[str] | None:
    """Who is named as the author and is no person: a team, an agency, somebody of one name."""
    said = [each for each in seed.facts.said if each.of == "author" and not each.where.startswith("a byline")]
    bodies = [(whoever(each.words.partition(";")[0]), f"{each.where} says «{_short(each.words)}»") for each in said]
    at = title if title is not None else -1
    for each in blocks[at + 1 : at + 1 + NEAR]:
        rest = led(each.block.text)
        if rest != each.block.text.strip() and len(rest) <= SHOWN and _BODY_NAME.fullmatch(head := _END.split(rest)[0].strip()):
            bodies.append((whoever(head), f"the line «{each.block.text}»"))
    site = same_name(seed.facts.site)
    named = sorted((body for body in bodies if body[0]), key=lambda body: same_name(body[0]) == site)
    return Found(*named[0], sure=False) if named else None


def _short(words: str) -> str:
    return " ".join(words.split())[:SHOWN]


# lines


def _bylines(blocks: Sequence[Labelled], title: int | None, site: str) -> Iterator[Naming]:
    """Lines near the headline that name an author: "By Anna Petrov", or a name beside a date."""
    kept = [index for index, each in enumerate(blocks) if each.kept]
    at = title if title is not None else (kept[0] if kept else 0)
    last = kept[-1] if kept else len(blocks)
    below = [i for i in range(at + 1, min(len(blocks), at + 1 + NEAR))]
    above = [i for i in range(at - 1, max(-1, at - 1 - ABOVE), -1)]
    behind = [i for i in range(last + 1, min(len(blocks), last + 1 + BELOW))]
    ends = kept[-1:]
    for index in dict.fromkeys((*below, *above, *ends, *behind)):
        text = blocks[index].block.text
        if len(text) > LONGEST or blocks[index].label in (Label.CAPTION, Label.CREDIT, Label.RIGHTS):
            continue
        if names := _after_lead(blocks, index, site):
            yield Naming(names, f"the line «{text[:SHOWN]}»")
    for index in (*below, *above):
        text = blocks[index].block.text
        if names := _beside_a_date(blocks, index, site):
            yield Naming(names, f"«{text[:SHOWN]}» stands beside a date", sure=False)


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
    text = blocks[index].block.text
    days = dates.days(text)
    if len(text) > LONGEST or (blocks[index].kept and len(text) > SHOWN) or blocks[index].block.kind[:1] == "h":
        return ()
    if days:
        head = text[: days[0].at]
        return people(head, site) if len(head) <= SHOWN else ()
    around = [blocks[i].block.text for i in (index - 1, index + 1, index + 2) if 0 <= i < len(blocks)]
    beside = around if len(around) == 3 and _READING.search(around[1]) else around[:2]
    dated = any(dates.days(each) for each in beside if len(each) <= SHOWN)
    return people(text, site) if dated and not text.isupper() and people(text) == (text,) else ()
