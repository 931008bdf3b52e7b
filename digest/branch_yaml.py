"""The setting `publish`: the branch and the remote that a finished site goes to, and the name of its host."""

from __future__ import annotations

import re
from dataclasses import dataclass

from digest import schema
from digest.errors import UsageError
from digest.schema import Field, Misfit
from digest.yamltext import Node

BRANCH = "gh-pages"
REMOTE = "origin"

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


@dataclass(frozen=True, slots=True)
class Publishing:
    """Where a site goes: a branch of a remote. `cname` is the host's own name, empty where it has none."""

    branch: str = BRANCH
    remote: str = REMOTE
    cname: str = ""


HOME = Publishing()


def name(node: Node) -> str:
    """The name of a branch or a remote: none that git could take for a flag, an address or a range."""
    word = schema.text(node)
    if not _NAME.fullmatch(word) or ".." in word or word.endswith((".", ".lock")) or ".lock/" in word:
        raise Misfit(f"must be a plain name, like {BRANCH}, not '{word[:80]}'", node)
    return word


def checked_name(flag: str, word: str) -> str:
    """The name of a branch or remote that was given on the command line. Raises `UsageError`."""
    try:
        return name(Node(word, 0, 0))
    except Misfit as misfit:
        raise UsageError(f"--{flag} {misfit}", code="branch", hint=misfit.hint) from None


def _host(node: Node) -> str:
    word = schema.text(node).lower()
    if not _HOST.fullmatch(word):
        raise Misfit(f"must be the name of a host, like digest.example.org, not '{word[:80]}'", node)
    return word


_PUBLISH = schema.mapping(Field("branch", name, ""), Field("remote", name, ""), Field("cname", _host, ""))


def publishing(node: Node) -> Publishing:
    """Where a site goes."""
    return Publishing(**_PUBLISH(node))
