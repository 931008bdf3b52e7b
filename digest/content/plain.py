"""A made text -> its plain words, paragraph by paragraph: for everything that reads texts and shows none."""

from __future__ import annotations

import re
from html import unescape

from digest.model import Text
from digest.text import one_line

# Numbers of footnotes, and the arrows back to them, are no words.
_UNREAD = re.compile(r"<(?i:(script|style|sup)\b|a class=\"footnote-backref\")", re.ASCII)
_UNREAD_END = {name: re.compile(f"</{name}>", re.IGNORECASE | re.ASCII) for name in ("script", "style", "sup", "a")}
_END = re.compile(
    r"<(?i:/?(?:p|li|ul|ol|dl|dt|dd|h[1-6]|tr|td|th|table|pre|blockquote|div|figure|figcaption)|[bh]r)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")


def paragraphs(text: Text) -> tuple[str, ...]:
    """The paragraphs, headings, items and cells that have words, in their order, each in one line."""
    html = read_of(text.html)
    end = html.rfind(">") + 1  # behind the last sign that ends a tag there is none, and none is looked for
    parts = [*_END.split(html[:end]), html[end:]]
    # Typography sets spaces that do not break in most: they are spaces like any other.
    read = [untagged(part).replace("\u00a0", " ") for part in parts if not part.isspace()]
    return tuple([words for each in read if (words := one_line(each))])


def read_of(html: str) -> str:
    """HTML without what nobody reads. What has no end is read; its end is sought only once."""
    kept, at, endless = [], 0, set[str]()
    for begin in _UNREAD.finditer(html):
        name = (begin[1] or "a").lower()
        if begin.start() < at or name in endless:
            continue
        if end := _UNREAD_END[name].search(html, begin.end()):
            kept.append(html[at : begin.start()])
            at = end.end()
        else:
            endless.add(name)
    return "".join([*kept, html[at:]])


def untagged(html: str) -> str:
    """The text of HTML."""
    if "<" in html:
        end = html.rfind(">") + 1
        html = _TAG.sub("", html[:end]) + html[end:]
    return unescape(html)
