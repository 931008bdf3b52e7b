"""The command `check`: everything that is wrong, by file; what can be mended, mended."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.cli.flags import TELL, options
from digest.cli.run import Run, counts
from digest.cli.words import counted, inventory
from digest.errors import DigestError, Problem

if TYPE_CHECKING:
    from digest.check.likeness import Borrowed
    from digest.check.mending import Mended

COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}  # what GitHub calls the levels


@click.command()
@options(*TELL, "base-url", "drafts", "future", "now", "jobs", "dry-run")
@click.option("--fix", is_flag=True, help="Mend what is safe to mend: spaces, empty lines, links that track readers.")
@click.option("--since", metavar="REV", help="Also name published texts that have changed since a revision of git.")
@click.option("--new-since", metavar="REV", help="Name only problems that a revision of git did not have.")
@click.option("--format", type=click.Choice(("text", "github")), default="text", help="How problems are printed.")
def check(**_: object) -> int:
    """Read everything and list every problem, by file."""
    from digest.check.everything import checked
    from digest.check.mending import mend, only_looked_at, replaced

    run = Run()
    settings = run.settings()
    mended = None
    if run.flag("fix"):
        with run.lock():
            mended = mend(settings, write=only_looked_at if run.flag("dry_run") else replaced)
        run.tell(_mended(mended, dry_run=run.flag("dry_run")))
    with run.progress():
        found = checked(settings, since=run.given("since"))
    problems = _wanted(run, (*(mended.problems if mended else ()), *found.problems))
    if run.flag("verbose"):
        run.tell(inventory(found.plan))
        run.tell("\n".join(map(_share, found.borrowed)))
    if run.given("format") == "github" and not run.flag("json"):
        for line in github(problems, settings.root, strict=run.flag("strict")):
            print(line)
        return run.status(problems)
    told = {"counts": Counter(each.level for each in problems), "mended": mended.files if mended else {}}
    return run.end(
        problems,
        {**told, "likeness": [_likeness(each) for each in found.borrowed]},
        praise="No problems.",
        by_file=True,
    )


def _wanted(run: Run, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """All problems, or only the new ones where they are asked for."""
    from digest.check.newness import new_problems

    if run.given("new_since") is None:
        return problems
    new = tuple(new_problems(_before(run), problems, run.settings().root))
    old = len(problems) - len(new)
    run.tell(f"{counted(old, 'problem')} that {run.given('new_since')} had too, not told again." if old else "")
    return new


def _before(run: Run) -> tuple[Problem, ...]:
    """The problems of the site as a revision had it; none where it could not have been checked."""
    from digest.check.everything import checked
    from digest.check.git import revision
    from digest.check.newness import lay_out

    then = revision(run.settings().root, run.given("new_since"))
    with tempfile.TemporaryDirectory(prefix="digest-") as folder:
        root = Path(folder).resolve() / "site"
        if not lay_out(then, root):
            return ()
        try:
            return checked(run.settings_of(root, run.settings().now)).problems
        except DigestError:  # its settings were wrong, so that nothing could be said of the rest
            return ()


def _mended(done: Mended, *, dry_run: bool) -> str:
    """What was put right, in a sentence and a line a file."""
    if not done.files:
        return "There is nothing to mend."
    head = "Would mend" if dry_run else "Mended"
    sentence = f"{head} {counted(sum(done.files.values()), 'place')} in {counted(len(done.files), 'file')}:"
    return "\n".join([sentence, *(f"  {path}: {number:,}" for path, number in done.files.items())])


def _share(each: Borrowed) -> str:
    reason = f"; in full: {each.full}" if each.full else ""
    return f"  {each.path}: {each.share} % word for word in the seed, {each.run:,} words in a row{reason}"


def _likeness(each: Borrowed) -> dict[str, object]:
    return {"path": each.path, "share": each.share, "run": each.run, "full": each.full}


def github(problems: Sequence[Problem], root: Path, *, strict: bool) -> Iterator[str]:
    """Problems as commands of GitHub's workflows, which show each at its line, and a sentence for the log.

    Paths are from the top of the repository. See
    https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
    """
    top = os.environ.get("GITHUB_WORKSPACE") or os.getcwd()
    for each in sorted(problems, key=lambda each: (each.path, each.line, each.column, each.message)):
        name = COMMANDS["error" if strict and each.level == "warning" else each.level]
        file = Path(os.path.relpath(root / each.path, top)).as_posix() if each.path else ""
        values = {"file": file, "line": each.line, "col": each.column, "title": f"digest {each.code}"}
        shown = ",".join(f"{key}={_property(str(value))}" for key, value in values.items() if value)
        yield f"::{name} {shown}::{_data(each.message + (chr(10) + each.hint if each.hint else ''))}"
    yield counts(problems, strict=strict)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
