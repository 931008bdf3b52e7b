"""The first letter of a site's title -> its icons, in the colours of the theme, by day and by night."""

from __future__ import annotations

import struct
from html import escape
from typing import Any

from digest.site.cards import lettered
from digest.site.drawn_views import IconView
from digest.site.palette import ACCENT, GLOW, NIGHT, PAPER
from digest.site.png_file import TRUE_COLOUR, TRUE_COLOUR_AND_ALPHA, png_file

SIZES = {"ico": 32, "png": 180}  # pixels: what old browsers show in a tab, what phones put on their first page


def icon(view: IconView) -> bytes:
    """The file of an icon."""
    return _svg(view.letter).encode("utf-8") if view.kind == "svg" else _picture(view)


def _svg(letter: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f"<style>rect{{fill:{ACCENT}}}text{{fill:{PAPER};font:700 23px Georgia,'PT Serif','Noto Serif',serif}}"
        f"@media(prefers-color-scheme:dark){{rect{{fill:{GLOW}}}text{{fill:{NIGHT}}}}}</style>"
        f'<rect width="32" height="32" rx="6"/><text x="16" y="24" text-anchor="middle">{escape(letter)}</text></svg>\n'
    )


def _picture(view: IconView) -> bytes:
    size = SIZES[view.kind]
    made = _png(_drawn(view.letter, size, rounded=view.kind == "ico"))
    return _ico(size, made) if view.kind == "ico" else made


def _png(drawn: Any) -> bytes:
    kind = TRUE_COLOUR_AND_ALPHA if drawn.mode == "RGBA" else TRUE_COLOUR
    return png_file(drawn.size, drawn.tobytes("zip", drawn.mode, False, -1, -1, b""), bits=8, kind=kind)


def _ico(size: int, png: bytes) -> bytes:
    """An icon file that holds one PNG. Pillow can write it too, but loads all its forty formats for that."""
    return struct.pack("<3H4B2H2I", 0, 1, 1, size, size, 0, 0, 1, 32, len(png), 22) + png


def _drawn(letter: str, size: int, *, rounded: bool) -> Any:
    """The letter in a square; phones round its corners by themselves, and want it filled."""
    from PIL import Image, ImageDraw

    made = Image.new("RGB", (size, size), ACCENT)
    shape = lettered(letter, size * 23 // 32)
    if shape:
        made.paste(PAPER, ((size - shape.width) // 2, (size - shape.height) // 2), shape)
    if rounded:
        mask = Image.new("L", (4 * size, 4 * size), 0)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, 4 * size - 1, 4 * size - 1), 4 * size * 6 // 32, fill=255)
        made.putalpha(mask.reduce(4))
    return made
