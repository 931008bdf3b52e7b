"""The bytes of a picture -> the same picture, without what else it tells: where and when it was taken, and by whom.

Nothing is decoded: what is shown keeps every bit. An orientation stays, or the picture would lie on its side; so do
colour profiles. What is not built as its format says is left as it is: it could not be decoded, and is not shown.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from digest.site.avif_bareness import bare_avif, is_avif

PNG = b"\x89PNG\r\n\x1a\n"
_TALKATIVE = (b"tEXt", b"zTXt", b"iTXt", b"tIME")  # chunks of a PNG; `eXIf` may hold its orientation
_KEPT = {0xE0, 0xE2, 0xEE}  # JPEG: JFIF, colour profiles, how Adobe codes colours
_ORIENTATION = 0x0112


def bare(data: bytes) -> bytes:
    """The picture alone: a JPEG, PNG, WebP or AVIF. Other formats stay as they are."""
    try:
        if data.startswith(b"\xff\xd8"):
            return b"".join(_jpeg(data))
        if data.startswith(PNG):
            return b"".join(_png(data))
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
        if is_avif(data):
            return bare_avif(data)
    except (struct.error, IndexError):
        pass
    return data


def _jpeg(data: bytes) -> Iterator[bytes]:
    """Its segments, up to where the picture itself begins; what follows the picture's end is left away."""
    yield data[:2]
    at = 2
    while data[at] == 0xFF and data[at + 1] != 0xDA:
        mark, size = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        segment = data[at : at + 2 + size]
        if mark == 0xE1 and segment[4:10] == b"Exif\0\0":
            turned = _orientation(segment[10:])
            if turned > 1:
                exif = b"Exif\0\0" + _exif(turned)
                yield b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
        elif not (0xE0 <= mark <= 0xEF or mark == 0xFE) or mark in _KEPT:
            yield b"" if segment[4:8] == b"MPF\0" else segment  # further pictures behind this one: phones add them
        at += 2 + size
    end = data.rfind(b"\xff\xd9") if b"MPF\0" not in data[:at] else data.find(b"\xff\xd9", at)
    yield data[at : end + 2] if end > at else data[at:]


def _png(data: bytes) -> Iterator[bytes]:
    yield PNG
    at = len(PNG)
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        chunk = data[at : at + 12 + size]
        if kind == b"eXIf":
            turned = _orientation(chunk[8:-4])
            yield _chunk(kind, _exif(turned)) if turned > 1 else b""
        elif kind not in _TALKATIVE:
            yield chunk
        at += len(chunk)
        if kind == b"IEND":
            return


def _chunk(kind: bytes, data: bytes) -> bytes:
    from zlib import crc32

    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc32(kind + data))


def _webp(data: bytes) -> bytes:
    kept = b"".join(_webp_chunks(data))
    return b"RIFF" + struct.pack("<I", len(kept) + 4) + b"WEBP" + kept


def _webp_chunks(data: bytes) -> Iterator[bytes]:
    at = 12
    while at + 8 <= len(data):
        kind, size = struct.unpack("<4sI", data[at : at + 8])
        chunk = data[at : at + 8 + size + size % 2]
        if kind == b"VP8X":  # its first byte tells whether EXIF (8) and XMP (4) follow
            turned = _orientation_of_webp(data)
            chunk = chunk[:8] + bytes([chunk[8] & ~(4 if turned > 1 else 12)]) + chunk[9:]
        if kind == b"EXIF":
            turned = _orientation_of_webp(data)
            yield b"EXIF" + struct.pack("<I", len(_exif(turned))) + _exif(turned) if turned > 1 else b""
        elif kind != b"XMP ":
            yield chunk
        at += len(chunk)


def _orientation_of_webp(data: bytes) -> int:
    at = data.find(b"EXIF", 12)
    return _orientation(data[at + 8 :].removeprefix(b"Exif\0\0")) if at > 0 else 1


def _orientation(exif: bytes) -> int:
    """How a picture is turned: 1 to 8, where 1 is upright (TIFF 6.0, Exif 2.3)."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None:
        return 1
    start = struct.unpack(f"{order}I", exif[4:8])[0]
    for number in range(struct.unpack(f"{order}H", exif[start : start + 2])[0]):
        entry = exif[start + 2 + 12 * number : start + 14 + 12 * number]
        if struct.unpack(f"{order}H", entry[:2])[0] == _ORIENTATION:
            turned: int = struct.unpack(f"{order}H", entry[8:10])[0]
            return turned if 1 <= turned <= 8 else 1
    return 1


def _exif(turned: int) -> bytes:
    """The shortest data that say how a picture is turned."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, turned, 0, 0)
