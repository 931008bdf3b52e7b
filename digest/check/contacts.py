"""Words of an article that was made of a seed -> mail addresses and telephone numbers of people that came with it.

Whoever comments on a page, or signs a report, did not ask to be found on another. An address that an editor wrote into
a text of his own is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.check.sheet import Line, Sheet
from digest.errors import Problem

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}(?![\w@])")
_GAP = r"[ \u00a0\u2009\u202f\u2010\u2011().-]"
_PHONE = re.compile(
    rf"(?<![\w+/=-])(?:\+\d(?:{_GAP}{{0,3}}\d){{9,14}}"  # +7 495 123-45-67
    rf"|8{_GAP}{{0,2}}\(?\d{{3}}\)?{_GAP}{{1,2}}\d{{3}}-\d\d-\d\d"  # 8 (495) 123-45-67
    r"|\(\d{3,5}\)[ \u00a0]?\d{1,3}-\d{2,4}(?:-\d\d)?)(?![\w/-])"  # (555) 123-4567
)
_HINT = "take it out, unless it is meant for the public"


def contacts(sheet: Sheet) -> Iterator[Problem]:
    """The lines of the text in which somebody's address or number stands."""
    for line in sheet.body:
        yield from _told(sheet, line)


def _told(sheet: Sheet, line: Line) -> Iterator[Problem]:
    for kind, pattern in (("a mail address", _MAIL), ("a telephone number", _PHONE)):
        match = pattern.search(line.text)
        if match:
            yield sheet.at("contact", f"{kind} came with the seed: {match.group()}", line, match.start() + 1, _HINT)
