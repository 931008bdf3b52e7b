"""The command for issues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from digest.cli.flags import options
from digest.cli.run import Run, print_json
from digest.cli.words import counted
from digest.errors import UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from digest.curate.issues import NewIssue


@click.command()
@click.argument("action", metavar="new", type=click.Choice(["new"]))
@options("site", "quiet", "json", "now", "dry-run")
@click.option("--number", type=click.IntRange(1, 99_999), help="The number of the issue. [the next one]")
@click.option("--since", metavar="DATE", help="The first day of the issue. [the last day of the issue before]")
@click.option("--until", metavar="DATE", help="The last day of the issue. [today]")
def issue(number: int | None, since: str | None, until: str | None, **_: Any) -> int:
    """Begin a new issue: a draft with all that was published since the last one, by topics."""
    from digest.curate.issues import Wish, new_issue, spelt, write

    run = Run()
    wish = Wish(number, _moment("since", since, run), _moment("until", until, run))
    with run.lock():
        made = new_issue(run.settings(), wish)
        written = bool(made.count) and not run.flag("dry_run")
        if written:
            write(made, run.settings())
    if run.flag("json"):
        print_json({**_json(made), "written": written})
    run.tell(_told(made, written=written))
    run.tell(spelt(made) if made.count and run.flag("dry_run") else "")
    return 0


def _moment(name: str, given: str | None, run: Run) -> datetime | None:
    from digest.moments import moment

    try:
        return moment(given, run.settings().site.zone) if given else None
    except ValueError as error:
        raise UsageError(f"--{name} {error}", code=name) from None


def _told(made: NewIssue, *, written: bool) -> str:
    older = "1 older article stands" if made.older == 1 else f"{made.older:,} older articles stand"
    rest = f" {older} in no issue; --since takes them in." if made.older else ""
    if not made.count:
        window = f"from {made.since} to {made.until}"
        return f"Nothing that is in no issue yet was published {window}, so nothing was written.{rest}"
    did = "Wrote" if written else "Would write"
    parts = counted(len(made.chapters), "section")
    return f"{did} {made.path}: {counted(made.count, 'article')} in {parts}, {made.since} to {made.until}.{rest}"


def _json(made: NewIssue) -> dict[str, object]:
    sections = [
        {"title": each.title, "articles": [article.path for article in each.articles]} for each in made.chapters
    ]
    window = {"since": str(made.since), "until": str(made.until)}
    return {"path": made.path, "number": made.number, **window, "sections": sections, "older": made.older}
