"""The setting `publish`, of it the branch and the remote that a finished site goes to, and the name of its host."""

from __future__ import annotations

import re

from digest import kinds
from digest.errors import UsageError
from digest.schema import Field, Misfit
from digest.shapes import Shape, shaped
from digest.yamltext import Node

BRANCH = "gh-pages"
REMOTE = "origin"

_NAME = re.compile(r"(?!refs/)[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


@shaped(Shape("text", pattern=f"^{_NAME.pattern}$"))
def name(node: Node) -> str:
    """The name of a branch or a remote: none that git could take for a flag, an address or a range."""
    word = kinds.text(node)
    if not _NAME.fullmatch(word) or ".." in word or word.endswith((".", ".lock")) or ".lock/" in word:
        plain = word.removeprefix("refs/heads/")
        hint = f"write `{plain}`" if plain != word and _NAME.fullmatch(plain) else ""
        raise Misfit(f"must be a plain name, like {BRANCH}, not '{word[:80]}'", node, hint)
    return word


def checked_name(flag: str, word: str) -> str:
    """The name of a branch or remote that was given on the command line. Raises `UsageError`."""
    try:
        return name(Node(word, 0, 0))
    except Misfit as misfit:
        raise UsageError(f"--{flag} {misfit}", code="branch", hint=misfit.hint) from None


@shaped(Shape("text", pattern=f"^{_HOST.pattern}$"))
def host(node: Node) -> str:
    word = kinds.text(node).lower()
    if not _HOST.fullmatch(word):
        raise Misfit(f"must be the name of a host, like digest.example.org, not '{word[:80]}'", node)
    return word


FIELDS = (
    Field("branch", name, f"The branch that `publish` pushes the site to; `{BRANCH}` if none is named."),
    Field("remote", name, f"The remote of git that has it; `{REMOTE}` if none is named."),
    Field("cname", host, "A host of the site's own, for hosts that read it from a file `CNAME`."),
)
