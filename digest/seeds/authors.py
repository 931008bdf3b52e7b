"""Who wrote it: what the page states, weighed against its byline; a person before a body, and both before nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.model import Found
from digest.seeds import dates
from digest.seeds.blocks import Label, Labelled, Seed
from digest.seeds.people import LEAD, cased, is_person, people, whoever
from digest.text import same_name

NEAR = 10  # lines below the headline in which a byline stands
ABOVE = 3  # lines above it
BELOW = 5  # lines below the text
LONGEST = 160  # letters of a byline
SHOWN = 80  # letters of a line, as evidence


@dataclass(frozen=True, slots=True)
class Naming:
    """One place in which authors are named: `stated` for machines, or in a line."""

    names: tuple[str, ...]
    why: str
    stated: bool
    sure: bool = True


def author(seed: Seed, blocks: Sequence[Labelled], title: int | None) -> Found[str]:
    """The authors with the evidence, joined by commas; empty where nobody is named."""
    if seed.known.author:
        names = people(seed.known.author) or tuple(filter(None, [whoever(seed.known.author)]))
        return Found(", ".join(names) or seed.known.author, f"stated by {seed.origin}", sure=True)
    stated = list(_stated(seed))
    lines = list(_bylines(blocks, title))
    chosen = next(iter(stated), None)
    if chosen is None:
        return _named(lines) or _body(seed) or Found("", "", sure=True)
    return _weighed(chosen, lines)


def _stated(seed: Seed) -> Iterator[Naming]:
    for each in seed.facts.said:
        if each.of == "author" and (names := people(each.words)):
            yield Naming(names, f"{each.where} says «{each.words[:SHOWN]}»", stated=True)


def _weighed(chosen: Naming, lines: Sequence[Naming]) -> Found[str]:
    """What is stated, completed by a byline that names the same person and others."""
    same = [each for each in lines if _keys(each) > _keys(chosen)]
    best = same[0] if same else chosen
    return Found(", ".join(best.names), best.why, sure=True)


def _keys(naming: Naming) -> frozenset[str]:
    return frozenset(map(same_name, naming.names))


def _named(lines: Sequence[Naming]) -> Found[str] | None:
    best = next((each for each in lines if each.sure), None) or next(iter(lines), None)
    return Found(", ".join(best.names), best.why, sure=best.sure) if best else None


def _body(seed: Seed) -> Found[str] | None:
    """Who is named as the author and is no person: a team, an agency, somebody of one name."""
    for each in seed.facts.said:
        if each.of == "author" and (name := whoever(each.words.partition(";")[0])):
            return Found(name, f"{each.where} says «{each.words[:SHOWN]}»", sure=False)
    return None


# lines


def _bylines(blocks: Sequence[Labelled], title: int | None) -> Iterator[Naming]:
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
        if names := _after_lead(blocks, index):
            yield Naming(names, f"the line «{text[:SHOWN]}»", stated=False)
    for index in (*below, *above):
        text = blocks[index].block.text
        if names := _beside_a_date(blocks, index):
            yield Naming(names, f"«{text[:SHOWN]}» stands beside a date", stated=False, sure=False)


def _after_lead(blocks: Sequence[Labelled], index: int) -> tuple[str, ...]:
    text = blocks[index].block.text
    match = LEAD.match(text)
    if not match or not match.group().strip():
        return ()
    rest = text[match.end() :]
    if not rest and index + 1 < len(blocks):
        following = blocks[index + 1].block.text
        return people(following) if len(following) <= SHOWN else ()
    return people(rest) if rest[:1].isupper() else ()


def _beside_a_date(blocks: Sequence[Labelled], index: int) -> tuple[str, ...]:
    """A name that shares its line with a date, or has the line beside one for itself."""
    text = blocks[index].block.text
    if len(text) > LONGEST or blocks[index].kept:
        return ()
    days = dates.days(text)
    if days:
        head = text[: days[0].at]
        return people(head) if len(head) <= 60 else ()
    beside = [blocks[i].block.text for i in (index - 1, index + 1) if 0 <= i < len(blocks)]
    dated = any(dates.days(each) for each in beside if len(each) <= SHOWN)
    return (cased(text),) if dated and is_person(text) else ()
