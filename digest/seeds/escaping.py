"""Words -> Markdown that shows these words: what Markdown would take for a mark is escaped, and nothing else.

Ordinary prose comes out as it went in, so that an editor sees text and not backslashes. The marks are those of
Python-Markdown with the extensions that the site uses: tables, footnotes, fenced code, definition lists, abbreviations.
"""

from __future__ import annotations

import re

from digest.text import one_line

# Wherever they stand. A lone `*` or `_` between spaces is no mark, nor is `_` inside a word.
_ANYWHERE = re.compile(
    r"\\(?=[\\`*_{}\[\]()>#+.!|-])"  # a backslash that would vanish
    r"|[`\[\]]"
    r"|\*(?=\S)|(?<=\S)\*"
    r"|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)|__+"
    r"|\{(?=[{%#:])"  # no mark here, but one in templates and attribute lists
)
_BESIDE_MARKS = re.compile(r"[\\`\[\]*]|(?<!\w)_|_(?!\w)|_(?=_)|(?<=_)_|\{(?=[{%#:]|$)")
_REFERENCE_OR_END = re.compile(r"&(?=#?\w{1,40};|#?\w*$)")
_REFERENCE = re.compile(r"&(?=#?\w{1,40};)")
# At the beginning of a line: heading, quote, table; items of lists; rule lines; a definition; a fence.
_FIRST = re.compile(
    r"(?P<escape>#|>|\||[-+*](?=\s|$)|[-_*](?=[-_* ]*$))|\d{1,9}(?P<dot>\.)(?=\s|$)|(?P<entity>:(?=\s|$)|~)"
)
_END = re.compile(r"(?<!\\)(?P<pairs>(?:\\\\)*)(?:(?P<decoration>#+)|\\)$")


def escaped(text: str) -> str:
    """One paragraph's words as one line of Markdown."""
    words = one_line(text)
    if _has_signs(words):
        words = _ANYWHERE.sub(lambda match: "".join("\\" + sign for sign in match.group()), words)
    if "&" in words:
        words = _REFERENCE.sub("&amp;", words)
    return first_escaped(words.replace("<", "&lt;"))


def _has_signs(words: str) -> bool:
    """Whether any of the signs is there that marks are made of: most lines have none, and this is soon asked."""
    return any(map(words.__contains__, "\\`[]*_{"))


def escaped_beside_marks(words: str) -> str:
    """Words that marks touch, or may touch: every sign that a mark is made of is escaped, wherever it stands."""
    if _has_signs(words):
        words = _BESIDE_MARKS.sub(lambda match: "\\" + match.group(), words)
    if "&" in words:
        words = _REFERENCE_OR_END.sub("&amp;", words)
    words = words.replace("<", "&lt;")
    # A link that begins a line would be taken for the target of others.
    return words.replace("\\]:", "\\]&#58;")


def end_escaped(line: str) -> str:
    """Escape the end of a heading: there `#` is taken for decoration, and a backslash hides the line's end."""
    return _END.sub(_end, line)


def _end(match: re.Match[str]) -> str:
    return match["pairs"] + "\\#" * len(match["decoration"]) if match["decoration"] else match.group() + "\\"


def first_escaped(line: str) -> str:
    """Escape what has a meaning only at the beginning of a line; a backslash does not work on `:` and `~`."""
    match = _FIRST.match(line)
    if match is None or match.lastgroup is None:
        return line
    place = match.start(match.lastgroup)
    mark = f"&#{ord(line[place])};" if match.lastgroup == "entity" else "\\" + line[place]
    return line[:place] + mark + line[place + 1 :]
