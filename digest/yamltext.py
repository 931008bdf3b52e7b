"""YAML text -> plain values that know their places: the strict subset of YAML that editors are safe with.

Every scalar stays the text that was typed (`no`, `012` and `12:30` are not turned into something else); what it means
is decided by the schema of whoever asked. Refused by name: duplicate keys, anchors, aliases, tags, several documents,
more than `SIZE` bytes, more than `DEPTH` levels. Both caps are checked before the parser sees the text, because libyaml
crashes on nesting and PyYAML's own resolver guesses types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from digest.errors import DigestError

SIZE = 64 * 1024  # bytes
DEPTH = 20  # levels of nesting

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Node:
    """A YAML value and its place. `value` is a text, a tuple of nodes, a dict of nodes, or None where nothing stands.

    `line` and `column` (from 1) are the value's; `key_line` and `key_column` the key's, where it has one.
    `quoted` tells `"false"` from `false`.
    """

    value: str | tuple[Node, ...] | dict[str, Node] | None
    line: int
    column: int
    quoted: bool = False
    key_line: int = 0
    key_column: int = 0


def load(text: str, path: str, *, first_line: int = 1) -> Node:
    """Read one YAML document. `first_line` is the line of the file at which `text` begins.

    Raises `DigestError` (code `yaml`) with the place in the file.
    """
    return _Reader(text, path, first_line).document()


class _Reader:
    """Builds nodes from libyaml's events."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.text, self.path, self.first_line = text, path, first_line
        self.lines = text.split("\n")

    def document(self) -> Node:
        self._caps()
        loader = _Loader(self.text)
        try:
            return self._whole(iter(loader.get_event, None))
        except yaml.MarkedYAMLError as error:
            raise self._syntax(error) from None
        except yaml.YAMLError as error:
            raise self._error(f"this is not YAML: {str(error).splitlines()[0]}", 0, 0) from None
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
                root = self._node(next(events), events)
        return root

    def _node(self, event: Any, events: Iterator[Any]) -> Node:
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
            return Node(None if empty else event.value, *place, quoted=not plain)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(tuple(self._items(events)), *place)
        return Node(dict(self._entries(events)), *place)

    def _items(self, events: Iterator[Any]) -> Iterator[Node]:
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._node(event, events)

    def _entries(self, events: Iterator[Any]) -> Iterator[tuple[str, Node]]:
        seen: dict[str, int] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                return
            key = self._node(event, events)
            if not isinstance(key.value, str):
                raise self._error("a key must be a word", event.start_mark.line, event.start_mark.column)
            if key.value in seen:
                first = seen[key.value]
                message = f"`{key.value}` stands twice: here and in line {first}"
                raise self._error(message, key.line - self.first_line, key.column - 1, "keep one of them")
            seen[key.value] = key.line
            value = self._node(next(events), events)
            yield key.value, Node(value.value, value.line, value.column, value.quoted, key.line, key.column)

    def _lost_comment(self, event: Any, *, plain: bool) -> None:
        """`title: C# и #1` would silently lose `#1`: YAML takes it for a comment."""
        if plain and event.value and event.start_mark.line == event.end_mark.line:
            line = self._line(event.end_mark.line)
            rest = line[event.start_mark.column :]
            cut = re.search(r"\s#(?=[^\s#])", rest)
            if cut and rest[: cut.start()].strip() == event.value:
                column = event.start_mark.column + cut.start() + 1
                hint = 'put the value in quotes: "…", or write a space after # if it is a comment'
                raise self._error("from `#` on, YAML takes this for a comment", event.end_mark.line, column, hint)

    def _caps(self) -> None:
        if len(self.text.encode("utf-8", "surrogatepass")) > SIZE:
            raise self._error(f"more than {SIZE // 1024} KB of YAML", 0, 0, "move long text below the front matter")
        for number, depth in enumerate(_depths(self.lines)):
            if depth > DEPTH:
                raise self._error(f"more than {DEPTH} levels of nesting", number, 0)
        tab = next((n for n, line in enumerate(self.lines) if re.match(r" *\t+ *\S", line)), None)
        if tab is not None:
            raise self._error("a tab stands at the beginning of the line", tab, 0, "indent with spaces")

    def _syntax(self, error: yaml.MarkedYAMLError) -> DigestError:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        opened = error.context_mark if "quoted scalar" in (error.context or "") else None
        if opened:  # a quote that is never closed is found out at the end, and was typed where it opens
            line, column = opened.line, opened.column
        if line >= len(self.lines) or not self._line(line).strip():
            start = error.context_mark
            line, column = (start.line, start.column) if start else (max(0, len(self.lines) - 2), 0)
        what = (error.problem or "it cannot be read").replace("\n", " ")
        return self._error(f"this is not YAML: {what}", line, column, _quotes(self._line(line)))

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


def _quotes(line: str) -> str:
    """The advice that mends most YAML errors of editors: the line as it should have been typed."""
    match = re.match(r"(\s*(?:- )?[\w-]+:\s+)(\S.*)$", line)
    if not match:
        return ""
    value = match.group(2).strip().replace("\\", "\\\\").replace('"', '\\"')
    return f'put the value in quotes: {match.group(1).strip()} "{value}"'


def _depths(lines: list[str]) -> Iterator[int]:
    """An upper bound of the nesting at the end of each line: open brackets, indentations, compact indicators."""
    brackets = 0
    indents: list[int] = []
    for line in lines:
        brackets = max(0, brackets + line.count("[") + line.count("{") - line.count("]") - line.count("}"))
        indent = len(line) - len(line.lstrip(" "))
        while indents and indents[-1] >= indent:
            indents.pop()
        indents.append(indent)
        compact = re.match(r"(?:[ ]*[-?:](?=[ ]|$))*", line)
        marks = sum(map(compact.group().count, "-?:")) if compact else 0
        yield max(brackets, line.count("["), line.count("{")) + len(indents) + marks
