"""A decision -> content/stories.yaml with one entry more: all that a person typed there stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import yaml

from digest.content import decisions
from digest.content.decisions import ARTICLES, FILE, Decisions, Kind
from digest.content.units import Units, named_like
from digest.disk import regular_files, write_whole
from digest.errors import DigestError, Problems, UsageError
from digest.text import clean

HEAD = "# What was decided of articles, which are named by their files below content/articles.\n"


@dataclass(frozen=True, slots=True)
class Decided:
    """What the file was, what it becomes, and what was added to it; nothing where that stood there already."""

    before: str
    after: str
    added: str


def decided(
    root: Path, names: Sequence[str], kind: Kind, articles: Sequence[str], *, title: str = "", slug: str = "",
    lead: str = "",
) -> Decided:  # fmt: skip
    """The file with a decision added. `names` are the articles that there are.

    `UsageError` for an article that is not there, `Problems` where the decision contradicts another; or where there are
    mistakes in the file already.
    """
    before = _text(root)
    known = decisions.decisions(before)
    units = Units(known, set(names))
    if known.problems or units.problems:
        raise Problems([*known.problems, *units.problems])
    chosen = list(dict.fromkeys(named(each, set(names)) for each in articles))
    if len(chosen) < 2:
        raise UsageError("name two articles or more", code="usage")
    wish = {"title": clean(title).strip(), "slug": slug, "lead": named(lead, set(names)) if lead else ""}
    entry = {kind: chosen, **{key: value for key, value in wish.items() if value}}
    story = units.story(chosen[0])
    new = {key for key, value in wish.items() if value and (story is None or getattr(story, key) != value)}
    if not new and all(units.decided(one, other) == kind for one, other in combinations(chosen, 2)):
        return Decided(before, before, "")
    added = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, default_flow_style=None, width=10_000)
    after = _appended(before, added)
    _refuse_contradiction(after, set(names))
    return Decided(before, after, added)


def articles(root: Path) -> tuple[str, ...]:
    """The names of all articles, by their files below `content/articles`."""
    found = regular_files(root, ARTICLES.rstrip("/"))
    return tuple(path.removeprefix(ARTICLES) for path, objection in found if not objection and path.endswith(".md"))


def named(word: str, names: set[str]) -> str:
    """The article that a word on the command line means: with or without its folders and `.md`."""
    name = word.replace("\\", "/").removeprefix("./").removeprefix(ARTICLES)
    name = name if name.endswith(".md") else f"{name}.md"
    if name not in names:
        raise UsageError(f"there is no article {name}", code="usage", hint=named_like(name, names))
    return name


def write(root: Path, found: Decided) -> None:
    """Put the decision into the file. The caller holds the site's lock."""
    if _text(root) != found.before:
        hint = "decide again"
        raise DigestError("it was changed meanwhile, so nothing was written", code="stories", path=FILE, hint=hint)
    write_whole(root / FILE, found.after.encode("utf-8"))


def _text(root: Path) -> str:
    return decisions.text_of(root) if (root / FILE).exists() else ""


def _appended(before: str, added: str) -> str:
    """The text with more behind it, in its own line ends, and as deep as its list stands."""
    if not before:
        return HEAD + added
    end = "\r\n" if "\r\n" in before else "\n"
    gap = "" if before.endswith("\n") else end
    items = [line for line in before.removeprefix("\ufeff").splitlines() if line.lstrip().startswith("- ")]
    margin = items[0][: len(items[0]) - len(items[0].lstrip())] if items else ""
    return before + gap + "".join(f"{margin}{line}{end}" for line in added.splitlines())


def _refuse_contradiction(after: str, names: set[str]) -> None:
    known: Decisions = decisions.decisions(after)
    problems = [*known.problems, *Units(known, names).problems]
    if problems:
        raise Problems(problems)
