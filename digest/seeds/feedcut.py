"""A feed as it came -> its entries, each a feed of its own: the head of the feed, this entry, the end of the feed.

So an entry is kept to the byte, and is read by whatever reads feeds, with the names, language and namespaces around it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from msgspec import Struct

from digest.errors import DigestError, printable
from digest.seeds.encoding import decoded
from digest.seeds.feedfile import feed_items
from digest.seeds.items import Item
from digest.seeds.jsonlist import jsonfeed_items

HEAD = 32_000  # bytes before the first entry, which are stored with every one
ENTRIES = 10_000

# An entry's tag, whatever its prefix; what stands in comments and CDATA is passed over.
_TAG = re.compile(
    rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)"
    rb"|<(?P<close>/?)(?P<name>(?:[\w.-]+:)?(?:item|entry))(?=[\s/>])(?:\"[^\"<]*\"|'[^'<]*'|[^'\"<>])*>",
    re.DOTALL,
)
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_ALTERNATE = re.compile(r"<link\b[^<>]*\btype=[\"']application/(?:rss|atom)\+xml[\"'][^<>]*>", re.IGNORECASE)
_HREF = re.compile(r"\bhref=[\"']([^\"'<>\s]{1,500})[\"']", re.IGNORECASE)


class Entry(Struct, frozen=True):
    """One entry: a feed that holds nothing else, its content type and charset, and what is read in it."""

    data: bytes
    kind: str
    charset: str
    item: Item


def entries(data: bytes, path: str, charset: str = "") -> Iterator[Entry]:
    """The entries of a feed in Atom, RSS or JSON, in its order. `charset` is what came with it.

    `DigestError` (code `seed-shape`) for what is no feed, (code `size`) for one whose head is too long.
    """
    wide = decoded(data, path, claim=charset).encoding in _WIDE
    data, charset = (decoded(data, path).text.encode("utf-8", "ignore"), "utf-8") if wide else (data, charset)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        for piece in _pieces_of_json(data, path):
            yield from (Entry(piece, "application/feed+json", "utf-8", item) for item in jsonfeed_items(piece, path))
        return
    for piece in _pieces_of_xml(data, path, charset):
        yield from (Entry(piece, "application/xml", charset, item) for item in feed_items(piece, path, charset))


def _pieces_of_xml(data: bytes, path: str, charset: str) -> Iterator[bytes]:
    found = list(_spans(data))
    if not found:
        _refuse_other_than_feeds(data, path, charset)
        return
    head, end = data[: found[0][0]], data[found[-1][1] :]
    for first, last in _sound(found, len(head) + len(end), path):
        yield head + data[first:last] + end


def _spans(data: bytes) -> Iterator[tuple[int, int]]:
    """Where the outermost entries begin and end. The first tag says what entries are called here."""
    name, depth, start = b"", 0, 0
    for match in _TAG.finditer(data):
        name = name or match["name"] or b""
        if not name or match["name"] != name:
            continue
        if match["close"]:
            depth -= 1
            if depth == 0:
                yield start, match.end()
            depth = max(depth, 0)
        elif not match[0].endswith(b"/>"):
            start = start if depth else match.start()
            depth += 1


def _sound(found: list[tuple[int, int]], around: int, path: str) -> list[tuple[int, int]]:
    if around > HEAD or len(found) > ENTRIES:
        what = f"{around:,} bytes stand around its entries" if around > HEAD else f"it has {len(found):,} entries"
        raise DigestError(f"this feed is too large: {what}", code="size", path=path)
    return found


def _refuse_other_than_feeds(data: bytes, path: str, charset: str) -> None:
    """What is no feed is told, with the address of one where a page names it."""
    try:
        feed_items(data, path, charset)
    except DigestError as error:
        link = _ALTERNATE.search(data[:200_000].decode("latin-1"))
        address = _HREF.search(link[0]) if link else None
        hint = f"the page names this one as its feed: {printable(address[1])}" if address else error.problem.hint
        raise DigestError(error.problem.message, code="seed-shape", path=path, hint=hint) from None


def _pieces_of_json(data: bytes, path: str) -> Iterator[bytes]:
    """A JSON Feed (jsonfeed.org), cut between the items of its list `items`."""
    text = decoded(data, path).text
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise DigestError("this is no feed: it is no sound JSON", code="seed-shape", path=path) from None
    if not isinstance(value.get("items"), list):
        raise DigestError("this is no feed: it has no list `items`", code="seed-shape", path=path)
    found = list(_spans_of_items(text))
    head, end = (text[: found[0][0]], text[found[-1][1] :]) if found else ("", "")
    for first, last in _sound(found, len(head) + len(end), path):
        yield (head + text[first:last] + end).encode("utf-8", "surrogatepass")


def _spans_of_items(text: str) -> Iterator[tuple[int, int]]:
    """Where the items of the outermost list `items` begin and end, in a text that is a sound object of JSON."""
    decoder = json.JSONDecoder()
    place = _skip(text, text.index("{") + 1)
    while text[place] != "}":
        name, place = decoder.raw_decode(text, place)
        place = _skip(text, _skip(text, place) + 1)  # the colon
        if name == "items" and text[place] == "[":
            place = _skip(text, place + 1)
            while text[place] != "]":
                first = place
                _, place = decoder.raw_decode(text, first)
                yield first, place
                place = _skip(text, place)
                place = _skip(text, place + 1) if text[place] == "," else place
            return
        _, place = decoder.raw_decode(text, place)
        place = _skip(text, place)
        place = _skip(text, place + 1) if text[place] == "," else place


def _skip(text: str, place: int) -> int:
    while text[place] in " \t\r\n":
        place += 1
    return place
