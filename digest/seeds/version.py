"""The converter itself, as a name: when its rules change, drafts that nobody edited are made anew."""

from __future__ import annotations

from pathlib import Path

from digest.disk import read_bytes, write_whole
from digest.errors import DigestError
from digest.fingerprint import of_folder

FILE = ".digest/converter"  # the converter that last looked at the drafts; where it is lost, they stay as they are


def version() -> str:
    """A name for the rules and the program as they are now."""
    folder = Path(__file__).parent
    return of_folder(folder, "*.py") + of_folder(folder, "*.yaml")


def changed(root: Path, taught: str | None) -> bool:
    """Whether a converter other than this one, or one taught otherwise, has last looked at the drafts of a site.

    `taught` names what it has been taught; it is None where that cannot be told.
    """
    converter, lessons = _remembered(root)
    return bool(converter) and (converter != version() or taught not in (None, lessons))


def remember(root: Path, taught: str | None) -> None:
    """Say that this converter, taught so, has looked at the drafts of a site."""
    known = _remembered(root)
    now = (version(), known[1] if taught is None else taught)
    if known != now:
        write_whole(root / FILE, "\n".join(now).encode("ascii"))


def _remembered(root: Path) -> tuple[str, str]:
    try:
        converter, _, lessons = read_bytes(root, FILE, limit=1_000).decode("ascii", "replace").partition("\n")
    except DigestError:
        return "", ""
    return converter, lessons
