"""A short stable name for a value: equal values have equal names, in every run, on every machine."""

from __future__ import annotations

import fnmatch
import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.json import encode

SIZE = 12  # bytes: 96 bits, so that a million values meet by chance less than once in 10**17 runs
LONG = 500  # letters: a longer text is named by itself, for Python has it as UTF-8 already if it was written anywhere

_PLAIN = frozenset((bool, int, float, date, datetime))


class Simple(Struct, frozen=True):
    """A value that is named by its JSON, in a third of the time.

    Its fields tell their kinds, and hold no mapping, nor anything large that many values hold.
    """


Names = dict[int, tuple[object, str]]
"""Names of values by their `id`, each beside its value, so that no other can take that `id`."""


def fingerprint(value: object, names: Names | None = None) -> str:
    """Name a value made of structs, tuples, dicts, texts, numbers and dates. `TypeError` for all else.

    A value that stands within many others is named once where the calls share their `names`.
    """
    parts: list[str] = []
    _spell(value, parts, {} if names is None else names)
    return _of_text("".join(parts))


def brief(value: object, names: Names) -> str:
    """A name as good as the fingerprint, and sooner made: a value that is short is its own name."""
    kind = type(value)
    if kind is str:
        text = _spelt(value)  # type: ignore[arg-type]
    elif value is None or (kind is tuple and not value):  # so are most fields, and a build names very many
        return "NoneType:None;" if value is None else "[0:"
    elif id(value) in names:
        return names[id(value)][1]
    else:
        parts: list[str] = []
        _spell(value, parts, names)
        text = "".join(parts)
    return text if len(text) <= 2 * SIZE + 2 else _of_text(text)  # a value within is spelt as `<fingerprint>`


def word(*texts: str) -> str:
    """A name, as it stands within others, of a value that a few texts decide. None of them holds a zero."""
    return f"<{_of_text(chr(0).join(texts))}>"


def at_once(value: Struct) -> str:
    """A name, as it stands within others, made in a third of the time, of a value whose fields tell their kinds."""
    return f"<{of_bytes(encode(value))}>"


def of_bytes(data: bytes) -> str:
    """Name a run of bytes."""
    return hashlib.blake2b(data, digest_size=SIZE).hexdigest()


def _of_text(text: str) -> str:
    return of_bytes(text.encode("utf-8", "surrogatepass"))


def of_folder(folder: Path, pattern: str) -> str:
    """Name the files below `folder` that match `pattern`, by their names and bytes.

    Every build asks this of the program itself, so it is done without `Path`, which would take half as long again.
    """
    paths = sorted(_below(os.fspath(folder), re.compile(fnmatch.translate(pattern))))
    start = len(os.path.join(folder, ""))
    return fingerprint(tuple((path[start:].replace(os.sep, "/"), of_bytes(_bytes_in(path))) for path in paths))


def _below(folder: str, pattern: re.Pattern[str]) -> Iterator[str]:
    """The files below a folder: what it was listed with tells what each is, so that nothing is looked at twice."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path, pattern)
            elif pattern.match(entry.name) and entry.is_file():
                yield entry.path


def _bytes_in(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return file.read()


def _spelt(text: str) -> str:
    """A text, so that where it ends is told before it begins; a long one by its name."""
    return f"s{len(text)}:{text}" if len(text) <= LONG else f"S{_of_text(text)}"


def _spell(value: object, parts: list[str], names: Names) -> None:
    """Write a value so that no two different values are spelt alike: every text is preceded by its length."""
    kind = type(value)
    if kind is str:
        parts.append(_spelt(value))  # type: ignore[arg-type]
    elif value is None or kind in _PLAIN:
        parts.append(f"{kind.__name__}:{value!r};")
    elif kind is tuple or kind is list:
        parts.append(f"[{len(value)}:")  # type: ignore[arg-type]
        _spell_all(value, parts, names)  # type: ignore[arg-type]
    elif kind is dict:
        parts.append(f"{{{len(value)}:")  # type: ignore[arg-type]
        for item in sorted(value.items()):  # type: ignore[attr-defined]
            _spell_all(item, parts, names)
    else:
        parts.append(_name(value, names))


def _spell_all(values: Iterable[object], parts: list[str], names: Names) -> None:
    """Write several values; what most of them are is seen without a further call."""
    for value in values:
        known = names.get(id(value))
        if known:
            parts.append(known[1])
        elif type(value) is str:
            parts.append(f"s{len(value)}:{value}" if len(value) <= LONG else _spelt(value))
        elif value is None:
            parts.append("NoneType:None;")
        else:
            _spell(value, parts, names)


def _name(value: Any, names: Names) -> str:
    known = names.get(id(value))
    if known:
        return known[1]
    kind: Any = type(value)
    if isinstance(value, Simple):
        found = f"<{of_bytes(kind.__name__.encode() + encode(value))}>"
    else:
        parts = [f"<{kind.__name__}:"]
        _spell_all(fields_of(kind)(value), parts, names)
        found = f"<{_of_text(''.join(parts))}>"
    names[id(value)] = (value, found)
    return found


@cache
def fields_of(kind: Any) -> Callable[[Any], Iterable[object]]:
    """What gives the fields of a value. `TypeError` for anything that has none."""
    names = names_of(kind)
    return attrgetter(*names) if len(names) > 1 else lambda value: [getattr(value, name) for name in names]


@cache
def names_of(kind: Any) -> tuple[str, ...]:
    """The names of the fields of a kind of value. `TypeError` for a kind that has none."""
    names: tuple[str, ...] | None = getattr(kind, "__struct_fields__", None)
    if names is None:
        raise TypeError(f"a {kind.__name__} has no fingerprint")
    return names
