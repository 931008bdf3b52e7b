"""A picture -> the smaller files of it that pages show: upright, in sRGB, bare, and the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from warnings import catch_warnings

from digest.content.gallery import FILE_SIZE
from digest.content.inspection import BROKEN, deep, opened
from digest.disk import read_bytes
from digest.site.drawn_views import PrintView
from digest.site.store import Store

# AVIF of one thread and of one tile: else the number of cores would decide the bytes.
AVIF = {"quality": 58, "speed": 8, "subsampling": "4:2:0", "max_threads": 1, "autotiling": False}
JPEG = {"quality": 80, "optimize": True, "progressive": True, "subsampling": "4:2:0"}
PNG = {"optimize": True}
FORMATS: dict[str, tuple[str, dict[str, Any]]] = {"avif": ("AVIF", AVIF), "jpg": ("JPEG", JPEG), "png": ("PNG", PNG)}


def develop(root: Path, store: Store, path: str, prints: Sequence[tuple[str, PrintView]]) -> None:
    """Make some files of one picture, and put each into the store under its name."""
    for name, data in developed(read_bytes(root, path, limit=FILE_SIZE), prints):
        store.put(name, data)


def developed(data: bytes, prints: Sequence[tuple[str, PrintView]]) -> Iterator[tuple[str, bytes]]:
    """The files, each with its name."""
    with opened(data) as picture, catch_warnings(action="ignore"):
        upright = _upright(picture)
    for name, view in prints:
        yield name, _encoded(_sized(upright, view), view.kind)


def _upright(picture: Any) -> Any:
    """The picture as it is seen: turned as its camera was, its colours in sRGB."""
    from PIL import ImageOps

    turned = ImageOps.exif_transpose(picture)
    if deep(turned):
        turned.info.pop("transparency", None)  # one grey of them, which is another of 256
        turned = turned.point(lambda grey: grey / 256).convert("L")
    clear = "A" in turned.getbands() or "transparency" in turned.info
    return _in_srgb(turned, "RGBA" if clear else "RGB")


def _in_srgb(picture: Any, mode: str) -> Any:
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "CMYK", "L", "RGBA"):
        return picture.convert(mode)
    from PIL import ImageCms

    colours: Any = picture.convert("RGB") if picture.mode == "RGBA" else picture
    own, target = io.BytesIO(profile), ImageCms.createProfile("sRGB")
    try:
        made: Any = ImageCms.profileToProfile(colours, own, target, outputMode="RGB")
    except (*BROKEN, ImageCms.PyCMSError):  # a profile that is none tells nothing of the colours
        return picture.convert(mode)
    if picture.mode == "RGBA":
        made.putalpha(picture.getchannel("A"))
    return made.convert(mode)


def _sized(picture: Any, view: PrintView) -> Any:
    from PIL import Image

    if picture.size == (view.width, view.height):
        return picture.copy()
    return picture.resize((view.width, view.height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _encoded(picture: Any, kind: str) -> bytes:
    picture.info = {}  # what the encoders would write of it
    form, options = FORMATS[kind]
    made = io.BytesIO()
    picture.save(made, form, **options)
    return made.getvalue()
