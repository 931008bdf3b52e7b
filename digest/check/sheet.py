"""A content file -> Sheet: its letters as they stand there, line by line, and what of them are words for readers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

from msgspec import Struct

from digest.content.frontmatter import parse
from digest.errors import Problem
from digest.text import clean
from digest.yamltext import Node

_LINE = re.compile(
    "([^\r\n\x85\u2028\u2029\x0b\x0c]*)(\r\n|[\r\n\x85\u2028\u2029\x0b\x0c]|\\Z)"
)  # as `clean` ends lines
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+")
_HEADING = re.compile(r" {0,3}#{1,6}\s+")
_LABEL = r"\[((?:\\.|[^\[\]\\\n]|\[[^\[\]\n]*\])*)\]"
_TARGET = r"\((?:\\.|[^()\\\n]|\([^()\n]*\))*\)"
_PICTURE = re.compile(f"!{_LABEL}(?:{_TARGET}|\\[[^\\]\n]*\\])")
_LINK = re.compile(rf"{_LABEL}(?:{_TARGET}|\[[^\]\n]*\])")
_SIGNS = re.compile(r"`+|\*+|(?<!\w)_+|_+(?!\w)|\[\^[^\]\n]*\]|</?[a-zA-Z][^<>\n]{0,200}>|\\(?=\W)")
_FOOT = re.compile(r" {0,3}\[[^\]\n]+\]:\s*\S")


class Line(Struct, frozen=True):
    """A line of a file: its number from 1, where it begins, its letters without its end. `code` is not prose."""

    number: int
    start: int
    text: str
    code: bool = False


class Block(Struct, frozen=True):
    """Lines of a body that belong together. `kind` is `p`, `heading`, `item`, `quote` or `row`; `words` are plain."""

    kind: str
    lines: tuple[Line, ...]
    words: str

    def place(self, words: str) -> tuple[Line, int]:
        """The line and column at which words begin, or the block does, where marks stand between them."""
        for beginning in (words, *words.split(maxsplit=1)[:1]):
            for line in self.lines:
                at = line.text.find(beginning)
                if at >= 0:
                    return line, at + 1
        return self.lines[0], 0


class Sheet(Struct, frozen=True):
    """A content file under check: `text` is as it stands there, but for a mark of its bytes' order at its beginning.

    `front` are the lines of its front matter and `body` those below it; `meta` are the values by their keys.
    """

    path: str
    text: str
    front: tuple[Line, ...]
    body: tuple[Line, ...]
    blocks: tuple[Block, ...]
    meta: Mapping[str, Node]

    def value(self, name: str) -> str:
        """A value of the front matter that is a text; empty where there is none."""
        node = self.meta.get(name)
        return node.value if node and isinstance(node.value, str) else ""

    def at_key(self, code: str, message: str, name: str = "", hint: str = "") -> Problem:
        """A problem of a key; of the file's beginning where the key does not stand there."""
        node = self.meta.get(name)
        line, column = (node.key_line, node.key_column) if node else (1, 0)
        return Problem(code, message, self.path, line, column, hint, self.front[line - 1].text)

    def at(self, code: str, message: str, line: Line, column: int, hint: str = "") -> Problem:
        """A problem of a line."""
        return Problem(code, message, self.path, line.number, column, hint, line.text)

    def of(self, code: str, message: str, block: Block, words: str, hint: str = "") -> Problem:
        """A problem of some words of a block."""
        return self.at(code, message, *block.place(words), hint=hint)


def sheet(data: bytes, path: str) -> Sheet:
    """Take a content file apart. Raises `DigestError` where it cannot be read, which a build tells as well."""
    parsed = parse(data, path)
    text = data.decode("utf-8-sig")
    lines = [Line(number, start, words) for number, (start, words) in enumerate(_lines(text), 1)]
    end = parsed.body_line - 1
    body = tuple(_known_code(lines[end:]))
    meta = parsed.meta.value if isinstance(parsed.meta.value, dict) else {}
    return Sheet(path, text, tuple(lines[:end]), body, tuple(_blocks(body)), meta)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for match in _LINE.finditer(text):
        yield match.start(), match[1]
        if not match[2]:
            return


def _known_code(lines: list[Line]) -> Iterator[Line]:
    """The lines, those of code marked as such: between fences, or indented as far as code is."""
    fence = ""
    for line in lines:
        mark = _FENCE.match(line.text)
        yield Line(line.number, line.start, line.text, bool(fence or mark) or line.text.startswith(("    ", "\t")))
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not line.text[mark.end() :].strip():
            fence = ""


def _blocks(body: tuple[Line, ...]) -> Iterator[Block]:
    """The blocks of prose: an empty line, a mark at the beginning of a line, or code divides them."""
    held: list[Line] = []
    kind = ""
    for line in (*body, Line(0, 0, "")):
        own = "" if line.code or not line.text.strip() or _FOOT.match(line.text) else _kind(line.text)
        if held and (own != "p" or kind in ("heading", "row")) and (own != kind or own in ("item", "heading", "row")):
            yield Block(kind, tuple(held), plain("\n".join(each.text for each in held), kind))
            held = []
        if own:
            kind = kind if held else own
            held.append(line)


def _kind(text: str) -> str:
    if text.lstrip().startswith(">"):
        return "quote"
    if text.lstrip().startswith("|"):
        return "row"
    return "heading" if _HEADING.match(text) else "item" if _ITEM.match(text) else "p"


def plain(text: str, kind: str = "p") -> str:
    """The words of some Markdown, without its marks."""
    text = clean(text)
    if kind in ("heading", "item"):
        text = (_HEADING if kind == "heading" else _ITEM).sub("", text, count=1)
    if kind == "quote":
        text = re.sub(r"^[\s>]+", "", text, flags=re.MULTILINE)
    bare = _SIGNS.sub("", _LINK.sub(r"\1", _PICTURE.sub("", text)))
    return " ".join(unescape(bare).split())
