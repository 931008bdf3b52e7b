"""Pages of tags and topics that would be lost -> what these have become: the terms that show the same articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from difflib import SequenceMatcher
from urllib.parse import urlsplit

from digest.content.authority import FILE
from digest.content.library import Library
from digest.content.terms import Holding
from digest.publish.renames import Renamed
from digest.settings import Site

SAME = 0.5  # of the articles that a page showed, and of those that a term has now
_HREF = re.compile(rb'href="([^"#?]*)')


def moved_terms(lost: Mapping[str, bytes], library: Library, site: Site, known: Sequence[str]) -> Iterator[Renamed]:
    """The lost pages, by address with their bytes, whose articles have another term of the same kind now."""
    before = set(known)
    there = {article.url for article in library.articles}
    terms = (held for holdings in library.taxonomies.values() for held in holdings)
    left = [held for held in terms if held.term.url not in before and (held.leaf or held.term.taxonomy == "tags")]
    for old, data in sorted(lost.items()):
        showed = _shown(data, site) & there
        likely = [(_likeness(old, showed, held), held.term.url, held) for held in left if _is_beside(held, old)]
        best = max(likely, key=lambda each: each[:2], default=None)
        if best and best[0][0] >= SAME:
            left.remove(best[2])
            yield _renamed(old, best[2])


def _renamed(old: str, held: Holding) -> Renamed:
    if held.leaf:
        return Renamed(old, held.leaf.path, held.term.url)
    return Renamed(old, FILE, held.term.url, held.term.name)


def _is_beside(held: Holding, old: str) -> bool:
    return held.term.url.rstrip("/").rpartition("/")[0] == old.rstrip("/").rpartition("/")[0]


def _shown(page: bytes, site: Site) -> set[str]:
    """The addresses that a page leads to, from the root of the site."""
    below = urlsplit(site.base_url).path.rstrip("/")
    return {each.decode("utf-8", "replace").removeprefix(below) for each in _HREF.findall(page)}


def _likeness(old: str, showed: Set[str], held: Holding) -> tuple[float, float]:
    """How many of the articles are the same; where that says nothing, how alike the addresses are."""
    have = {article.url for article in held.articles}
    both = len(showed & have)
    share = min(both / max(1, len(showed)), both / max(1, min(len(have), len(showed))))
    return share, SequenceMatcher(None, old, held.term.url).ratio()
