"""What `publish --to` does: the site is built, and brought to a folder or a zip."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.cli.run import Run, program
from digest.cli.words import counted
from digest.errors import Problems, UsageError, printable

if TYPE_CHECKING:
    from digest.publish.homes import Moved

FORM = "sha256"  # of the names that files are known by
NAMED = 20  # files of a kind that are told without --verbose

to_option = click.option("--to", metavar="FOLDER|FILE.zip", help="Publish to a folder or a zip, not to a branch.")


def publish_home(run: Run, to: str) -> int:
    """Build the site, and bring a folder or a zip up to date with it; not while a problem is left."""
    from digest.publish.fit import fit
    from digest.publish.homes import publish_to

    _refuse_flags(run, to)
    settings = run.settings()
    _refuse_previews(run)
    with run.lock():
        try:
            problems = fit(settings, FORM, datetime.now(UTC), strict=run.flag("strict"))[1]
            moved = publish_to(settings, Path(to), dry_run=run.flag("dry_run"), lose=run.flag("lose"))
        except Problems as left:
            run.tell("Nothing was published: problems are left.")
            return run.end(left.problems, {"written": [], "removed": [], "kept": 0})
    run.tell("\n".join(_told(run, moved)))
    return run.end(problems, _json(moved))


def _refuse_flags(run: Run, to: str) -> None:
    """A home that was left empty, as a variable that is not set leaves it, is none; nor is it a branch."""
    if not to:
        raise UsageError("--to names no folder and no zip", code="usage", hint="name one: --to FOLDER, --to FILE.zip")
    for flag in ("branch", "remote", "adopt", "squash_history"):
        if run.given(flag):
            named = flag.replace("_", "-")
            raise UsageError(f"--to is no branch, so --{named} does nothing there", code="usage", hint="leave one out")


def _refuse_previews(run: Run) -> None:
    """What readers must not see yet is not brought to them."""
    for flag in ("drafts", "future"):
        if run.flag(flag):
            hint = f"{program()} serve shows it to you alone"
            raise UsageError(f"--{flag} is for looking, not for publishing", code="usage", hint=hint)


def _told(run: Run, moved: Moved) -> list[str]:
    would = "would be " if run.flag("dry_run") else ""
    new = f"{counted(len(moved.written), 'file')} {would}new or changed"
    gone = f"{len(moved.removed):,} {would}removed"
    lines = [f"{printable(str(moved.home))}: {new}, {gone}, {moved.kept:,} as before."]
    for sign, paths in (("+", moved.written if run.flag("verbose") else ()), ("-", moved.removed)):
        shown = paths if run.flag("verbose") else paths[:NAMED]
        lines += [f"  {sign} {printable(path)}" for path in shown]
        lines += [f"  … and {len(paths) - len(shown):,} more; --verbose names all"] if len(shown) < len(paths) else []
    if moved.foreign:
        some = ", ".join(printable(path) for path in moved.foreign[:5]) + (", …" if len(moved.foreign) > 5 else "")
        lines.append(f"  left alone, for others put it there: {some}")
    return lines


def _json(moved: Moved) -> dict[str, object]:
    lists = {"written": list(moved.written), "removed": list(moved.removed), "foreign": list(moved.foreign)}
    return {"home": str(moved.home), **lists, "kept": moved.kept}
