"""The blocks of a list -> its lines in Markdown: lists within lists, numbers, items of several paragraphs, definitions.

Python-Markdown wants four spaces for what is inside an item, and an empty line on both sides of its second paragraph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.seeds.blocks import Block

DEEPEST = 8  # lists within lists; what is deeper stands on this level
INDENT = " " * 4


@dataclass(frozen=True, slots=True)
class Item:
    """A block of a list, its words as one line of Markdown, and the pictures that stand before it."""

    block: Block
    words: str
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Step:
    """An item around a block: its number on the page and its name, and those of its list."""

    number: int
    name: str
    list: int
    kind: str


@dataclass(frozen=True, slots=True)
class _Line:
    """What is written of a block: how deep, in which kind of list, and whether it goes on with the item before."""

    depth: int
    kind: str
    words: str
    going_on: bool = False


def listed(items: Sequence[Item]) -> str:
    """The Markdown of a list, whose blocks follow each other."""
    steps = [_steps(item.block) for item in items]
    if _defines(steps) and not any(item.pictures for item in items):
        return _definitions(items, steps)
    lines = list(_lines(items, steps))
    kinds: dict[int, set[str]] = {}
    for line in lines:
        kinds.setdefault(line.depth, set()).add(line.kind)
    loose = any(line.going_on for line in lines) or any(len(own) > 1 for own in kinds.values())
    return ("\n\n" if loose else "\n").join(INDENT * line.depth + line.words for line in lines)


def _steps(block: Block) -> tuple[_Step, ...]:
    """The items around a block, from the outermost of its list to its own."""
    found: list[_Step] = []
    inside, number, kind = False, 0, ""
    for element in block.around:
        inside = inside or element.number == block.group
        if inside and element.name in ("ul", "ol", "dl"):
            number, kind = element.number, element.name
        elif inside and element.name in ("li", "dt", "dd"):
            found.append(_Step(element.number, element.name, number, kind))
    return tuple(found)


def _lines(items: Sequence[Item], steps: Sequence[tuple[_Step, ...]]) -> Iterator[_Line]:
    open_items: list[int] = []
    counts: Counter[int] = Counter()
    started = False
    for item, path in zip(items, steps, strict=True):
        depth = min(max(len(open_items), 1), DEEPEST)
        for picture in item.pictures:
            yield _Line(depth if started else 0, "", picture, going_on=True)
        numbers = [step.number for step in path]
        open_items = [number for number in open_items if number in numbers]
        started = True
        if path and open_items and open_items[-1] == path[-1].number:
            yield _Line(min(len(open_items), DEEPEST), "", item.words, going_on=True)
            continue
        kind = path[-1].kind if path else ""
        counts[path[-1].list if path else 0] += 1
        sign = f"{counts[path[-1].list]}. " if kind == "ol" else "- "
        yield _Line(min(len(open_items), DEEPEST - 1), "ol" if kind == "ol" else "ul", sign + item.words)
        open_items += numbers[-1:]


def _defines(steps: Sequence[tuple[_Step, ...]]) -> bool:
    """Whether these are terms and what they mean, and nothing else."""
    plain = all(len(path) == 1 and path[0].kind == "dl" and path[0].name in ("dt", "dd") for path in steps)
    return plain and steps[0][0].name == "dt" and steps[-1][0].name == "dd" and _terms_are_lines(steps)


def _terms_are_lines(steps: Sequence[tuple[_Step, ...]]) -> bool:
    terms = [path[0].number for path in steps if path[0].name == "dt"]
    return len(terms) == len(set(terms))


def _definitions(items: Sequence[Item], steps: Sequence[tuple[_Step, ...]]) -> str:
    parts: list[str] = []
    before: _Step | None = None
    for item, (step,) in zip(items, steps, strict=True):
        if step.name == "dt":
            parts.append(("\n\n" if before and before.name == "dd" else "\n") + item.words)
        elif before is not None and before.number == step.number:
            parts.append(f"\n\n{INDENT}{item.words}")
        else:
            parts.append(f"\n:   {item.words}")
        before = step
    return "".join(parts).strip("\n")
