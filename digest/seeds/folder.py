"""seeds/ -> Parts: every article that can be read there, one after the other; those that cannot are passed over."""

from __future__ import annotations

from collections.abc import Iterator, Set
from contextlib import suppress
from pathlib import Path

from digest.disk import read_bytes
from digest.errors import DigestError, UsageError, did_you_mean, printable
from digest.seeds.batch import seed_names
from digest.seeds.blocks import Part, Seed
from digest.seeds.parts import SIZE, parts
from digest.seeds.read import read


def seeds(root: Path, wanted: Set[str] | None = None) -> Iterator[tuple[Part, Seed]]:
    """Every article of the folder, or those of certain names, read; in the order of their files."""
    files = None if wanted is None else {name.partition("#")[0] for name in wanted}
    for file in seed_names(root):
        if files is None or file in files:
            yield from _read(root, file, wanted)


def _read(root: Path, file: str, wanted: Set[str] | None) -> Iterator[tuple[Part, Seed]]:
    with suppress(DigestError):
        for part in parts(read_bytes(root, file, limit=SIZE), file):
            if wanted is None or part.name in wanted:
                with suppress(DigestError):
                    yield part, read(part)


def part_named(root: Path, name: str) -> Part:
    """One article by its name: a file, or a file with `#` and the name of an item. `UsageError` where there is none."""
    name = name if name.startswith("seeds/") else f"seeds/{name}"
    file, files = name.partition("#")[0], seed_names(root)
    if file not in files:
        hint = did_you_mean(printable(file), map(printable, files)) if files else "the folder seeds/ holds no seed"
        raise UsageError(f"there is no seed {printable(file)}", code="seed", hint=hint)
    found = {part.name: part for part in parts(read_bytes(root, file, limit=SIZE), file)}
    if name in found:
        return found[name]
    if len(found) == 1:
        return next(iter(found.values()))
    hint = did_you_mean(printable(name), map(printable, list(found)[:10])) if found else "it holds no article"
    raise UsageError(f"there is no article {printable(name)}", code="seed", hint=hint)
