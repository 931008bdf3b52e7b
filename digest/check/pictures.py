"""Pictures without words for those who cannot see them. Whether a picture is there at all, a build tells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.check.sheet import Sheet
from digest.errors import Problem

_WORDLESS = re.compile(r"!\[\s*\](?=[(\[])")
_TAG = re.compile(r"<img\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
_ALT = re.compile(r"\salt\s*=", re.IGNORECASE)
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
    yield from _wordless_tags(sheet)


def _wordless_tags(sheet: Sheet) -> Iterator[Problem]:
    """The same in HTML, where `alt=""` says that a picture is an ornament. A tag may be broken over lines."""
    prose = [line for line in sheet.body if not line.code]
    text = "\n".join(line.text for line in prose)
    for match in _TAG.finditer(text):
        if not _ALT.search(match.group()):
            above = text[: match.start()]
            line, column = prose[above.count("\n")], match.start() - (above.rfind("\n") + 1) + 1
            yield sheet.at("alt", "the picture has no alternative text", line, column, _HINT + '`alt="…"`')


def _has_words(sheet: Sheet) -> bool:
    values = sheet.meta["image"].value
    return isinstance(values, dict) and "alt" in values and bool(values["alt"].value)
