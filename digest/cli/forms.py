"""The command `forms`: what other programs need to know of the front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from digest.cli.flags import TELL, options
from digest.cli.run import Run, program
from digest.errors import UsageError

if TYPE_CHECKING:
    from digest.forms.files import FormFile

NAMES = ("decap", "frontmatter", "obsidian", "pages", "sveltia", "vscode")
BUILT = ("decap", "sveltia")  # their files are made by `build`
STATES = {
    "new": ("is not there", "Wrote"),
    "old": ("is as an earlier run left it", "Brought up to date"),
    "current": ("is up to date", "Up to date:"),
    "edited": ("was changed by hand", "Put beside the one changed by hand:"),
}


@click.command()
@click.argument("programs", nargs=-1, type=click.Choice(NAMES), metavar="[PROGRAM]...")
@click.option("--write", is_flag=True, help="Write the files; one that was changed by hand gets the new one beside it.")
@options(*TELL)
def forms(programs: tuple[str, ...], **_: Any) -> int:
    """Tell other programs which keys there are: VS Code, Obsidian, Pages CMS, Front Matter, Sveltia or Decap CMS."""
    from digest.forms.files import form_files, write

    run = Run()
    for each in programs:
        if each in BUILT:
            run.tell(_of_admin(run, each))
    rest = tuple(each for each in programs if each not in BUILT)
    with run.lock():
        found = form_files(run.settings(), rest) if rest or not programs else ()
        if run.flag("write"):
            write(run.settings(), found)
    run.tell("\n".join(_told(each, written=run.flag("write")) for each in found))
    waiting = any(each.state != "current" for each in found)
    run.tell(
        f"Nothing was written; --write does it: {program()} forms --write" if waiting and not run.flag("write") else ""
    )
    return run.end((), {"files": [_json(each) for each in found], "written": run.flag("write")})


def _of_admin(run: Run, name: str) -> str:
    """Sveltia and Decap are a page of the site itself, which has to be wanted in its settings."""
    admin = run.settings().site.publish.admin
    if admin is None or admin.program != name:
        lines = f"publish:\n  admin: {{program: {name}, repository: OWNER/NAME}}"
        hint = f"write into site.yaml:\n{lines}"
        raise UsageError(f"the page /admin/ of {name} is not switched on", code="admin", hint=hint)
    return f"{name}: `{program()} build` makes /admin/ and /admin/config.yml, for {admin.repository}, {admin.branch}."


def _told(file: FormFile, *, written: bool) -> str:
    is_now, done = STATES[file.state]
    return f"{done} {file.target}" if written else f"{file.path} {is_now}"


def _json(file: FormFile) -> dict[str, object]:
    return {"program": file.program, "path": file.path, "state": file.state, "target": file.target}
