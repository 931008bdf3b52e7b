"""A template's source -> the templates it may draw in, without asking Jinja.

A build in which nothing changed must know what every template's closure is made of, and importing Jinja takes longer
than all the rest of such a build. So this reads the four tags that name another template. It may find a name too many
(in a comment, say), never one too few: a tag that it cannot read counts as naming every template there is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_TAG = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\b(.*?)[-+]?%\}", re.DOTALL)
_NAME = r"""(?:"([^"\\]*)"|'([^'\\]*)')"""
_PLAIN = re.compile(
    rf"\s*(?:{_NAME}|[\[(]\s*{_NAME}(?:\s*,\s*{_NAME})*\s*,?\s*[\])])"
    r"\s*(?:ignore\s+missing)?\s*(?:with(?:out)?\s+context)?"
    r"\s*(?:(?:as|import)\s[\w\s,]*)?"
)
_QUOTED = re.compile(_NAME)


def references(source: str) -> frozenset[str] | None:
    """The names of the templates that a source names; None where it computes a name."""
    found: set[str] = set()
    for match in _TAG.finditer(source):
        if not _PLAIN.fullmatch(match.group(1)):
            return None
        found.update(one or other for one, other in _QUOTED.findall(match.group(1)))
    return frozenset(found)


def closure(template: str, source: Callable[[str], str], everything: Iterable[str]) -> frozenset[str]:
    """A template and all that it draws in, by any number of steps. `source` gives the text of each, empty for none."""
    seen: set[str] = set()
    waiting = {template}
    while waiting:
        name = waiting.pop()
        seen.add(name)
        named = references(source(name))
        if named is None:
            return frozenset({template, *everything})
        waiting |= named - seen
    return frozenset(seen)
