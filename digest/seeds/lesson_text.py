"""Rules into and out of the text of content/sources.yaml: line by line, so that whatever an editor typed survives.

Lists are added to that stand one item a line, or in brackets on one. What is taken out again leaves the text as it was,
to the byte.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from digest.content.sources import FILE, SIZE
from digest.errors import DigestError, Problems
from digest.seeds.finders import LONGEST, Finder
from digest.seeds.lesson_flow import with_item, without_item
from digest.seeds.lessons import Taught
from digest.seeds.sources_yaml import BESIDE, FIELDS, PARTS, RULES, bare, sources
from digest.text import clean
from digest.yamltext import Node, load

HEADER = "# Rules for the seeds of single sites, written by hand or by the command `teach`: see the manual.\n"
MARK = "# Taught from "  # stands above a site that the command has added: the site goes with the last of its rules

_PLAIN = re.compile(r"(?!null$)[^\W\d_][\w.-]*(?: [\w.-]+)*")
_BARE_KEY = re.compile(r"\s*[a-z_]+:\s*")


class Addition(Struct, frozen=True):
    """What is to stand under a key of a site in addition: a rule, or a text (a host, a line)."""

    key: str
    item: Finder | str


class Rule(Struct, frozen=True):
    """A rule that stands in the file, with its number among those of its site, in the order of the file."""

    site: str
    number: int
    key: str
    finder: Finder


def rules(sites: Iterable[Taught]) -> Iterator[Rule]:
    """Every rule of some sites."""
    for site in sites:
        found = [(finder, key) for key in RULES for finder in getattr(site, key)]
        for number, (finder, key) in enumerate(sorted(found, key=lambda each: each[0].row), 1):
            yield Rule(site.name, number, key, finder)


def added(text: str, site: str, additions: Sequence[Addition], origin: str) -> str:
    """The text with more for a site, which is new where it has no entry yet; `origin` tells where it came from.

    `DigestError` where the text stands so that only a person can add to it; the hint then says what.
    """
    before = _sites(text)
    lines, end = _lines(text or HEADER)
    if site in before:
        for each in additions:
            lines = _with(lines, site, each)
    else:
        lines = _appended(lines, [f"{MARK}{origin}", f"{_key(site)}:", *_entry(additions, 2)])
    made = end.join(lines)
    if not _holds(made, {**before, site: _grown(before.get(site, Taught(site)), additions)}):
        hint = "add it by hand:\n" + "\n".join(_entry(additions, 2))
        raise DigestError(f"no program can add to what stands here for {site}", code="sources", path=FILE, hint=hint)
    return made


def removed(text: str, rule: Rule) -> str:
    """The text without a rule. Empty where nothing else was ever in it but what was taught by the command."""
    before = _sites(text)
    lines, end = _lines(text)
    lines = _without(lines, rule, before[rule.site])
    after = {**before, rule.site: _shrunk(before[rule.site], rule)}
    if not after[rule.site].teaches and not after[rule.site].noted:
        first, last = _whole(lines, rule.site)
        if first < last:
            lines = [*lines[:first], *lines[last:]]
            del after[rule.site]
    made = end.join(lines)
    if not _holds(made, after):
        message = "no program can take this rule out of the lines it stands in"
        raise DigestError(message, code="sources", path=FILE, line=rule.finder.row, hint="take it out by hand")
    return "" if clean(made) == HEADER else made


# values


def _sites(text: str) -> dict[str, Taught]:
    known = sources(text)
    if known.problems:
        raise Problems(known.problems)
    return {site.name: site for site in known.sites}


def _holds(text: str, expected: dict[str, Taught]) -> bool:
    """Whether a text teaches just this: whatever was done to its lines, nothing else has changed."""
    known = sources(text)
    found = {site.name: bare(site) for site in known.sites}
    return not known.problems and found == {name: bare(site) for name, site in expected.items()}


def _grown(site: Taught, additions: Sequence[Addition]) -> Taught:
    for each in additions:
        more: dict[str, Any] = {each.key: (*getattr(site, each.key), each.item)}
        site = replace(site, **more)
    return site


def _shrunk(site: Taught, rule: Rule) -> Taught:
    left = list(getattr(site, rule.key))
    left.remove(rule.finder)
    fewer: dict[str, Any] = {rule.key: tuple(left)}
    return replace(site, **fewer)


# lines


def _lines(text: str) -> tuple[list[str], str]:
    """The lines of a text and what ends them."""
    end = "\r\n" if "\r\n" in text and text.count("\r\n") == text.count("\n") else "\n"
    return text.split(end), end


def _nodes(lines: Sequence[str]) -> dict[str, Node]:
    return _children(load(clean("\n".join(lines).removeprefix("\ufeff")), FILE, size=2 * SIZE))


def _children(node: Node) -> dict[str, Node]:
    return node.value if isinstance(node.value, dict) else {}


def _with(lines: list[str], site: str, addition: Addition) -> list[str]:
    """The lines with one item more below a key of a site."""
    node = _nodes(lines)[site]
    children = _children(node)
    indent = min((child.key_column - 1 for child in children.values()), default=2)
    child = children.get(addition.key)
    row = (child or node).key_line - 1
    longer = with_item(lines[row], node, addition.key, _in_line(addition.item))
    if longer is not None:
        return [*lines[:row], longer, *lines[row + 1 :]]
    if child is None:
        return _inserted(lines, _end(lines, node.key_line - 1, 0), _entry([addition], indent))
    start = child.key_line - 1
    items = child.value if isinstance(child.value, tuple) else ()
    dash = lines[items[0].line - 1].partition("-")[0] if items else " " * indent
    return _inserted(lines, _end(lines, start, indent), [f"{dash}{line}" for line in _item(addition.item)])


def _inserted(lines: list[str], place: int, more: Sequence[str]) -> list[str]:
    return [*lines[:place], *more, *lines[place:]]


def _appended(lines: list[str], more: Sequence[str]) -> list[str]:
    """The lines with others behind the last, an empty one before them; with or without a line end, as it was."""
    last = [""] if not lines[-1] else []
    return [*lines[: len(lines) - len(last)], "", *more, *last]


def _without(lines: list[str], rule: Rule, site: Taught) -> list[str]:
    """The lines without a rule: without its own, or without its words in one that holds more."""
    row, number = rule.finder.row - 1, getattr(site, rule.key).index(rule.finder)
    node = _nodes(lines)[rule.site]
    shorter = (
        without_item(lines[row], node, rule.key, number) if _children(node)[rule.key].key_line == row + 1 else None
    )
    if shorter is not None:
        return [*lines[:row], shorter, *lines[row + 1 :]]
    first, last = _place(lines, rule)
    return [*lines[:first], *lines[last:]]


def _place(lines: Sequence[str], rule: Rule) -> tuple[int, int]:
    """The lines of a rule: its item of a list, with the key of the list where it is the only one, or its whole key."""
    child = _children(_nodes(lines)[rule.site])[rule.key]
    key, row = child.key_line - 1, rule.finder.row - 1
    if row == key or not lines[row].lstrip().startswith("-"):
        return key, _end(lines, key, child.key_column - 1)
    last = _end(lines, row, len(lines[row]) - len(lines[row].lstrip()), item=True)
    alone = (
        isinstance(child.value, tuple) and len(child.value) == 1 and row == key + 1 and _BARE_KEY.fullmatch(lines[key])
    )
    return (key if alone else row), last


def _whole(lines: Sequence[str], site: str) -> tuple[int, int]:
    """The lines of a site that the command has added, with its mark and the empty line above; none for another."""
    start = _nodes(lines)[site].key_line - 1
    if start < 2 or not lines[start - 1].startswith(MARK) or lines[start - 2].strip():
        return 0, 0
    return start - 2, _end(lines, start, 0)


def _end(lines: Sequence[str], start: int, indent: int, *, item: bool = False) -> int:
    """The index behind the last line that belongs to the key, or item of a list, that begins in line `start`."""
    end = start + 1
    for index in range(start + 1, len(lines)):
        words = lines[index].strip()
        if not words or words.startswith("#"):
            continue
        own = len(lines[index]) - len(lines[index].lstrip())
        if own < indent or (own == indent and (item or not words.startswith("-"))):
            break
        end = index + 1
    return end


# spelling


def _entry(additions: Sequence[Addition], indent: int) -> list[str]:
    """The lines of a site: its keys in the order of the manual, each with its items."""
    lines = []
    for name in dict.fromkeys(field.name for field in FIELDS):
        items = [line for each in additions if each.key == name for line in _item(each.item)]
        lines += [f"{name}:", *items] if items else []
    return [" " * indent + line for line in lines]


def _item(item: Finder | str) -> list[str]:
    if isinstance(item, str):
        return [f"- {_quoted(item)}"]
    if item.line and not item.example:
        return [f"- {_quoted(item.line)}"]
    said: dict[str, str | int] = {
        name: getattr(item, name) for name in ("line", *PARTS, *BESIDE) if getattr(item, name)
    }
    if item.longest != LONGEST:
        said["longest"] = item.longest
    if item.example:
        said["example"] = item.example
    pairs = [f"{name}: {_quoted(value) if isinstance(value, str) else value}" for name, value in said.items()]
    return [("  " if number else "- ") + pair for number, pair in enumerate(pairs)]


def _in_line(item: Finder | str) -> str:
    """An item as it stands in a line with others."""
    lines = [line[2:] for line in _item(item)]
    plain = isinstance(item, str) or (item.line and not item.example)
    return lines[0] if plain else f"{{{', '.join(lines)}}}"


def _key(name: str) -> str:
    return name if _PLAIN.fullmatch(name) else _quoted(name)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
