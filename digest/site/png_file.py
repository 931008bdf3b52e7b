"""Pixels -> a PNG file: https://www.w3.org/TR/png-3/#5Chunk-layout.

Pillow packs the rows, by its own zlib, which is the same on every machine. Its writer of whole files first loads the
readers of five formats, which takes longer than to draw all that a site needs of them at the beginning.
"""

from __future__ import annotations

import struct
from zlib import crc32

TRUE_COLOUR, NUMBERED, TRUE_COLOUR_AND_ALPHA = 2, 3, 6  # kinds of pixels: https://www.w3.org/TR/png-3/#6Colour-values


def png_file(size: tuple[int, int], rows: bytes, *, bits: int, kind: int, palette: bytes = b"") -> bytes:
    """A file of packed rows, each of which begins with its filter. `bits` are those of one sample."""
    head = struct.pack(">IIBBBBB", *size, bits, kind, 0, 0, 0)
    colours = _chunk(b"PLTE", palette) if palette else b""
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + colours + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc32(name + data))
