"""The command `schedule`: GitHub builds the site when articles that wait are due."""

from __future__ import annotations

from typing import Any

import click

from digest.cli.flags import options
from digest.cli.run import Run, print_json
from digest.cli.words import counted


@click.command()
@options("site", "quiet", "json", "now", "dry-run")
def schedule(**_: Any) -> int:
    """Have GitHub build the site at the hours for which articles wait, or no more."""
    from digest.content.library import library_of
    from digest.publish.schedule import bring_up_to_date, hours, lines

    run = Run()
    settings = run.settings()
    waiting = library_of(settings).scheduled
    at = hours([each.date for each in waiting if each.date], settings.site.zone)
    changed = bring_up_to_date(settings.root, lines(at, settings.site.timezone), dry_run=run.flag("dry_run"))
    if run.flag("json"):
        print_json({"waiting": [each.path for each in waiting], "hours": list(at), "changed": changed})
    run.tell(_told(len(waiting), at, settings.site.timezone))
    run.tell(_next(changed, dry_run=run.flag("dry_run")))
    return 0


def _told(waiting: int, at: tuple[int, ...], timezone: str) -> str:
    from digest.publish.schedule import IDLE, MINUTE

    if not waiting:
        return "No article waits for its date, so no schedule is needed."
    clock = ", ".join(f"{hour}:{MINUTE:02}" for hour in at)
    verb = "waits" if waiting == 1 else "wait"
    return (
        f"{counted(waiting, 'article')} {verb}: the site is built every day at {clock} ({timezone}), at times later.\n"
        f"GitHub stops a schedule after {IDLE} days without a change in the repository: push something then."
    )


def _next(changed: bool, *, dry_run: bool) -> str:
    from digest.publish.beginning import WORKFLOW

    if not changed:
        return f"{WORKFLOW} is as it should be."
    return f"{WORKFLOW} would be changed." if dry_run else f"Changed {WORKFLOW}: commit and push it."
