"""The search index of a built site -> whether it finds anything but what its own records tell readers of."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from digest.errors import Problem
from digest.publish.difference import file_of
from digest.site.search import BLOCK, FOLDER
from digest.site.search_coding import LEVEL, decoded

_HINT = "nothing was published; take public/ away and build anew"


def unaccounted(folder: Path, paths: Iterable[str]) -> Iterator[Problem]:
    """Words that lead to an article without a record, and records of pages that do not stand in the site."""
    there = set(paths)
    names = sorted(path for path in there if path.startswith(FOLDER.lstrip("/")) and path.endswith(".json"))
    numbers: set[int] = set()
    for path in names:
        block = path.rpartition("/")[2].removesuffix(".json")
        if block.isdecimal():
            rows = json.loads((folder / path).read_bytes())
            numbers.update((int(block) << BLOCK) + at for at in range(len(rows)))
            for row in rows:
                if file_of(row[1]) not in there:
                    message = f"{path} leads to {row[1]}, which is no page of this site"
                    yield Problem("hidden", message, hint=_HINT)
    for path in names:
        if path.rpartition("/")[2].startswith("s"):
            found = json.loads((folder / path).read_bytes())
            strange = [word for word, text in found.items() if {each >> LEVEL for each in decoded(text)} - numbers]
            if strange:
                message = f"{path} finds what no record tells of: {', '.join(strange[:5])}"
                yield Problem("hidden", message, hint=_HINT)
