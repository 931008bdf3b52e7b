"""Text as it came -> clean text with plain spaces, in which nothing hides and nothing speaks to a terminal."""

from __future__ import annotations

import re

from digest.text import clean

_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
# What terminals take for colours, titles, links and alphabets (ECMA-48, 5.4 and 5.6): a whole one, or the beginning of
# one that does not end.
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b(?=[0-?]))[0-?]*+[ -/]*+[@-~]?"
    r"|\x1b[]PX^_][^\x07\x1b\x9c\n]*+(?:\x07|\x1b\\|\x9c)|\x1b[]PX^_]"
    r"|\x1b[ -/]++[0-~]"
)


def normal(text: str) -> str:
    """Clean text in which every space is a plain one, no word hides a soft hyphen and nothing speaks to a terminal."""
    text = clean(_ESCAPES.sub("", text).replace("\u00ad", ""))
    return _SPACES.sub(lambda match: " " * len(match.group()), text)
