""".digest/pulled.json: what servers said of their feeds, so that they are only asked for what is new.

If it is lost, feeds are fetched once more, and nothing is stored twice: seeds/ itself tells what is there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import asdict

from digest.disk import read_bytes, write_whole
from digest.errors import DigestError

FILE = ".digest/pulled.json"
SIZE = 50_000_000  # bytes


class Remembered(Struct, frozen=True):
    """What is known of one feed. `etag` and `modified` are what the server called its last answer.

    `how` names the options under which that was taken in; `until` is a moment before which the server does not want to
    be asked; `seen` are the entries of the last answer that were dealt with, each with a name for what it said.
    """

    etag: str = ""
    modified: str = ""
    how: str = ""
    until: str = ""
    seen: Mapping[str, str] = field(default_factory=dict)

    def waits(self, now: datetime) -> bool:
        """Whether the server still wants to be left alone."""
        try:
            return bool(self.until) and datetime.fromisoformat(self.until) > now
        except (ValueError, TypeError):
            return False


def read(root: Path) -> dict[str, Remembered]:
    """What is remembered of each feed by its address; nothing where the file is lost or broken."""
    try:
        value = json.loads(read_bytes(root, FILE, limit=SIZE))
        return {str(url): _remembered(each) for url, each in value["feeds"].items()}
    except (DigestError, ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return {}


def _remembered(value: Any) -> Remembered:
    seen = {str(name): str(words) for name, words in value["seen"].items()}
    etag, modified, how, until = (str(value[name]) for name in ("etag", "modified", "how", "until"))
    return Remembered(etag, modified, how, until, seen)


def write(root: Path, feeds: Mapping[str, Remembered]) -> None:
    """Remember it."""
    value = {"feeds": {url: asdict(feeds[url]) for url in sorted(feeds)}}
    write_whole(root / FILE, json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace"))
