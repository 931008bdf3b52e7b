"""A decision -> content/stories.yaml with one entry more: all that a person typed there stays as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import yaml
from msgspec import Struct
from msgspec.structs import replace

from digest.content import decisions
from digest.content.decisions import ARTICLES, FILE, Decision, Kind
from digest.content.units import Units, named_like
from digest.disk import regular_files
from digest.errors import DigestError, Problem, Problems, UsageError
from digest.keeping import overwrite
from digest.text import clean
from digest.yamlplace import Placed, line_ends, margin, stands_apart

HEAD = "# What was decided of articles, which are named by their files below content/articles.\n"

_END = re.compile(r"^\.\.\.(?=\s|$)", re.MULTILINE)  # of a YAML document


class Decided(Struct, frozen=True):
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
        raise Problems(map(_unwritten, [*known.problems, *units.problems]))
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
    _refuse_contradiction(after, added, set(names))
    return Decided(before, after, added)


def taken_back(root: Path, kind: Kind, articles: Sequence[str]) -> Decided:
    """The file without the last decision that says this of these articles, and of no others.

    `UsageError` where there is none, `DigestError` where only a person can take it out.
    """
    before = _text(root)
    known = decisions.decisions(before)
    same = [each for each in known.all if each.kind == kind and set(each.names) == set(articles)]
    if not same:
        raise UsageError(f"no decision says `{kind}` of these articles alone", code="usage", hint=f"look into {FILE}")
    after = _without(before, same[-1].line - 1)
    left = [each for each in known.all if each is not same[-1]]
    if not _say_the_same(decisions.decisions(after).all, left):
        message = "no program can take this decision out and leave the rest as it is"
        excerpt = known.lines[same[-1].line - 1]
        raise DigestError(
            message, code="edit", path=FILE, line=same[-1].line, hint="take it out by hand", excerpt=excerpt
        )
    return Decided(before, after, "")


def _without(text: str, row: int) -> str:
    """The text without the item of its list that begins in a line or just above; what stands apart below it stays."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = line_ends(text.removeprefix(mark))
    while row and not lines[row].lstrip().startswith("-"):
        row -= 1
    lead = margin(lines[row])
    stop = next((at for at in range(row + 1, len(lines)) if lines[at].startswith((f"{lead}-", "..."))), len(lines))
    while stop > row + 1 and stands_apart(lines[stop - 1], lead):
        stop -= 1
    return mark + "".join([*lines[:row], *lines[stop:]])


def _say_the_same(some: Sequence[Decision], others: Sequence[Decision]) -> bool:
    def said(each: Decision) -> tuple[object, ...]:
        return each.kind, each.names, each.title, each.slug, each.lead and each.lead.name

    return [said(each) for each in some] == [said(each) for each in others]


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
    overwrite(root, FILE, found.after.encode("utf-8"), found.before.encode("utf-8") if (root / FILE).exists() else None)


def _text(root: Path) -> str:
    return decisions.text_of(root) if (root / FILE).exists() else ""


def _appended(before: str, added: str) -> str:
    """The text with more behind it, in its own line ends, and as deep as its list stands."""
    text = _without_empty_list(before)
    if not text.strip("\ufeff \r\n"):
        return HEAD + added
    end = "\r\n" if "\r\n" in text else "\n"
    ended = _END.search(text)
    text, tail = (text[: ended.start()], text[ended.start() :]) if ended else (text, "")
    gap = "" if text.endswith("\n") else end
    items = [line for line in text.removeprefix("\ufeff").splitlines() if line.lstrip().startswith("- ")]
    margin = items[0][: len(items[0]) - len(items[0].lstrip())] if items else ""
    return text + gap + "".join(f"{margin}{line}{end}" for line in added.splitlines()) + tail


def _without_empty_list(text: str) -> str:
    """The text without `[]`. `DigestError` where decisions stand in brackets."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    at = Placed(text.removeprefix(mark), FILE)
    if not at.root.end_line or not isinstance(at.root.value, tuple):
        return text
    if at.root.value:
        message = "the decisions stand in brackets, and none can be added to them; nothing was written"
        hint = "begin a line with each of them, without the brackets: `- same: [a.md, b.md]`"
        line, column = at.root.line, at.root.column
        excerpt = at.lines[line - 1].rstrip()
        raise DigestError(message, code="edit", path=FILE, line=line, column=column, hint=hint, excerpt=excerpt)
    start, stop = at.span(at.root)
    return mark + at.text[:start] + at.text[stop:]


def _refuse_contradiction(after: str, added: str, names: set[str]) -> None:
    """Refuse what does not fit. Its own lines are not told: they stand nowhere."""
    new = after.count("\n", 0, after.rindex(added.splitlines()[0])) + 1
    known = replace(decisions.decisions(after), new=new)
    problems = [*known.problems, *Units(known, names).problems]
    if problems:
        unplaced = (replace(each, line=0, column=0, excerpt="") if each.line >= new else each for each in problems)
        raise Problems(map(_unwritten, unplaced))


def _unwritten(problem: Problem) -> Problem:
    return replace(problem, message=f"{problem.message}; nothing was written")
