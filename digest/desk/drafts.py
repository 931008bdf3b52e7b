"""Drafts -> what their front matter says that no published page shows; read again only when a file has changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec import Struct

from digest.content.frontmatter import parse, plain
from digest.content.reading import SIZE
from digest.disk import read_bytes, stamp
from digest.errors import DigestError


class Draft(Struct, frozen=True):
    """What an editor has to know of a draft: its seed, its own summary, and its guesses, each with its evidence."""

    seed: str = ""
    summary: str = ""
    unsure: dict[str, str] | None = None


class Drafts:
    """Drafts by their paths, for as long as their files stay as they are."""

    def __init__(self) -> None:
        self._known: dict[tuple[Path, str], tuple[object, Draft]] = {}

    def draft(self, root: Path, path: str) -> Draft:
        """What a draft's front matter says; nothing where it cannot be read, which its problems tell."""
        seen = stamp(root, path)
        known = self._known.get((root, path))
        if known and seen and known[0] == seen:
            return known[1]
        draft = _draft(root, path)
        self._known[root, path] = (seen, draft)
        return draft


def _draft(root: Path, path: str) -> Draft:
    try:
        meta: dict[str, Any] = plain(parse(read_bytes(root, path, limit=SIZE), path).meta) or {}
    except DigestError:
        return Draft()
    seed, unsure = meta.get("seed"), meta.get("unsure")
    return Draft(
        seed=str(seed.get("file") or "") if isinstance(seed, dict) else "",
        summary=str(meta.get("summary") or ""),
        unsure={name: str(why or "") for name, why in unsure.items()} if isinstance(unsure, dict) else None,
    )
