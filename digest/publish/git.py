"""Git, asked and told by its plumbing: no shell, no question, no hook, no language but English, and never for ever.

What users have set for their own work (hooks, signatures, filters, a shared index) is set aside for each call: bytes go
out as they were built, and nothing beside them changes.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from digest.errors import MachineError, UsageError, printable

LOCAL = 120.0  # seconds for what needs no network
TIDY = 3.0  # seconds in which git takes its locks away

_QUIET = {
    "GIT_TERMINAL_PROMPT": "0", "GCM_INTERACTIVE": "never", "SSH_ASKPASS_REQUIRE": "never",
    "GIT_OPTIONAL_LOCKS": "0", "GIT_FLUSH": "1", "LC_ALL": "C", "LANGUAGE": "C",
}  # fmt: skip
_ASIDE = (  # of a git that called us, as a hook does
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_QUARANTINE_PATH", "GIT_LITERAL_PATHSPECS",
)  # fmt: skip
_SET = (
    f"core.hooksPath={os.devnull}",
    *("core.splitIndex=false", "core.fsmonitor=false", "core.untrackedCache=false", "index.sparse=false"),
    *("gc.auto=0", "maintenance.auto=false", "fetch.writeCommitGraph=false", "submodule.recurse=false"),
    *("core.quotePath=false", "color.ui=false", "log.showSignature=false", "credential.interactive=false"),
    "pack.window=3",  # the first push of 16,000 files takes half the time, and sends a twentieth more
)
_MEND = "nothing was published; see that you may write into .git and that the disk has room, then publish again"
_SECRET = re.compile(r"(?<=://)[^/@\s]+@")  # a name or a key within an address


class Done(Struct, frozen=True):
    """What a call of git came to: `said` is what it told of it, fit to be printed."""

    status: int
    out: bytes
    said: str

    @property
    def text(self) -> str:
        """The output as one text."""
        return self.out.decode("utf-8", "replace").strip()

    @property
    def lines(self) -> list[str]:
        """The output by lines."""
        return self.out.decode("utf-8", "replace").splitlines()


class Git(Struct, frozen=True):
    """Git in one folder."""

    root: Path
    patience: float  # seconds that a remote is waited for

    def ask(self, *arguments: str, given: bytes = b"", environment: Mapping[str, str] | None = None) -> Done:
        """Call git for something near, which may well say no."""
        return self._run(arguments, given, LOCAL, environment or {})

    def tell(self, *arguments: str, given: bytes = b"", environment: Mapping[str, str] | None = None) -> Done:
        """Call git for something near that cannot fail unless the repository or the machine is broken."""
        done = self.ask(*arguments, given=given, environment=environment)
        if done.status:
            hint = f"{done.said or 'git says no more'}\n{_MEND}"
            raise MachineError(f"git {arguments[0]} failed", code="git", hint=hint)
        return done

    def reach(self, *arguments: str, patience: float | None = None) -> Done:
        """Call git for something that needs the remote."""
        own = {} if self._has_own_ssh() else {"GIT_SSH_COMMAND": "ssh -oBatchMode=yes -oConnectTimeout=30"}
        return self._run(arguments, b"", patience or self.patience, own)

    def _has_own_ssh(self) -> bool:
        named = any(os.environ.get(name) for name in ("GIT_SSH_COMMAND", "GIT_SSH"))
        return named or not self.ask("config", "--get", "core.sshCommand").status

    def _run(self, arguments: tuple[str, ...], given: bytes, seconds: float, environment: Mapping[str, str]) -> Done:
        settings = [word for each in _SET for word in ("-c", each)]
        command = ["git", "-C", str(self.root), "--no-pager", *settings, *arguments]
        kept = {name: value for name, value in os.environ.items() if name not in _ASIDE}
        pipe = subprocess.PIPE
        try:
            process = subprocess.Popen(
                command, stdin=pipe, stdout=pipe, stderr=pipe, env={**kept, **_QUIET, **environment},
                start_new_session=True,  # so that its helpers can be ended with it, and none finds a terminal to ask at
            )  # fmt: skip
        except FileNotFoundError:
            hint = "install it (https://git-scm.com/downloads), then try again; nothing else is needed"
            raise MachineError("git is not installed", code="git", hint=hint) from None
        return _finished(process, arguments[0], given, seconds)


def _finished(process: subprocess.Popen[bytes], name: str, given: bytes, seconds: float) -> Done:
    try:
        out, err = process.communicate(given, timeout=seconds)
    except subprocess.TimeoutExpired:
        _end(process)
        hint = "try again; if the way is slow, give it longer: --timeout SECONDS"
        raise MachineError(f"git {name} had no end after {seconds:,.0f} seconds", code="remote", hint=hint) from None
    except BaseException:  # a person who does not want to wait any more
        _end(process)
        raise
    return Done(process.returncode, out, _told(err))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End git and its helpers: gently first, so that it takes its locks away."""
    for kind in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
        try:
            if hasattr(os, "killpg"):
                os.killpg(process.pid, kind)
            else:
                process.terminate()
            process.communicate(timeout=TIDY)
        except (OSError, subprocess.TimeoutExpired, ValueError):
            continue


def _told(err: bytes) -> str:
    """What git said, line by line, without keys; of a counter that runs on in one line, its end."""
    lines = (line.rpartition("\r")[2].strip() for line in err.decode("utf-8", "replace").split("\n"))
    return "\n".join(printable(_SECRET.sub("", line)) for line in lines if line)


def repository(git: Git) -> str:
    """The kind of names that objects have here: `sha1` or `sha256`. Raises `UsageError` where there is no work tree."""
    if not git.root.is_dir():
        raise UsageError(f"{git.root} is not a folder", code="git")
    done = git.ask("rev-parse", "--is-bare-repository", "--is-inside-work-tree", "--show-object-format")
    if done.status:
        raise _no_repository(git, done.said)
    bare, inside, form = done.lines[:3]
    if bare == "true" or inside != "true":
        hint = "make a working copy of it: git clone, and publish from there"
        raise UsageError("the site lies in a bare repository, which has no files of its own", code="git", hint=hint)
    return form


def _no_repository(git: Git, said: str) -> UsageError:
    if "dubious ownership" in said:
        message = "git does not trust this folder: it belongs to another user"
        found = re.search(r"safe\.directory (\S.*)", said)
        folder = found.group(1) if found else str(git.root)
        return UsageError(message, code="git", hint=f"if you do: git config --global --add safe.directory {folder}")
    if "not a git repository" in said and not (git.root / ".git").exists():
        hint = "git init; git add .; git commit -m 'The digest'; git remote add origin ADDRESS; git push -u origin HEAD"
        return UsageError("the site does not lie in a git repository", code="git", hint=hint)
    hint = f"{said or 'git says no more'}\nthat has to be mended first; if nothing helps, clone it anew beside this one"
    return UsageError("git cannot open this repository", code="git", hint=hint)
