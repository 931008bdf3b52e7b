"""YAML text -> plain values that know their places: the strict subset of YAML that editors are safe with.

Every scalar stays the text that was typed (`no`, `012` and `12:30` are not turned into something else); what it means
is decided by the schema of whoever asked. Refused by name: duplicate keys, anchors, aliases, tags, several documents,
more than `SIZE` bytes, more than `DEPTH` levels. The size is checked before the parser sees the text. Only the parser's
events are used: they come without recursion, while PyYAML's own way to values guesses types and crashes on nesting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from digest.errors import DigestError
from digest.yamlnode import Node as Node
from digest.yamlplain import plain

SIZE = 64 * 1024  # bytes
DEPTH = 20  # levels of nesting

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # by YAML 1.1
_TAB = re.compile(r"^ *\t+ *\S", re.MULTILINE)
_PAIR = re.compile(r"(?P<key>\s*(?:- )*[\w-]+:\s+)(?P<value>\S.*)$")

# What the two parsers say, each in its own words.
_UNCLOSED = re.compile(r"end of stream|document (?:indicator|separator)|expected ',' or")
_NO_PAIR = re.compile("could not find expected ':'")
_SECOND = re.compile("mapping values")
_ESCAPE = re.compile("escape character|hexadecimal|hexdecimal")
_CLOSING = {'"': '"', "'": "'", "[": "]", "{": "}"}
_FIT = "keys of one level begin in the same column, each with a colon and a space behind it"


def load(text: str, path: str, *, first_line: int = 1, size: int = SIZE) -> Node:
    """Read one YAML document of at most `size` bytes. `first_line` is the line of the file at which `text` begins.

    Raises `DigestError` (code `yaml`) with the place in the file.
    """
    known = plain(text, first_line) if len(text) * 4 <= size else None
    return known or _Reader(text, path, first_line, size).document()


class _Reader:
    """Builds nodes from libyaml's events."""

    def __init__(self, text: str, path: str, first_line: int, size: int) -> None:
        self.text, self.path, self.first_line, self.size = text, path, first_line, size
        self.lines = text.split("\n")

    def document(self) -> Node:
        self._caps()
        loader = _Loader(self.text)
        try:
            return self._whole(iter(loader.get_event, None))
        except yaml.MarkedYAMLError as error:
            raise self._syntax(error) from None
        finally:
            loader.dispose()

    def _whole(self, events: Iterator[Any]) -> Node:
        root = Node(None, self.first_line, 1)
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    line = event.start_mark.line if event.start_mark else 0
                    raise self._error("a second document begins here (`---`)", line, 0)
                root = self._node(next(events), events, 0)
        return root

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        line, column = event.start_mark.line, event.start_mark.column
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise self._error("anchors and aliases (`&`, `*`) are not allowed", line, column, _quotes(self._line(line)))
        if event.tag is not None and event.tag != "!":
            raise self._error(f"the tag `{event.tag}` is not allowed", line, column, _quotes(self._line(line)))
        place = (self.first_line + line, column + 1)
        if isinstance(event, yaml.ScalarEvent):
            plain = event.style in (None, "")
            empty = plain and event.value in ("", "~", "null")
            self._lost_comment(event, plain=plain)
            value = None if empty else event.value
            return Node(value, *place, not plain, 0, 0, *self._end(event))
        if depth == DEPTH:
            raise self._error(f"more than {DEPTH} levels of nesting", line, column)
        if isinstance(event, yaml.SequenceStartEvent):
            items, last = self._items(events, depth + 1)
            end = self._end(last) if event.flow_style else (0, 0)
            return Node(items, *place, False, 0, 0, *end)
        return Node(dict(self._entries(events, depth + 1)), *place)

    def _end(self, event: Any) -> tuple[int, int]:
        return self.first_line + event.end_mark.line, event.end_mark.column + 1

    def _items(self, events: Iterator[Any], depth: int) -> tuple[tuple[Node, ...], Any]:
        """The items of a list, and the event that ends it."""
        found: list[Node] = []
        event = next(events)
        while not isinstance(event, yaml.SequenceEndEvent):
            found.append(self._node(event, events, depth))
            event = next(events)
        return tuple(found), event

    def _entries(self, events: Iterator[Any], depth: int) -> Iterator[tuple[str, Node]]:
        seen: dict[str, int] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                return
            key = self._node(event, events, depth)
            if not isinstance(key.value, str):
                raise self._error("a key must be a word", event.start_mark.line, event.start_mark.column)
            if key.value in seen:
                first = seen[key.value]
                message = f"`{key.value}` stands twice: here and in line {first}"
                raise self._error(message, key.line - self.first_line, key.column - 1, "keep one of them")
            seen[key.value] = key.line
            value = self._node(next(events), events, depth)
            yield (
                key.value,
                Node(
                    value.value,
                    value.line,
                    value.column,
                    value.quoted,
                    key.line,
                    key.column,
                    value.end_line,
                    value.end_column,
                ),
            )

    def _lost_comment(self, event: Any, *, plain: bool) -> None:
        """`title: C# и #1` would silently lose `#1`: YAML takes it for a comment."""
        line, column = event.end_mark.line, event.end_mark.column
        cut = re.match(r"\s+#(?=[^\s#])", self._line(line)[column:]) if plain and "#" in self._line(line) else None
        if cut:
            hint = 'put the value in quotes: "…", or write a space after # if it is a comment'
            raise self._error("from `#` on, YAML takes this for a comment", line, column + cut.end() - 1, hint)

    def _caps(self) -> None:
        if len(self.text.encode("utf-8", "surrogatepass")) > self.size:
            raise self._error(
                f"more than {self.size // 1024} KB of YAML", 0, 0, "move long text below the front matter"
            )
        forbidden = _FORBIDDEN.search(self.text)
        if forbidden:
            message = f"the character U+{ord(forbidden.group()):04X} is not allowed"
            raise self._error(message, *self._place(forbidden.start()), "remove it")
        tab = _TAB.search(self.text)
        if tab:
            line, _ = self._place(tab.start())
            raise self._error("a tab stands at the beginning of the line", line, 0, "indent with spaces")

    def _place(self, index: int) -> tuple[int, int]:
        """The line and column of a letter, both from 0."""
        return self.text.count("\n", 0, index), index - self.text.rfind("\n", 0, index) - 1

    def _syntax(self, error: yaml.MarkedYAMLError) -> DigestError:
        """What a parser says, said so that an editor can mend it."""
        problem = error.problem or ""
        begun = any(sign.search(problem) for sign in (_UNCLOSED, _NO_PAIR, _ESCAPE))
        mark = error.context_mark if begun and error.context_mark else error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        if not "".join(self.lines[line:])[column:].strip():
            last = max((number for number, text in enumerate(self.lines) if text.strip()), default=0)
            message, hint = "YAML breaks off here", "a bracket or a quote may not be closed"
            return self._error(message, last, len(self._line(last).rstrip()), hint)
        message, hint = _said(problem, self._line(line), column)
        return self._error(message, line, column, hint)

    def _line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""

    def _error(self, message: str, line: int, column: int, hint: str = "") -> DigestError:
        return DigestError(
            message,
            code="yaml",
            path=self.path,
            line=self.first_line + line,
            column=column + 1,
            hint=hint,
            excerpt=self._line(line),
        )


def _said(problem: str, line: str, column: int) -> tuple[str, str]:
    """A parser's complaint in an editor's words: what is wrong, and what mends it."""
    pair = _PAIR.match(line)
    start = len(pair["key"]) if pair else 0
    sign = line[column : column + 1]
    if _UNCLOSED.search(problem) and sign in _CLOSING:
        ways = (f"close it with `{_CLOSING[sign]}`" if sign in "[{" else "", _quotes(line))
        return f"`{sign}` opens here and is not closed", ", or ".join(filter(None, ways))
    if _NO_PAIR.search(problem):
        return "this line is neither `key: value` nor `- item`", _FIT
    if _ESCAPE.search(problem):
        return "`\\` within double quotes begins a code, and this is none", "write it twice, or use single quotes"
    if column < start or not line[:column].strip():
        return "this line does not fit the one above it", _FIT
    if _SECOND.search(problem):
        return "a second colon with a space behind it stands in this line", _quotes(line)
    if column <= start + 2 and not line[start].isalnum():
        return f"a value cannot begin with `{line[start]}`", _quotes(line)
    return "YAML cannot read on from here", _quotes(line)


def _quotes(line: str) -> str:
    """The advice that mends most YAML errors of editors: the line as it should have been typed."""
    pair = _PAIR.match(line)
    if not pair:
        return ""
    value = pair["value"].strip()
    if value[0] in "\"'" and value.count(value[0]) == 1:
        value = value[1:]
    value = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'put the value in quotes: {pair["key"].strip()} "{value}"'
