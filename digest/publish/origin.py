"""Where a program or site came from -> a line for pip, an address on GitHub Pages, the branch that readers see."""

from __future__ import annotations

import json
import os
import re
import subprocess
from importlib import metadata
from pathlib import Path

from digest import __version__
from digest.check.git import QUIET

PACKAGE = "digest-news"
SECONDS = 20
ELSEWHERE = "https://example.org/"  # the address of a site that has none yet

_GITHUB = re.compile(r"(?:https://|ssh://git@|git@)github\.com[/:](?P<owner>[\w-]+)/(?P<name>[\w.-]+?)(?:\.git)?/?")
_PUBLIC = re.compile(r"https://[\w.-]+(?::\d+)?/[\w./~-]+")  # without the name and password that one may hold


def requirement(checkout: Path | None) -> str:
    """The line by which pip installs this very program: out of the repository it came from, else by its version.

    `checkout` is the folder of the program where it runs out of one.
    """
    where = _checked_out(checkout) if checkout else _installed()
    return f"{PACKAGE} @ git+{where}" if where else f"{PACKAGE}=={__version__}"


def _checked_out(folder: Path) -> str:
    """Its remote, at the commit that is checked out; at the newest one there where that was not pushed."""
    address = _public(_git(folder, "remote", "get-url", "origin"))
    pushed = _git(folder, "for-each-ref", "--contains", "HEAD", "refs/remotes/origin")
    commit = _git(folder, "rev-parse", "--verify", "HEAD" if pushed else "refs/remotes/origin/HEAD")
    return f"{address}@{commit}" if address and commit else ""


def _installed() -> str:
    """The repository and commit that pip noted, by https://packaging.python.org/specifications/direct-url/."""
    try:
        note = json.loads(metadata.distribution(PACKAGE).read_text("direct_url.json") or "{}")
        address, commit = _public(note["url"]), str(note["vcs_info"]["commit_id"])
    except (metadata.PackageNotFoundError, ValueError, KeyError, TypeError):
        return ""
    return f"{address}@{commit}" if address else ""


def _public(address: str) -> str:
    """An address that everybody may read and GitHub's machines can reach; empty for any other."""
    found = _GITHUB.fullmatch(address)
    if found:
        return f"https://github.com/{found['owner']}/{found['name']}.git"
    return address if _PUBLIC.fullmatch(address) else ""


def pages_address(root: Path) -> str:
    """Where GitHub Pages would show the repository in a folder; empty where it is none of GitHub's."""
    found = _GITHUB.fullmatch(_git(root, "remote", "get-url", "origin")) if (root / ".git").exists() else None
    if not found:
        return ""
    host = f"{found['owner'].lower()}.github.io"
    return f"https://{host}/" if found["name"].lower() == host else f"https://{host}/{found['name']}/"


def repository_above(root: Path) -> str:
    """The top of the repository in which a folder lies, where that is not the folder itself; else nothing."""
    above = next((each for each in (root, *root.parents) if each.is_dir()), root)
    top = _git(above, "rev-parse", "--show-toplevel")
    return top if top and not (root / ".git").exists() and Path(top).resolve() != root.resolve() else ""


def branch(root: Path) -> str:
    """The branch that is checked out in a folder, also before its first commit; `main` where there is none."""
    name = _git(root, "symbolic-ref", "--short", "HEAD") if (root / ".git").exists() else ""
    return name if re.fullmatch(r"[\w./-]+", name) else "main"


def _git(folder: Path, *arguments: str) -> str:
    """What git says in a line; nothing where it cannot say it."""
    try:
        command = ["git", "-C", str(folder), "--no-pager", *arguments]
        env = {**os.environ, **QUIET}
        done = subprocess.run(command, capture_output=True, env=env, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return "" if done.returncode else done.stdout.decode("utf-8", "replace").strip()
