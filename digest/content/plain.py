"""A made text -> its plain words, paragraph by paragraph: for everything that reads texts and shows none."""

from __future__ import annotations

import re
from html import unescape

from digest.model import Text
from digest.text import one_line

_UNREAD = re.compile(  # numbers of footnotes, and the arrows back to them, are no words
    r"<(script|style|sup)\b.*?</\1>|<a class=\"footnote-backref\".*?</a>", re.DOTALL | re.IGNORECASE
)
_END = re.compile(
    r"</?(?:p|li|ul|ol|dl|dt|dd|h[1-6]|tr|td|th|table|pre|blockquote|div|figure|figcaption)\b[^>]*>|<[bh]r\b[^>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^>]*>")


def paragraphs(text: Text) -> tuple[str, ...]:
    """The paragraphs, headings, items and cells that have words, in their order, each in one line."""
    parts = _END.split(_UNREAD.sub("", text.html))
    return tuple([words for part in parts if not part.isspace() and (words := one_line(_untagged(part)))])


def _untagged(part: str) -> str:
    """What is read of a part. Typography sets spaces that do not break in most: they are spaces like any other."""
    return unescape(_TAG.sub("", part) if "<" in part else part).replace("\u00a0", " ")
