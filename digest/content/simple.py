"""Markdown that needs no parser: paragraphs, headings, short lists and quotes, with links, strong words and emphasis.

Nine news texts in ten are written so, and Python-Markdown takes ten times as long over them. What is made here is what
it would make, byte for byte, which a test holds over thousands of texts. Whatever else there is in a text, if only one
bracket or star that could mean something more, is left to it: `simple` then says None for the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import add

from digest.content.links import MARK, safe
from digest.content.making import Made, Written, written
from digest.model import Heading
from digest.text import sure_slug

# What may begin something else than a line of words, and what may end a line with a meaning.
_BEGINNING = r"[\s#\-+=_>:|~`]|\*(?!\*?[^\s*])|\d+[.)]\s|$"
_ELSEWHERE = ("\x02", "\x03", "\t", "\\", "`", "<", "|", " \n")  # sought for in a tenth of the time
_POINTED = re.compile(r"(?<=.)>")
_LINE = rf"(?!{_BEGINNING})[^\n]+"
_PARAGRAPH = re.compile(rf"{_LINE}(?:\n{_LINE})*")
_HEADING = re.compile(r"(#{1,6}) ([^\s#*_\[\]&>][^\n#*_\[\]&]*)")
_LIST = re.compile(rf"- {_LINE}(?:\n- {_LINE})*")
_QUOTE = re.compile(rf"> {_LINE}(?:\n> {_LINE})*")
_GAP = re.compile(r"\n\n+")  # in a fifth of the time of `\n{2,}`

_LINK = re.compile(r"\[(?<!!\[)([^\[\]*_&\n]+)\]\(([^\s()\[\]*'\"]+)\)")
_STARRED = re.compile(r"(\*\*?)(?!\*)([^\s*](?:[^*]*[^\s*])?)\1(?!\*)")
_HELD = "\x02"  # stands in the place of a link


class _Rich(Exception):
    """There is more in the text than is understood here."""


def simple(body: str) -> Made | None:
    """The text as Python-Markdown would make it; None if it has to be asked."""
    if any(sign in body for sign in _ELSEWHERE) or body.endswith(" ") or (">" in body and _POINTED.search(body)):
        return None
    made = Made()
    try:
        made.html = "\n".join(_blocks(_GAP.split(body.strip("\n")), made))
    except _Rich:
        return None
    return made


def _blocks(blocks: list[str], made: Made) -> Iterator[str]:
    """The HTML of each block. Two lists or quotes in a row would be one, and are not simple."""
    highest = min((block.index(" ") for block in blocks if _HEADING.fullmatch(block)), default=1)
    before, used = "", dict[str, str]()
    for block in filter(None, blocks):
        if _PARAGRAPH.fullmatch(block):
            yield f"<p>{_inline(block, made)}</p>"
        elif block[0] == "#":
            yield _heading(block, highest, used, made)
        elif block[0] == before:
            raise _Rich
        else:
            yield _group(block, made)
        before = block[0]


def _heading(block: str, highest: int, used: dict[str, str], made: Made) -> str:
    found = _HEADING.fullmatch(block)
    if found is None:
        raise _Rich
    level, words = min(6, len(found[1]) - highest + 2), found[2].strip()
    name = " ".join(words.split())
    anchor = _unused(sure_slug(name), used)
    made.headings.append(Heading(level, anchor, name))
    return f'<h{level} id="{anchor}">{words}</h{level}>'


def _unused(anchor: str, used: dict[str, str]) -> str:
    """The anchor, with a number behind it if another heading has it. `used` holds them by what they were made of."""
    found = used.get(anchor, anchor)
    while found in used:
        stem, _, number = found.rpartition("_")
        found = f"{stem}_{int(number) + 1}" if stem and number.isdecimal() else f"{found}_1"
    used[found] = used[anchor] = found
    return found


def _group(block: str, made: Made) -> str:
    """A list without lists in it, or a quote of one paragraph."""
    if _LIST.fullmatch(block):
        items = "\n".join(f"<li>{_inline(line[2:], made)}</li>" for line in block.split("\n"))
        return f"<ul>\n{items}\n</ul>"
    if _QUOTE.fullmatch(block):
        words = "\n".join(line[2:] for line in block.split("\n"))
        return f"<blockquote>\n<p>{_inline(words, made)}</p>\n</blockquote>"
    raise _Rich


def _inline(words: str, made: Made) -> str:
    """The words of a block, with what is linked, strong or emphasised; links are held aside while stars are read."""
    if not _is_special(words):
        return words
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(_anchor(found[1], written(found[2]), made))
        return _HELD

    words = _STARRED.sub(_starred, _LINK.sub(hold, words))
    if _is_special(words):  # stars without a partner, pictures, definitions, codes of signs
        raise _Rich
    first, *others = words.split(_HELD)
    return first + "".join(map(add, held, others))


def _is_special(words: str) -> bool:
    """Whether there is more than words; an expression that knows all the signs takes three times as long."""
    return "*" in words or "_" in words or "[" in words or "]" in words or "&" in words


def _starred(found: re.Match[str]) -> str:
    tag = "strong" if len(found[1]) == 2 else "em"
    return f"<{tag}>{found[2]}</{tag}>"


def _anchor(words: str, link: Written, made: Made) -> str:
    target = safe(link.target)
    if target is None:
        made.refused.append(link)
        return f"<a>{words}</a>"
    if target.startswith(MARK):
        made.links.append(Written(target[1:], link.source))
    rel = ' rel="noopener"' if target.lower().startswith("http") else ""
    return f'<a href="{target.replace("&", "&amp;")}"{rel}>{words}</a>'
