"""HTML -> tags and the text between them, in time that grows with the length alone, whatever is left open.

The standard library's `html.parser` needs the square of the length for unclosed tags (37 s for 60 KB of `<a `, Python
3.11) and stops with an AssertionError at `<![`, so tags are found here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

RAW = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")  # no tags inside

_NAME = re.compile(r"</?([a-zA-Z][^\s/>]{0,60})")
# Possessive, so that an unclosed quote costs one look to the end of the page and no backtracking.
_REST = re.compile(r"""(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>""")
_ATTRIBUTE = re.compile(r"""([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]+)))?""")
_CLOSINGS = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in RAW}
_LONG_NUMBER = re.compile(r"&#(?:\d{8,}|[xX][0-9a-fA-F]{8,});?")


@dataclass(frozen=True, slots=True)
class Piece:
    """A tag, or the text between two. `name` is the tag's, in small letters, and empty for text."""

    start: int
    end: int
    name: str = ""
    closing: bool = False


def pieces(source: str) -> Iterator[Piece]:
    """The tags and texts of a page in their order; comments and declarations are passed over.

    Every letter is looked at a bounded number of times: what is closed nowhere is sought once, then known to be open.
    """
    position, length = 0, len(source)
    quotes_close = True
    while position < length:
        start = source.find("<", position)
        if start != position:
            yield Piece(position, start if start >= 0 else length)
        if start < 0:
            return
        name = _NAME.match(source, start)
        if name is None:
            position = _past_markup(source, start)
            if position == start + 1:
                yield Piece(start, position)
            continue
        whole = _REST.match(source, name.end()) if quotes_close else None
        quotes_close = whole is not None
        position = whole.end() if whole else source.find(">", start) + 1 or length
        tag = Piece(start, position, name.group(1).lower(), source[start + 1] == "/")
        yield tag
        if tag.name in RAW and not tag.closing:
            close = _CLOSINGS[tag.name].search(source, position)
            start, position = position, close.start() if close else length
            yield Piece(start, position)


def attributes(tag: str) -> dict[str, str]:
    """The attributes of an opening tag, by their names in small letters."""
    name = _NAME.match(tag)
    found = _ATTRIBUTE.findall(tag[name.end() : -1]) if name else []
    return {key.lower(): unescaped(double or single or bare) for key, double, single, bare in found}


def unescaped(text: str) -> str:
    """Character references as characters. Absurdly long numbers, which Python refuses to read, are no character."""
    return html.unescape(_LONG_NUMBER.sub("\ufffd", text)) if "&" in text else text


def _past_markup(source: str, start: int) -> int:
    """Where a comment, declaration or instruction ends; one letter on where a `<` is only a sign."""
    if source.startswith("<!--", start):
        end = source.find("-->", start + 2)
        return end + 3 if end >= 0 else len(source)
    if source.startswith(("<!", "<?", "</"), start):
        return source.find(">", start) + 1 or len(source)
    return start + 1
