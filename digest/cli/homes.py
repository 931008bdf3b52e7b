"""The command `publish --to`: the site is built, and brought to a folder or a zip."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from digest.cli.flags import TELL, options
from digest.cli.run import Run, program
from digest.cli.words import counted
from digest.errors import UsageError, printable

if TYPE_CHECKING:
    from digest.publish.homes import Moved

NAMED = 20  # files of a kind that are told without --verbose

to_option = click.option("--to", metavar="FOLDER|FILE.zip", help="Publish to a folder or a zip, not to a branch.")


@click.command()
@options(*TELL, "base-url", "dry-run")
@to_option
def publish(to: str | None, **_: Any) -> int:
    """Build the site and bring it to its readers."""
    if not to:
        hint = f"{program()} publish --to FOLDER, or --to FILE.zip"
        raise UsageError("publish needs to know where to", code="usage", hint=hint)
    return publish_home(Run(), to)


def publish_home(run: Run, to: str) -> int:
    """Build the site, and bring a folder or a zip up to date with it; not while a problem is left."""
    from digest.publish.homes import publish_to
    from digest.site.upkeep import build

    settings = run.settings()
    _refuse_previews(run)
    with run.lock():
        report = build(settings)
        if run.status(report.problems):
            run.tell("Nothing was published: problems are left.")
            return run.end(report.problems, {"written": [], "removed": [], "kept": 0})
        moved = publish_to(settings, Path(to), dry_run=run.flag("dry_run"))
    run.tell("\n".join(_told(run, moved)))
    return run.end(report.problems, _json(moved))


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
