"""Words -> Markdown that shows these words: what Markdown would take for a mark is escaped, and nothing else.

Ordinary prose comes out as it went in, so that an editor sees text and not backslashes. The marks are those of
Python-Markdown with the extensions that the site uses: tables, footnotes, fenced code, definition lists, abbreviations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from digest.seeds.blocks import Label, Labelled

# Wherever they stand. A lone `*` or `_` between spaces is no mark, nor is `_` inside a word.
_ANYWHERE = re.compile(
    r"\\(?=[\\`*_{}\[\]()>#+.!|-])"  # a backslash that would vanish
    r"|[`\[\]]"
    r"|\*(?=\S)|(?<=\S)\*"
    r"|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)|__+"
    r"|\{(?=[{%#:])"  # no mark here, but one in templates and attribute lists
)
_REFERENCE = re.compile(r"&(?=#?\w{1,40};)")
# At the beginning of a line: heading, quote, table; items of lists; rule lines; a definition; a fence.
_FIRST = re.compile(
    r"(?P<escape>#|>|\||[-+*](?=\s|$)|[-_*](?=[-_* ]*$))|\d{1,9}(?P<dot>\.)(?=\s|$)|(?P<entity>:(?=\s|$)|~)"
)


def article(blocks: Iterable[Labelled]) -> str:
    """The Markdown of the kept blocks, paragraphs set apart by empty lines."""
    kept = [each for each in blocks if each.kept]
    parts = [_part(label, [each.block.text for each in group]) for label, group in groupby(kept, key=_label)]
    return "\n\n".join(filter(None, parts))


def escaped(text: str) -> str:
    """One paragraph's words as one line of Markdown."""
    words = " ".join(text.split())
    words = _ANYWHERE.sub(lambda match: "".join("\\" + sign for sign in match.group()), words)
    return _first_escaped(_REFERENCE.sub("&amp;", words).replace("<", "&lt;"))


def _label(each: Labelled) -> Label:
    return each.label


def _part(label: Label, texts: Sequence[str]) -> str:
    if label is Label.LIST:
        return "\n".join(f"- {escaped(text)}" for text in texts)
    if label is Label.QUOTE:
        return "\n>\n".join(f"> {escaped(text)}" for text in texts)
    if label is Label.HEADING:
        return "\n\n".join(_heading(text) for text in texts)
    return "\n\n".join(map(escaped, texts))


def _heading(text: str) -> str:
    """A heading's line: at its end `#` would be taken for decoration, and a backslash would hide the line's end."""
    words = escaped(text)
    return "## " + re.sub(r"(?<!\\)#+$|\\$", lambda match: "".join("\\" + sign for sign in match.group()), words)


def _first_escaped(line: str) -> str:
    """Escape what has a meaning only at the beginning of a line; a backslash does not work on `:` and `~`."""
    match = _FIRST.match(line)
    if match is None or match.lastgroup is None:
        return line
    place = match.start(match.lastgroup)
    mark = f"&#{ord(line[place])};" if match.lastgroup == "entity" else "\\" + line[place]
    return line[:place] + mark + line[place + 1 :]
