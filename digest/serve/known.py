"""What a preview knows of content files: their entries, for as long as their stamps stay as they are."""

from __future__ import annotations

import os
from collections.abc import Set
from pathlib import Path

from msgspec.structs import replace

from digest.content.article import Entry
from digest.content.cache import Cache, Listing
from digest.content.kept_rows import Kept
from digest.content.reading import CACHE, Shelf, cache_key
from digest.disk import stamp
from digest.model import Article
from digest.settings import Settings, Site


class Known(Cache):
    """A cache that lives as long as the preview, begins with what a build has left, and writes nothing.

    It returns the same objects for the same file, so that what is made of them can be told to be the same at a glance.
    """

    def __init__(self, settings: Settings) -> None:
        site = settings.site
        super().__init__(settings.root / CACHE, cache_key(site), site.zone)
        self._stamps: dict[str, tuple[int, ...]] = {}
        self._entries: dict[str, tuple[str, Entry]] = {}
        self._changed: Set[str] | None = None
        self._listing: Listing | None = None

    def believe(self, changed: Set[str]) -> None:
        """Look, in the next reading, at no known file but these; where they are none, or one is not known, at all."""
        self._changed = changed if changed and changed <= self._entries.keys() else None

    def listed(self, root: Path) -> Listing | None:
        """What stands in `content/`, if only files have changed that stand there still."""
        there = self._changed is not None and all(map(os.path.isfile, (root / path for path in self._changed)))
        return self._listing if there else None

    def look_up(self, found: Listing) -> Listing:
        """Take up what stands in `content/` now."""
        self._listing = found
        return found

    def believed(self, path: str) -> Entry | None:
        """What a file became that is none of the changed."""
        if self._changed is None or path in self._changed or path not in self._entries:
            return None
        return self._entries[path][1]

    def knows(self, path: str) -> bool:
        """Whether a file was read before, whatever its bytes were."""
        return path in self._entries or super().knows(path)

    def glance(self, root: Path, path: str) -> Entry | None:
        """The entry of a file that is as it was when it was last read."""
        seen = stamp(root, path)
        if seen and seen == self._stamps.get(path):
            return self._entries[path][1]
        self._seen[path] = seen
        return None

    def entry(self, path: str, name: str) -> Entry | None:
        """What the file became when its bytes were named `name`."""
        known = self._entries.get(path)
        entry = known[1] if known and known[0] == name else super().entry(path, name)
        self._old.pop(path, None)  # it is known in its final form now, or outdated
        if entry:
            self._remember(path, name, entry)
        return entry

    def keep(self, path: str, name: str, made: Entry | Kept) -> Entry:
        """Remember an entry, even one with errors."""
        entry = self._entry_of(path, name, made)
        self._remember(path, name, entry)
        return entry

    def save(self) -> None:
        """The cache on the disk is the builds' own."""

    def _remember(self, path: str, name: str, entry: Entry) -> None:
        """The stamp is that from before the file was read: what was written since has another."""
        self._entries[path] = (name, entry)
        seen = self._seen.pop(path, None)
        if seen:
            self._stamps[path] = seen
        else:
            self._stamps.pop(path, None)


class LastGood:
    """The last entry of each file that made a page, to stand in for it while the file is broken."""

    def __init__(self) -> None:
        self._good: dict[str, Entry] = {}

    def mended(self, shelf: Shelf, site: Site) -> Shelf:
        """The shelf with the last good article or text of each file that has errors now; the errors stay told."""
        entries = tuple(self._stand_in(entry, site) for entry in shelf.entries)
        self._good = {made.path: entry for entry in entries if (made := entry.item)}
        return replace(shelf, entries=entries, names={})  # an entry may not be that of the bytes that stand there

    def _stand_in(self, entry: Entry, site: Site) -> Entry:
        broken = not entry.item and any(each.level == "error" for each in entry.problems)
        good = self._good.get(entry.problems[0].path) if broken else None
        if good is None:
            return entry
        return replace(good, article=good.article and _fitted(good.article, site), problems=entry.problems)


def _fitted(article: Article, site: Site) -> Article:
    """The article with the taxonomies that the site has now: the settings may have changed since it was read."""
    names = {name for name in site.taxonomies if name != "sources"}
    if article.terms.keys() == names:
        return article
    return replace(article, terms={name: article.terms.get(name, ()) for name in sorted(names)})
