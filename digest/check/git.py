"""Git, asked for what stood in a folder at some revision. Nothing is written, fetched, or passed to a shell."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from msgspec import Struct

from digest.errors import UsageError, printable

SECONDS = 60
QUIET = {  # no network, no locks, no questions, and no language but English
    "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C",
}  # fmt: skip
_HINT = "name a commit, a branch or a tag; a shallow clone holds few of them: git fetch --unshallow"


class Revision(Struct, frozen=True):
    """A commit, as the folder in which it is looked at sees it."""

    root: Path
    commit: str

    def files(self, folder: str) -> dict[str, str]:
        """The files below a folder, by path, with the names of their contents."""
        out = _git(self.root, "ls-tree", "-r", "-z", self.commit, "--", f"{folder}/")
        found: dict[str, str] = {}
        for row in out.split(b"\0"):
            head, _, path = row.partition(b"\t")
            if head.split()[1:2] == [b"blob"]:
                found[os.fsdecode(path)] = head.split()[2].decode("ascii")
        return found

    def present(self, names: Iterable[str]) -> list[str]:
        """Those of some files and folders that stood there."""
        out = _git(self.root, "ls-tree", "--name-only", "-z", self.commit, "--", *names)
        return [os.fsdecode(each) for each in out.split(b"\0") if each]

    def contents(self, names: Iterable[str]) -> Mapping[str, bytes]:
        """The bytes that go by some names."""
        wanted = list(dict.fromkeys(names))
        out = _git(self.root, "cat-file", "--batch", given="".join(f"{each}\n" for each in wanted).encode("ascii"))
        found: dict[str, bytes] = {}
        at = 0
        for name in wanted:
            end = out.index(b"\n", at)
            size = int(out[at:end].split()[2])
            found[name] = out[end + 1 : end + 1 + size]
            at = end + 2 + size
        return found


@contextlib.contextmanager
def archive(then: Revision, names: Sequence[str]) -> Iterator[IO[bytes]]:
    """Files and folders as a checkout would write them, in one stream of the format of tar."""
    command = ["git", "-C", str(then.root), "--no-pager", "archive", "--format=tar", then.commit, "--", *names]
    quiet = {"stderr": subprocess.DEVNULL, "env": {**os.environ, **QUIET}}
    with subprocess.Popen(command, stdout=subprocess.PIPE, **quiet) as running:  # type: ignore[call-overload]
        yield running.stdout
        running.stdout.read()  # what pads the archive: git would find that nobody listens
    if running.returncode:
        raise UsageError("git archive failed", code="git", hint="`git fsck` tells whether the repository is whole")


def revision(root: Path, name: str) -> Revision:
    """The commit that a name means. `UsageError` where git is not there, or knows no such name."""
    inside = _ran(root, "rev-parse", "--is-inside-work-tree")
    if inside.stdout.strip() != b"true":
        message = "this needs git, and the site does not lie in a working copy of it"
        raise UsageError(message, code="git", hint=_said(inside))
    done = _ran(root, "rev-parse", "--verify", "--quiet", f"{name.removeprefix('-')}^{{commit}}")
    if name.startswith("-") or done.returncode:  # a name that begins so would be taken for a flag
        raise UsageError(f"git knows no revision `{printable(name)}` here", code="git", hint=_HINT)
    return Revision(root, done.stdout.decode("ascii").strip())


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    return printable(done.stderr.decode("utf-8", "replace").strip().partition("\n")[0])


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    done = _ran(root, *arguments, given=given)
    if done.returncode:
        raise UsageError(f"git {arguments[0]} failed: {_said(done)}", code="git")
    return done.stdout


def _ran(root: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(root), "--no-pager", *arguments]
    try:
        return subprocess.run(
            command, input=given, capture_output=True, env={**os.environ, **QUIET}, timeout=SECONDS, check=False
        )
    except FileNotFoundError:
        raise UsageError("this needs git, which is not installed", code="git") from None
    except subprocess.TimeoutExpired:
        raise UsageError(f"git {arguments[0]} took more than {SECONDS} seconds", code="git") from None
