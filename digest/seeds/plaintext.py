"""Plain text -> Blocks: one a line, except where a paragraph was broken into lines of one width."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.seeds.blocks import Block

WIDTH = 100  # letters: lines that are wrapped are not longer (mail has 72 to 80)
BULLET = re.compile(r"(?:[•●▪◦‣∙►▶■]|[-–—*·](?=\s))\s*(?=\S)")
INDENT = 2  # spaces before a bullet that make it a list's rather than a dialogue's dash


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a text whose lines end in LF."""
    lines = text.split("\n")
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line and not line.isspace()]
    for group in _groups(numbered):
        if _wrapped(group):
            words = " ".join(line.strip() for _, line in group)
            yield Block(words, group[0][0], group[-1][0], kind="p", alone=True)
        else:
            for number, line in group:
                yield _line(number, line, alone=len(group) == 1)


def _groups(numbered: list[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """Runs of lines with no empty line between them."""
    group: list[tuple[int, str]] = []
    for number, line in numbered:
        if group and number != group[-1][0] + 1:
            yield group
            group = []
        group.append((number, line))
    if group:
        yield group


def _wrapped(group: list[tuple[int, str]]) -> bool:
    """Lines of one width, of which most go on in the next with a small letter, are one paragraph."""
    if len(group) < 3 or max(len(line) for _, line in group) > WIDTH:
        return False
    lines = [line.strip() for _, line in group]
    width = max(map(len, lines))
    full = all(len(line) >= 0.6 * width for line in lines[:-1])
    going_on = sum(line[0].islower() for line in lines[1:])
    return width >= 45 and full and 2 * going_on >= len(lines) - 1


def _line(number: int, line: str, *, alone: bool) -> Block:
    text = line.strip()
    match = BULLET.match(text)
    indent = len(line) - len(line.lstrip())
    if match and (text[0] not in "-–—*·" or indent >= INDENT or text[0] == "*"):
        return Block(text[match.end() :], number, number, kind="li", alone=alone)
    return Block(text, number, number, alone=alone)
