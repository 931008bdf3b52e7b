"""What a page makes of single words, `<b>`, `<i>`, `<code>`, `<a>`, -> the Marks of a block's text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from digest.seeds.blocks import Block, Style
from digest.seeds.normal import normal

KINDS = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em"), "em"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    "a": "link",
    "sup": "raised",
    "sub": "lowered",
    "q": "quotes",
    **dict.fromkeys(("del", "s", "strike"), "struck"),
}
"""The elements that say something of words. Markdown has marks for the first four kinds; of the others, see `signs`."""
QUOTES = 2  # within each other that are told apart
RANKS = ("strong", "em", "link", "code")  # of two that mark the same words, the first is written around the other

_WORD = re.compile(r"[^\W_]")


PLAIN = Style()


class Mark(Struct, frozen=True):
    """What a page makes of some letters of a text: `strong`, `em`, `code`, or `link` with the target as it is written.

    Neither end of a mark is a space.
    """

    start: int
    end: int
    kind: str
    target: str = ""


class Run(Struct, frozen=True):
    """A piece of a block's text in one style, by its places there. Neither end is a space."""

    start: int
    end: int
    style: Style


def styled(outer: Style, name: str, number: int, target: str | None) -> Style:
    """The style inside an element of `KINDS`; the same value where it adds nothing, so that depth costs nothing."""
    kind = KINDS[name]
    if kind == "link":
        return replace(outer, link=number, target=target) if target else outer
    if kind == "quotes":
        return replace(outer, quotes=(*outer.quotes, number)) if len(outer.quotes) < QUOTES else outer
    if kind in ("raised", "lowered"):
        return outer if outer.raised or outer.lowered else _shifted(outer, kind, number)
    if getattr(outer, kind):
        return outer
    strong, em, code, struck = (getattr(outer, each) or each == kind for each in ("strong", "em", "code", "struck"))
    return replace(outer, strong=strong, em=em, code=code, struck=struck)


def _shifted(outer: Style, kind: str, number: int) -> Style:
    return replace(outer, raised=number) if kind == "raised" else replace(outer, lowered=number)


def marks(block: Block) -> tuple[Mark, ...]:
    """The marks of a block's text, by their beginnings. None but code without a letter or figure inside."""
    own = runs(block)
    found = [mark for kind in RANKS for mark in _of_kind(kind, own)]
    says = (mark for mark in found if mark.kind == "code" or _WORD.search(block.text, mark.start, mark.end))
    return tuple(sorted(says, key=outermost))


def outermost(mark: Mark) -> tuple[int, int, int]:
    """A key that sorts marks by their beginnings, those that hold others first."""
    return mark.start, -mark.end, RANKS.index(mark.kind)


def shortened(block: Block, count: int) -> Block:
    """A block without its first letters, and without the spaces that follow them."""
    text = block.text[count:].lstrip()
    cut = len(block.text) - len(text)
    pieces = []
    place = cut
    for run in runs(block):
        if run.end > cut:
            pieces.append((block.text[place : run.end], run.style))
            place = run.end
    return replace(block, text=text, runs=tuple(pieces), program="")


def runs(block: Block) -> list[Run]:
    """The pieces that hold words, with their places in the text.

    Nothing where the pieces, each made normal by itself, do not add up to the text: a letter and its accent may stand
    in two of them.
    """
    found: list[Run] = []
    made: list[str] = []
    length, spaced = 0, False
    for piece, style in block.runs:
        words = " ".join(piece.split())
        if not words.isprintable():
            words = " ".join(normal(words).split())
        if words and length and (spaced or piece[0].isspace()):
            made.append(" ")
            length += 1
        if words:
            found.append(Run(length, length + len(words), style))
            made.append(words)
            length += len(words)
        spaced = piece[-1].isspace() or (not words and (spaced or piece[0].isspace()))
    return found if "".join(made) == block.text else []


def _of_kind(kind: str, runs: Iterable[Run]) -> Iterator[Mark]:
    """The marks of one kind: neighbours that are marked alike are marked together."""
    start, end, last, target = 0, 0, 0, ""
    for run in runs:
        own = int(getattr(run.style, kind))
        if own != last:
            if last:
                yield Mark(start, end, kind, target)
            start, last = run.start, own
            target = run.style.target if kind == "link" else ""
        end = run.end
    if last:
        yield Mark(start, end, kind, target)
