"""content/feeds.yaml -> the feeds that an editor follows: every key checked, and what is wrong told with its place.

A feed in which something is wrong is left out, the others count.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from digest import kinds, schema
from digest.disk import read_text
from digest.errors import DigestError, Problem
from digest.schema import Field, Misfit
from digest.text import clean
from digest.yamltext import Node, load

FILE = "content/feeds.yaml"
SIZE = 1 << 20  # bytes
ENTRIES = 1_000  # of one feed that are looked at, where nothing else is said


class Feed(Struct, frozen=True):
    """A feed that is followed. `line` is where it stands in the file; the other fields are its keys."""

    name: str
    url: str
    line: int = 0
    source: str = ""
    full: bool = False
    limit: int = ENTRIES
    pause: int = 1
    allow: tuple[str, ...] = ()


class Feeds(Struct, frozen=True):
    """The feeds in the order of the file, and what is wrong with the rest."""

    feeds: tuple[Feed, ...] = ()
    problems: tuple[Problem, ...] = ()


def _host(node: Node) -> str:
    word = kinds.text(node).lower().strip("[]").rstrip(".")
    if not word or any(sign in word for sign in "/@ ") or (":" in word and word.count(":") < 2):
        raise Misfit(f"must be the name of a host, without address and port, not '{word[:80]}'", node)
    return word if ":" in word else word.encode("idna").decode("ascii")


FIELDS = (
    Field("url", kinds.web_address, "The address of the feed. Must be given."),
    Field("source", kinds.text, "What to write as `source` of its articles."),
    Field("full", kinds.flag, "Fetch the page of each entry, instead of what the feed says of it."),
    Field(
        "limit", kinds.number(1, 10_000), f"How many entries are looked at, from the first; {ENTRIES:,} if not given."
    ),
    Field("pause", kinds.number(0, 600), "Seconds between two requests to one host; 1 if not given."),
    Field("allow", kinds.listed(_host), "Hosts that may be of a private network, such as one in your own house."),
)


def read(root: Path) -> Feeds:
    """What stands in the file; nothing where there is none."""
    if not (root / FILE).exists():
        return Feeds()
    try:
        return feeds(read_text(root, FILE, limit=SIZE))
    except DigestError as error:
        return Feeds(problems=(error.problem,))


def feeds(text: str) -> Feeds:
    """The feeds in a text. `DigestError` for what is no YAML."""
    text = clean(text.removeprefix("\ufeff"))
    root, lines = load(text, FILE, size=SIZE), text.split("\n")
    if root.value is None:
        return Feeds()
    if not isinstance(root.value, dict):
        hint = "the name of each feed stands at the beginning of a line, with a colon and its address behind it"
        return Feeds(problems=(_problem("the feeds must stand here by name", root, lines, hint),))
    found: list[Feed] = []
    problems: list[Problem] = []
    for name, node in root.value.items():
        try:
            found.append(_feed(name, node, lines, found))
        except _Wrong as wrong:
            problems += wrong.problems
    return Feeds(tuple(found), tuple(problems))


class _Wrong(Exception):
    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = problems


def _feed(name: str, node: Node, lines: Sequence[str], before: Sequence[Feed]) -> Feed:
    """One feed: its keys, or its address alone."""
    place = kinds.key(node)
    if isinstance(node.value, str):
        node = replace(node, value={"url": node})
    checked = schema.check(node, FIELDS, FILE, lines)
    if checked.problems:
        raise _Wrong(checked.problems)
    values: dict[str, Any] = checked.values
    if "url" not in values:
        raise _Wrong([_problem(f"«{name}» has no address", place, lines, "write it: `url: https://…`")])
    twin = next((feed for feed in before if feed.url == values["url"]), None)
    if twin:
        raise _Wrong([_problem(f"this is the feed of line {twin.line} again", place, lines, "remove one of them")])
    return Feed(name, line=place.line, **values)


def _problem(message: str, node: Node, lines: Sequence[str], hint: str) -> Problem:
    return Problem("feeds", message, FILE, node.line, node.column, hint, lines[node.line - 1])
