"""Pictures without words for those who cannot see them. Whether a picture is there at all, a build tells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.check.sheet import Sheet
from digest.errors import Problem

_WORDLESS = re.compile(r"!\[\s*\](?=[(\[])")
_HINT = "say what the picture shows: "


def wordless(sheet: Sheet) -> Iterator[Problem]:
    """The picture of the front matter, and those of the text, where they have no alternative text."""
    image = sheet.meta.get("image")
    if image and isinstance(image.value, str):
        yield sheet.at_key("alt", "the picture has no alternative text", "image", _HINT + "`image: {src: …, alt: …}`")
    if image and isinstance(image.value, dict) and "src" in image.value and not _has_words(sheet):
        yield sheet.at_key("alt", "the picture has no alternative text", "image", _HINT + "`alt: …`")
    for line in sheet.body:
        for match in () if line.code else _WORDLESS.finditer(line.text):
            yield sheet.at("alt", "the picture has no alternative text", line, match.start() + 1, _HINT + "`![…]`")


def _has_words(sheet: Sheet) -> bool:
    values = sheet.meta["image"].value
    return isinstance(values, dict) and "alt" in values and bool(values["alt"].value)
