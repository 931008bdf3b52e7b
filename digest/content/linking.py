"""Links between content files -> addresses of the site, and what of them leads nowhere."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Set
from functools import partial
from html import escape, unescape
from typing import Any, TypeVar
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from digest.content import links
from digest.content.links import MARK
from digest.content.reading import FOLDER
from digest.errors import Problem
from digest.memo import Memo
from digest.model import Article, Issue, Leaf, Link, Text

_MEND = "mend the address, or take the link out"
MEDIA = "/media/"  # where the files that stand beside articles are published

Item = TypeVar("Item", bound=Article | Leaf | Issue)


class _Linked(Struct, frozen=True):
    """A text with its links resolved, the files beside articles that it shows, and its links that lead nowhere."""

    item: Any
    used: tuple[str, ...]
    problems: tuple[Problem, ...]


class Linker:
    """Turns paths of content files in links into addresses, and gathers the links that lead nowhere."""

    def __init__(
        self,
        shown: Iterable[Article | Leaf | Issue],
        everything: Iterable[Article | Leaf | Issue],
        unread: Set[str],
        assets: frozenset[str],
        memo: Memo,
    ) -> None:
        self.shown = {each.path: each for each in shown}
        self.all = {each.path for each in everything}
        self.unread = unread
        self.assets = assets
        self.memo = memo
        self.used: set[str] = set()
        self.problems: list[Problem] = []

    def linked(self, item: Item) -> Item:
        """The text with its links resolved; a dead one loses its address and is a problem."""
        decisive = self._decisive(item)
        if decisive is None:
            return item
        found = self.memo.kept(("linked", item.path), decisive, partial(self._resolved, item))
        self.used.update(found.used)
        self.problems += found.problems
        made: Item = found.item
        return made

    def all_linked(self, articles: tuple[Article, ...]) -> tuple[Article, ...]:
        """The same of all articles, of which most have no links."""
        named = self.memo.mapped("files", _files, articles)
        return tuple(each if names is None else self.linked(each) for each, names in zip(articles, named, strict=True))

    def _decisive(self, item: Article | Leaf | Issue) -> tuple[object, ...] | None:
        """All that decides how the links of a text are written; None for a text without links."""
        names = self.memo(_files, item)
        return None if names is None else (item, *map(self._state, names))

    def _state(self, name: str) -> object:
        """What decides how a link to a file is written: the text that it holds, or why there is none."""
        if name in self.shown:
            return self.shown[name]
        return "asset" if name in self.assets else "waits" if name in self.all else name in self.unread

    def _resolved(self, item: Item) -> _Linked:
        text, used = item.text, dict[str, None]()
        problems = (self._problem(link, item.path, text) for link in text.links)

        def address(target: str) -> str | None:
            found = self._address(unescape(target), item.path, used)
            return found and escape(found)

        made = replace(item, text=text.having(html=links.rewritten(text.html, address)))
        return _Linked(self.memo.same(f"linked {item.path}", made), tuple(used), tuple(filter(None, problems)))

    def _address(self, target: str, path: str, used: dict[str, None]) -> str | None:
        file = links.file_target(target, path)
        if file is None or target.startswith("#"):
            return MARK + links.encoded(target)
        name, fragment = file
        if name in self.shown:
            place = f"#{fragment}" if fragment and not _is_expired(self.shown[name]) else ""
            return MARK + self.shown[name].url + place
        if name in self.assets:
            used[name] = None
            return MARK + quote(media_url(name))  # a `#` or `?` belongs to the file's name
        return None

    def _problem(self, link: Link, path: str, text: Text) -> Problem | None:
        if links.safe(link.target) is None:
            message = f"the address `{link.target[:60]}` was removed: only http, https, mailto and tel are let through"
            return Problem("link", message, path, link.line, link.column, "", link.excerpt, "warning")
        why = self._dead(link.target, path, text)
        return Problem("link", why, path, link.line, link.column, _MEND, link.excerpt) if why else None

    def _dead(self, target: str, path: str, text: Text) -> str:
        """Why a link leads nowhere, or nothing if it leads somewhere."""
        if target.startswith("#"):
            return (
                "" if target == "#" or _has_anchor(text, target[1:]) else f"no heading here has the anchor `{target}`"
            )
        file = links.file_target(target, path)
        if file is None:
            return ""
        name, fragment = file
        if name in self.assets:
            return ""
        if ".." in name.split("/"):
            return _outside(posixpath.normpath(name))
        if name not in self.shown:
            waits, wrong = name in self.all, name in self.unread
            state = "is a draft or not yet due" if waits else "has errors" if wrong else "does not exist"
            return f"the link leads to {name}, which {state}"
        item = self.shown[name]
        if fragment and not _is_expired(item) and not _has_anchor(item.text, fragment):
            return f"{name} has no heading with the anchor `#{fragment}`"
        return ""


def _files(item: Article | Leaf | Issue) -> tuple[str, ...] | None:
    """The files that the links of a text name; None for a text without links."""
    text = item.text
    if text.plain:
        return None
    named = [*(link.target for link in text.links), *map(unescape, links.targets(text.html))]
    found = (links.file_target(target, item.path) for target in named)
    return tuple(dict.fromkeys(file[0] for file in found if file))


def _is_expired(item: Article | Leaf | Issue) -> bool:
    """Whether an article has lost its text, and with it its headings: a link to one then leads to the headline."""
    return isinstance(item, Article) and item.expired


def _outside(name: str) -> str:
    published = f": write {name.removeprefix('static')}" if name.startswith("static/") else ""
    return f"the link leads out of the folder {FOLDER}/, to {name}{published}"


def _has_anchor(text: Text, fragment: str) -> bool:
    return any(heading.anchor == fragment for heading in text.headings) or f'id="{fragment}"' in text.html


def media_url(asset: str) -> str:
    """The address at which a file that stands in `content/` is published."""
    return MEDIA + asset.removeprefix(f"{FOLDER}/")
