"""Plain values -> YAML of plain lines, written without a writer: what a draft's front matter is, most often.

What is made here is what PyYAML's own writer would make of it, which a test holds; and whatever it might spell in a
way of its own is left to it: texts with line ends or unseen signs, lists of lists, nothing at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

import yaml

_MEANINGS: Mapping[str, list[tuple[str, re.Pattern[str]]]] = yaml.SafeDumper.yaml_implicit_resolvers
_SHOWN = re.compile("[\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010fffe]+")
# A text that begins so is taken for something else.
_SIGN = re.compile(r"[#,\[\]{}&*!|>'\"%@` ]|[?:-](?: |$)|---|\.\.\.")
_KEY = re.compile("[A-Za-z_][A-Za-z0-9_]{0,63}")


class _OtherwiseError(Exception):
    """A value that a writer has to be asked for."""


def plain_lines(values: Mapping[str, Any]) -> str | None:
    """The lines of a mapping; None if a writer has to be asked."""
    try:
        return "".join(_lines(values, "")) or None
    except _OtherwiseError:
        return None


def _lines(values: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in values.items():
        if type(key) is not str or not _KEY.fullmatch(key) or _means_more(key):
            raise _OtherwiseError
        if type(value) is dict and value:
            yield f"{indent}{key}:\n"
            yield from _lines(value, indent + "  ")
        elif type(value) is list and value:
            yield f"{indent}{key}:\n"
            yield from (f"{indent}- {_scalar(each)}\n" for each in value)
        else:
            yield f"{indent}{key}: {_scalar(value)}\n"


def _scalar(value: object) -> str:
    if type(value) is str:
        return _text(value)
    if type(value) is bool:
        return "true" if value else "false"
    if type(value) is date:
        return value.isoformat()
    if type(value) is datetime and value.tzinfo is None:
        return value.isoformat(" ")
    raise _OtherwiseError


def _text(value: str) -> str:
    """A text as it is, or in quotes where it would mean something else without them."""
    if not _SHOWN.fullmatch(value):
        raise _OtherwiseError
    if _SIGN.match(value) or ": " in value or " #" in value or value[-1] in " :" or _means_more(value):
        return "'" + value.replace("'", "''") + "'"
    return value


def _means_more(text: str) -> bool:
    """Whether a text without quotes is read as a number, a day, a yes or the like."""
    return any(pattern.match(text) for _, pattern in _MEANINGS.get(text[0], ()))
