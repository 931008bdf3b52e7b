"""Words that a page raises, lowers, quotes or strikes -> words that say so themselves: Markdown has no mark for that.

`10<sup>6</sup>` is 10⁶, `H<sub>2</sub>O` is H₂O, `<q>` has the quotation marks of its language, and what was struck out
is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from digest.seeds.blocks import Block, Style
from digest.seeds.inline import runs
from digest.seeds.shifted import Shifted, lowered, raised

_QUOTES: dict[str, Sequence[Sequence[str]]] = {
    **dict.fromkeys(("ru", "uk", "be", "bg", "kk"), ("«»", "„“")),
    **dict.fromkeys(("de", "cs", "sk", "sl"), ("„“", "‚‘")),
    **dict.fromkeys(("es", "it", "pt", "el"), ("«»", "“”")),
    "fr": (("« ", " »"), ("“", "”")),
    "pl": ("„”", "«»"),
}
"""By the language: the marks of a quote, and those of one inside it."""
_OTHERS = ("“”", "‘’")

_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_MARK = re.compile(r"[«»“”„‘‚\"']")
_OPENS, _CLOSES = re.compile(r"[(\[«„“]$"), re.compile(r"[)\],.;:!?»”…]")


class _Piece(Struct, frozen=True):
    """Words in one style, and whether a space stands before them."""

    spaced: bool
    words: str
    style: Style

    def __str__(self) -> str:
        return " " * self.spaced + self.words


def spelt(block: Block, language: str) -> Block:
    """The block with the words and signs that say what its page only shows; itself where there is nothing of this.

    `language` is the code of the article's, empty where it is unknown: then the letters tell.
    """
    if block.program or not any(_says_more(style) for _, style in block.runs):
        return block
    pieces = [_Piece(block.text[run.start - 1 : run.start] == " ", block.text[run.start : run.end], run.style)
              for run in runs(block)]  # fmt: skip
    if not pieces:
        return block
    pieces = _quoted(list(_unshifted(_unstruck(pieces))), _marks(language, block.text))
    pieces = [replace(pieces[0], spaced=False), *pieces[1:]]
    return replace(block, text="".join(map(str, pieces)), runs=tuple((str(each), _plain(each)) for each in pieces))


def _says_more(style: Style) -> bool:
    return bool(style.raised or style.lowered or style.quotes or style.struck)


def _plain(piece: _Piece) -> Style:
    return replace(piece.style, raised=0, lowered=0, quotes=(), struck=False)


def _unstruck(pieces: Sequence[_Piece]) -> Sequence[_Piece]:
    """The pieces without those that are struck out; all, where that leaves no word."""
    kept: list[_Piece] = []
    gone: list[_Piece] = []
    for piece in pieces:
        if piece.style.struck:
            gone.append(piece)
            continue
        if gone:
            piece = _closed_up(piece, kept[-1].words if kept else "", apart=gone[0].spaced)
        kept += [piece] * bool(piece.words)
        gone = []
    return kept or pieces


def _closed_up(piece: _Piece, before: str, *, apart: bool) -> _Piece:
    """The piece behind what was left out, as it follows the words before that: `a, <del>b</del>, c` is `a, c`."""
    words = piece.words
    if before.endswith((",", ";")) and words[0] in ",;":
        return replace(piece, words=words[1:].lstrip(), spaced=words[1:2].isspace())
    beside = _CLOSES.match(words) or _OPENS.search(before)
    return replace(piece, spaced=(apart or piece.spaced) and not beside)


def _unshifted(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """The pieces with all that was raised or lowered written so that it stands on the line."""
    end = 0
    before = ""
    for shift, group in groupby(pieces, key=lambda each: each.style.raised or each.style.lowered):
        same = list(group)
        start, end = end, end + len(same)
        if shift:
            after = "".join(map(str, pieces[end : end + 1]))
            beside = (*pieces[max(0, start - 1) : start], *pieces[end : end + 1])
            same = [_shifted(same, before, after, note=_is_note(same, beside))]
        yield from same
        before = same[-1].words


def _shifted(same: Sequence[_Piece], before: str, after: str, *, note: bool) -> _Piece:
    first = same[0]
    shifted = Shifted("".join(map(str, same)).strip(), before + " " * first.spaced, after, note)
    made = raised(shifted) if first.style.raised else lowered(shifted)
    return _Piece(first.spaced or made.startswith(" "), made.lstrip(), first.style)


def _is_note(same: Iterable[_Piece], beside: Iterable[_Piece]) -> bool:
    """Whether raised words are a link by themselves: one that begins before them or goes on behind is of more words."""
    return bool({each.style.link for each in same}.difference([0], (each.style.link for each in beside)))


def _quoted(pieces: Sequence[_Piece], marks: Sequence[Sequence[str]]) -> list[_Piece]:
    """The pieces with quotation marks around what the page quotes, unless it begins with some there already."""
    words = [piece.words for piece in pieces]
    places: dict[tuple[int, int], list[int]] = {}
    for index, piece in enumerate(pieces):
        for depth, number in enumerate(piece.style.quotes):
            places.setdefault((depth, number), []).append(index)
    for (depth, _), (first, *_, last) in sorted((key, [*own, own[-1]]) for key, own in places.items())[::-1]:
        if not _MARK.match(pieces[first].words):  # from the innermost outwards
            words[first] = marks[depth][0] + words[first]
            words[last] += marks[depth][1]
    return [replace(piece, words=own) for piece, own in zip(pieces, words, strict=True)]


def _marks(language: str, text: str) -> Sequence[Sequence[str]]:
    return _QUOTES.get(language or ("ru" if _CYRILLIC.search(text) else ""), _OTHERS)
