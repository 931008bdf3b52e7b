"""A YAML text with the place of everything in it: between which letters a name, a list or a key stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from digest.yamltext import Node, load

SIZE = 4 << 20  # bytes

Key = tuple[str, ...]
"""The keys that lead to a value, from the outermost on."""

_LINE = re.compile("[^\n\r\x85\u2028\u2029]*(?:\r\n|[\n\r\x85\u2028\u2029]|$)")
_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\r\n]*", re.MULTILINE)
_PIECE = re.compile(r"\s*([^,]*[^,\s])")
_PLAIN = re.compile(r"(?:[^\W_]|[/«])(?:[^\n\r:#,\[\]{}\"'\\&*!|>%@`]|(?<=\S)[:#](?=\S))*(?<!\s)")
_MEANS = re.compile(r"[\d.,:_+-]+|true|false|yes|no|on|off|null|y|n", re.IGNORECASE)  # to programs that guess types


class Item(Struct, frozen=True):
    """A name in a list: as it is typed, and the letters between which it stands."""

    name: str
    start: int
    end: int


class Placed:
    """A YAML text, read. `path` and `first_line` tell where it stands, for what is said of it."""

    def __init__(self, text: str, path: str, *, first_line: int = 1) -> None:
        self.root = load(text, path, first_line=first_line, size=SIZE)
        self.text, self.path, self.first_line = text, path, first_line
        self.lines = line_ends(text)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))
        first = self.lines[0] if self.lines else "\n"
        self.line_end = first[len(first.rstrip("\r\n")) :] or "\n"

    def node(self, key: Key) -> Node | None:
        """What stands under a key; None where there is no such key."""
        found: Node | None = self.root
        for name in key:
            found = found.value.get(name) if found and isinstance(found.value, dict) else None
        return found

    def children(self, key: Key) -> dict[str, Node]:
        """The keys under a key."""
        node = self.node(key)
        return node.value if node and isinstance(node.value, dict) else {}

    def items(self, key: Key) -> list[Item]:
        """The names in a list; a text without quotes is cut at its commas."""
        node = self.node(key)
        if node is None or node.value is None or isinstance(node.value, dict):
            return []
        if isinstance(node.value, tuple):
            return [Item(str(each.value), *self.span(each)) for each in node.value if isinstance(each.value, str)]
        start, end = self.span(node)
        if node.quoted:
            return [Item(node.value, start, end)]
        return [
            Item(piece[1], start + piece.start(1), start + piece.end(1))
            for piece in _PIECE.finditer(self.text[start:end])
        ]

    def span(self, node: Node) -> tuple[int, int]:
        """The letters of a scalar, or of a list in brackets."""
        return self.place(node.line, node.column), self.place(node.end_line, node.end_column)

    def key_span(self, node: Node, name: str) -> tuple[int, int]:
        """The letters of the key of a value, in quotes or without."""
        start = self.place(node.key_line, node.key_column)
        quote = self.text[start : start + 1]
        if quote in ('"', "'"):
            end = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\'\'|[^\'])*\'', re.DOTALL).match(self.text, start)
            return start, end.end() if end else start
        return start, start + len(name)

    def place(self, line: int, column: int) -> int:
        """The number of a letter, by its line and column."""
        return self.starts[line - self.first_line] + column - 1

    def row(self, place: int) -> int:
        """The number of the line, from 0, in which a letter stands."""
        return next((row for row, start in enumerate(self.starts[1:]) if place < start), len(self.lines) - 1)

    def rows(self, key: Key) -> range:
        """The lines of a key that stands on lines of its own, without what stands apart below it; else none."""
        siblings = list(self.children(key[:-1]).items())
        number = next((number for number, (name, _) in enumerate(siblings) if name == key[-1]), -1)
        rows = [each.key_line - self.first_line for _, each in siblings]
        own = all(
            not self.lines[row][: each.key_column - 1].strip() for row, (_, each) in zip(rows, siblings, strict=True)
        )
        if number < 0 or not own:
            return range(0)
        start = rows[number]
        around = self.rows(key[:-1]).stop if len(key) > 1 else len(self.lines)
        stop = rows[number + 1] if number + 1 < len(rows) else around
        while stop > start + 1 and stands_apart(self.lines[stop - 1], margin(self.lines[start])):
            stop -= 1
        return range(start, stop)


def comments(at: Placed) -> Iterator[tuple[int, str]]:
    """The comments of a text, with the place of each."""
    letters = list(at.text)
    for start, end in _words(at, at.root, ""):
        letters[start:end] = re.sub(r"[^\r\n]", "x", at.text[start:end])
    for found in _COMMENT.finditer("".join(letters)):
        yield found.start(), found[0].rstrip()


def _words(at: Placed, node: Node, name: str) -> Iterator[tuple[int, int]]:
    """The letters of all keys and texts below a node; `name` is its key."""
    if node.key_line:
        yield at.key_span(node, name)
    if isinstance(node.value, dict):
        for key, each in node.value.items():
            yield from _words(at, each, key)
    elif isinstance(node.value, tuple):
        for each in node.value:
            yield from _words(at, each, "")
    elif node.end_line:
        start, end = at.span(node)
        yield start, _end_of_block(at, node, start) if at.text[start:end].startswith(("|", ">")) else end


def _end_of_block(at: Placed, node: Node, start: int) -> int:
    """Where a text of several lines ends: the parser counts the comments below it to it."""
    row = at.row(start)
    least = node.key_column or len(margin(at.lines[row])) + 1
    stop = row + 1
    while stop < len(at.lines) and (not at.lines[stop].strip() or len(margin(at.lines[stop])) >= least):
        stop += 1
    return at.starts[stop]


def line_ends(text: str) -> list[str]:
    """The lines of a text as YAML counts them, each with its end."""
    return [line for line in _LINE.findall(text) if line]


def stands_apart(line: str, margin_of_key: str) -> bool:
    """Whether a line below a key is empty, or a comment that does not stand within it."""
    return not line.strip() or (line.lstrip().startswith("#") and len(margin(line)) <= len(margin_of_key))


def margin(line: str) -> str:
    """The spaces at the beginning of a line."""
    return line[: len(line) - len(line.lstrip(" "))]


def spelt(name: str, like: str = "", *, bare: bool = False) -> str:
    """A name as it stands in YAML: quoted like the one in whose place it stands, else only where it must be.

    One that is `bare` is meant for programs that guess types: a date, a number, `true`.
    """
    if like.startswith("'"):
        return "'" + name.replace("'", "''") + "'"
    if like.startswith('"') or not (plain(name) or (bare and _MEANS.fullmatch(name))):
        return json.dumps(name, ensure_ascii=False)
    return name


def plain(name: str) -> bool:
    """Whether a name needs no quotes, in a list with brackets or without."""
    return bool(_PLAIN.fullmatch(name)) and not _MEANS.fullmatch(name)


def bracketed(names: Sequence[str]) -> str:
    """A list in one line."""
    return f"[{', '.join(map(spelt, names))}]"
