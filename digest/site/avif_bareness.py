"""The bytes of an AVIF -> the same picture, without what else it tells; see `bareness`.

An AVIF is a file of boxes within boxes (ISO/IEC 14496-12, 23008-12): one names the items of the file, another tells
where each lies. Items that are Exif or XMP are written over with as many bytes that say nothing, so that nothing moves.
How the picture is turned does not stand in them, but in a property of its own.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from msgspec import Struct

BRANDS = (b"avif", b"avis")
_EMPTY_EXIF = bytes(4) + b"MM\0*" + struct.pack(">IHI", 8, 0, 0)  # where it begins, and a list of no entries


class _Box(Struct, frozen=True):
    """What lies in a box: from `start` to `end`."""

    kind: bytes
    start: int
    end: int


def is_avif(data: bytes) -> bool:
    """Whether a file says that it is one."""
    return data[4:8] == b"ftyp" and any(brand in data[8 : struct.unpack(">I", data[:4])[0]] for brand in BRANDS)


def bare_avif(data: bytes) -> bytes:
    """The picture alone. Raises `struct.error` or `IndexError` for a file that is not built as it should be."""
    made = bytearray(data)
    for meta in _boxes(data, 0, len(data)):
        if meta.kind == b"meta":
            inner = {box.kind: box for box in _boxes(data, meta.start + 4, meta.end)}
            if b"iinf" in inner and b"iloc" in inner:
                told = dict(_talkative(data, inner[b"iinf"]))
                within = inner[b"idat"].start if b"idat" in inner else 0
                for number, at, size in _places(data, inner[b"iloc"], within):
                    if number in told and 0 <= at <= at + size <= len(made):
                        made[at : at + size] = _silence(told[number], size)
    return bytes(made)


def _silence(kind: bytes, size: int) -> bytes:
    return _EMPTY_EXIF.ljust(size, b"\0")[:size] if kind == b"Exif" else b" " * size


def _boxes(data: bytes, start: int, end: int) -> Iterator[_Box]:
    while start + 8 <= end:
        size, kind = struct.unpack(">I4s", data[start : start + 8])
        head = 8
        if size == 1:
            size, head = struct.unpack(">Q", data[start + 8 : start + 16])[0], 16
        size = size or end - start  # nothing: up to the end
        if size < head:
            return
        yield _Box(kind, start + head, min(start + size, end))
        start += size


def _talkative(data: bytes, items: _Box) -> Iterator[tuple[int, bytes]]:
    """The numbers and kinds of the items that are no picture: Exif, and `mime`, which XMP is."""
    first = items.start + (6 if data[items.start] == 0 else 8)
    for box in _boxes(data, first, items.end):
        if box.kind == b"infe" and data[box.start] in (2, 3):
            wide = data[box.start] == 3
            number = _number(data, box.start + 4, 4 if wide else 2)
            at = box.start + (10 if wide else 8)
            if data[at : at + 4] in (b"Exif", b"mime"):
                yield number, data[at : at + 4]


def _places(data: bytes, places: _Box, within: int) -> Iterator[tuple[int, int, int]]:
    """The number of an item, where a part of it begins, and how long that is."""
    version, at = data[places.start], places.start + 4
    sizes = data[at] >> 4, data[at] & 15, data[at + 1] >> 4, data[at + 1] & 15 if version else 0
    offset, length, base, index = sizes
    wide = 4 if version == 2 else 2
    count, at = _number(data, at + 2, wide), at + 2 + wide
    for _ in range(count):
        number, at = _number(data, at, wide), at + wide
        method = data[at + 1] & 15 if version else 0
        at += 4 if version else 2  # how it is to be built, and in which file it lies
        start, at = _number(data, at, base), at + base
        parts, at = _number(data, at, 2), at + 2
        for _ in range(parts):
            at += index
            begins, size = _number(data, at, offset), _number(data, at + offset, length)
            at += offset + length
            yield number, start + begins + (within if method == 1 else 0), size


def _number(data: bytes, at: int, size: int) -> int:
    if at + size > len(data):
        raise IndexError(at)
    return int.from_bytes(data[at : at + size], "big")
