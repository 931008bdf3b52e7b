"""content/stories.yaml -> what the editor has decided of articles: one story, a follow-up, unrelated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from digest import kinds, schema
from digest.disk import read_text
from digest.errors import DigestError, Problem
from digest.schema import Field, Misfit
from digest.text import clean
from digest.yamltext import Node, load

FILE = "content/stories.yaml"
SIZE = 4 << 20  # bytes
ARTICLES = "content/articles/"

Kind = Literal["same", "follow-up", "unrelated"]
KINDS: tuple[Kind, ...] = ("same", "follow-up", "unrelated")


class Named(Struct, frozen=True):
    """An article as the file names it, below `content/articles`, and where it does."""

    name: str
    line: int = 0
    column: int = 0


class Decision(Struct, frozen=True):
    """One decision. `title`, `slug` and `lead` are of the story that the articles of a `same` tell."""

    kind: Kind
    articles: tuple[Named, ...]
    line: int = 0
    title: str = ""
    slug: str = ""
    lead: Named | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the articles."""
        return tuple(each.name for each in self.articles)


class Decisions(Struct, frozen=True):
    """All that is decided, in the order of the file, its lines, and what is wrong with the rest.

    Lines from `new` on, if it is given, are those of a decision that does not stand in the file yet.
    """

    all: tuple[Decision, ...] = ()
    lines: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    new: int = 0

    def here(self, line: int) -> str:
        """What to call a line that a problem is told of."""
        return "by the new decision" if self._is_new(line) else "here"

    def named(self, lines: Iterable[int]) -> str:
        """What to call other lines: line 2, lines 2 and 5, the new decision."""
        old = [str(line) for line in lines if not self._is_new(line)]
        told = [f"lines {', '.join(old[:-1])} and {old[-1]}" if len(old) > 1 else f"line {each}" for each in old[:1]]
        return " and ".join([*told, *["the new decision" for line in lines if self._is_new(line)][:1]])

    def _is_new(self, line: int) -> bool:
        return 0 < self.new <= line

    def problem(self, message: str, line: int, column: int = 0, hint: str = "") -> Problem:
        """Something that is wrong in a line of the file."""
        excerpt = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Problem("stories", message, FILE, line, column, hint, excerpt)


def read(root: Path) -> Decisions:
    """What stands in `content/stories.yaml`; nothing where there is no such file."""
    if not (root / FILE).exists():
        return Decisions()
    try:
        return decisions(text_of(root))
    except DigestError as error:
        return Decisions(problems=(error.problem,))


def text_of(root: Path) -> str:
    """The text of the file, its line ends and marks as they are. `DigestError` where it cannot be read."""
    return read_text(root, FILE, limit=SIZE)


def decisions(text: str) -> Decisions:
    """What a text decides. A decision in which something is wrong is left out, the others count."""
    text = clean(text.removeprefix("\ufeff"))
    lines = tuple(text.split("\n"))
    try:
        root = load(text, FILE, size=SIZE)
    except DigestError as error:
        return Decisions(lines=lines, problems=(error.problem,))
    if root.value is None:
        return Decisions(lines=lines)
    if not isinstance(root.value, tuple):
        hint = "each decision begins a line with `- same:`, `- follow-up:` or `- unrelated:`"
        wrong = Decisions(lines=lines).problem("the decisions must stand here as a list", root.line, root.column, hint)
        return Decisions(lines=lines, problems=(wrong,))
    found: list[Decision] = []
    problems: list[Problem] = []
    for node in root.value:
        checked = schema.check(node, FIELDS, FILE, lines)
        told = checked.problems or list(_objections(checked.values, node, Decisions(lines=lines)))
        problems += told
        if not told:
            found.append(_decision(checked.values, node))
    return Decisions(tuple(found), lines, tuple(problems))


def _objections(values: Mapping[str, Any], node: Node, file: Decisions) -> Iterator[Problem]:
    """What is wrong with a decision whose every value is of its kind."""
    kinds = [kind for kind in KINDS if kind in values]
    if len(kinds) != 1:
        said = f"not {' and '.join(f'`{kind}`' for kind in kinds)}" if kinds else "and here stands none"
        yield file.problem(f"a decision holds one of {_ticked(KINDS)}, {said}", node.line, node.column)
    elif len({each.name for each in values[kinds[0]]}) < 2:
        yield file.problem(f"`{kinds[0]}` must name two articles or more", node.line, node.column)
    elif kinds != ["same"] and (odd := [key for key in ("title", "slug", "lead") if key in values]):
        hint = "write it beside a `same`"
        yield file.problem(f"only a story has {_ticked(odd)}", node.line, node.column, hint)


def _ticked(words: Sequence[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _decision(values: Mapping[str, Any], node: Node) -> Decision:
    kind = next(kind for kind in KINDS if kind in values)
    unlike = {each.name: each for each in reversed(values[kind])}
    named = tuple(each for each in values[kind] if unlike[each.name] is each)
    of_story = {key: values[key] for key in ("title", "slug", "lead") if key in values}
    return Decision(kind, named, node.line, **of_story)


def article(node: Node) -> Named:
    """An article by the name of its file below `content/articles`."""
    name = kinds.text(node).removeprefix(ARTICLES)
    if not name.endswith(".md"):
        raise Misfit("must name an article by its file, like baikonur.md", node)
    return Named(name, node.line, node.column)


FIELDS = (
    Field("same", kinds.listed(article), "Articles about one event: they make a story."),
    Field("follow-up", kinds.listed(article), "Articles of which each carries on what an earlier one told."),
    Field("unrelated", kinds.listed(article), "Articles that have nothing to do with one another."),
    Field("title", kinds.text, "What the story is called. Without it, as its lead article."),
    Field("slug", kinds.slug, "The last part of the story's address. Without it, the name of its first file."),
    Field("lead", article, "The article that tells the story best. Without it, the earliest."),
)
