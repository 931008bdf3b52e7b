"""The blocks of a list -> its lines in Markdown: lists within lists, numbers, items of several paragraphs, definitions.

Python-Markdown wants four spaces for what is inside an item, and an empty line on both sides of its second paragraph.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from msgspec import Struct

from digest.seeds.blocks import Block, Element

DEEPEST = 8  # lists within lists; what is deeper stands on this level
INDENT = " " * 4


class Item(Struct, frozen=True):
    """A paragraph of a list by its first block, its words as Markdown, and the pictures that stand before it."""

    block: Block
    words: str
    pictures: tuple[str, ...] = ()


class _Step(Struct, frozen=True):
    """An item around a block, and its list."""

    item: Element
    list: Element

    @property
    def number(self) -> int:
        return self.item.number


class _Line(Struct, frozen=True):
    """What is written of a paragraph: how deep, in which list, and of an item its number, 0 where it has none.

    Without a list it goes on with the item before.
    """

    depth: int
    words: str
    list: Element | None = None
    number: int | None = None

    def written(self, sign: str) -> str:
        """The line with the sign of its item, if it begins one; what goes on below a line break stands as deep."""
        inside = INDENT * (self.depth + (self.list is not None))
        return INDENT * self.depth + sign + self.words.replace("\n", f"\n{inside}")


_NOWHERE = Element(0, "ul")


def listed(items: Sequence[Item]) -> str:
    """The Markdown of a list, whose blocks follow each other."""
    steps = [_steps(item.block) for item in items]
    if _defines(steps) and not any(item.pictures for item in items):
        return _definitions(items, steps)
    lines = list(_lines(items, steps))
    jumping = _jumping(lines)
    going_on = any(line.list is None for line in lines)
    if jumping and not any(line.depth for line in lines if line.list):
        return _as_paragraphs(lines, loose=going_on)
    kinds: dict[int, set[bool]] = {}
    for line in lines:
        kinds.setdefault(line.depth, set()).add(line.number is None)
    loose = going_on or any(len(own) > 1 for own in kinds.values())
    return ("\n\n" if loose else "\n").join(line.written(_sign(line, jumping)) for line in lines)


def _sign(line: _Line, jumping: Container[int]) -> str:
    """How the item of a line begins. Markdown counts from the first number on, whatever the others are."""
    if line.list is None:
        return ""
    if line.number is None:
        return "- "
    return f"- {line.number}\\. " if line.list.number in jumping else f"{line.number}. "


def _jumping(lines: Iterable[_Line]) -> frozenset[int]:
    """The lists whose numbers do not follow each other: they count down, or leave some out."""
    last: dict[int, int] = {}
    found: set[int] = set()
    for line in lines:
        if line.list is not None and line.number is not None:
            if line.number != last.get(line.list.number, line.number - 1) + 1:
                found.add(line.list.number)
            last[line.list.number] = line.number
    return frozenset(found)


def _as_paragraphs(lines: Iterable[_Line], *, loose: bool) -> str:
    numbered = (f"{line.number}\\. {line.words}" if line.list else line.words for line in lines)
    return ("\n\n" if loose else "  \n").join(numbered)


def _steps(block: Block) -> tuple[_Step, ...]:
    """The items around a block, from the outermost of its list to its own."""
    found: list[_Step] = []
    inside, own = False, _NOWHERE
    for element in block.around:
        inside = inside or element.number == block.group
        if inside and element.name in ("ul", "ol", "dl"):
            own = element
        elif inside and element.name in ("li", "dt", "dd"):
            found.append(_Step(element, own))
    return tuple(found)


def _lines(items: Sequence[Item], steps: Sequence[tuple[_Step, ...]]) -> Iterator[_Line]:
    open_items: list[int] = []
    numbers = _numbers(steps)
    started = False
    for item, path in zip(items, steps, strict=True):
        depth = min(max(len(open_items), 1), DEEPEST)
        for picture in item.pictures:
            yield _Line(depth if started else 0, picture)
        around = [step.number for step in path]
        open_items = [number for number in open_items if number in around]
        started = True
        if path and open_items and open_items[-1] == path[-1].number:
            yield _Line(min(len(open_items), DEEPEST), item.words)
            continue
        own = path[-1].list if path else _NOWHERE
        number = numbers.get(path[-1].number) if path else None
        yield _Line(min(len(open_items), DEEPEST - 1), item.words, own, number)
        open_items += around[-1:]


def _numbers(steps: Iterable[tuple[_Step, ...]]) -> dict[int, int]:
    """The numbers of the items of numbered lists, as the page shows them."""
    own: dict[Element, list[Element]] = {}
    for step in dict.fromkeys(path[-1] for path in steps if path and path[-1].list.name == "ol"):
        own.setdefault(step.list, []).append(step.item)
    found: dict[int, int] = {}
    for whole, items in own.items():
        way = -1 if whole.down else 1
        first = whole.count if whole.count is not None else len(items) if whole.down else 1
        number = first - way
        for item in items:
            number = item.count if item.count is not None else max(number + way, 0)
            found[item.number] = number
    return found


def _defines(steps: Sequence[tuple[_Step, ...]]) -> bool:
    """Whether these are terms and what they mean, and nothing else."""
    plain = all(len(path) == 1 and path[0].list.name == "dl" and path[0].item.name in ("dt", "dd") for path in steps)
    return plain and steps[0][0].item.name == "dt" and steps[-1][0].item.name == "dd" and _terms_are_lines(steps)


def _terms_are_lines(steps: Sequence[tuple[_Step, ...]]) -> bool:
    terms = [path[0].number for path in steps if path[0].item.name == "dt"]
    return len(terms) == len(set(terms))


def _definitions(items: Sequence[Item], steps: Sequence[tuple[_Step, ...]]) -> str:
    parts: list[str] = []
    before: _Step | None = None
    for item, (step,) in zip(items, steps, strict=True):
        words = item.words.replace("\n", f"\n{INDENT * (step.item.name == 'dd')}")
        if step.item.name == "dt":
            parts.append(("\n\n" if before and before.item.name == "dd" else "\n") + words)
        elif before is not None and before.number == step.number:
            parts.append(f"\n\n{INDENT}{words}")
        else:
            parts.append(f"\n:   {words}")
        before = step
    return "".join(parts).strip("\n")
