"""A built site -> the places in which it shows what readers must not see.

The build leaves that out by what it knows; this looks at what it made, as a stranger would. A file is looked at more
closely only where it has the rarest word of something by which a hidden text is known.
"""

from __future__ import annotations

import email
import email.policy
import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import chain
from pathlib import Path

from msgspec import Struct

from digest.cores import on_all_cores
from digest.errors import Problem, printable
from digest.publish.hidden import TAG, Mark, Marks
from digest.shingles import words

SHARE = 2000  # files that a process is given at once
LINE = 64  # bytes: shorter lines are looked at in every file
READ = frozenset(
    (".html", ".xml", ".json", ".txt", ".eml", ".css", ".js", ".svg", ".webmanifest", ".csv", ".md", ".xsl", "")
)
_BREAK = re.compile(r"\\[nrt]")


def shown(folder: Path, paths: Iterable[str], found: Marks, *, jobs: int = 1) -> Iterator[Problem]:
    """The places in a folder where something hidden is shown; each text is told once, with the first place."""
    ordered = sorted(paths)
    shares = [_Share(folder, ordered[at : at + SHARE], found) for at in range(0, len(ordered), SHARE)]
    told: set[str] = set()
    for path, mark in chain.from_iterable(on_all_cores(_places, shares, jobs=jobs, few=1)):
        if mark.path not in told:
            told.add(mark.path)
            words = mark.exact or f"«{mark.words}»"
            message = f"{printable(path)} shows {mark.why}: {words}"
            hint = "nothing was published; if the words are public for another reason, publish that text first"
            yield Problem("hidden", message, mark.path, hint=hint)


class _Share(Struct, frozen=True):
    """Some files of a folder, to be looked through by one process."""

    folder: Path
    paths: list[str]
    found: Marks


def _places(share: _Share) -> list[tuple[str, Mark]]:
    """The first place of each hidden text."""
    dull: set[int] = set()
    places: dict[str, tuple[str, Mark]] = {}
    for path in share.paths:
        for mark in _found_in(share.folder, path, share.found, dull):
            places.setdefault(mark.path, (path, mark))
    return list(places.values())


def _found_in(folder: Path, path: str, found: Marks, dull: set[int]) -> Iterator[Mark]:
    if path in found.files:
        yield found.files[path]
    if not found.by_word or Path(path).suffix not in READ:
        return
    data = (folder / path).read_bytes()
    if _is_dull(path, data, found, dull):
        return
    text = _text(path, data)
    for stretch in (words(text), words(TAG.sub(" ", text))):
        whole = f" {' '.join(stretch)} "
        for word in sorted(found.by_word.keys() & set(stretch)):
            for mark in found.by_word[word]:
                if f" {mark.words} " in whole and (not mark.exact or mark.exact in text):
                    yield mark


def _is_dull(path: str, data: bytes, found: Marks, dull: set[int]) -> bool:
    """Whether a file has the rarest word of no mark. Lines that have none are not looked at again in other files."""
    fresh: dict[bytes, int] = {}
    if path.endswith((".eml", ".json")):
        text = _text(path, data)
    else:
        fresh = {line: number for line in data.split(b"\n") if (number := hash(line)) not in dull}
        text = _text(path, b"\n".join(fresh))
    if not found.by_word.keys().isdisjoint(words(text.replace("](", "] ("))):
        return False
    dull.update(number for line, number in fresh.items() if len(line) >= LINE)
    return True


def _text(path: str, data: bytes) -> str:
    """The words of a file, as far as it has any: those of a mail are coded."""
    if path.endswith(".eml"):
        mail = email.message_from_bytes(data, policy=email.policy.default)
        parts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
        return unescape("\n".join([str(mail["subject"]), *map(str, parts)]))
    text = data.decode("utf-8", "replace")
    return unescape(_said(text) if path.endswith(".json") and "\\" in text else text)


def _said(text: str) -> str:
    """The texts within JSON, their letters no longer coded."""
    try:
        return _BREAK.sub(" ", json.dumps(json.loads(text), ensure_ascii=False))
    except ValueError:
        return text
