"""A file of the editor's on the desk: opened, changed, saved; and whatever is overwritten can be had back.

A browser's text field knows one kind of line end. What the editor did not change keeps its own.
"""

from __future__ import annotations

import codecs
import difflib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from digest import keeping
from digest.content.frontmatter import decoded
from digest.content.reading import SIZE
from digest.desk.calls import Clash, Told
from digest.disk import read_bytes
from digest.errors import DigestError
from digest.fingerprint import of_bytes
from digest.seeds.files import refuse_links
from digest.seeds.merge import line_end, raw_lines

SHOWN = 400  # lines of a difference


class Paper(Struct, frozen=True):
    """A file as it stands on the disk. `name` names its bytes, `text` is what a text field shows of them."""

    path: str
    data: bytes

    @property
    def name(self) -> str:
        """By this name a page says which state of the file it began with."""
        return of_bytes(self.data)

    @property
    def text(self) -> str:
        """The text with one kind of line end. Raises `DigestError` where it is not UTF-8."""
        return plain_ends(decoded(self.data, self.path))

    def told(self) -> Told:
        """What a page needs to go on from this state."""
        return {"file": self.path, "opened": self.name, "text": self.text}


def opened(root: Path, path: str) -> Paper:
    """A file from the disk. Raises `DigestError` where it cannot be read."""
    return Paper(path, read_bytes(root, path, limit=SIZE))


def plain_ends(text: str) -> str:
    """A text with the line ends of a browser's text field."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def typed(text: str, before: Paper) -> bytes:
    """The bytes of a file after an editor has typed: its mark and its line ends stay where nothing else changed."""
    old = decoded(before.data, before.path)
    mark = codecs.BOM_UTF8 if before.data.startswith(codecs.BOM_UTF8) else b""
    text = plain_ends(text)
    return mark + (_with_ends(text, old) if "\r" in old else text).encode("utf-8")


def _with_ends(text: str, old: str) -> str:
    """A text with the line ends that its lines had before; new ones end as most do."""
    usual, lines, known = line_end(old), raw_lines(text), raw_lines(old)
    found = [line[:-1] + usual if line.endswith("\n") else line for line in lines]
    same = difflib.SequenceMatcher(None, [plain_ends(line) for line in known], lines, autojunk=False)
    for start, begin, size in same.get_matching_blocks():
        found[begin : begin + size] = known[start : start + size]
    return "".join(found)


def changed(root: Path, path: str, begun: str, text: str, change: Callable[[bytes], bytes], now: datetime) -> Paper:
    """Save what an editor has typed, with a change made to it; `begun` names the state that the page began with.

    Raises `Clash` where the file holds something else by now, and `DigestError` where the change cannot be made: then
    nothing is written.
    """
    before = opened(root, path)
    if before.name != begun:
        raise clash(before, text)
    return saved(root, before, change(typed(text, before)), now)


def saved(root: Path, before: Paper, data: bytes, now: datetime) -> Paper:
    """Write a file whole, after a copy of what it held. Raises `Clash` where it has changed in this very moment."""
    after = Paper(before.path, data)
    if data == before.data:
        return after
    if len(data) > SIZE:
        raise DigestError(f"the text would have {len(data):,} bytes; at most {SIZE:,} are read", path=before.path)
    refuse_links(root, before.path.rpartition("/")[0])
    put_by(root, before, now)
    if not keeping.replace_whole(root / before.path, data, before.data):
        raise clash(opened(root, before.path), after.text)
    return after


def put_by(root: Path, paper: Paper, now: datetime) -> str:
    """Keep a copy of a text below `.digest/backup/`, by its time and the name of its bytes. The path of the copy."""
    return keeping.put_by(root, paper.path, paper.data, now)


def clash(now: Paper, text: str) -> Clash:
    """The refusal to overwrite what somebody else has written, with the difference to what was to be written."""
    lines = difflib.unified_diff(
        now.text.splitlines(), text.splitlines(), "on the disk", "on the desk", lineterm="", n=2
    )
    difference = [line for line, _ in zip(lines, range(SHOWN), strict=False)]
    told: Told = {"theirs": now.told(), "difference": difference}
    return Clash("the file has been changed by somebody else since this page was opened", now.path, told)
