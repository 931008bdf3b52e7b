"""The command `publish`."""

from __future__ import annotations

from typing import Any

import click

from digest.cli.flags import TELL, options
from digest.cli.homes import publish_home, to_option
from digest.cli.run import Run, program
from digest.errors import UsageError


@click.command()
@options(*TELL, "base-url", "dry-run")
@to_option
def publish(to: str | None, **_: Any) -> int:
    """Build the site and bring it to its readers."""
    if not to:
        hint = f"{program()} publish --to FOLDER, or --to FILE.zip"
        raise UsageError("publish needs to know where to", code="usage", hint=hint)
    return publish_home(Run(), to)
