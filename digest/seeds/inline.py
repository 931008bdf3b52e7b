"""What a page makes of single words, `<b>`, `<i>`, `<code>`, `<a>`, -> the Marks of a block's text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from digest.seeds.blocks import Block, Style
from digest.seeds.normal import normal

KINDS = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em"), "em"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    "a": "link",
}
"""The elements that mark words. Whatever else a page does to them, a Markdown text has no sign for it."""
RANKS = ("strong", "em", "link", "code")  # of two that mark the same words, the first is written around the other

_WORD = re.compile(r"[^\W_]")


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Mark:
    """What a page makes of some letters of a text: `strong`, `em`, `code`, or `link` with the target as it is written.

    Neither end of a mark is a space.
    """

    start: int
    end: int
    kind: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class _Run:
    start: int
    end: int
    style: Style


def styled(outer: Style, name: str, number: int, target: str | None) -> Style:
    """The style inside an element of `KINDS`; the same value where it adds nothing, so that depth costs nothing."""
    kind = KINDS[name]
    if kind == "link":
        return Style(outer.strong, outer.em, outer.code, number, target) if target else outer
    if getattr(outer, kind):
        return outer
    strong, em, code = (getattr(outer, each) or each == kind for each in ("strong", "em", "code"))
    return Style(strong, em, code, outer.link, outer.target)


def marks(block: Block) -> tuple[Mark, ...]:
    """The marks of a block's text, by their beginnings. None without a letter or figure inside."""
    runs = _runs(block)
    found = [mark for kind in RANKS for mark in _of_kind(kind, runs)]
    return tuple(sorted((mark for mark in found if _WORD.search(block.text, mark.start, mark.end)), key=outermost))


def outermost(mark: Mark) -> tuple[int, int, int]:
    """A key that sorts marks by their beginnings, those that hold others first."""
    return mark.start, -mark.end, RANKS.index(mark.kind)


def shortened(block: Block, count: int) -> Block:
    """A block without its first letters, and without the spaces that follow them."""
    text = block.text[count:].lstrip()
    cut = len(block.text) - len(text)
    pieces = []
    place = cut
    for run in _runs(block):
        if run.end > cut:
            pieces.append((block.text[place : run.end], run.style))
            place = run.end
    return replace(block, text=text, runs=tuple(pieces), program="")


def _runs(block: Block) -> list[_Run]:
    """The pieces that hold words, with their places in the text.

    Nothing where the pieces, each made normal by itself, do not add up to the text: a letter and its accent may stand
    in two of them.
    """
    runs: list[_Run] = []
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
            runs.append(_Run(length, length + len(words), style))
            made.append(words)
            length += len(words)
        spaced = piece[-1].isspace() or (not words and (spaced or piece[0].isspace()))
    return runs if "".join(made) == block.text else []


def _of_kind(kind: str, runs: Iterable[_Run]) -> Iterator[Mark]:
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
