"""Where a finished site stands: what a build asks of a folder as of the memory of a preview."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from digest.site.folder import Stamp


class Output(Protocol):
    """The output folder, or the memory of a preview."""

    def stamps(self) -> dict[str, Stamp]:
        """What stands there, by path."""

    def holds(self, path: str, data: bytes) -> bool:
        """Whether a file that stands there has these bytes."""

    def put_by(self, path: str, data: bytes) -> bytes:
        """Put by a file of the next site, in whichever process it was made: its bytes need not travel to this one.

        Returns what is to be handed on of it.
        """

    def take(self, path: str, handed: bytes) -> None:
        """Take a file that was put by."""

    def exchange(self, kept: Iterable[str], foreign: Iterable[str]) -> dict[str, Stamp]:
        """Replace all that stands there by what was put and what is kept, at once; put foreign files aside."""

    def discard(self) -> None:
        """Forget what was put, and leave the site as it stands."""
