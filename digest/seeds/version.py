"""The converter itself, as a name: when its rules change, drafts that nobody edited are made anew."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from msgspec import Struct

from digest.disk import read_bytes, write_whole
from digest.errors import DigestError
from digest.fingerprint import of_folder

FILE = ".digest/converter"  # where it is lost, drafts stay as they are until the converter changes again
LIMIT = 20_000_000  # bytes


@cache
def version() -> str:
    """A name for the rules and the program, as they were when this process first asked: it runs no others."""
    folder = Path(__file__).parent
    return "".join(of_folder(folder, pattern) for pattern in ("*.py", "*.yaml", "*.json"))


class Remembered(Struct, frozen=True):
    """The converter that last looked at the drafts, what it had been taught, and the seeds to come back to."""

    converter: str = ""
    lessons: str = ""
    unfinished: tuple[str, ...] = ()

    def is_older(self, taught: str | None) -> bool:
        """Whether it was another converter than this one, or one taught otherwise.

        `taught` names what this one has been taught; it is None where that cannot be told.
        """
        return bool(self.converter) and (self.converter != version() or taught not in (None, self.lessons))


def remembered(root: Path) -> Remembered:
    """What is known of the last conversion of a site."""
    try:
        text = read_bytes(root, FILE, limit=LIMIT).decode("utf-8", "replace")
    except DigestError:
        return Remembered()
    converter, lessons, *unfinished = (text + "\n").split("\n")
    return Remembered(converter, lessons, tuple(filter(None, unfinished)))


def remember(root: Path, taught: str | None, unfinished: Iterable[str]) -> None:
    """Say that this converter, taught so, has looked at the drafts of a site, but for those of some seeds."""
    known = remembered(root)
    now = Remembered(version(), known.lessons if taught is None else taught, tuple(sorted(unfinished)))
    if known != now:
        write_whole(root / FILE, "\n".join((now.converter, now.lessons, *now.unfinished)).encode("utf-8"))
