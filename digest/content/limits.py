"""Markdown -> a refusal by name, where Python-Markdown would take more than a second or two over it.

Its time grows with the square of some things. For every bracket it looks for the partner, through the whole paragraph
if there is none (its issue 798); behind every heading and rule it parses the rest of the block again; every sign that
it replaces makes it copy the paragraph. `_effort` counts the letters so visited. The figures were measured with
Python-Markdown 3.11 on a machine of 2023; an ordinary article needs less than a hundredth of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from digest.errors import DigestError

SIZE = 200_000  # letters of one body: a hundred printed pages
LINES = 20_000
NOTES = 1_000  # footnotes and references to them
NESTING = 40  # levels of lists or quotes
COLUMNS = 1_000  # `|` in one line
CELLS = 10_000  # of one table
SCAN = 20_000_000  # letters: a fence that is not closed is looked for to the end of the text
EFFORT = 4_000_000  # letters visited: about a second
RULE, TICK, SIGN = 0.15, 0.06, 0.003  # what a visit for a rule, a backtick or another sign costs beside a bracket

_FENCE = re.compile(r"^(?:`{3}|~{3})", re.MULTILINE)
_RULES = re.compile(r"^[ \t>]*+(?:#|:[ \t]|\*\[|(?:[-=*_][ \t]*+)+$)", re.MULTILINE)
_SIGNS = re.compile(r"[*_<&!\\\]]|  $", re.MULTILINE)
_BRACKETS = re.compile(r"\\.|\]\(|[\[\])]", re.DOTALL)
_MARKERS = re.compile(r"(?P<indent>[ \t]*+)(?P<marks>(?:[ \t]*+(?:>|[-*+:][ \t]|\d{1,9}\.[ \t]|\[\^[^\]]*\]:))+)")
_SEPARATOR = frozenset("|:- \t>*+.0123456789")


def refuse_hostile(body: str, path: str, first_line: int, prose: Callable[[str], str]) -> None:
    """Raise `DigestError` (code `markdown` or `size`) for a body that cannot be read in time.

    `prose` gives the body without its fenced code, where signs mean nothing.
    """

    def refuse(message: str, line: int = 0, hint: str = "") -> None:
        raise DigestError(message, code="markdown" if line else "size", path=path, line=line, hint=hint)

    if len(body) > SIZE:
        refuse(f"the text has {len(body):,} letters; at most {SIZE:,} are read")
    lines = body.split("\n")
    if len(lines) > LINES:
        refuse(f"the text has {len(lines):,} lines; at most {LINES:,} are read")
    if body.count("[^") > NOTES:
        refuse(f"more than {NOTES:,} footnotes", first_line)
    for number, line in enumerate(lines, first_line):
        if _levels(line) > NESTING:
            refuse(f"more than {NESTING} levels of lists or quotes", number)
        if line.count("|") > COLUMNS:
            refuse(f"more than {COLUMNS:,} columns", number)
    if len(_FENCE.findall(body)) * len(body) > SCAN:
        refuse("too many code fences for a text of this length", first_line, "break it into several articles")
    if _at_most(body) < EFFORT and "|" not in body:
        return
    blocks = re.split(r"\n[ \t]*\n", prose(body))
    if sum(map(_effort, blocks)) > EFFORT:
        place = _line_of(max(blocks, key=_effort), body, first_line)
        message = "brackets, stars and the like stand too close together to be read in time"
        refuse(message, place, "break this into paragraphs")
    wide = next((block for block in blocks if "|" in block and _cells(block) > CELLS), None)
    if wide:
        refuse(f"a table of more than {CELLS:,} cells", _line_of(wide, body, first_line))


def _levels(line: str) -> int:
    found = _MARKERS.match(line)
    if not found:
        return 0
    marks = re.findall(r"[>*+:-]|\d+\.", found["marks"])
    return len(found["indent"].expandtabs(4)) // 4 + len(marks)


def _at_most(body: str) -> float:
    """A bound of the effort that is quickly found."""
    rules, signs = sum(map(body.count, "#:*-=_")), sum(map(body.count, "<&!\\] "))
    return len(body) * (2 * body.count("[") + RULE * rules + TICK * body.count("`") + SIGN * signs)


def _effort(block: str) -> float:
    """How many letters are visited over one block."""
    signs = RULE * len(_RULES.findall(block)) + TICK * block.count("`") + SIGN * len(_SIGNS.findall(block))
    return len(block) * signs + (_reach(block) if "[" in block else 0)


def _reach(block: str) -> int:
    """How far all brackets of a block are from their partners, or from the end where they have none.

    Code may hide a partner, so in a block with backticks none is counted on; so may a single quote in a link.
    """
    end, total = len(block), 0
    texts: list[int] = []
    targets: list[int] = []
    for found in _BRACKETS.finditer(block) if "`" not in block else ():
        sign, place = found.group(), found.start()
        if sign == "[":
            texts.append(place)
        if sign[0] == "]" and texts:
            total += place - texts.pop()
        if sign == "](":
            targets.append(place)
        if sign == ")" and targets:
            start = targets.pop()
            total += place - start if not block.count('"', start, place) % 2 else end - start
    if "`" in block:
        texts = [found.start() for found in re.finditer(r"\[|\]\(", block)]
    return total + sum(end - place for place in (*texts, *targets))


def _cells(block: str) -> int:
    """How many cells a table in the block may have: every row is filled up to the width of the line of dashes."""
    rows = block.split("\n")
    widths = (row.count("|") + 1 for row in rows if "|" in row and _SEPARATOR.issuperset(row))
    return max(widths, default=0) * len(rows)


def _line_of(block: str, body: str, first_line: int) -> int:
    beginning = block.strip("\n").partition("\n")[0]
    return first_line + body.count("\n", 0, max(0, body.find(beginning)))
