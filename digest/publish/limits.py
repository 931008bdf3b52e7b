"""A built site -> what GitHub Pages would refuse of it, or be slow with.

The numbers are GitHub's: https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits and
https://docs.github.com/en/repositories/working-with-files/managing-large-files/about-large-files-on-github
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from digest.errors import Problem

CODE = "limits"
FILE = 100 << 20  # bytes: git on GitHub takes no larger file
LARGE = 50 << 20  # bytes: from here it warns of each
SITE = 1_000_000_000  # bytes: Pages shows no larger site
NEARLY = SITE * 8 // 10
MANY = 10_000  # files: a publication takes minutes, and may come to the end of the ten that it is given
NAMED = 5  # files that are named before the rest is counted

_SMALLER = "make it smaller, or put it where large files are kept and link to it"
_LESS = "put large files elsewhere and link to them; `cards: 0` in site.yaml leaves out the share cards"
_FEWER = "`paginate:` in site.yaml makes fewer pages of lists, `cards:` fewer share cards"


def sizes(folder: Path) -> dict[str, int]:
    """The size of every file below a folder, in bytes, by its path from there. Links are not followed."""
    found: dict[str, int] = {}
    waiting = [("", str(folder))]
    while waiting:
        prefix, here = waiting.pop()
        with os.scandir(here) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{prefix}{entry.name}/", entry.path))
                elif entry.is_file(follow_symlinks=False):
                    found[prefix + entry.name] = entry.stat(follow_symlinks=False).st_size
    return found


def beyond(site: Mapping[str, int]) -> Iterator[Problem]:
    """What is too much: an error where GitHub refuses it, a warning where it comes near. Files by path, in bytes."""
    yield from _large(site)
    total = sum(site.values())
    if total > NEARLY:
        over = total > SITE
        message = f"the site has {_mega(total):,} MB, and GitHub Pages shows at most {_mega(SITE):,} MB"
        yield Problem(CODE, message, hint=_LESS, level="error" if over else "warning")
    if len(site) > MANY:
        message = f"the site has {len(site):,} files; over {MANY:,} GitHub Pages may give up before it has them all"
        yield Problem(CODE, message, hint=_FEWER, level="warning")


def _large(site: Mapping[str, int]) -> Iterator[Problem]:
    """Files that are too large, the largest first."""
    large = sorted((-size, path) for path, size in site.items() if size > LARGE)
    for size, path in ((-negative, path) for negative, path in large[:NAMED]):
        over = size > FILE
        why = f"GitHub takes no file over {FILE >> 20} MiB" if over else f"GitHub warns from {LARGE >> 20} MiB on"
        message = f"the file has {size / (1 << 20):,.1f} MiB; {why}"
        yield Problem(CODE, message, path, hint=_SMALLER, level="error" if over else "warning")
    if len(large) > NAMED:
        over = -large[NAMED][0] > FILE
        message = f"{len(large) - NAMED:,} more files have over {(FILE if over else LARGE) >> 20} MiB"
        yield Problem(CODE, message, hint=_SMALLER, level="error" if over else "warning")


def _mega(size: int) -> int:
    return -(-size // 1_000_000)
