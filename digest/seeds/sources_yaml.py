"""content/sources.yaml -> what is taught: every rule checked, and what is wrong told with its place.

A site in which something is wrong is left out, the others count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from digest import kinds, schema
from digest.content.sources import FACTS, FILE, NOTED, limited, nodes, text_of
from digest.errors import DigestError, Problem
from digest.fingerprint import fingerprint
from digest.schema import Field, Misfit
from digest.seeds.finders import Finder
from digest.seeds.lessons import Taught
from digest.seeds.lines import has_words, masked
from digest.text import clean
from digest.yamltext import Node

ELEMENTS = ("h1", "h2", "h3", "h4", "h5", "h6")
PARTS = ("begins", "ends", "holds")
RULES = ("drop", "keep", "begins_after", "ends_before", "title", "date", "author")
BESIDE = ("after", "before", "element", "number")


class Sources(Struct, frozen=True):
    """What is taught about all sites, in the order of the file, and what is wrong with the rest."""

    sites: tuple[Taught, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def mark(self) -> str | None:
        """A name for all that changes drafts, empty where nothing is taught; None where not all of it could be read."""
        if self.problems:
            return None
        taught = tuple(replace(bare(site), noted=()) for site in self.sites)
        return fingerprint(taught) if taught else ""


def bare(site: Taught) -> Taught:
    """What is taught about a site, without examples and places."""
    lists = {name: getattr(site, name) for name in RULES}
    bared: dict[str, Any] = {
        name: tuple(replace(each, row=0, example="") for each in found) for name, found in lists.items()
    }
    return replace(site, **bared)


def read(root: Path) -> Sources:
    """What stands in `content/sources.yaml`; nothing where there is no such file."""
    if not (root / FILE).exists():
        return Sources()
    try:
        return sources(text_of(root))
    except DigestError as error:
        return Sources(problems=(error.problem,))


def sources(text: str) -> Sources:
    """What a text teaches."""
    text = clean(text.removeprefix("\ufeff"))
    try:
        entries = nodes(text)
    except DigestError as error:
        return Sources(problems=(error.problem,))
    lines = text.split("\n")
    sites: list[Taught] = []
    problems: list[Problem] = []
    for name, node in entries.items():
        checked = schema.check(node, FIELDS, FILE, lines)
        problems += checked.problems
        if not checked.problems:
            sites.append(_site(name, checked.values))
    return Sources(tuple(sites), tuple(problems))


def _site(name: str, values: Mapping[str, Any]) -> Taught:
    """What is taught about a site, and what is noted of it besides."""
    noted = tuple((key, str(value)) for key, value in values.items() if key in NOTED)
    return Taught(name, **{key: value for key, value in values.items() if key not in NOTED}, noted=noted)


def _finder(*more: str) -> schema.Kind:
    """A rule that finds a line; one that is a mere text is that line."""
    known = ("line", *PARTS, *more)

    def kind(node: Node) -> Finder:
        if isinstance(node.value, str):
            return Finder(line=kinds.text(node), row=node.line)
        if not isinstance(node.value, dict):
            raise Misfit(f"must be a line in quotes, or hold one of {', '.join(known)}", node)
        strange = next(
            (child for name, child in node.value.items() if name not in (*known, "longest", "example")), None
        )
        if strange is not None:
            hint = f"put a line that holds a colon in quotes; a rule holds one of {', '.join(known)}"
            raise Misfit("has a key that is no rule", kinds.key(strange), hint)
        values: dict[str, Any] = kinds.mapping(*(Field(name, _KINDS[name], "") for name in _KINDS))(node)
        return _sound(Finder(**values, row=node.line), node, known)

    return kind


def _sound(finder: Finder, node: Node, known: Sequence[str]) -> Finder:
    """A rule that says one thing, and finds its own example."""
    said = [name for name in known if getattr(finder, name)]
    if not said:
        raise Misfit(f"must hold one of {', '.join(known)}", node)
    if len(said) > 1 and not set(said) <= set(PARTS):
        raise Misfit(f"must hold only one of {', '.join(said)}", node)
    if set(said) & {*PARTS, "line"}:
        if not finder.example and said != ["line"]:
            raise Misfit("needs an `example`: a line that it finds", node)
        if finder.example and not finder.finds(finder.example):
            raise Misfit(f"does not find its own example “{finder.example[:80]}”", node)
    return finder


def _words(node: Node) -> str:
    words = kinds.text(node)
    if not masked(words).strip("0 .,:;-"):
        raise Misfit(f"must hold more than figures: “{words[:80]}” would find too much", node)
    return words


def _telling(node: Node) -> str:
    line = kinds.text(node)
    if not has_words(line):
        raise Misfit(f"must hold lines with words: figures like “{line[:80]}” recur by chance", node)
    return line


def _element(node: Node) -> str:
    word = kinds.text(node)
    if word not in ELEMENTS:
        raise Misfit(f"must be one of {', '.join(ELEMENTS)}", node)
    return word


_KINDS: dict[str, schema.Kind] = {
    "line": kinds.text, "begins": _words, "ends": _words, "holds": _words, "after": kinds.text,
    "before": kinds.text, "element": _element, "number": kinds.number(1, 100), "longest": kinds.number(1, 999_999),
    "example": kinds.text,
}  # fmt: skip

FIELDS = (
    *FACTS,
    Field("known_by", limited(_telling), "Lines of furniture that stand in its seeds and in no others."),
    Field("drop", limited(_finder()), "Lines that are never part of an article."),
    Field("keep", limited(_finder()), "Lines that always are, whatever else is said of them."),
    Field("begins_after", limited(_finder()), "The article begins behind the first such line above its text."),
    Field("ends_before", limited(_finder()), "The article ends before the first such line below its beginning."),
    Field("title", limited(_finder(*BESIDE)), "The line that is the title."),
    Field("date", limited(_finder(*BESIDE)), "The line in which the date stands."),
    Field("author", limited(_finder(*BESIDE)), "The line in which the author stands."),
)
