"""What a Markdown text becomes, whoever reads it; and the targets in it, as they were typed and as they were meant."""

from __future__ import annotations

import html
import re

from msgspec import Struct, field

from digest.model import Heading

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_ESCAPED = re.compile("\x02(\\d{1,7})\x03")  # how Python-Markdown keeps `\\_` until the end


class Written(Struct, frozen=True):
    """A target as its author meant it, and as it was typed: `a&amp;b` stands for `a&b`, and `a\\_b` for `a_b`."""

    target: str
    source: str


class Made(Struct):
    """What became of a text: its HTML, headings, and its targets in order: those within the site, those refused."""

    html: str = ""
    headings: list[Heading] = field(default_factory=list)
    links: list[Written] = field(default_factory=list)
    refused: list[Written] = field(default_factory=list)


class Tangled(Exception):
    """Stars and underscores stand so close together that the text would have to be copied again and again."""


def written(attribute: str) -> Written:
    """The target in an attribute that Python-Markdown has read, or that needs no reading."""
    if "&" not in attribute and "\x02" not in attribute:
        return Written(attribute, attribute)
    target = _ENTITY.sub(lambda match: html.unescape(match.group()), attribute)
    return Written(
        _ESCAPED.sub(lambda match: chr(int(match.group(1))), target),
        _ESCAPED.sub(lambda match: "\\" + chr(int(match.group(1))), attribute),
    )
