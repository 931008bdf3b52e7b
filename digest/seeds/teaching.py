"""The lines of a seed that an editor points to -> what to add to the rules for its site.

A line becomes a rule for itself, whatever its figures. It becomes one for all lines that begin like it where other
seeds of the site show that form: “Our channel: …”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from digest.errors import UsageError
from digest.seeds import dates, yearless
from digest.seeds.blocks import Block, Label, Labelled
from digest.seeds.finders import LONGEST, Finder
from digest.seeds.lesson_text import Addition
from digest.seeds.lessons import Taught
from digest.seeds.lines import masked

SEVERAL = 2  # lines that begin alike and go on in another way make a form
HEAD = 40  # letters before the colon of a form
PART = 120  # letters of a line that is too long to be written down whole
NEXT_TO = 80  # letters of a line by whose side a title, date or author is looked for
TOP = 5  # lines from the top that are told by their number

_LABEL = re.compile(rf"[^:]{{2,{HEAD}}}:(?=\s+\S)")
_BEFORE_FIGURES = re.compile(rf"[^\d:]{{3,{HEAD}}}?(?=\s+\d)")


class Pointed(Struct, frozen=True):
    """A seed with its labels, the lines of it that an editor points to by the key they are for, and other seeds."""

    name: str
    blocks: Sequence[Labelled]
    lines: Mapping[str, tuple[int, ...]]
    others: Sequence[Sequence[str]]


class Proposal(Struct, frozen=True):
    """What to add to the rules of a site, and what to tell the editor about it."""

    additions: tuple[Addition, ...]
    notes: tuple[str, ...]


def proposal(pointed: Pointed, site: Taught | None) -> Proposal:
    """What the lines pointed to amount to, beside what `site` has. `UsageError` for a line that nothing tells apart."""
    additions: dict[tuple[str, str], Addition] = {}
    notes: list[str] = []
    for key, indexes in pointed.lines.items():
        if key in _FIELDS and site and getattr(site, key):
            hint = "take the old rule out first: the command `teach --list` names it, `teach --undo` takes it out"
            raise UsageError(f"the {key} of {site.name} is taught already", code="sources", hint=hint)
        for index in indexes:
            each = pointed.blocks[index]
            if _needless(key, each):
                notes.append(f"line {each.block.line} is {'kept' if each.kept else 'dropped'} already ({each.rule})")
                continue
            finder = _field(pointed, key, index) if key in _FIELDS else _line(pointed, index)
            additions.setdefault((key, masked(str(finder))), Addition(key, finder))
            notes += _alone(pointed, key, each, finder)
    return Proposal(tuple(additions.values()), tuple(notes))


_FIELDS = ("title", "date", "author")


def _needless(key: str, each: Labelled) -> bool:
    return (key == "drop" and each.label is Label.JUNK) or (key == "keep" and each.kept)


def _alone(pointed: Pointed, key: str, each: Labelled, finder: Finder) -> Iterator[str]:
    """A warning about a rule that will hardly find anything again."""
    recurs = any(masked(each.block.text) == masked(line) for seed in pointed.others for line in seed)
    if key == "drop" and finder.line and pointed.others and not recurs:
        yield f"line {each.block.line} stands in no other seed of this site; to cut where it stands, use --ends-before"


# rules for lines


def _line(pointed: Pointed, index: int) -> Finder:
    text = pointed.blocks[index].block.text
    form = _LABEL.match(text)
    if form and _forms(pointed, index, masked(form.group())) >= SEVERAL:
        return Finder(begins=form.group(), example=text[:LONGEST], longest=_longest(text))
    if len(text) > LONGEST:
        part = text[:PART].rpartition(" ")[0] or text[:PART]
        return Finder(begins=part, example=text[:LONGEST], longest=_longest(text))
    return Finder(line=text)


def _longest(text: str) -> int:
    """Room for lines that are somewhat longer than the one shown."""
    return LONGEST if len(text) <= LONGEST else min(999_999, -(-3 * len(text) // 200) * 100)


def _forms(pointed: Pointed, index: int, head: str) -> int:
    """How many other lines begin with the same words and go on in another way."""
    mine = masked(pointed.blocks[index].block.text)
    own = (pointed.blocks[each].block.text for each in pointed.lines.get("drop", ()))
    lines = {masked(line) for line in (*own, *_all(pointed.others))} - {mine}
    return sum(line.startswith(head) for line in lines)


def _all(seeds: Iterable[Iterable[str]]) -> Iterator[str]:
    for seed in seeds:
        yield from seed


# rules for fields


def _field(pointed: Pointed, key: str, index: int) -> Finder:
    """What tells such a line in other seeds too: its first words, a heading, the line beside it, or its place."""
    block = pointed.blocks[index].block
    ways = (_by_words(key, block), _by_element(pointed, block), *_beside(pointed, index), _by_number(pointed, index))
    found = next(filter(None, ways), None)
    if found is None:
        hint = "write the rule by hand; see the manual, “Teaching Digest your sources”"
        raise UsageError(
            f"nothing tells line {block.line} from others, so it cannot be found again", code="usage", hint=hint
        )
    return found


def _by_words(key: str, block: Block) -> Finder | None:
    if key == "title":
        return None
    if key == "date" and not re.search(r"[^\W\d_]", block.text):
        return Finder(line=block.text)
    head = _LABEL.match(block.text) or (_BEFORE_FIGURES.match(block.text) if key == "date" else None)
    if head is None or (key == "date" and dates.days(head.group())):
        return None
    return Finder(begins=head.group(), example=block.text[:LONGEST])


def _by_element(pointed: Pointed, block: Block) -> Finder | None:
    same = (each.block for each in pointed.blocks if each.block.kind == block.kind)
    heading = re.fullmatch(r"h[1-6]", block.kind) and next(same) == block
    return Finder(element=block.kind, example=block.text[:LONGEST]) if heading else None


def _beside(pointed: Pointed, index: int) -> list[Finder]:
    """The line above or below, where it stands in other seeds; of a first seed one that looks like furniture."""
    example = pointed.blocks[index].block.text[:LONGEST]
    found: list[tuple[int, Finder]] = []
    for step in (-1, 1):
        beside = pointed.blocks[index + step] if 0 <= index + step < len(pointed.blocks) else None
        if beside is None or beside.kept or not _stays(beside.block.text):
            continue
        words = beside.block.text
        recurs = sum(masked(words) in map(masked, seed) for seed in pointed.others)
        if recurs or not pointed.others:
            finder = Finder(after=words, example=example) if step < 0 else Finder(before=words, example=example)
            found.append((recurs, finder))
    return [finder for _, finder in sorted(found, key=lambda each: -each[0])]


def _stays(line: str) -> bool:
    """Whether a line can be the same on another day: it is short, and no date."""
    return len(line) <= NEXT_TO and not dates.days(line) and not yearless.day_of_year(line)


def _by_number(pointed: Pointed, index: int) -> Finder | None:
    example = pointed.blocks[index].block.text[:LONGEST]
    return Finder(number=index + 1, example=example) if index < TOP else None
