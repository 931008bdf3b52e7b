"""Files -> a commit on a branch of a remote, by objects alone: no work tree, no index, no local branch."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from digest import __version__
from digest.errors import MachineError
from digest.publish.place import TRAILER, Place, way_in

INDEX = "publish.index"  # below .digest/; the caller holds the lock, so there is one at a time
_OWN = {"NAME": "Digest", "EMAIL": "digest@users.noreply.github.com"}  # where nobody has told git a name
_RACE = (
    "stale info", "fetch first", "non-fast-forward", "cannot lock ref", "failed to update ref", "reference already",
    "incorrect old value", "failed to lock",
)  # fmt: skip


_THERE = "what it says has to be settled there, then publish again"


class Raced(Exception):
    """Somebody else has pushed in between."""


class Files(Struct, frozen=True):
    """A finished site: the names of its objects by path, and where the bytes of each stand."""

    names: dict[str, str]
    folder: Path
    made: dict[str, bytes]  # those that stand in no folder


def object_name(data: bytes, form: str) -> str:
    """The name that git gives to some bytes."""
    return hashlib.new(form, b"blob %d\0" % len(data) + data).hexdigest()


def commit(here: Place, files: Files, known: Mapping[str, str], parent: str, message: str) -> str:
    """Make a commit of all files; `known` are those of `parent`, whose bytes git has already. Returns its name."""
    new = [path for path, name in files.names.items() if known.get(path) != name]
    for path in (path for path in new if path in files.made):
        here.git.tell("hash-object", "-w", "--stdin", given=files.made[path])
    _store(here, files, [path for path in new if path not in files.made])
    text = f"{message}\n\n{TRAILER}: {__version__}\n".encode()
    parents = ["-p", parent] if parent else []
    tree = _tree(here, files.names)
    return here.git.tell("commit-tree", "--no-gpg-sign", *parents, tree, given=text, environment=_identity(here)).text


def push(here: Place, made: str, expected: str) -> None:
    """Push a commit, if the branch stands where it was `expected` (nowhere, if that is empty). Raises `Raced`."""
    flags = ("--porcelain", "--no-verify", "--no-signed", "--no-follow-tags", "--recurse-submodules=no", "--no-thin")
    lease = f"--force-with-lease={here.ref}:{expected}"
    done = here.git.reach("push", *flags, lease, here.remote, f"{made}:{here.ref}")
    if not done.status:
        return
    verdicts = [line for line in done.lines if line.startswith("!")]
    if any(word in line for line in verdicts for word in _RACE):
        raise Raced
    why = "\n".join([*(line.rpartition("\t")[2] for line in verdicts), done.said])
    message = f"the remote did not take the site: `{here}` is as it was"
    raise MachineError(message, code="rejected", hint=f"{why}\n{way_in(why) or _THERE}")


def history(here: Place, commit: str) -> int:
    """How many commits stand on a branch."""
    return int(here.git.tell("rev-list", "--count", commit).text) if commit else 0


def _store(here: Place, files: Files, paths: list[str]) -> None:
    """Put files into the store of objects, their bytes as they are; and see that they are those that were looked at."""
    given = "".join(f"{files.folder / path}\n" for path in paths)
    out = here.git.tell("hash-object", "-w", "--no-filters", "--stdin-paths", given=os.fsencode(given)).lines
    if out != [files.names[path] for path in paths]:
        message = f"{files.folder} was changed while it was read"
        raise MachineError(message, code="output", hint="nothing was published; publish again when it is still")


def _tree(here: Place, names: Mapping[str, str]) -> str:
    rows = b"".join(f"100644 {names[path]}\t{path}\0".encode() for path in sorted(names))
    index = here.git.root / ".digest" / INDEX
    with _swept(index):
        environment = {"GIT_INDEX_FILE": str(index)}
        here.git.tell("update-index", "-z", "--index-info", given=rows, environment=environment)
        return here.git.tell("write-tree", environment=environment).text


@contextlib.contextmanager
def _swept(index: Path) -> Iterator[None]:
    sweep(index)
    try:
        yield
    finally:
        sweep(index)


def sweep(index: Path) -> None:
    """Take away what a killed run has left."""
    for each in (index, index.with_name(f"{index.name}.lock")):
        each.unlink(missing_ok=True)


def _identity(here: Place) -> dict[str, str]:
    """Who publishes: the user, or this program where git knows no name."""
    found: dict[str, str] = {}
    for part, own in _OWN.items():
        known = not here.git.ask("config", "--get", f"user.{part.lower()}").status
        for role in ("AUTHOR", "COMMITTER"):
            if not known and not os.environ.get(f"GIT_{role}_{part}"):
                found[f"GIT_{role}_{part}"] = own
    return found
