"""Pages that would be lost -> the files that they have become, and their addresses in `aliases:` of these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from html import unescape
from itertools import chain

from msgspec import Struct

from digest.content.authority import FIELDS, authority, text_of
from digest.content.edits import edited
from digest.content.keys import fields_of
from digest.content.library import Library
from digest.content.reading import SIZE
from digest.disk import read_bytes
from digest.errors import DigestError, Problem
from digest.keeping import overwrite
from digest.model import Article, Issue, Leaf
from digest.settings import Settings, Site
from digest.shingles import Index, likeness, prints
from digest.text import same_name
from digest.yamledit import Yaml
from digest.yamlplace import spelt

SAME = 0.5  # of the words of a text that a page must hold to be its former one, as `check --since` has it
COMPARED = 50  # texts up to which each is compared; of more, those that share runs of words, or the name

ALIASES = "aliases"
TAG_ORDER = tuple(each.name for each in FIELDS)
_TAG = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)


Item = Article | Leaf | Issue


class Renamed(Struct, frozen=True):
    """A page that stood at `old`, and the file that it is made of now, or that settles the `tag` it is made of."""

    old: str
    path: str
    url: str
    tag: str = ""


def renamed(lost: Mapping[str, bytes], library: Library, known: Sequence[str]) -> Iterator[Renamed]:
    """The lost pages, by address with their bytes, that stand at another now; `known` are all former addresses."""
    before = set(known)
    items: Iterator[Item] = chain(library.articles, library.pages, (each.issue for each in library.issues))
    texts = {item.path: item for item in items if item.url not in before}
    left = {path: _words(f"{item.title}\n{item.text.html}") for path, item in texts.items()}
    index = Index((path, prints(text)) for path, text in left.items())
    for old, data in sorted(lost.items()):
        page = _words(data.decode("utf-8", "replace"))
        likely = left.keys() & {*index.near(prints(page)), *_named(old, texts)} if len(left) > COMPARED else left.keys()
        share, path = max(((likeness(left[each], page).said, each) for each in likely), default=(0.0, ""))
        if share >= SAME:
            del left[path]
            yield Renamed(old, path, texts[path].url)


def remember(settings: Settings, found: Sequence[Renamed]) -> Iterator[Problem]:
    """Write the former addresses into the files. Yields why a file was left as it is."""
    for each in found:
        try:
            before = _bytes(settings, each)
            overwrite(settings.root, each.path, _noted(settings, each, before), before)
        except DigestError as error:
            yield error.problem


def _bytes(settings: Settings, each: Renamed) -> bytes | None:
    """What stands in the file; None where the file of tags is not there yet."""
    there = not each.tag or (settings.root / each.path).exists()
    return read_bytes(settings.root, each.path, limit=SIZE) if there else None


def _noted(settings: Settings, each: Renamed, data: bytes | None) -> bytes:
    if each.tag or data is None:
        return _with_redirect(text_of(settings.root) if data else "", each).encode("utf-8")
    return edited(data, each.path, partial(_add, each.old, order(each.path, settings.site)))


def _with_redirect(text: str, each: Renamed) -> str:
    """content/tags.yaml, in which a tag remembers a former address."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    yaml = Yaml(text.removeprefix(mark), each.path)
    settled = authority(text.removeprefix(mark)).by_name.get(same_name(each.tag))
    if not settled:
        yaml.append([f"{spelt(each.tag)}:"])
    yaml.change((settled.name if settled else each.tag, "redirects"), more=[each.old], order=TAG_ORDER)
    return mark + yaml.text


def order(path: str, site: Site) -> tuple[str, ...]:
    """The keys of a file in the order of the manual."""
    return tuple(each.name for each in fields_of(path, site))


def _add(address: str, order: Sequence[str], front: Yaml) -> None:
    front.change((ALIASES,), more=[address], order=order)


def _words(html: str) -> str:
    return unescape(_TAG.sub(" ", html))


def _named(old: str, texts: Mapping[str, Item]) -> Iterator[str]:
    name = old.rstrip("/").rpartition("/")[2]
    return (path for path, item in texts.items() if item.url.rstrip("/").rpartition("/")[2] == name)
