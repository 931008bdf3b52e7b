"""Text as it came -> clean text with plain spaces, in which nothing hides and nothing speaks to a terminal."""

from __future__ import annotations

import re

from digest.text import clean

_SPACES = "\t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
# What terminals take for colours, titles, links and alphabets (ECMA-48, 5.4 and 5.6): a whole one, or the beginning of
# one that does not end.
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b(?=[0-?]))[0-?]*+[ -/]*+[@-~]?"
    r"|\x1b[]PX^_][^\x07\x1b\x9c\n]*+(?:\x07|\x1b\\|\x9c)|\x1b[]PX^_]"
    r"|\x1b[ -/]++[0-~]"
)


def normal(text: str) -> str:
    """Clean text in which every space is a plain one, no word hides a soft hyphen and nothing speaks to a terminal."""
    if "\x1b" in text or "\x9b" in text:
        text = _ESCAPES.sub("", text)
    for space in _SPACES:  # twenty searches for one sign are faster than one for twenty
        text = text.replace(space, " ")
    return clean(text.replace("\u00ad", ""))
