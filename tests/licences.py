"""What is locked and installed -> the page of the manual that names every package and its licence.

python -m tests.licences writes it anew.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata

from tests.desk import REPOSITORY

PAGE = REPOSITORY / "docs" / "content" / "pages" / "licences.md"
LOCK = REPOSITORY / "requirements.txt"
PROJECT = "digest-news (pyproject.toml)"
HEAD = """\
---
title: Licences
summary: The packages that Digest stands on, and under which licence each of them is given.
---

Digest is under the MIT licence; the font of its share cards, Noto Serif, is under the SIL Open Font License.

Nothing of what follows is part of Digest. `build.py` installs it, to the versions and bytes of `requirements.txt`. \
The licences are those that the packages name themselves.

This page is made from the installed packages by `python3 -m tests.licences`.
"""
# Packages that only Windows needs.
STATED = {"colorama": "BSD-3-Clause"}
# What packages call their licences -> as SPDX calls it.
NAMES = {
    "BSD License": "BSD-3-Clause", "MIT License": "MIT", "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0", "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}  # fmt: skip
# A package of two licences, of which we take the first.
CHOSEN = {"text-unidecode": "Artistic-1.0 OR GPL-2.0-or-later"}


def locked() -> dict[str, list[str]]:
    """Every package of the lock, with what it is there for: other packages, `pyproject.toml` or its group `test`."""
    found: dict[str, list[str]] = {}
    for line in LOCK.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([a-z0-9-]+)==", line):
            found[last := match[1]] = []
        elif match := re.fullmatch(r"    #(?: via)? +(\S.*)", line):
            found[last].append(match[1])
    return found


def needed_by(packages: dict[str, list[str]], *users: str) -> set[str]:
    """The packages that some others need, directly or not."""
    found: set[str] = set()
    while more := {name for name, why in packages.items() if {*users, *found} & set(why)} - found:
        found |= more
    return found


def licence(name: str) -> str:
    """The licence of an installed package, as SPDX calls it."""
    if name in CHOSEN:
        return CHOSEN[name]
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return STATED[name]
    kinds = [each.rpartition(" :: ")[2] for each in said.get_all("Classifier") or () if each.startswith("License ::")]
    words = said["License-Expression"] or said["License"] or " AND ".join(kinds)
    return NAMES.get(words, words)


def page() -> str:
    """The whole text of the page."""
    packages = locked()
    program = needed_by(packages, PROJECT)
    return "\n".join([HEAD, *_table("The program", program), *_table("Its tests", packages.keys() - program)])


def _table(title: str, names: set[str]) -> list[str]:
    rows = [f"| [{name}](https://pypi.org/project/{name}/) | {licence(name)} |" for name in sorted(names)]
    return [f"## {title}", "", "| Package | Licence |", "|:---|:---|", *rows, ""]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
