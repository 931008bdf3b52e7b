"""Published texts -> the addresses of the web that they lead to, each with its places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from msgspec import Struct

from digest.content.reading import Shelf
from digest.disk import read_text
from digest.errors import DigestError

SIZE = 4 << 20  # bytes of a content file
_LINK = re.compile(r'<a [^>]*?href="(https?://[^"]+)"', re.IGNORECASE)


class Outgoing(Struct, frozen=True):
    """One link: its address, its file and line, and whether it is that of the original (`key` is then `source_url`).

    `archived` says that the article names a copy already.
    """

    url: str
    path: str
    line: int
    key: str = ""
    archived: bool = False


def outgoing(root: Path, shelf: Shelf) -> tuple[Outgoing, ...]:
    """Every link of published articles, pages and issues, in the order of files and lines."""
    found = [link for entry in shelf.entries for link in _of_entry(root, entry)]
    return tuple(sorted(found, key=lambda each: (each.path, each.line, each.url)))


def _of_entry(root: Path, entry: object) -> Iterator[Outgoing]:
    article = getattr(entry, "article", None)
    text = article or getattr(entry, "leaf", None) or getattr(entry, "issue", None)
    if text is None or text.draft:
        return
    lines = _lines(root, text.path)
    named = {unescape(each): "" for each in _LINK.findall(text.text.html)}
    if article and article.source and article.source.url:
        named[article.source.url] = "source_url"
    for url, key in named.items():
        yield Outgoing(url, text.path, _line(lines, url, key), key, bool(article and article.archived))


def _lines(root: Path, path: str) -> list[str]:
    try:
        return read_text(root, path, limit=SIZE).splitlines()
    except DigestError:  # it was read a moment ago, and has gone since
        return []


def _line(lines: list[str], url: str, key: str) -> int:
    """The first line that holds the address, or begins with its key; 0 where it stands in another spelling."""
    near = (number for number, line in enumerate(lines, 1) if url in line or (key and line.startswith(f"{key}:")))
    return next(near, 0)
