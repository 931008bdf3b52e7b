"""Markdown -> Text: HTML with marked links, headings, excerpt; safe for any input.

Most texts use little of Markdown, and are made at once; Python-Markdown is loaded when the first one needs it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from digest.content.limits import refuse_hostile
from digest.content.making import Made, Written
from digest.content.simple import simple
from digest.errors import WIDTH, DigestError
from digest.model import Link, Text
from digest.text import clean, excerpt

if TYPE_CHECKING:
    from digest.content.parser import Parser

PATIENCE = 100  # targets that are looked for in vain
EXCERPT = 240  # letters: two or three lines in a list

_TAG = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)


class Markup:
    """A Markdown reader. `raw_html` lets HTML in the text through as HTML."""

    def __init__(self, *, raw_html: bool) -> None:
        self.raw_html = raw_html

    def text(self, body: str, path: str, *, first_line: int = 1) -> Text:
        """Make a body. `DigestError` (code `markdown`) where it is too large or too tangled to be read in time."""
        body = clean(body)
        refuse_hostile(body, path, first_line, self._prose)
        made = None if self.raw_html else simple(body)
        made = made or self._parsed(body, path, first_line)
        return Text(
            html=made.html,
            headings=tuple(made.headings),
            links=(*_places(made.links, body, first_line), *_places(made.refused, body, first_line)),
            excerpt=first_words(made.html),
            words=len(body.split()),
        )

    @cached_property
    def parser(self) -> Parser:
        """What reads the texts that are not simple."""
        from digest.content.parser import Parser  # a tenth of a second that most edits do not pay

        return Parser(raw_html=self.raw_html)

    def _parsed(self, body: str, path: str, first_line: int) -> Made:
        try:
            return self.parser.made(body)
        except RecursionError:
            message = "lists, quotes or brackets are nested too deeply to be read"
            raise DigestError(message, code="markdown", path=path, line=first_line) from None

    def _prose(self, body: str) -> str:
        return self.parser.prose(body)


def _places(written: list[Written], body: str, first_line: int) -> Iterator[Link]:
    """Where each target stands; the body's first line stands for one that cannot be found."""
    finder, lost = _Finder(body), 0
    for each in written:
        position = finder.position(each.source) if lost < PATIENCE else -1
        if position < 0:
            lost += 1
            yield Link(each.target, first_line, 0, "")
            continue
        start = body.rfind("\n", 0, position) + 1
        end = body.find("\n", position)
        excerpt = body[start : end if end >= 0 else None][: position - start + WIDTH]
        yield Link(each.target, first_line + body.count("\n", 0, position), position - start + 1, excerpt)


class _Finder:
    """Finds targets where they were typed, each behind the last one that followed a bracket."""

    def __init__(self, body: str) -> None:
        self.body, self.cursor = body, 0
        self.absent: set[str] = set()  # what does not follow the cursor will not follow it later

    def position(self, source: str) -> int:
        """The place of the next such target; of one that follows no bracket, the first place; -1 for none."""
        for sign in ("(", "( ", "(<"):
            words = sign + source
            found = -1 if words in self.absent else self.body.find(words, self.cursor)
            if found >= 0:
                self.cursor = found + len(sign)
                return self.cursor
            self.absent.add(words)
        return self.body.find(source)


def first_words(made: str) -> str:
    """The first paragraph that has words, as plain text."""
    for match in _PARAGRAPH.finditer(made):
        words = html.unescape(_TAG.sub("", re.sub(r"<sup\b.*?</sup>", "", match.group(1)))).strip()
        if words:
            return excerpt(words, EXCERPT)
    return ""
