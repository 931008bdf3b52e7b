"""Problems -> the strip on top of a page, and the page that lists them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from itertools import groupby

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


def page(problems: Sequence[Problem], *, title: str, nonce: str) -> str:
    """A whole page that lists all problems, file by file."""
    ordered = sorted(problems, key=lambda each: (each.path, each.line, each.column, each.message))
    groups = "".join(_group(path, some) for path, some in groupby(ordered, lambda each: each.path))
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="color-scheme" content="light dark">\n<title>{escape(title)}</title>\n'
        f'<style nonce="{nonce}">{_PAGE_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>\n'
        f"<p>{_counted(problems)}</p>\n{groups}</main>\n</body>\n</html>\n"
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
        return "No problems."
    errors = sum(each.level == "error" for each in problems)
    counts = ((errors, "error"), (len(problems) - errors, "warning"))
    return ", ".join(f"{count:,} {noun}{'' if count == 1 else 's'}" for count, noun in counts if count)


def _group(path: str, problems: Iterable[Problem]) -> str:
    items = "".join(f'<pre class="{each.level}">{escape(str(each))}</pre>\n' for each in problems)
    return f"<section>\n<h2>{escape(path or 'The site')}</h2>\n{items}</section>\n"


_PAGE_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h2 { font-size: 1rem; margin: 1.5rem 0 0.5rem; overflow-wrap: anywhere; }
pre { font: 14px/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere;
  margin: 0 0 0.5rem; padding: 0.5rem 0.75rem; border-left: 4px solid #a33; background: #8881; }
pre.warning { border-color: #a70; }
"""
