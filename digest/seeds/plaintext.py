"""Plain text -> Blocks: one a line, except where a paragraph was broken into lines of one width."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from digest.seeds.blocks import Block
from digest.seeds.crowd import densest
from digest.seeds.hyphens import DIVIDED, HYPHENS, unwrapped, words_of
from digest.seeds.verse import stanzas
from digest.text import one_line

WIDTH = 100  # letters: lines that are wrapped are not longer (mail has 72 to 80)
DOTS, DASHES = "•●▪◦‣∙►▶■", "-–—*·"  # a dash is a bullet only before a space
BULLET = re.compile(rf"(?!(.)\s*\1)(?:[{DOTS}]|[{DASHES}](?=\s))\s*(?=\S)")  # several are no bullet
CELL = 4  # words: more than that between two wide gaps is a sentence
INDENT = 2  # spaces before a bullet that make it a list's rather than a dialogue's dash

_GAP = re.compile(r" {2,}")


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a text whose lines end in LF. Of a crowd of lines only those where the article can lie."""
    lines = text.split("\n")
    first, last = densest(map(len, lines))
    numbered = [(n, lines[n - 1]) for n in range(first + 1, last + 1) if lines[n - 1] and not lines[n - 1].isspace()]
    groups = list(_groups(numbered))
    verse = stanzas([[line for _, line in group] for group in groups])
    hyphens = (*HYPHENS,)
    divided = any(line.rstrip().endswith(hyphens) for _, line in numbered)
    words = words_of([line for _, line in numbered] if divided else ())
    for index, group in enumerate(groups):
        if _wrapped(group):
            whole = unwrapped((line.strip() for _, line in group), words)
            yield Block(whole, group[0][0], group[-1][0], kind="p", alone=True)
        else:
            made = [_line(number, line, alone=len(group) == 1) for number, line in group]
            yield from made[:1]
            yield from (replace(each, broken=True) for each in made[1:]) if index in verse else made[1:]


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
    text = line.strip().removesuffix(DIVIDED) or DIVIDED
    words = one_line(text)
    match = BULLET.match(words) if words[0] in DOTS + DASHES else None
    if match and _is_item(words[match.end() :], words[0], len(line) - len(line.lstrip())):
        return Block(words[match.end() :], number, number, kind="li", alone=alone)
    return Block(words, number, number, kind="row" if _is_row(text) else "", alone=alone)


def _is_item(rest: str, mark: str, indent: int) -> bool:
    """A dash may also begin a line of dialogue: that one is not indented and begins with a capital."""
    return mark not in "-–—·" or indent >= INDENT or rest[0].islower()


def _is_row(text: str) -> bool:
    """Words set apart by wide gaps, a few in each place, are a row of buttons or cells."""
    if "  " not in text or len(text) > WIDTH + 20:
        return False
    cells = _GAP.split(text)
    return all(len(cell.split()) <= CELL for cell in cells)
