"""NAME.md.new: the draft that lies beside an article with which it clashes."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from digest.disk import read_bytes
from digest.errors import DigestError
from digest.seeds.record import Row
from digest.seeds.standing import LIMIT

BESIDE = ".new"  # behind the name of an article


def drop(root: Path, row: Row) -> None:
    """Remove the draft beside an article, unless somebody wrote in it."""
    try:
        data = read_bytes(root, row.article + BESIDE, limit=LIMIT)
    except DigestError:
        return
    if hashlib.sha256(data).hexdigest() == row.offered:
        with suppress(FileNotFoundError):
            os.unlink(root / (row.article + BESIDE))
