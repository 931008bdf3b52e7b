"""A tag renamed or merged into another: in every article, in its text, and in content/tags.yaml, with a redirect.

Articles are written first and content/tags.yaml last: if the machine dies in between, the same command goes on.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from digest.content import reading
from digest.content.authority import FILE, Authority, text_of
from digest.content.edits import edited
from digest.content.frontmatter import decoded
from digest.content.library import Library, library
from digest.content.reading import Shelf
from digest.content.terms import folder
from digest.curate import articles
from digest.curate.settle import Move, settled_text
from digest.curate.suggest import REFUSED, SUGGESTED
from digest.errors import DigestError, MachineError, Problem, Problems, UsageError, printable
from digest.keeping import overwrite
from digest.memo import Memo
from digest.model import Leaf, Term
from digest.nearness import Near
from digest.settings import Settings, Site
from digest.text import same_name, sure_slug
from digest.yamledit import Yaml
from digest.yamlplace import Key

LISTS: tuple[Key, ...] = (("tags",), (SUGGESTED, "tags"), (SUGGESTED, REFUSED))


class Edit(Struct, frozen=True):
    """What a file held, None where it was not there, and what it is to hold."""

    before: bytes | None
    after: bytes


class Retagged(Struct):
    """What a tag's new name changes: files, and the old addresses that lead to its page from now on."""

    name: str
    changed: dict[str, Edit] = field(default_factory=dict)
    redirects: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)


def retag(settings: Settings, old: str, new: str, *, merge: bool, dry_run: bool) -> Retagged:
    """Rename a tag; or merge it into another. Raises `UsageError` where the two names cannot be meant so."""
    shelf = reading.read(settings, reading.cache_of(settings))
    stopping = shelf.tags.concerning([old, new, *shelf.tags.meant(old), *shelf.tags.meant(new)])
    if stopping:
        raise Problems(stopping)
    names = _Names(shelf, library(shelf, replace(settings, drafts=False, future=False), Memo()))
    old, new = names.checked(old, new, merge=merge)
    done = Retagged(new, problems=articles.refused(settings.root))
    _in_articles(settings, old, new, done)
    text = names.text_of(old)
    if text and text.title != new and same_name(text.title) in (same_name(old), same_name(new)):
        data = articles.read(settings.root, text.path)
        titled = edited(data, text.path, lambda front: front.say(("title",), new))
        done.changed[text.path] = Edit(data, titled)
    if names.spelling_of(old) != new:
        move = names.move(old, new, settings.site, merge=merge)
        done.redirects = move.redirects
        _settle(settings, shelf.tags, move, done)
    if not dry_run:
        _write(settings.root, done)
    return done


def _write(root: Path, done: Retagged) -> None:
    """Write the files, content/tags.yaml last. What somebody has saved in this moment stays, and is told."""
    for path in sorted(done.changed, key=lambda path: path == FILE):
        try:
            overwrite(root, path, done.changed[path].after, done.changed[path].before)
        except DigestError as error:
            if isinstance(error, MachineError):
                raise
            del done.changed[path]
            done.problems.append(error.problem)


def _in_articles(settings: Settings, old: str, new: str, done: Retagged) -> None:
    key = same_name(old)
    mark = next(iter(key.split()), "")

    def change(front: Yaml) -> None:
        for each in LISTS:
            typed = [name for name in front.names(each) if same_name(name) == key and name != new]
            front.change(each, renamed=dict.fromkeys(typed, new))

    for path in articles.article_paths(settings.root):
        try:
            data = articles.read(settings.root, path)
            made = edited(data, path, change) if mark in _folded(data, path) else data
            if made != data:
                done.changed[path] = Edit(data, made)
        except DigestError as error:
            done.problems.append(error.problem)


def _folded(data: bytes, path: str) -> str:
    """The letters of a file as those of a key, to see quickly whether a name may stand in it."""
    text = unicodedata.normalize("NFKC", decoded(data, path))
    return text.casefold().replace("ё", "е")


def _settle(settings: Settings, settled: Authority, move: Move, done: Retagged) -> None:
    there = (settings.root / FILE).exists()
    before = text_of(settings.root) if there else ""
    after = settled_text(before, settled, move)
    if after != before:
        done.changed[FILE] = Edit(before.encode("utf-8") if there else None, after.encode("utf-8"))


class _Names:
    """The tags of a site, by any spelling."""

    def __init__(self, shelf: Shelf, published: Library) -> None:
        self.settled, self.published = shelf.tags, published
        self.leaves = [each.leaf for each in shelf.entries if each.leaf and folder(each.leaf) == "tags"]
        used = [name for each in shelf.entries if each.article for name in each.article.terms.get("tags", ())]
        settled = self.settled.terms
        self.known: dict[str, str] = {}
        titles, spellings = (leaf.title for leaf in self.leaves), (name for each in settled for name in each.spellings)
        for name in (*(each.name for each in settled), *titles, *used, *spellings):
            self.known.setdefault(same_name(name), name)

    def checked(self, old: str, new: str, *, merge: bool) -> tuple[str, str]:
        """The two names as the site has them. `UsageError` where the command cannot mean them."""
        old, new = " ".join(old.split()), " ".join(new.split())
        if not new or (merge and same_name(old) == same_name(new)) or old == new:
            raise UsageError("two different names are needed", code="usage")
        self._present(old)
        old, there = self.known[same_name(old)], self._there(old, new)
        if merge and not there:
            hint = "`tags rename` gives a tag a new name"
            raise UsageError(f"there is no tag `{printable(new)}` to merge into", code="usage", hint=hint)
        if not merge and there:
            raise UsageError(f"there is a tag `{there}` already", code="usage", hint="`tags merge` makes one of two")
        spelling = self.spelling_of(old)
        if spelling not in ("", there or new) and spelling != old:
            hint = f"name `{spelling}`, or change its entry in {FILE}"
            raise UsageError(f"`{old}` is another spelling of `{spelling}`", code="usage", hint=hint)
        texts = {text.path for name in (old, there) if name and (text := self.text_of(name))}
        if len(texts) > 1:
            hint = "join the two first"
            raise UsageError("both tags have a text in content/tags/", code="usage", hint=hint)
        return old, there or new

    def _present(self, name: str) -> None:
        if same_name(name) not in self.known:
            near = Near(self.known.values()).to(name)
            hint = f"did you mean `{near[0]}`?" if near else "`tags` lists those that there are"
            raise UsageError(f"there is no tag `{printable(name)}`", code="usage", hint=hint)

    def _there(self, old: str, new: str) -> str:
        """The tag that is called so already, if that is another one."""
        meant = self.settled.by_spelling.get(same_name(new))
        if (meant and same_name(meant.name) == same_name(old)) or same_name(new) == same_name(old):
            return ""
        return meant.name if meant else self.known.get(same_name(new), "")

    def spelling_of(self, name: str) -> str:
        """The settled tag that a name is another spelling of; empty where it is none."""
        meant = self.settled.by_spelling.get(same_name(name))
        return meant.name if meant and same_name(meant.name) != same_name(name) else ""

    def text_of(self, name: str) -> Leaf | None:
        """The text of a tag, whichever of its spellings is the title."""
        key = same_name(name)
        own = (leaf for leaf in self.leaves if same_name(leaf.title) == key)
        meant = (leaf for leaf in self.leaves if [same_name(each) for each in self.settled.meant(leaf.title)] == [key])
        return next(own, None) or next(meant, None)

    def move(self, old: str, new: str, site: Site, *, merge: bool) -> Move:
        """What is to be settled, so that no page of a reader's is lost and none moves without need."""
        before, there = self._page(old), self._page(new) if same_name(new) != same_name(old) else None
        text = self.text_of(old) or self.text_of(new)
        known = self.settled.by_name.get(same_name(new if merge else old))
        slug = known.slug if known and known.slug else there.slug if there else sure_slug(new)
        address = text.url if text else site.permalinks["tags"].replace("{slug}", slug)
        former = dict.fromkeys(page.url for page in (before, there) if page and page.url != address)
        inherited = (
            self.settled.by_name[same_name(old)].redirects if merge and same_name(old) in self.settled.by_name else ()
        )
        redirects = tuple(each for each in (*former, *inherited) if each != address)
        return Move(old, new, merge, redirects, slug if slug != sure_slug(new) and not text else "")

    def _page(self, name: str) -> Term | None:
        """The published page of a tag."""
        held = self.published.taxonomies["tags"]
        return next((each.term for each in held if same_name(each.term.name) == same_name(name)), None)
