"""The bytes of a picture -> what pages must know of it, or why none may show it. Pillow decodes it once, whole."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any
from warnings import catch_warnings

from msgspec import Struct

from digest.content.svg import drawing

PIXELS = 40_000_000  # of one picture: what one expands to must fit into memory several times
COLOURS = 256  # a PNG with no more is a drawing, which its own format keeps best
SMALL = 200_000  # bytes of such a PNG
KINDS = {
    "jpg": "JPEG",
    "jpeg": "JPEG",
    "png": "PNG",
    "gif": "GIF",
    "webp": "WEBP",
    "avif": "AVIF",
    "svg": "SVG",
}
TURNED = (5, 6, 7, 8)  # EXIF: orientations in which width and height are exchanged
ORIENTATION = 0x0112

# What Pillow raises for files that are not what they say; it promises nothing, and these are all it is known to.
BROKEN = (
    *(OSError, SyntaxError, ValueError, EOFError, TypeError, IndexError, KeyError, OverflowError, AttributeError),
    *(MemoryError, RuntimeError, struct.error, zlib.error),
)


class Facts(Struct, frozen=True):
    """What is known of a file: its size as it is shown, and what becomes of it.

    `way` is `kept` (shown as it is), `photo` or `clear` (made smaller; the latter can be seen through). Of a picture
    that must not be shown, `why` says so; `line` and `hint` help where they can.
    """

    kind: str
    width: int = 0
    height: int = 0
    way: str = "kept"
    why: str = ""
    line: int = 0
    hint: str = ""


def kind_of(path: str) -> str:
    """The format that a file's name promises; empty for none that pages show."""
    return KINDS.get(path.rpartition(".")[2].lower(), "")


def inspected(data: bytes, kind: str) -> Facts:
    """Look at a picture whose name promises a format."""
    if kind == "SVG":
        found = drawing(data)
        return Facts("SVG", found.width, found.height, why=found.why, line=found.line, hint=found.hint)
    try:
        with catch_warnings(
            action="ignore"
        ):  # of metadata that are not as they should be: nobody is going to see those
            return _decoded(data, kind)
    except BROKEN as error:
        why = f"it is broken, or no picture at all ({_sentence(error)})"
        return Facts(kind, why=why, hint="open it in a picture editor and save it again")


def _sentence(error: BaseException) -> str:
    words = str(error).split("<_io")[0].strip().rstrip(".:")  # Pillow names the object in memory, which is no place
    return words[:1].lower() + words[1:100] or type(error).__name__


def opened(data: bytes) -> Any:
    """The picture, its head read. It is measured by `inspected`, so Pillow's own limit, which only warns, is lifted."""
    from PIL import Image  # a tenth of a second that a build without new pictures does not pay

    Image.MAX_IMAGE_PIXELS = None
    return Image.open(io.BytesIO(data), formats=sorted({*KINDS.values()} - {"SVG"}))


def _decoded(data: bytes, kind: str) -> Facts:
    with opened(data) as picture:
        width, height = picture.size
        if width * height > PIXELS:
            size = f"{width:,} × {height:,} pixels"
            hint = "make it smaller: pages show at most 1,280 pixels of its width"
            return Facts(kind, why=f"it has {size}; at most {PIXELS // 10**6} megapixels are shown", hint=hint)
        if picture.format != kind:
            hint = f"rename it to .{picture.format.lower()}, or save it as what its name says"
            return Facts(kind, why=f"its name says {kind}, but it is {picture.format}", hint=hint)
        animated = bool(getattr(picture, "is_animated", False))
        picture.load()
        if picture.getexif().get(ORIENTATION) in TURNED:
            width, height = height, width
        return Facts(kind, width, height, "kept" if animated or kind == "GIF" else _way(picture, len(data)))


def deep(picture: Any) -> bool:
    """Whether it has 65,536 greys, of which Pillow cannot count or show any."""
    return str(picture.mode).startswith("I;16")


def _way(picture: Any, size: int) -> str:
    if deep(picture):
        return "photo"
    if picture.format == "PNG" and size <= SMALL and (picture.mode in "P1" or picture.getcolors(COLOURS)):
        return "kept"
    return "clear" if "A" in picture.getbands() or "transparency" in picture.info else "photo"
