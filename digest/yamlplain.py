"""YAML of plain lines, read without a parser: `key: value` and `key: [a, b]`, as nearly all front matter is.

What is made here is what libyaml's events would make of it, which a test holds; and whatever might mean more to it is
left to it: quotes, comments, lists over several lines, signs at the beginning of a value.
"""

from __future__ import annotations

import re

from digest.yamlnode import Node

_WORD = r"[^\W_]|[«„“—–(+№§$/.](?=[^\W_])"  # how a value begins that can only be a text
_LINE = re.compile(
    rf"(?P<key>[A-Za-z_]\w*): (?:(?P<value>(?:{_WORD})[^#]*)|\[(?P<items>[^\[\]{{}}:#\"'&*!|>%@`?\\-]*)\])"
)
_ITEM = re.compile(r"[^\W_][^,]*")
_TWICE = re.compile(r":(?: |$)")  # a second pair in the line
_NOTHING = ("null", "Null", "NULL")


def plain(text: str, first_line: int) -> Node | None:
    """The mapping in a text, numbered from `first_line`; None if a parser has to be asked."""
    if not text.replace("\n", "").isprintable():
        return None
    found: dict[str, Node] = {}
    for number, line in enumerate(text.removesuffix("\n").split("\n"), first_line):
        match = _LINE.fullmatch(line)
        if match is None or match["key"] in found or line[-1] == " ":
            return None
        value = _text(match, number) if match["items"] is None else _list(match, number)
        if value is None:
            return None
        found[match["key"]] = value
    return Node(found, first_line, 1)


def _text(match: re.Match[str], line: int) -> Node | None:
    value = match["value"]
    if value in _NOTHING or _TWICE.search(value):
        return None
    return Node(value, line, match.start("value") + 1, False, line, 1, line, match.end("value") + 1)


def _list(match: re.Match[str], line: int) -> Node | None:
    at, items = match.start("items") + 1, []
    for piece in match["items"].split(","):
        word = piece.strip(" ")
        start = at + len(piece) - len(piece.lstrip(" "))
        if not _ITEM.fullmatch(word) or word in _NOTHING:
            return None
        items.append(Node(word, line, start, False, 0, 0, line, start + len(word)))
        at += len(piece) + 1
    return Node(tuple(items), line, match.start("items"), False, line, 1, line, match.end() + 1)
