"""The articles that an editor names on the command line, and the writing of what was edited in them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from digest.content.reading import ASSETS, SIZE
from digest.disk import read_bytes, regular_files
from digest.errors import Problem, UsageError, did_you_mean, printable
from digest.keeping import overwrite

FOLDER = "content/articles/"


def article_paths(root: Path) -> tuple[str, ...]:
    """Every article's path, in order."""
    found = regular_files(root, FOLDER.rstrip("/"))
    return tuple(path for path, objection in found if not objection and path.endswith(".md"))


def refused(root: Path) -> list[Problem]:
    """The articles, and folders of them, that are not looked into, and why."""
    found = regular_files(root, FOLDER.rstrip("/"))
    return [
        Problem("file", f"{objection}, so it was not read", printable(path))
        for path, objection in found
        if objection and not path.lower().endswith(ASSETS)
    ]


def named(root: Path, given: Iterable[str]) -> tuple[str, ...]:
    """The paths of articles, named by a path from here or from the site, or by the mere name of the file."""
    return tuple(dict.fromkeys(_named(root, name) for name in given))


def _named(root: Path, name: str) -> str:
    for file in (Path.cwd() / name, root / name, root / FOLDER / name, root / FOLDER / f"{name}.md"):
        path = file.resolve()
        if path.is_file() and path.is_relative_to(root.resolve() / FOLDER) and path.suffix == ".md":
            return path.relative_to(root.resolve()).as_posix()
    known = [path.removeprefix(FOLDER) for path in article_paths(root)]
    near = did_you_mean(name.rpartition("/")[2], known)
    hint = near if near.startswith("did") else f"articles stand in {FOLDER}"
    raise UsageError(f"there is no article {printable(name)}", code="usage", hint=hint)


def read(root: Path, path: str) -> bytes:
    """The bytes of an article."""
    return read_bytes(root, path, limit=SIZE)


def write(root: Path, path: str, made: bytes, data: bytes) -> None:
    """Write an article of which `data` was read anew. `DigestError`, and it stays, where it was saved since."""
    overwrite(root, path, made, data)
