"""The first letter of a site's title -> its icons, in the colours of the theme, by day and by night."""

from __future__ import annotations

import io
from html import escape
from typing import Any

from digest.site.cards import lettered
from digest.site.palette import ACCENT, GLOW, NIGHT, PAPER
from digest.site.views import IconView

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
    made, drawn = io.BytesIO(), _drawn(view.letter, size, rounded=view.kind == "ico")
    if view.kind == "ico":
        drawn.save(made, "ICO", sizes=[(size, size)], bitmap_format="png")
    else:
        drawn.convert("RGB").save(made, "PNG", optimize=True)
    return made.getvalue()


def _drawn(letter: str, size: int, *, rounded: bool) -> Any:
    """The letter in a square; phones round its corners by themselves, and want it filled."""
    from PIL import Image, ImageDraw

    large = Image.new("RGBA", (4 * size, 4 * size), (0, 0, 0, 0) if rounded else ACCENT)
    if rounded:
        ImageDraw.Draw(large).rounded_rectangle((0, 0, 4 * size - 1, 4 * size - 1), 4 * size * 6 // 32, fill=ACCENT)
    shape = lettered(letter, 4 * size * 23 // 32)
    if shape:
        place = ((4 * size - shape.width) // 2, (4 * size - shape.height) // 2)
        large.paste(PAPER, place, shape)
    return large.resize((size, size), Image.Resampling.LANCZOS)
