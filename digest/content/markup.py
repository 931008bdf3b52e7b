"""Markdown -> Text: HTML with marked links, headings, excerpt; safe for any input.

Most texts use little of Markdown, and are made at once; Python-Markdown is loaded when the first one needs it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from digest.content.limits import FLATTER, refuse_hostile, refuse_unclosed_tags
from digest.content.making import Made, Tangled
from digest.content.places import placed
from digest.content.plain import read_of, untagged
from digest.content.simple import simple
from digest.errors import DigestError
from digest.model import Text
from digest.text import excerpt

if TYPE_CHECKING:
    from digest.content.parser import Parser

EXCERPT = 240  # letters: two or three lines in a list


class Markup:
    """A Markdown reader. `raw_html` lets HTML in the text through as HTML."""

    def __init__(self, *, raw_html: bool) -> None:
        self.raw_html = raw_html

    def text(self, body: str, path: str, *, first_line: int = 1) -> Text:
        """Make a body that is clean (see `text.clean`), as those of files that were parsed are.

        `DigestError` (code `markdown`) where it is too large or too tangled to be read in time.
        """
        refuse_hostile(body, path, first_line, self._prose)
        if self.raw_html:
            refuse_unclosed_tags(body, path, first_line, self._prose)
        made = None if self.raw_html else simple(body)
        made = made or self._parsed(body, path, first_line)
        return Text(
            html=made.html,
            headings=tuple(made.headings),
            links=(*placed(made.links, body, first_line), *placed(made.refused, body, first_line)),
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
            message, hint = "lists, quotes or brackets are nested too deeply to be read", FLATTER
        except Tangled:
            message = "stars and underscores stand too close together to be read in time"
            hint = "put spaces between them"
        raise DigestError(message, code="markdown", path=path, line=first_line, hint=hint)

    def _prose(self, body: str) -> str:
        return self.parser.prose(body)


def first_words(made: str) -> str:
    """The first paragraph that has words, as plain text."""
    end = 0
    while (start := made.find("<p>", end)) >= 0 and (end := made.find("</p>", start)) >= 0:
        words = untagged(read_of(made[start:end])).strip()
        if words:
            return excerpt(words, EXCERPT)
    return ""
