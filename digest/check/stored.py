"""An article's seed, as its front matter names it -> whether it is there as it was, and its words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from digest.check.sheet import Sheet
from digest.content.frontmatter import plain
from digest.errors import DigestError, Problem, printable
from digest.seeds.blocks import Facts
from digest.seeds.folder import Entry, Listing, listing, part_of
from digest.seeds.read import read

_GONE = "restore it from git, or take `seed:` out"
_CHANGED = "nothing can be held against it any more; take `seed:` out, or restore the seed from git"


class Claimed(Struct, frozen=True):
    """What an article says of its seed: name and hash; nothing where it says nothing."""

    name: str = ""
    sha256: str = ""


def claimed(sheet: Sheet) -> Claimed:
    """The seed that an article names."""
    node = sheet.meta.get("seed")
    values: Any = plain(node) if node else None
    if not isinstance(values, dict) or not values.get("file"):
        return Claimed()
    return Claimed(str(values["file"]), str(values.get("sha256") or ""))


class Seeds:
    """The seeds of a site, to be found by what articles say of them."""

    def __init__(self, root: Path, *, jobs: int) -> None:
        self.found: Listing = listing(root, jobs=jobs)
        self.by_hash: dict[str, list[Entry]] = {}
        entries = (*self.found.entries, *self.found.wholes)
        for each in entries:
            self.by_hash.setdefault(each.sha256, []).append(each)
        self.names = {each.key for each in entries}

    def entry(self, claim: Claimed) -> Entry | None:
        """The seed with the bytes that it had, wherever it lies now."""
        same = self.by_hash.get(claim.sha256, [])
        return min(same, key=lambda each: (each.key != claim.name, each.key), default=None)

    def state(self, claim: Claimed) -> str:
        """The hash of the seed that an article names; the code of what is wrong where it is not there as it was."""
        if not claim.name or self.entry(claim):
            return claim.sha256
        return "seed-changed" if claim.name in self.names else "seed-gone"


def lost(sheet: Sheet, claim: Claimed, code: str) -> Problem:
    """What is told of an article whose seed is not there as it was."""
    if code == "seed-changed":
        return sheet.at_key("seed-changed", f"its seed {printable(claim.name)} has changed since", "seed", _CHANGED)
    message = f"its seed {printable(claim.name)} is not there any more, under this name or another"
    return sheet.at_key("seed-gone", message, "seed", _GONE)


def words_of(root: Path, entry: Entry) -> Sequence[str]:
    """The lines of a seed, and what its page says of itself. `DigestError` where it cannot be read."""
    seed = read(part_of(root, entry))
    return (*_said(seed.facts), *(block.text for block in seed.blocks))


def _said(facts: Facts) -> Sequence[str]:
    plainly = (facts.title, facts.headline, facts.author, facts.published, facts.site, facts.text, facts.summary)
    return tuple(filter(None, (*plainly, *facts.tags, *(each.words for each in facts.said))))


def unreadable(sheet: Sheet, claim: Claimed, error: DigestError) -> Problem:
    """What is told of an article whose seed cannot be read."""
    message = f"its seed {printable(claim.name)} cannot be read: {error.problem.message}"
    return sheet.at_key("seed-gone", message, "seed", _GONE)
