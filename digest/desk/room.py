"""What lies on the desk: one site, as the preview shows it at this moment."""

from __future__ import annotations

import contextlib
import threading
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from urllib.parse import quote

from msgspec import Struct, field
from msgspec.structs import replace

from digest.content.article import Entry
from digest.content.reading import Shelf
from digest.disk import regular_files
from digest.errors import Problem, UsageError, printable
from digest.lock import lock
from digest.settings import Settings

PATIENCE = 5.0  # seconds that a call waits for a build or a conversion in another window
FOLDERS = ("content",)
PLACE = "/_desk"  # of the desk, below the root of the server


class Room(Struct, frozen=True):
    """The desk's way to a site. What is asked of it is answered as things stand at that moment.

    `settings` are read anew; `shelf` is what the preview last read of `content/`, None before it has; `problems` are
    those that a build tells; `clock` is asked when something is written; `files` are those of the site as the preview
    shows it; `site` is the origin of its pages, which is another than the desk's.
    """

    settings: Callable[[], Settings]
    shelf: Callable[[], Shelf | None]
    problems: Callable[[], tuple[Problem, ...]]
    clock: Callable[[], datetime]
    files: Callable[[], Mapping[str, bytes]] = dict
    site: str = "http://localhost"
    own: threading.Lock = field(default_factory=threading.Lock)

    @contextlib.contextmanager
    def held(self) -> Iterator[Settings]:
        """The site for one who writes to it: no other call, and no other program of ours, does so meanwhile.

        Raises `MachineError` where another one does not come to its end.
        """
        settings = self.settings()
        with self.own, lock(settings.root / ".digest" / "lock", purpose="Digest", patience=PATIENCE):
            yield settings

    def everything(self) -> Settings:
        """The settings under which drafts and articles of a later date count as well."""
        return replace(self.settings(), drafts=True, future=True)

    def entry(self, path: str) -> Entry:
        """What the preview last made of a content file; an empty entry where it knows of none."""
        shelf = self.shelf()
        at = bisect_left(shelf.paths, path) if shelf else 0
        return shelf.entries[at] if shelf and path in shelf.paths[at : at + 1] else Entry()

    def address(self, path: str) -> str:
        """Where the preview shows the page of a content file; empty where there is none."""
        entry = self.entry(path)
        shown = entry.item
        return self.site + quote(self.settings().site.base_path + shown.url.removeprefix("/")) if shown else ""

    def file(self, path: str) -> str:
        """The same path, if it is one of an editor's texts. No path is ever made of what a browser sends.

        Raises `UsageError` for any other.
        """
        if path not in self.texts():
            raise UsageError(f"there is no file {printable(path)} on this desk", code="usage")
        return path

    def texts(self) -> frozenset[str]:
        """The paths of all of an editor's texts."""
        found = (each for folder in FOLDERS for each in regular_files(self.settings().root, folder))
        return frozenset(path for path, objection in found if not objection and is_text(path))


def is_text(path: str) -> bool:
    """Whether a file of `content/` is a text that can be edited here."""
    return path.endswith((".md", ".yaml"))
