"""Markdown -> a refusal by name, where Python-Markdown would take more time than the length of the text asks for.

Most of what takes it the square of that time is done otherwise in `quick` and `quick_blocks`; what is left is counted
here. For a link that opens and does not close it looks to the end of the paragraph, for a fence to the end of the text;
it parses the rest of a block again behind every definition, looks for every abbreviation at every word, and counts the
references to a footnote anew for each. The figures were measured with Python-Markdown 3.11 on a machine of 2023: at
them such a thing takes a fiftieth of a second, and an ordinary article has less than a hundredth of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from digest.errors import DigestError

SIZE = 200_000  # letters of one body: a hundred printed pages
LINES = 20_000
NOTES = 1_000  # footnotes and references to them
SAME_NOTE = 100  # references to one of them
NESTING = 40  # levels of lists or quotes
COLUMNS = 1_000  # `|` in one line
CELLS = 10_000  # of one table
INDENTED = 4_000  # paragraphs of code by indentation, or within items of lists
FENCES = 5_000  # lines that begin or end code
SCAN = 3_000_000  # letters that are passed in looking for the ends of fences
WORDS = 2_000_000  # letters times abbreviations
SHORTENED = 4_000  # abbreviations in one paragraph
EFFORT = 500_000  # letters of a block that are passed in looking for the ends of links
TAGS = 35_000_000  # letters that are passed in looking for the ends of tags
COMMENTS = 10_000_000_000  # letters that are passed in looking, at each comment, for the ends of what is open there
PARSED = 1_500_000  # letters of a block that are parsed again behind its definitions
SHORT = 20_000  # letters: in fewer there are not so many lines, paragraphs of code or letters of one link
FLATTER = "take some of the levels out"
SHORTER = "break it into several articles"
TABLES = "make several tables of it"

_FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,})(?P<more>[^\n]*)$", re.MULTILINE)
_DEFINITION = re.compile(r"^[ \t>]*+:[ \t]", re.MULTILINE)
_ABBREVIATION = re.compile(r"^ {0,3}\*\[([^\]\n]+)\]", re.MULTILINE)
_NOTE = re.compile(r"\[\^[^\]\n]*\](?!:)")
# One with attributes, for of others it is soon known.
_UNCLOSED_TAG = re.compile(r"<[a-zA-Z][^\s<>]*+\s(?=[^<>]*+(?:<|\Z))")
_TAG = re.compile(r"<(/?)[a-zA-Z]")
_CODE_SPAN = re.compile(r"```[^`]*```|`[^`\n]*`")
_GAP = re.compile(r"\n[ \t]*\n")
_CODE = re.compile(r"^\n {4}", re.MULTILINE)
_BRACKETS = re.compile(r"\]\(|[()]")
_MARKERS = re.compile(r"(?P<indent>[ \t]*+)(?P<marks>(?:[ \t]*+(?:>|[-*+:][ \t]|\d{1,9}\.[ \t]|\[\^[^\]]*\]:))+)")
_RARE = ("|", "\t", "^", "~", "*[", "```")  # one letter alone where it is rare: it is sought for in a tenth of the time
_LINES = re.compile(r"\n(?:[ :]|(?:[>*+-]|\d{1,9}\.) *+[>*+:\d\[-])")  # indented, defining, with two markers
_SEPARATOR = frozenset("|:- \t>*+.0123456789")


class _Text:
    """A body, and the place from which its refusal is told."""

    def __init__(self, body: str, path: str, first_line: int) -> None:
        self.body, self.path, self.first_line = body, path, first_line

    def refuse(self, when: bool, message: str, hint: str, line: int = 0) -> None:
        """Raise `DigestError` with the line; with that of the body's beginning where it is about all of it."""
        if when:
            place = line or self.first_line
            raise DigestError(message, code="markdown", path=self.path, line=place, hint=hint)

    def line_of(self, block: str) -> int:
        """The line at which a block begins."""
        beginning = block.strip("\n").partition("\n")[0]
        return self.first_line + self.body.count("\n", 0, max(0, self.body.find(beginning)))


def refuse_hostile(body: str, path: str, first_line: int, prose: Callable[[str], str]) -> None:
    """Raise `DigestError` (code `markdown` or `size`) for a body that cannot be read in time.

    `prose` gives the body without its fenced code, where signs mean nothing.
    """
    if not harmless_at_sight(body):
        examine(body, path, first_line, prose)


def refuse_unclosed_tags(body: str, path: str, first_line: int, prose: Callable[[str], str]) -> None:
    """Raise `DigestError` (code `markdown`) for a body whose HTML is let through and cannot be read in time.

    Who reads it looks to the end of the text for that of each tag, and at each comment for those of all open elements.
    """
    text = _Text(body, path, first_line)
    if _passed_for_tags(body) > TAGS and _passed_for_tags(_CODE_SPAN.sub("", prose(body))) > TAGS:
        line = first_line + body.count("\n", 0, next(_UNCLOSED_TAG.finditer(body)).start())
        message = "too many HTML tags are not closed to be read in time, from here on"
        text.refuse(True, message, "close each with `>`, or write `&lt;` where none is meant", line)
    for block in _GAP.split(prose(body)) if "<!--" in body else ():
        if _passed_for_comments(block) > COMMENTS:
            message = "too many HTML comments stand between open tags here to be read in time"
            text.refuse(True, message, "close the tags", text.line_of(block))


def _passed_for_tags(body: str) -> int:
    return sum(len(body) - found.start() for found in _UNCLOSED_TAG.finditer(body))


def _passed_for_comments(block: str) -> int:
    tags = _TAG.findall(block)
    return block.count("<!--") * len(block) * max(0, len(tags) - 2 * tags.count("/"))


def harmless_at_sight(body: str) -> bool:
    """Whether a text is short, and has nothing that is counted but links: so are most, and this is seen at once."""
    text = "\n" + body
    if len(body) >= SHORT or any(sign in text for sign in _RARE) or _LINES.search(text):
        return False
    return body.count("](") * len(body) <= EFFORT


def examine(body: str, path: str, first_line: int, prose: Callable[[str], str]) -> None:
    """The same of a text that is not harmless at first sight."""
    lines = body.split("\n")
    for count, most, what in ((len(body), SIZE, "letters"), (len(lines), LINES, "lines")):
        if count > most:
            message = f"the text has {count:,} {what}; at most {most:,} are read"
            raise DigestError(message, code="size", path=path, line=first_line, hint=SHORTER)
    text = _Text(body, path, first_line)
    _refuse_signs(text)
    for number, line in enumerate(lines, first_line):
        if _levels(line) > NESTING:
            text.refuse(True, f"more than {NESTING} levels of lists or quotes", FLATTER, number)
        if line.count("|") > COLUMNS:
            text.refuse(True, f"more than {COLUMNS:,} columns", TABLES, number)
    shortened = _ABBREVIATION.findall(body)
    text.refuse(len(shortened) * len(body) > WORDS, "too many abbreviations for a text of this length", SHORTER)
    if shortened or any(sign in body for sign in ("](", "|", ": ", ":\t")):
        for block in _GAP.split(prose(body)):
            _refuse_block(text, block, shortened)


def _refuse_signs(text: _Text) -> None:
    """What is counted in the text as a whole."""
    notes = Counter(_NOTE.findall(text.body))
    text.refuse(text.body.count("[^") > NOTES, f"more than {NOTES:,} footnotes", SHORTER)
    most = max(notes.values(), default=0)
    text.refuse(
        most > SAME_NOTE, f"more than {SAME_NOTE:,} references to one footnote", "refer to it where it is needed"
    )
    text.refuse(len(_CODE.findall(text.body)) > INDENTED, f"more than {INDENTED:,} paragraphs are indented", SHORTER)
    text.refuse(len(_FENCE.findall(text.body)) > FENCES, f"more than {FENCES:,} code fences", SHORTER)
    text.refuse(
        _unclosed(text.body) > SCAN, "too many code fences are not closed", "close each by a line like its first"
    )


def _refuse_block(text: _Text, block: str, shortened: Sequence[str]) -> None:
    """What is counted between two blank lines."""
    faults = (
        (_passed(block) > EFFORT, "too many links are not closed here to be read in time", "close each with `)`"),
        (
            len(_DEFINITION.findall(block)) * len(block) > PARSED,
            "too many definitions stand together to be read in time",
            "put empty lines between them",
        ),
        (
            sum(map(block.count, shortened)) > SHORTENED,
            f"more than {SHORTENED:,} abbreviations stand together",
            "break this into paragraphs",
        ),
        ("|" in block and _cells(block) > CELLS, f"a table of more than {CELLS:,} cells", TABLES),
    )
    for found, message, hint in faults:
        if found:
            text.refuse(True, message, hint, text.line_of(block))


def _levels(line: str) -> int:
    found = _MARKERS.match(line)
    if not found:
        return 0
    marks = re.findall(r"[>*+:-]|\d+\.", found["marks"])
    return len(found["indent"].expandtabs(4)) // 4 + len(marks)


def _unclosed(body: str) -> int:
    """How many letters are passed in looking for the ends of fences that have none."""
    fences = list(_FENCE.finditer(body))
    last = {each["fence"]: each.start() for each in fences if not each["more"].strip()}
    return sum(len(body) - each.start() for each in fences if last.get(each["fence"], -1) <= each.start())


def _passed(block: str) -> int:
    """How many letters of a block are passed in looking for the ends of links that have none.

    A quote may hide the end of a link, so in a block with an odd number of them none is counted on.
    """
    end, total = len(block), 0
    open_links: list[int] = []
    depth: list[bool] = []
    hidden = block.count('"') % 2 or "'" in block
    for found in _BRACKETS.finditer(block):
        sign, place = found.group(), found.start()
        if sign != ")":
            depth.append(sign == "](")
            if sign == "](":
                open_links.append(place)
        elif depth and depth.pop():
            start = open_links.pop()
            total += end - start if hidden and block.count('"', start, place) % 2 else 0
    return total + sum(end - place for place in open_links)


def _cells(block: str) -> int:
    """How many cells a table in the block may have: every row is filled up to the width of the line of dashes."""
    rows = block.split("\n")
    widths = (row.count("|") + 1 for row in rows if "|" in row and _SEPARATOR.issuperset(row))
    return max(widths, default=0) * len(rows)
