"""Items -> Parts: what lists, feeds and mails have in common, names that stay and words that can be read alone."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from msgspec import Struct, field
from msgspec.structs import replace

from digest.errors import DigestError, Problem
from digest.seeds.blocks import Facts, Part
from digest.text import clean, short_hash, slug

ITEMS = 10_000  # of one file
KEY = 60  # letters of an item's name
BEGINNING = 300  # letters of an item by which it is called where nothing else names it
FACT = 2_000  # letters of one fact

_PLAIN_KEY = re.compile(r"[\w@+-][\w.@+-]{0,59}")
_TAG = re.compile(
    r"</?(?:p|br|div|a|b|i|em|strong|span|ul|ol|li|h[1-6]|img|figure|blockquote|table|html|body)\b[^<>]*>", re.I
)
_WHOLE_PAGE = re.compile(r"<(?:!doctype|html|body)\b", re.IGNORECASE)


class Item(Struct, frozen=True):
    """One article of a list, as the list states it. `key` is what the list calls it, empty where it has no name.

    `number` is its place, from 1; `fault` says why it is no article, where it is none.
    """

    number: int
    key: str = ""
    words: str = ""
    kind: str = ""
    facts: Facts = field(default_factory=Facts)
    origin: str = ""
    notes: tuple[str, ...] = ()
    fault: Problem | None = None


def refuse_too_many(count: int, path: str) -> None:
    """`DigestError` (code `size`) for a file of more items than are read."""
    if count > ITEMS:
        message, hint = f"it holds {count:,} items; at most {ITEMS:,} are read", "divide it into several files"
        raise DigestError(message, code="size", path=path, hint=hint)


def item_parts(path: str, items: Iterable[Item]) -> tuple[Part, ...]:
    """The parts of a list."""
    return told_apart(_part(path, item) for item in items)


def told_apart(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Parts of one file: those of one name are told apart by their words; of two equal ones the first counts.

    Which of them comes first does not matter, for newer ones may come above.
    """
    every = tuple(parts)
    hashes: dict[str, set[str]] = {}
    for part in every:
        hashes.setdefault(part.name, set()).add(part.sha256)
    found: dict[str, Part] = {}
    for part in every:
        if len(hashes[part.name]) > 1:
            part = replace(part, name=f"{part.name}-{part.sha256[:6]}")
        found.setdefault(part.name, part)
    return tuple(found.values())


def _part(path: str, item: Item) -> Part:
    facts = cleaned(item.facts)
    kind = item.kind or ("page" if _TAG.search(item.words) else "text")
    data = headed(item.words, facts.headline, kind).encode("utf-8", "ignore")  # lone surrogates from JSON
    stated = json.dumps([facts.headline, facts.url, facts.published, facts.author]).encode()
    sha256 = hashlib.sha256(stated + b"\n" + data).hexdigest()
    name = f"{path}#{key(item)}"
    return Part(name, data, sha256, kind, "utf-8", facts, item.origin, item.notes, fault=item.fault, listed=True)


def key(item: Item) -> str:
    """A name for an item that does not change when the list is sorted anew: its own, that of its address or title, or
    the beginning of its words; where it has none, its number.

    No name holds a `/`: it is part of a path.
    """
    for name in (item.key, item.facts.url, item.facts.headline, words_of(item.words[:BEGINNING])):
        if _PLAIN_KEY.fullmatch(name):
            return name
        if name:
            last = re.sub(r"[^\w]+", " ", _last_step(name))
            return f"{slug(last)[:KEY].strip('-') or 'item'}-{short_hash(name)}"
    return str(item.number)


def _last_step(name: str) -> str:
    """What tells one address from its neighbours: the last step of its path that says something, and its query."""
    try:
        parts = urlsplit(name)
    except ValueError:
        return name
    if not parts.scheme:
        return name
    steps = [step for step in parts.path.split("/") if step]
    last = re.sub(r"\.(?:html?|php|aspx?)$", "", steps[-1]) if steps else parts.netloc
    return f"{last} {parts.query}"


def headed(words: str, title: str, kind: str) -> str:
    """An item's words below its title, as on a page: so that they are read as any other article is."""
    start = " ".join(html.unescape(re.sub(r"<[^<>]*>", " ", words[:20_000])).split())[: 2 * len(title) + 400]
    if not title or " ".join(title.split()).lower() in start.lower() or _WHOLE_PAGE.search(words[:2_000]):
        return words
    return f"<h1>{html.escape(title, quote=False)}</h1>\n{words}" if kind == "page" else f"{title}\n\n{words}"


def cleaned(facts: Facts) -> Facts:
    """Facts as words: one line, without marks, of a length that fits; addresses only of the web."""
    lines = {name: " ".join(clean(text).split())[:FACT] for name, text in _texts(facts)}
    for name in ("url", "image"):
        lines[name] = lines[name] if re.match(r"https?://[^\s/]", lines[name]) else ""
    tags = tuple(dict.fromkeys(" ".join(clean(tag).split())[:FACT] for tag in facts.tags))
    return Facts(**lines, tags=tuple(filter(None, tags)), said=facts.said)


def _texts(facts: Facts) -> Iterator[tuple[str, str]]:
    for name in ("title", "headline", "site", "author", "published", "url", "image", "language"):
        yield name, getattr(facts, name)


def words_of(markup: str) -> str:
    """A line that may hold tags and character references, as words."""
    return " ".join(html.unescape(re.sub(r"<[^<>]*>", "", markup)).split())
