"""seeds/.drafts/: every draft as the converter wrote it, so that a better one can be merged with what an editor made.

They are committed beside the record, since `.digest/` may be deleted at any time. A file is named by the hash of its
bytes, as the record names it: git never merges two of them, and one that is cut or changed is none. Where the article
was committed as it was converted, git holds the two as one object.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Container
from contextlib import suppress
from pathlib import Path

from digest.disk import read_bytes, write_own
from digest.errors import DigestError

FOLDER = "seeds/.drafts"
LIMIT = 40_000_000  # bytes

_NAME = re.compile(r"([0-9a-f]{64})\.md")


def keep(root: Path, draft: bytes) -> str:
    """Keep a draft, and give the hash it goes by. Not synced to the disk: half a file is known to be none."""
    name = hashlib.sha256(draft).hexdigest()
    path = os.path.join(root, FOLDER, f"{name}.md")
    if not os.path.lexists(path) or find(root, name) is None:
        write_own(path, draft)
    return name


def find(root: Path, name: str) -> bytes | None:
    """The draft with a hash, or None where it is lost or no longer what it was."""
    if not name:
        return None
    try:
        data = read_bytes(root, f"{FOLDER}/{name}.md", limit=LIMIT)
    except DigestError:
        return None
    return data if hashlib.sha256(data).hexdigest() == name else None


def drop(root: Path, name: str) -> None:
    """Remove a draft that no line of the record names any more."""
    with suppress(OSError):  # one that stays does no harm
        _path(root, name).unlink()


def sweep(root: Path, named: Container[str]) -> None:
    """Remove the drafts that nothing names: a run was killed before the record had its line of them.

    The caller holds the lock. What is not called like a draft stays.
    """
    with suppress(OSError), os.scandir(root / FOLDER) as found:
        for entry in found:
            name = _NAME.fullmatch(entry.name)
            if name and name[1] not in named and entry.is_file(follow_symlinks=False):
                os.unlink(entry)


def _path(root: Path, name: str) -> Path:
    return root / FOLDER / f"{name}.md"
