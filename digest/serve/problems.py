"""Problems -> the strip on top of a page, and the page that lists them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from itertools import groupby
from string import Template

from digest.errors import Problem
from digest.fingerprint import fingerprint

STRIP = 3  # problems that the strip names
LIST = "/_live/problems"


def strip(problems: Sequence[Problem]) -> str:
    """The strip, as HTML: the first errors, and a link to all. Empty where nothing is an error."""
    errors = [each for each in problems if each.level == "error"]
    if not errors:
        return ""
    items = "".join(f"<li>{_in_short(each)}</li>" for each in errors[:STRIP])
    more = f'<a href="{LIST}">{_counted(problems)}</a>'
    return f'<aside role="alert" aria-label="Problems"><ol>{items}</ol>{more}</aside>'


def page(problems: Sequence[Problem], *, title: str, home: str, nonce: str) -> str:
    """A whole page that lists all problems, file by file. `home` is the address of the site's own first page."""
    ordered = sorted(problems, key=lambda each: (each.path, each.line, each.column, each.message))
    return Template(asset("problems.html")).substitute(
        title=escape(title),
        home=escape(home),
        nonce=nonce,
        counts=_counted(problems),
        sections="\n".join(_section(path, some) for path, some in groupby(ordered, lambda each: each.path)),
    )


def name_of(problems: Sequence[Problem]) -> str:
    """A name for a list of problems, to tell it from another."""
    return fingerprint(tuple(problems))


@cache
def asset(name: str) -> str:
    """The text of one of our own files."""
    return files("digest.serve").joinpath(name).read_text(encoding="utf-8")


def _in_short(problem: Problem) -> str:
    place = f"<b>{escape(_place(problem))}</b> " if problem.path else ""
    hint = f"<small>{escape(problem.hint)}</small>" if problem.hint else ""
    return f"{place}{escape(problem.message)}{hint}"


def _place(problem: Problem) -> str:
    return f"{problem.path}:{problem.line}" if problem.line else problem.path


def _counted(problems: Sequence[Problem]) -> str:
    if not problems:
        return "No problems"
    errors = sum(each.level == "error" for each in problems)
    counts = ((errors, "error"), (len(problems) - errors, "warning"))
    return ", ".join(f"{count:,} {noun}{'' if count == 1 else 's'}" for count, noun in counts if count)


def _section(path: str, problems: Iterable[Problem]) -> str:
    items = "\n".join(f'<pre class="{each.level}">{escape(str(each))}</pre>' for each in problems)
    return f"<section>\n<h2>{escape(path or 'The site')}</h2>\n{items}\n</section>"
