"""Words and their marks -> one line of Markdown, in forms that Python-Markdown and its kin all read alike.

Strong words are set between `**`, others between `*`, or between `_` where stars would touch other stars. Emphasis that
neither form can express, such as inside a word that is partly strong, is left out: the words matter more.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush

from msgspec.structs import replace

from digest.seeds.escaping import escaped, escaped_beside_marks, first_escaped
from digest.seeds.inline import Mark, outermost
from digest.seeds.targets import absolute

_WORD = re.compile(r"[^\W_]")
_FENCE = re.compile("`+")
_DEFINES = re.compile(r"\] ?:")  # in code, where it cannot be escaped: behind a bracket it makes a definition of a line
_Waiting = list[tuple[tuple[int, int, int], Mark]]


def marked(text: str, marks: Iterable[Mark], page: str) -> str:
    """One paragraph's words with their marks as one line of Markdown. `page` is the address that links start from."""
    kept = _followed(marks, page)
    if not kept:
        return escaped(text)
    kept = [mark for mark in kept if mark.kind != "code" or not _DEFINES.search(text, mark.start, mark.end)]
    made = _within(text, 0, len(text), _sorted(_uncrossed(kept)), around="")
    return first_escaped(made)


def _followed(marks: Iterable[Mark], page: str) -> list[Mark]:
    """The marks, with the whole address for each link; those that lead nowhere are left out."""
    whole = (replace(mark, target=absolute(mark.target, page)) if mark.kind == "link" else mark for mark in marks)
    return [mark for mark in whole if mark.target or mark.kind != "link"]


def _uncrossed(marks: Sequence[Mark]) -> list[Mark]:
    """The marks without emphasis that ends within strong words, or code that ends within any others."""
    strong = [mark for mark in marks if mark.kind == "strong"]
    links = [mark for mark in marks if mark.kind == "link"]
    em = [mark for mark in marks if mark.kind == "em" and not _crosses(mark, strong)]
    code = [
        mark for mark in marks if mark.kind == "code" and not any(_crosses(mark, each) for each in (strong, links, em))
    ]
    return [*strong, *links, *em, *code]


def _crosses(mark: Mark, others: Sequence[Mark]) -> bool:
    """Whether a mark and one of `others`, which are in order, share letters, and neither holds the other."""
    for place in (mark.start, mark.end):
        index = bisect_left(others, place, key=_start) - 1
        if index >= 0 and others[index].end > place:
            other = others[index]
            if not (other.start <= mark.start and mark.end <= other.end):
                return not (mark.start <= other.start and other.end <= mark.end)
    return False


def _start(mark: Mark) -> int:
    return mark.start


def _sorted(marks: Iterable[Mark]) -> _Waiting:
    waiting = [(outermost(mark), mark) for mark in marks]
    heapify(waiting)
    return waiting


def _within(text: str, start: int, end: int, waiting: _Waiting, *, around: str) -> str:
    """The words from `start` to `end` with the marks on them, which are used up. `around` is the mark around them."""
    parts: list[str] = []
    while waiting:
        mark = heappop(waiting)[1]
        inner = _inside(text, mark, waiting)
        follows = bool(parts) and mark.start == start
        followed = bool(waiting) and waiting[0][1].start == mark.end
        lone = around in ("", "link") and not follows and not followed
        if start < mark.start:
            parts.append(escaped_beside_marks(text[start : mark.start]))
        made = _spelt(text, mark, inner, lone=lone)
        if made.startswith("[") and parts and parts[-1].endswith("!"):
            parts[-1] = parts[-1][:-1] + "\\!"  # else the link were a picture
        parts.append(made)
        start = mark.end
    return "".join((*parts, escaped_beside_marks(text[start:end])))


def _inside(text: str, mark: Mark, waiting: _Waiting) -> list[Mark]:
    """Take from those that wait the marks inside of another; of one that goes on behind it, the rest waits on."""
    inner: list[Mark] = []
    while waiting and waiting[0][1].start < mark.end:
        other = heappop(waiting)[1]
        inner += _part(text, other, other.start, min(other.end, mark.end))
        for rest in _part(text, other, mark.end, other.end):
            heappush(waiting, (outermost(rest), rest))
    return inner


def _part(text: str, mark: Mark, start: int, end: int) -> list[Mark]:
    """A mark on some of its words only, without spaces at the edges; nothing where no word is left."""
    words = text[start:end] if start < end else ""
    if not _WORD.search(words):
        return []
    return [replace(mark, start=end - len(words.lstrip()), end=start + len(words.rstrip()))]


def _spelt(text: str, mark: Mark, inner: Sequence[Mark], *, lone: bool) -> str:
    if mark.kind == "code":
        return _code(text[mark.start : mark.end])
    words = _within(text, mark.start, mark.end, _sorted(inner), around=mark.kind)
    if mark.kind == "link":
        words = "&#94;" + words[1:] if words.startswith("^") else words  # `[^` begins a footnote
        return f"[{words}]({mark.target})"
    if mark.kind == "strong":
        return f"**{words}**"
    if lone and all(each.kind in ("link", "code") for each in inner):
        return f"*{words}*"
    beside = text[mark.start - 1 : mark.start] + text[mark.end : mark.end + 1]
    return words if re.search(r"\w", beside) else f"_{words}_"


def _code(words: str) -> str:
    """Code, in which nothing can be escaped: its fence is longer than any inside."""
    fence = "`" * (max(map(len, _FENCE.findall(words)), default=0) + 1)
    edge = " " if words[0] == "`" or words[-1] == "`" else ""
    return f"{fence}{edge}{words}{edge}{fence}"
