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


def changed(root: Path) -> bool:
    """Whether another converter than this one has last looked at the drafts of a site."""
    return _remembered(root) not in ("", version())


def remember(root: Path) -> None:
    """Say that this converter has looked at the drafts of a site."""
    if _remembered(root) != version():
        write_whole(root / FILE, version().encode("ascii"))


def _remembered(root: Path) -> str:
    try:
        return read_bytes(root, FILE, limit=1_000).decode("ascii", "replace")
    except DigestError:
        return ""
