"""A file of `.digest/` that only spares work: a missing, torn, foreign or outdated one is empty."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from digest.disk import read_bytes, write_whole
from digest.errors import DigestError, MachineError
from digest.fingerprint import of_bytes

LIMIT = 400_000_000  # bytes


def load(root: Path, file: str, key: str) -> dict[str, Any]:
    """What was kept under a key that names all that decides it."""
    try:
        head, _, text = read_bytes(root, file, limit=LIMIT).partition(b"\n")
    except DigestError:
        return {}
    known: dict[str, Any] = json.loads(text) if head + b"\n" == _head(key, text) else {}
    return known


def save(root: Path, file: str, key: str, values: dict[str, Any]) -> None:
    """Keep values that JSON can hold, where the disk lets us."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    with suppress(MachineError, OSError):
        write_whole(root / file, _head(key, text) + text)


def _head(key: str, text: bytes) -> bytes:
    return f"{key} {of_bytes(text)}\n".encode()
