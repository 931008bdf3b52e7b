"""A file of the editor's -> opened in the editor's own program, which no page can choose and no file's name can change.

The program stands in the environment variable `DIGEST_EDITOR`, as one would type it: `code --goto {file}:{line}`. It is
started without a shell; `{file}` begins an argument, so that whatever a file is called, it stays a file's name.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import threading
from collections.abc import Callable, Sequence

import click

from digest.desk.calls import Call, Given, Told
from digest.desk.room import Room
from digest.errors import DigestError, MachineError, UsageError

VARIABLE = "DIGEST_EDITOR"

_FILE = re.compile(r"\{file\}(?::\{line\}(?::\d+)?)?")


def command(given: str, file: str, line: int) -> list[str]:
    """The arguments of an editor's program. Raises `UsageError` where the variable cannot be understood."""
    try:
        parts = shlex.split(given, posix=os.name != "nt")
    except ValueError as error:
        raise UsageError(f"{VARIABLE} is no command: {error}", code="editor", hint="close its quotes") from None
    if os.name == "nt":
        parts = [each.strip('"') for each in parts]
    if any("{file}" in each and not _FILE.fullmatch(each) for each in parts):
        hint = "write it as an argument of its own: {file}, or {file}:{line}"
        raise UsageError(f"{VARIABLE}: {{file}} stands within an argument", code="editor", hint=hint)
    if not any("{file}" in each for each in parts):
        parts.append("{file}")
    return [each.replace("{line}", str(line)).replace("{file}", file) for each in parts]


def started(arguments: Sequence[str]) -> None:
    """Start a program that goes on by itself. Raises `MachineError` where it cannot be started."""
    try:
        process = subprocess.Popen(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        hint = f"correct {VARIABLE}, and start the preview again"
        raise MachineError(f"cannot start {arguments[0]}: {error.strerror}", code="editor", hint=hint) from None
    threading.Thread(target=process.wait, daemon=True).start()  # so that the system can forget it when it ends


def _open(room: Room, given: Given) -> Told:
    """Open a file in the editor's program, or in the one that the system has for such files."""
    path, line = room.file(given.text("file")), max(1, given.number("line"))
    file = str(room.settings().root.resolve() / path)
    wanted = os.environ.get(VARIABLE, "").strip()
    if wanted:
        arguments = command(wanted, file, line)
        started(arguments)
        return {"said": f"Opened in {os.path.basename(arguments[0])}."}
    if _launch(file):
        hint = f"name your program in the environment variable {VARIABLE}, as in `code --goto {{file}}:{{line}}`"
        raise DigestError("the system has no program for this file", code="editor", path=path, hint=hint)
    return {"said": "Handed to the system's program for such files."}


_launch: Callable[[str], int] = click.launch

CALLS: dict[str, Call] = {"open-editor": _open}
