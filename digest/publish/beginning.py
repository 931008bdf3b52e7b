"""A wish -> the files of a new digest: what an editor finds in the folder on the first day."""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files as resources
from pathlib import Path

from msgspec import Struct

from digest.disk import sync
from digest.errors import MachineError, UsageError, printable

WORKFLOW = ".github/workflows/digest.yml"
KEPT = frozenset(("readme", "license", "licence", "copying"))  # files that a new repository may bring along
NAMED = 10  # things that stand in the way and are named before the rest is counted

_FILES = {
    "site.yaml": "{language}/site.yaml",
    "content/articles/first.md": "{language}/first.md",
    "content/topics/how-we-work.md": "{language}/topic.md",
    "content/pages/about.md": "{language}/about.md",
    "requirements.txt": "{language}/requirements.txt",
    ".gitignore": "gitignore",
    ".gitattributes": "gitattributes",
}
_GITHUB = {WORKFLOW: "github/workflow.yml", ".github/dependabot.yml": "github/dependabot.yml"}
LITTER = frozenset((".ds_store", "thumbs.db", "desktop.ini"))  # what systems put into folders that are empty to us
_PLACE = re.compile("%(TITLE|BASE_URL|THEME|BRANCH|DAY|REQUIREMENT)%")
TITLES = {"en": "A new digest", "ru": "Новый дайджест"}
ZONES = {"en": "UTC", "ru": "Europe/Moscow"}  # as the settings in templates/ have them


class Wish(Struct, frozen=True):
    """What a new digest is to be. `requirement` is the line by which pip installs the program; `branch` is readers'."""

    language: str
    title: str
    base_url: str
    theme: str
    day: str
    requirement: str
    branch: str
    github: bool


def new_digest(wish: Wish) -> dict[str, str]:
    """Every file of a new digest, by its path."""
    made = {path: _filled(name.format(language=wish.language), wish) for path, name in _FILES.items()}
    readme = _filled(f"{wish.language}/README.md", wish)
    if not wish.github:
        return {**made, "README.md": readme}
    made |= {path: _filled(name, wish) for path, name in _GITHUB.items()}
    return {**made, "README.md": readme + _filled(f"{wish.language}/README.github.md", wish)}


def _filled(name: str, wish: Wish) -> str:
    """A template, its places filled: as YAML needs it where it is YAML."""
    text = resources("digest.publish").joinpath("templates", *name.split("/")).read_text(encoding="utf-8")
    is_yaml = name.endswith((".yaml", ".yml"))

    def put(place: re.Match[str]) -> str:
        value = str(getattr(wish, place[1].lower()))
        return json.dumps(value, ensure_ascii=False) if is_yaml else value

    return _PLACE.sub(put, text)  # at once: what is put in may look like a place itself


def write(root: Path, made: Mapping[str, str], *, dry_run: bool = False) -> list[str]:
    """Put the files of a new digest into a folder that holds nothing of its own; the paths that were written.

    A README that stands there is kept. Raises `UsageError` where anything else does.
    """
    _refuse_what_stands(root)
    kept = {entry.name.lower().partition(".")[0] for entry in _entries(root)}
    wanted = {path: text for path, text in made.items() if path != "README.md" or "readme" not in kept}
    return sorted(wanted) if dry_run else _written(root, wanted)


def _written(root: Path, wanted: Mapping[str, str]) -> list[str]:
    """Write all of them, or, where the disk refuses one, none."""
    made: list[Path] = []
    try:
        for path, text in wanted.items():
            _make_folder((root / path).parent, made)
            with (root / path).open("xb") as file:  # whatever came there in this moment is not written over
                made.append(root / path)
                file.write(text.encode("utf-8"))
    except OSError as error:
        for each in reversed(made):
            with contextlib.suppress(OSError):
                each.rmdir() if each.is_dir() else each.unlink()
        hint = "nothing was left there; name another folder, or see that you may write there and that there is room"
        raise MachineError(
            f"cannot write {error.filename or root}: {error.strerror}", code="disk", hint=hint
        ) from error
    sync([root / path for path in wanted])
    return sorted(wanted)


def _make_folder(folder: Path, made: list[Path]) -> None:
    if not folder.exists():
        _make_folder(folder.parent, made)
        folder.mkdir()
        made.append(folder)


def add(root: Path, made: Mapping[str, str], *, dry_run: bool = False) -> list[str]:
    """Put what GitHub needs into the folder of a digest that is there already; the paths that were written.

    A `requirements.txt` that stands there is kept. Raises `UsageError` where another file of these does.
    """
    wanted = [*_GITHUB, *(path for path in ("requirements.txt",) if not os.path.lexists(root / path))]
    present = [path for path in _GITHUB if os.path.lexists(root / path)]
    if present:
        message = f"{', '.join(present)} stands there already"
        raise UsageError(message, code="init", hint="nothing is overwritten: remove it first, if you want it anew")
    return sorted(wanted) if dry_run else _written(root, {path: made[path] for path in wanted})


def _refuse_what_stands(root: Path) -> None:
    if root.is_symlink() or (root.exists() and not root.is_dir()):
        raise UsageError(f"{printable(str(root))} is no folder", code="init", hint="name another one")
    names = sorted(entry.name for entry in _entries(root) if not _may_stay(entry))
    if not names:
        return
    told = ", ".join(printable(name) for name in names[:NAMED])
    told += f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    message = f"{printable(str(root))} is not empty: {told}"
    hint = "name a new or empty folder; only .git, a README and a license may stand there, and nothing is overwritten"
    raise UsageError(message, code="init", hint=hint)


def _entries(root: Path) -> Iterator[os.DirEntry[str]]:
    if root.is_dir():
        with os.scandir(root) as found:
            yield from found


def _may_stay(entry: os.DirEntry[str]) -> bool:
    """Whether it is git's folder, or the file by which a worktree names it; a README or a license; or nobody's."""
    return entry.name.lower() in {".git", *LITTER} or (
        entry.name.lower().partition(".")[0] in KEPT and entry.is_file(follow_symlinks=False)
    )
