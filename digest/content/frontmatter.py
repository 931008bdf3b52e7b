"""Text <-> Document: the front matter between two lines of `---`, and the Markdown below it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import yaml
from msgspec import Struct

from digest.errors import DigestError
from digest.model import Document
from digest.text import clean
from digest.yamltext import Node, load

FENCE = "---"

_OTHERWISE = re.compile(
    r"\\|^ *(?:- )*(?:\? |'':)", re.MULTILINE
)  # codes and odd keys that the two writers spell apart
_ENDING = re.compile("[\x85\u2028\u2029\ufeff]")
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |$)", re.MULTILINE)
_MARKS = ("<" * 7, ">" * 7, "|" * 7)  # one of them is in every conflict, and sought for in a tenth of the time


class Parsed(Struct, frozen=True):
    """A content file taken apart: `body_line` is the line of the file at which the body begins."""

    meta: Node
    body: str
    body_line: int
    lines: tuple[str, ...]


class _Dumper(yaml.SafeDumper):
    """Python's own writer."""

    def ignore_aliases(self, data: Any) -> bool:
        """A list that stands twice is written twice: anchors are not read again."""
        return True


class _Quick(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]  # not every Python has libyaml
    """libyaml's writer, five times as fast; but it turns every emoji into a code, which no editor can read."""

    ignore_aliases = _Dumper.ignore_aliases


def _represented(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    """A text; letters that would end a line when the file is read are written as codes."""
    style = '"' if _ENDING.search(value) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style)


for _each in (_Dumper, _Quick):
    _each.add_representer(str, _represented)


def parse(data: bytes, path: str) -> Parsed:
    """Take a content file apart. Raises `DigestError` with the place: encoding, merge conflict, fences, YAML."""
    text = clean(decoded(data, path))
    lines = tuple(text.split("\n"))
    _refuse_conflict(text, lines, path)
    end = _end_of_front_matter(lines, path)
    meta = load("\n".join(lines[1:end]), path, first_line=2)
    if not isinstance(meta.value, dict) and meta.value is not None:
        message, hint = "the front matter must hold lines like `key: value`", "begin with a line `title: …`"
        raise _error(message, path, 2, lines[1], hint)
    return Parsed(meta, "\n".join(lines[end + 1 :]), end + 2, lines)


def decoded(data: bytes, path: str) -> str:
    """The text of a content file, its line ends as they are. `DigestError` with the place where it is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = error.start + len(data) - len(error.object)  # the codec counts from behind a BOM
        line = data.count(b"\n", 0, start) + 1
        message = f"this is not UTF-8: byte {start} is 0x{data[start]:02x}"
        raise DigestError(message, code="encoding", path=path, line=line, hint="save the file as UTF-8") from None


def spelt(document: Document) -> str:
    """The text of a content file. Parsing it gives the same words back, whatever they are."""
    meta = _front_matter(document.meta)
    body = document.body.strip("\n").rstrip()  # spaces before the first word may mean a code block
    return f"{FENCE}\n{meta if document.meta else ''}{FENCE}\n\n{body}\n"


def _front_matter(meta: Mapping[str, Any]) -> str:
    """What Python's own writer would write; it is asked only where others may write otherwise."""
    from digest.yamllines import plain_lines  # builds read front matter, and write none

    if (lines := plain_lines(meta)) is not None:
        return lines
    with suppress(UnicodeEncodeError):  # half an emoji is nothing that libyaml could write
        quick = _written(meta, _Quick)
        if not _OTHERWISE.search(quick):
            return quick
    return _written(meta, _Dumper)


def _written(meta: Mapping[str, Any], writer: type[yaml.SafeDumper]) -> str:
    """Of a width no line reaches: long texts would be folded, and folded titles are hard to edit."""
    text: str = yaml.dump(meta, Dumper=writer, allow_unicode=True, sort_keys=False, width=2**31 - 1)
    return text


def plain(node: Node) -> Any:
    """A node as plain values: texts, lists, dicts, None."""
    if isinstance(node.value, tuple):
        return [plain(item) for item in node.value]
    if isinstance(node.value, dict):
        return {name: plain(child) for name, child in node.value.items()}
    return node.value


def _refuse_conflict(text: str, lines: tuple[str, ...], path: str) -> None:
    match = _CONFLICT.search(text) if any(mark in text for mark in _MARKS) else None
    if match:
        line = text.count("\n", 0, match.start()) + 1
        raise _error(
            "a merge conflict was left here",
            path,
            line,
            lines[line - 1],
            "choose one of the two versions",
            code="conflict",
        )


def _end_of_front_matter(lines: tuple[str, ...], path: str) -> int:
    if lines[0].rstrip() != FENCE:
        hint = "begin the file with three lines: `---`, `title: …`, `---`"
        raise _error("there is no front matter", path, 1, lines[0][:120], hint)
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() in (FENCE, "..."):
            return number
    raise _error("the front matter is not closed", path, 1, lines[0], "put a line `---` below its last key")


def _error(
    message: str, path: str, line: int, excerpt: str, hint: str = "", *, code: str = "front-matter"
) -> DigestError:
    return DigestError(message, code=code, path=path, line=line, hint=hint, excerpt=excerpt)
