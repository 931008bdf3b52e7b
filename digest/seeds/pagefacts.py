"""What a page says about itself -> Facts: JSON-LD before OpenGraph before plain `<meta>`, `<time>` and `<title>`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from digest.seeds.blocks import Facts

JSON_SIZE = 500_000  # letters of JSON-LD that are read
JSON_DEPTH = 60
ARTICLES = re.compile(r"Article|Posting|Report|NewsItem|WebPage")

TITLES = ("og:title", "twitter:title", "dc.title", "headline")
DATES = ("article:published_time", "datepublished", "og:published_time", "date", "dc.date", "dc.date.issued", "pubdate",
         "publishdate", "publish-date", "parsely-pub-date", "sailthru.date", "dcterms.created",
         "mediator_published_time", "article.published", "cxenseparse:recs:publishtime")  # fmt: skip
AUTHORS = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "mediator_author", "byl")
SITES = ("og:site_name", "application-name", "dc.publisher", "twitter:site")


@dataclass(slots=True)
class Evidence:
    """What the head and the marks of a page have said, gathered as the page is read."""

    meta: dict[str, str] = field(default_factory=dict)
    canonical: str = ""
    language: str = ""
    times: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    json_next: bool = False

    def see(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of an opening tag."""
        if name == "html":
            self.language = self.language or attributes.get("lang", "")
        elif name == "meta":
            key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop", "")
            self.meta.setdefault(key.strip().lower(), attributes.get("content", "").strip()[:2_000])
        elif name == "link" and "canonical" in attributes.get("rel", "").lower():
            self.canonical = self.canonical or attributes.get("href", "")
        elif name == "time" and attributes.get("datetime"):
            self.times.append(attributes["datetime"])
        elif name == "script":
            self.json_next = "ld+json" in attributes.get("type", "")

    def raw(self, name: str, text: str) -> None:
        """Take note of what stands inside `<title>` or `<script>`."""
        if name == "title":
            self.titles.append(text[:2_000])
        elif self.json_next and sum(map(len, self.scripts)) < JSON_SIZE:
            self.scripts.append(text[:JSON_SIZE])


def facts(evidence: Evidence) -> Facts:
    """The facts that a page's evidence adds up to."""
    items = [item for script in evidence.scripts for item in _items(script)]
    item: dict[str, Any] = max(items, key=_rank, default={})
    meta = evidence.meta
    return Facts(
        title=_plain(next(iter(evidence.titles), "")),
        headline=_plain(_text(item.get("headline")) or _first(meta, TITLES)),
        site=_plain(_first(meta, SITES[:1]) or _text(item.get("publisher")) or _first(meta, SITES[1:])).lstrip("@"),
        author=_author(_text(item.get("author")) or _first(meta, AUTHORS)),
        published=_text(item.get("datePublished")) or _first(meta, DATES) or next(iter(evidence.times), ""),
        url=_address(evidence.canonical) or _address(meta.get("og:url", "")) or _address(_text(item.get("url"))),
        image=_address(_text(item.get("image"))) or _address(meta.get("og:image", "")),
        language=evidence.language.strip()[:12],
    )


def _items(script: str) -> Iterator[dict[str, Any]]:
    """Every object of a JSON-LD script that describes an article."""
    try:
        waiting = [(json.loads(script.strip().strip(";")), 0)]
    except (ValueError, RecursionError):
        return
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, dict):
            if ARTICLES.search(str(value.get("@type", ""))):
                yield value
            value = list(value.values())
        if isinstance(value, list) and depth < JSON_DEPTH:
            waiting.extend((each, depth + 1) for each in value)


def _rank(item: dict[str, Any]) -> tuple[bool, bool, bool]:
    """An article before a mere page; one with a date and a headline before one without."""
    return "WebPage" not in str(item.get("@type")), bool(item.get("datePublished")), bool(item.get("headline"))


def _text(value: Any) -> str:
    """A JSON-LD value as words: an object is known by its name or address, of several the names are joined."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        return _text(value.get("name")) or _text(value.get("url"))
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value[:8])))
    return ""


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str:
    return next((meta[name] for name in names if meta.get(name)), "")


def _plain(text: str) -> str:
    import html

    return " ".join(html.unescape(text[:2_000]).split())


def _author(text: str) -> str:
    """Names only: an address of a profile, a site's own account and "admin" name nobody."""
    names = [part.strip() for part in _plain(text).split(",")]
    kept = [name for name in names if name and "/" not in name and "@" not in name and name.lower() != "admin"]
    return ", ".join(dict.fromkeys(kept))[:300]


def _address(text: str) -> str:
    """A web address that an editor can click: http or https, a host, no user name, no odd signs."""
    word = text.split(", ")[0].strip()
    try:
        parts = urlsplit(word)
        host = parts.hostname or ""
        host.encode("idna")
    except (ValueError, UnicodeError):
        return ""
    odd = re.search(r"[\s<>\"'\\\x00-\x1f]", word) or parts.username or parts.password or len(word) > 2_000
    return word if parts.scheme in ("http", "https") and "." in host and not odd else ""
