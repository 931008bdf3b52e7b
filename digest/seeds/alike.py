"""A new draft and what stands in `content/` -> the article that says the same, or told less of it before."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from digest.seeds.making import Made
from digest.seeds.reprints import is_reprint, is_version
from digest.seeds.shelf import Shelf
from digest.shingles import likeness


class Alike(Struct, frozen=True):
    """An article like a new draft, and how so in words; whether the draft says nothing that it does not."""

    article: str = ""
    told: str = ""
    reprint: bool = False


def alike(made: Made, shelf: Shelf, body_of: Callable[[str], str]) -> Alike:
    """The article most like a draft: one with the same text, one that holds nearly all of it, or one it goes beyond."""
    if twin := shelf.by_text.get(made.text):
        return Alike(twin, f"the same text as {twin}", reprint=True)
    found = [(likeness(made.body, body_of(name)), name) for name in shelf.alike.near(made.prints)]
    for like, name in sorted(found, key=lambda each: (-each[0].within, each[1])):
        if is_reprint(like):
            shares = f"{percent(like.said)} of its words, {percent(like.held)} of that one's"
            return Alike(name, f"reprint of {name} ({shares})", reprint=True)
    for like, name in sorted(found, key=lambda each: (-each[0].covers, each[1])):
        if is_version(like):
            return Alike(name, f"it may be a newer version of {name}: {percent(like.covers)} of that stands in it")
    return Alike()


def percent(share: float) -> str:
    """A share as an editor reads it."""
    return f"{100 * share:.0f} %"
