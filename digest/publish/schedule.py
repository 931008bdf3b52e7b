"""Articles that wait for their date -> the hours at which GitHub builds the site by itself, written into its workflow.

The workflow is a file of the editor's: only the lines of the schedule are put in, changed or taken out, and only where
they are as this program writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, tzinfo
from pathlib import Path

from digest.disk import read_text
from digest.errors import UsageError
from digest.keeping import overwrite
from digest.publish.beginning import WORKFLOW

MINUTE = 7  # off the hour, when GitHub's machines are least in demand
IDLE = 60  # days without a change after which GitHub stops schedules
_SIZE = 1 << 20
_BEFORE = "  workflow_dispatch:\n"
_LINES = re.compile(r"  schedule: # .*\n    - cron: \"[\d,* ]+\"\n      timezone: .+\n")
_HINT = f"`init . --github` writes {WORKFLOW} where none stands; else put these lines below its `on:`"


def hours(moments: Iterable[datetime], zone: tzinfo) -> tuple[int, ...]:
    """The hours, in a zone, in whose seventh minute something that waited is out, and less than an hour late."""
    local = {each.astimezone(zone) for each in moments}
    return tuple(sorted({(each.hour + (each.minute > MINUTE)) % 24 for each in local}))


def lines(at: tuple[int, ...], timezone: str) -> str:
    """The schedule as it stands in the workflow; empty for none."""
    if not at:
        return ""
    told = f"  schedule: # for articles that wait for their date; GitHub stops it after {IDLE} days without a change\n"
    return told + f'    - cron: "{MINUTE} {",".join(map(str, at))} * * *"\n      timezone: {timezone}\n'


def rescheduled(workflow: str, schedule: str) -> str:
    """The workflow with this schedule in place of what it had. Raises `UsageError` where it is laid out otherwise."""
    bare = _LINES.sub("", workflow)
    if "\n  schedule:" in bare or (schedule and bare.count(_BEFORE) != 1):
        message = "the schedule cannot be changed without touching what you have written"
        raise UsageError(message, code="schedule", path=WORKFLOW, hint=f"{_HINT}\n{schedule}".rstrip())
    return bare.replace(_BEFORE, _BEFORE + schedule)


def bring_up_to_date(root: Path, schedule: str, *, dry_run: bool) -> bool:
    """Put a schedule into the workflow of the repository in a folder; whether that changes it.

    Raises `UsageError` where there is no workflow.
    """
    if not (root / WORKFLOW).is_file():
        raise UsageError(f"there is no {WORKFLOW} here", code="schedule", hint=f"{_HINT}\n{schedule}".rstrip())
    before = read_text(root, WORKFLOW, limit=_SIZE)
    after = rescheduled(before, schedule)
    if after != before and not dry_run:
        overwrite(root, WORKFLOW, after.encode("utf-8"), before.encode("utf-8"))
    return after != before
