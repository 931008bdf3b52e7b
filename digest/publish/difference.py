"""What stands somewhere and what was built -> the pages that come, change and go, by their addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from msgspec import Struct

from digest.errors import Problem

_PAGE = re.compile(
    r"(?:page/\d+|(?<=^/archive/)\d{4}(?:/\d\d)?)/$"
)  # of a long list: which there are is nobody's choice

_HINT = (
    "bring it back, or name it in `aliases:` of what stands in its place (`diff --fix` does so for what was "
    "renamed); if it is to go for good, publish with --lose"
)


class Difference(Struct, frozen=True):
    """The addresses of pages that are new, changed and lost, and how many other files are."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    others_added: int = 0
    others_changed: int = 0
    others_lost: int = 0
    dead: tuple[str, ...] = ()  # of the lost pages those that readers will miss

    @property
    def empty(self) -> bool:
        """Whether there is none."""
        return self == Difference()


def difference(old: Mapping[str, str], new: Mapping[str, str]) -> Difference:
    """What changes from the one to the other: both are names of bytes, by path."""
    added, lost = new.keys() - old.keys(), old.keys() - new.keys()
    changed = {path for path in old.keys() & new.keys() if old[path] != new[path]}
    gone = _pages(lost)
    there = {url(path) for path in new if is_page(path)}
    return Difference(
        _pages(added),
        _pages(changed),
        gone,
        _others(added),
        _others(changed),
        _others(lost),
        dead=tuple(each for each in gone if _PAGE.sub("", each) == each or _PAGE.sub("", each) not in there),
    )


def is_page(path: str) -> bool:
    """Whether a file is one that readers open by its address."""
    return path.endswith(".html")


def url(path: str) -> str:
    """The address of a file, from the root of the site."""
    return "/" + (path.removesuffix("index.html") if path.rpartition("/")[2] == "index.html" else path)


def file_of(address: str) -> str:
    """The file that stands at an address."""
    return address[1:] + ("index.html" if address.endswith("/") else "")


def losses(found: Difference) -> tuple[Problem, ...]:
    """The pages that readers will miss, each as a problem."""
    return tuple(
        Problem("lost", f"{each} is there for readers, and would be gone, without a redirect", hint=_HINT)
        for each in found.dead
    )


def _others(paths: Set[str]) -> int:
    return sum(not is_page(path) for path in paths)


def _pages(paths: Set[str]) -> tuple[str, ...]:
    return tuple(sorted(url(path) for path in paths if is_page(path)))
