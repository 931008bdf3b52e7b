"""An RSS or Atom file -> Items: its entries, as far as they are articles. Nothing is fetched."""

from __future__ import annotations

import io
import re
from email.utils import parsedate_to_datetime
from time import struct_time
from typing import Any

from digest.errors import DigestError, Problem
from digest.seeds.blocks import Facts
from digest.seeds.encoding import decoded
from digest.seeds.items import Item, refuse_too_many, words_of

TEASER = 600  # letters of a summary from which on it may be the article itself
DEPTH = 200  # elements within one another
ELEMENTS = 300_000

_ROOT = re.compile(r"<(?![?!])")
_ELEMENT = re.compile(r"<(/?)[A-Za-z_][^<>]*?(/?)>")
_ENTRY = re.compile(r"</?(?:\w+:)?(?:item|entry)(?=[\s/>])[^<>]*>")
_NAME = re.compile(r"</?([\w:]+)")
_HIDDEN = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_CUT = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|&hellip;|&#8230;)\W*$|(?:read more|читать (?:далее|дальше|полностью)|подробнее)\W*$",
    re.I,
)


def feed_items(data: bytes, path: str, claim: str = "") -> tuple[Item, ...]:
    """The entries of a feed; `claim` is the charset that came with it.

    `DigestError` (code `seed-shape`) for other XML, (code `size`) for what is too deep or large.

    The parser never sees a document type: so no entity of its own can be in it, neither from outside nor multiplied.
    """
    text = decoded(data, path, claim=claim).text
    root = _ROOT.search(text)
    if not root:
        raise DigestError("this is no feed: there are no elements in it", code="seed-shape", path=path)
    text = text[root.start() :]
    shown = _HIDDEN.sub("", text)
    _refuse_too_deep(shown, path)
    refuse_too_many(_count(shown), path)  # before the parser has spent seconds on them
    import feedparser  # type: ignore[import-untyped,unused-ignore]  # half a second, which only feeds should cost

    try:
        parsed = feedparser.parse(io.BytesIO(text.encode("utf-8", "ignore")), sanitize_html=False)
    except Exception as error:  # noqa: BLE001 - a parser of forty dialects: what it cannot read is named, never shown
        raise DigestError(f"this feed cannot be read: {error!r:.200}", code="seed-shape", path=path) from None
    if not parsed.version and not parsed.entries:
        name = re.match(r"<([^\s<>/]{1,60})", text)
        found = f"its outermost element is <{name.group(1)}>" if name else "it is no XML"
        hint = "RSS and Atom files are read; save a page as .html"
        raise DigestError(f"this is no feed: {found}", code="seed-shape", path=path, hint=hint)
    site, language = words_of(_text(parsed.feed.get("title"))), _text(parsed.feed.get("language"))
    items = tuple(_item(entry, number, path, site, language) for number, entry in enumerate(parsed.entries, 1))
    return (*items[:-1], _torn(items[-1], path)) if items and _breaks_off(shown) else items


def _count(shown: str) -> int:
    """How many entries there are, all of one name."""
    first = _ENTRY.search(shown)
    name = _NAME.match(first.group()) if first else None
    return sum(1 for _ in re.finditer(rf"<{re.escape(name[1])}(?=[\s/>])", shown)) if name else 0


def _breaks_off(shown: str) -> bool:
    """Whether the last entry has no end."""
    marks = list(_ENTRY.finditer(shown))
    return bool(marks) and not marks[-1].group().startswith("</") and not marks[-1].group().endswith("/>")


def _torn(item: Item, path: str) -> Item:
    message, hint = f"the feed breaks off within entry {item.number}", "fetch it once more: the rest is missing"
    return Item(item.number, item.key, facts=item.facts, fault=Problem("seed-shape", message, path, hint=hint))


def _refuse_too_deep(shown: str, path: str) -> None:
    depth = deepest = count = 0
    for match in _ELEMENT.finditer(shown):
        count += 1
        depth += 0 if match.group(2) else -1 if match.group(1) else 1
        deepest = max(deepest, depth)
    if deepest > DEPTH or count > ELEMENTS:
        what = f"elements are nested {deepest:,} deep" if deepest > DEPTH else f"it has {count:,} elements"
        raise DigestError(f"this feed is too large: {what}", code="size", path=path, hint="divide it")


def _item(entry: Any, number: int, path: str, site: str, language: str) -> Item:
    contents = [_text(each.get("value")) for each in entry.get("content", [])]
    content, summary = max(contents, key=len, default=""), _text(entry.get("summary"))
    words = content if len(content) >= len(summary) else summary
    title = words_of(_text(entry.get("title")))
    key = _text(entry.get("id"))[:500]
    if not words_of(words):
        message = f"entry {number} has no text" + (f": «{title[:80]}»" if title else "")
        link = _text(entry.get("link"))
        hint = f"fetch its page: add {link}" if link else ""
        return Item(
            number, key, facts=Facts(headline=title, url=link), fault=Problem("seed-shape", message, path, hint=hint)
        )
    note = _teaser(words, has_content=bool(content), entry=entry)
    origin = f"entry {number} of the feed «{site}»" if site else f"entry {number} of a feed"
    facts = Facts(
        headline=title,
        site=words_of(_text(entry.get("source", {}).get("title"))) or site,
        author=_author(entry),
        published=_published(entry),
        url=_text(entry.get("link")),
        image=_image(entry),
        language=language,
        tags=tuple(words_of(_text(tag.get("label")) or _text(tag.get("term"))) for tag in entry.get("tags", [])[:50]),
    )
    return Item(number, key, words, "", facts, origin, note)


def _teaser(words: str, *, has_content: bool, entry: Any) -> tuple[str, ...]:
    """Whether an entry's words only lead to a page where the article stands."""
    seen = words_of(words)
    if len(seen) >= TEASER and not _CUT.search(seen):
        return ()
    if has_content and not _CUT.search(seen):
        return ()
    link = _text(entry.get("link"))
    return (f"only a teaser of {len(seen)} letters stands in the feed" + (f"; the article: {link}" if link else ""),)


def _author(entry: Any) -> str:
    names = [_text(each.get("name")) for each in entry.get("authors", [])[:10] if isinstance(each, dict)]
    return ", ".join(filter(None, names)) or words_of(_text(entry.get("author")))


def _published(entry: Any) -> str:
    """The day as the feed's own clock had it: a moment in UTC may be of the day before."""
    for name in ("published", "created", "updated"):
        raw = _text(entry.get(name))
        if re.match(r"\d{4}-\d\d-\d\d", raw):
            return raw
        try:
            return parsedate_to_datetime(raw[:100]).isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            pass
        known = entry.get(f"{name}_parsed")
        if isinstance(known, struct_time):
            return f"{known.tm_year:04}-{known.tm_mon:02}-{known.tm_mday:02}T{known.tm_hour:02}:{known.tm_min:02}Z"
    return ""


def _image(entry: Any) -> str:
    pictures = [each for each in entry.get("enclosures", []) if _text(each.get("type")).startswith("image/")]
    media = [
        each
        for each in entry.get("media_content", [])
        if "image" in _text(each.get("medium")) + _text(each.get("type"))
    ]
    found = [
        _text(each.get("href") or each.get("url")) for each in [*pictures, *media, *entry.get("media_thumbnail", [])]
    ]
    return next(filter(None, found), "")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
