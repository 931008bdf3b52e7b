"""Pictures for tests: photographs that know where they were taken, drawings, and files that are neither."""

from __future__ import annotations

import io
import struct
from typing import Any

from PIL import Image

GPS, ARTIST, ORIENTATION = 0x8825, 0x013B, 0x0112


def photo(
    width: int = 700, height: int = 440, form: str = "JPEG", *, turned: int = 0, mode: str = "RGB", **options: Any
) -> bytes:
    """A picture of many colours whose metadata name a place and a person."""
    picture = Image.linear_gradient("L").resize((width, height))
    other = Image.radial_gradient("L").resize((width, height))
    bands = {"R": picture, "G": other, "B": picture.transpose(Image.Transpose.ROTATE_180), "A": other}
    made = Image.merge(mode, [bands[band] for band in mode]) if len(mode) > 1 else picture
    exif = Image.Exif()
    exif[ARTIST] = "Ivan the photographer"
    if turned:
        exif[ORIENTATION] = turned
    exif.get_ifd(GPS).update({1: "N", 2: (45.0, 57.0, 54.0), 3: "E", 4: (63.0, 18.0, 18.0)})
    return saved(made, form, exif=exif, **options)


def deep() -> bytes:
    """A PNG of 65,536 greys, from black to white, the last of which can be seen through."""
    made = Image.new("I;16", (256, 100))
    for x in range(256):
        made.paste(x * 257, (x, 0, x + 1, 100))
    return saved(made, "PNG", transparency=65535)


def drawing(colours: int = 8, size: int = 300) -> bytes:
    """A PNG of few colours."""
    made = Image.new("RGB", (size, size))
    for number in range(colours):
        made.paste((number * 30, 40, 90), (0, number * 20, size, number * 20 + 20))
    return saved(made, "PNG")


def moving(form: str = "GIF") -> bytes:
    """Two pictures one after the other."""
    frames = [Image.new("RGB", (90, 60), colour) for colour in ("red", "blue")]
    return saved(frames[0], form, save_all=True, append_images=frames[1:], duration=100, loop=0)


def exchanged_colours() -> bytes:
    """A profile in which red is what sRGB calls blue, and blue what it calls red (ICC.1:2001-04, a display profile)."""
    primaries = {
        b"rXYZ": (0.1431, 0.0606, 0.7141),
        b"gXYZ": (0.3851, 0.7169, 0.0971),
        b"bXYZ": (0.4361, 0.2225, 0.0139),
    }
    parts = {
        b"desc": b"desc" + bytes(4) + struct.pack(">I", 5) + b"swap\0" + bytes(78),
        b"cprt": b"text" + bytes(4) + b"0\0\0\0",
    }
    parts |= {name: _xyz(*values) for name, values in {**primaries, b"wtpt": (0.9642, 1.0, 0.8249)}.items()}
    parts |= {name: b"curv" + bytes(4) + struct.pack(">IHH", 1, 0x0233, 0) for name in (b"rTRC", b"gTRC", b"bTRC")}
    table, data, at = struct.pack(">I", len(parts)), b"", 132 + 12 * len(parts)
    for name, part in parts.items():
        part += bytes(-len(part) % 4)
        table += name + struct.pack(">II", at + len(data), len(part))
        data += part
    head = struct.pack(">I", at + len(data)) + bytes(4) + b"\x02\x10\0\0mntrRGB XYZ " + bytes(12) + b"acsp" + bytes(28)
    return head + _xyz(0.9642, 1.0, 0.8249)[8:] + bytes(48) + table + data


def _xyz(*values: float) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3i", *(round(each * 65536) for each in values))


def saved(picture: Image.Image, form: str, **options: Any) -> bytes:
    """The bytes of a picture in a format."""
    made = io.BytesIO()
    picture.save(made, form, **options)
    return made.getvalue()


def shown(data: bytes) -> Image.Image:
    """The picture that bytes hold."""
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture
