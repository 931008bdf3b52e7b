"""A short stable name for a value: equal values have equal names, in every run, on every machine."""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

SIZE = 12  # bytes: 96 bits, so that a million values meet by chance less than once in 10**17 runs


Memo = dict[int, tuple[object, str]]
"""Names of dataclass values by their `id`, each beside its value, which so outlives the memo's use of that `id`."""


def fingerprint(value: object, memo: Memo | None = None) -> str:
    """Name a value made of dataclasses, tuples, dicts, strings, numbers and dates. `TypeError` for anything else.

    A value that stands within many others is named once where the calls share a `memo`.
    """
    parts: list[str] = []
    _spell(value, parts, {} if memo is None else memo)
    return of_bytes("".join(parts).encode("utf-8", "surrogatepass"))


def of_bytes(data: bytes) -> str:
    """Name a run of bytes."""
    return hashlib.blake2b(data, digest_size=SIZE).hexdigest()


def of_folder(folder: Path, pattern: str) -> str:
    """Name the files below `folder` that match `pattern`, by their names and bytes."""
    files = sorted(path for path in folder.rglob(pattern) if path.is_file())
    return fingerprint(tuple((path.relative_to(folder).as_posix(), of_bytes(path.read_bytes())) for path in files))


def _spell(value: object, parts: list[str], memo: Memo) -> None:
    """Write a value so that no two different values are spelt alike: every text is preceded by its length."""
    if isinstance(value, str):
        parts.append(f"s{len(value)}:{value}")
    elif value is None or isinstance(value, (bool, int, float, date, datetime)):
        parts.append(f"{type(value).__name__}:{value!r};")
    elif isinstance(value, (tuple, list)):
        parts.append(f"[{len(value)}:")
        for item in value:
            _spell(item, parts, memo)
    elif isinstance(value, dict):
        parts.append(f"{{{len(value)}:")
        for key in sorted(value):
            _spell(key, parts, memo)
            _spell(value[key], parts, memo)
    elif is_dataclass(value) and not isinstance(value, type):
        parts.append(_name(value, memo))
    else:
        raise TypeError(f"a {type(value).__name__} has no fingerprint")


def _name(value: Any, memo: Memo) -> str:
    known = memo.get(id(value))
    if known:
        return known[1]
    kind: Any = type(value)
    parts = [f"<{kind.__name__}:"]
    for name in _names(kind):
        _spell(getattr(value, name), parts, memo)
    word = f"<{of_bytes(''.join(parts).encode('utf-8', 'surrogatepass'))}>"
    memo[id(value)] = (value, word)
    return word


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
