"""The texts of a share card -> its picture: 1200 × 630 pixels, as programs show it beside a link.

The letters are those of Noto Serif, in `fonts/`: the same on every machine, as are the bytes of a card. Lines are
balanced, words never divided; a long title is set smaller, and a longer one ends in an ellipsis. Each letter is drawn
once a size and then copied, or ten thousand cards would take minutes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from digest.site.drawn_views import CardView
from digest.site.palette import ACCENT, INK, PAPER
from digest.site.png_file import NUMBERED, png_file
from digest.site.sharing import SIZE, drawable

WIDTH, HEIGHT = SIZE
FONT = Path(__file__).parent / "fonts" / "NotoSerif-SemiBold.ttf"
EDGE = 80  # pixels left and right of all words
SMALL = 32  # pixels: the size of all but the title
SIZES = (80, 72, 64, 58, 52)  # pixels: of the title, the largest that fits
LEADING = 1.24
ROOM = (150, 500)  # pixels: between which the title stands
LEVEL = 2  # of zlib: the next one takes a quarter more time for a tenth fewer bytes
LEVELS = 8  # of each ink, between it and the paper
_UNITS = 1000  # pixels: a size at which widths are measured, to be scaled


def png(view: CardView) -> bytes:
    """The card."""
    sheet = _headed(view.site).copy()
    size, lines = fitted(view.title, SIZES, WIDTH - 2 * EDGE)
    top = ROOM[0] + (ROOM[1] - ROOM[0] - round(size * LEADING * len(lines))) // 2
    for number, line in enumerate(lines):
        _write(sheet, line, size, top + round(number * size * LEADING))
    _write(sheet, cut(view.note, SMALL, WIDTH - 2 * EDGE), SMALL, 524)
    return png_file(SIZE, _packed(sheet), bits=4, kind=NUMBERED, palette=_palette())


def fitted(title: str, sizes: Sequence[int], width: int) -> tuple[int, list[str]]:
    """The largest size in which a title fits, and its lines; in the smallest, all that fits of it."""
    for size in sizes:
        lines = balanced(title, size, width)
        if len(lines) <= _most(size) and all(measured(line, size) <= width for line in lines):
            return size, lines
    lines = broken(title, size, width)
    rest = " ".join(lines[_most(size) - 1 :])
    return size, [cut(line, size, width) for line in (*lines[: _most(size) - 1], rest)]


def _most(size: int) -> int:
    """How many lines of a size there is room for."""
    return int((ROOM[1] - ROOM[0]) / (size * LEADING))


def balanced(text: str, size: int, width: int) -> list[str]:
    """The fewest lines, each about as long as the others."""
    lines = broken(text, size, width)
    low, high = width // 2, width
    while high - low > 8:
        middle = (low + high) // 2
        low, high = (low, middle) if len(broken(text, size, middle)) == len(lines) else (middle, high)
    return broken(text, size, high)


def broken(text: str, size: int, width: int) -> list[str]:
    """The lines, each as long as it can be. Only an ordinary space divides."""
    lines: list[str] = []
    room = 0.0
    for word in text.split(" "):
        wide = measured(word, size)
        if lines and wide + measured(" ", size) <= room:
            lines[-1] += f" {word}"
            room -= wide + measured(" ", size)
        else:
            lines.append(word)
            room = width - wide
    return lines


def cut(text: str, size: int, width: int) -> str:
    """A text on one line: where it is too long, whole words of it and an ellipsis, or as much of its one word."""
    if measured(text, size) <= width:
        return text
    shorter = text
    while shorter and measured(f"{shorter}…", size) > width:
        shorter = shorter.rpartition(" ")[0] if " " in shorter else shorter[:-1]
    return shorter.rstrip(" \u00a0.,:;–—-") + "…"


def measured(text: str, size: int) -> float:
    """How many pixels wide a line is."""
    return _wide(text) * size / _UNITS


@lru_cache(maxsize=4096)
def _wide(text: str) -> float:
    return sum(map(_advance, text))


@lru_cache(maxsize=4096)
def _advance(letter: str) -> float:
    return float(_font(_UNITS).getlength(letter))


@lru_cache(maxsize=16)
def _font(size: int) -> Any:
    from PIL import ImageFont

    # The simple layout: the other one stands on libraries that some machines lack, and sets letters elsewhere.
    return ImageFont.truetype(str(FONT), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def _glyph(letter: str, size: int) -> tuple[Any, int, int] | None:
    """A letter's shape, and where it stands beside its place on the line; nothing for a space."""
    from PIL import Image

    mask, (left, top) = _font(size).getmask2(letter, mode="L")
    if not (mask.size[0] and mask.size[1]):
        return None
    return Image.frombytes("L", mask.size, bytes(mask)), left, top


def lettered(letter: str, size: int) -> Any:
    """The shape of one letter, as a mask; nothing for one that the font lacks."""
    glyph = _glyph(letter, size) if drawable(letter) else None
    return glyph[0] if glyph else None


@lru_cache(maxsize=4)
def _headed(site: str) -> Any:
    """A sheet with what all cards of a site have: numbers of colours, those of the second ink above the title."""
    from PIL import Image

    sheet = Image.new("P", (WIDTH, HEIGHT), 0)
    sheet.paste(LEVELS, (0, 0, WIDTH, ROOM[0]))
    sheet.paste(2 * LEVELS - 1, (0, 0, WIDTH, 14))
    _write(sheet, site, SMALL, 68, ink=2 * LEVELS - 1)
    return sheet


def _write(sheet: Any, text: str, size: int, top: int, ink: int = LEVELS - 1) -> None:
    core = sheet.im  # a card has a hundred letters: what Pillow checks before each takes longer than the letter
    at = float(EDGE)
    for letter in text:
        glyph = _glyph(letter, size)
        if glyph:
            shape, right, down = glyph
            x, y = round(at) + right, top + down
            core.paste(ink, (x, y, x + shape.width, y + shape.height), shape.im)
        at += _advance(letter) * size / _UNITS


def _packed(sheet: Any) -> bytes:
    """The rows of a file: the numbers of the colours, two in a byte.

    Where Pillow packs such rows itself, it tries all filters on each: half the time, for a tenth fewer bytes.
    """
    from PIL import Image

    pairs = Image.frombytes("P", (WIDTH // 2, HEIGHT), sheet.tobytes("raw", "P;4"))
    return bytes(pairs.tobytes("zip", "P", False, LEVEL, -1, b""))


@lru_cache(maxsize=1)
def _palette() -> bytes:
    """Sixteen colours: the levels of both inks."""
    steps = [(_rgb(ink), level / (LEVELS - 1)) for ink in (INK, ACCENT) for level in range(LEVELS)]
    return bytes(
        round(paper + (full - paper) * share)
        for ink, share in steps
        for paper, full in zip(_rgb(PAPER), ink, strict=True)
    )


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))
