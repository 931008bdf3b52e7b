"""JSON-LD scripts of a page -> what they say of its article: the objects of all scripts are one graph."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from msgspec import Struct, field

SIZE = 500_000  # letters of JSON-LD that are read
DEPTH = 60
OBJECTS = 3_000  # of a page
FACT = 2_000  # letters of a fact
SEVERAL = 12  # authors of an article that are read

Object = dict[str, Any]

_ARTICLE = re.compile(
    r"Article|Posting|Report(?!age\w*Center)|NewsItem|Recipe|ScholarlyWork|CreativeWork$", re.IGNORECASE
)
_PAGE = re.compile(r"WebPage$|ItemPage|AboutPage|VideoObject|PodcastEpisode|Event$|Review$|Product$", re.IGNORECASE)
_SITE = re.compile(r"WebSite$|Organization$", re.IGNORECASE)
_AROUND = re.compile(r"^\s*(?:(?://)?\s*<!\[CDATA\[|<!--)|(?:(?://)?\s*\]\]>|-->)\s*$")
_LAST_COMMA = re.compile(r",(?=\s*[}\]])")
_SALVAGED = re.compile(r'"(headline|datePublished|dateCreated|dateModified)"\s*:\s*"((?:[^"\\\n]|\\.){4,300})"')
_SALVAGED_AUTHOR = re.compile(
    r'"author"\s*:\s*\[?\s*(?:"([^"\\\n]{2,100})"|\{[^{}]{0,200}?"name"\s*:\s*"([^"\\\n]{2,100})")'
)


class Graph(Struct, frozen=True):
    """The objects of a page's scripts in their order, and by the names they give themselves (`@id`)."""

    objects: tuple[Object, ...] = ()
    named: dict[str, Object] = field(default_factory=dict)

    def article(self, titles: Sequence[str]) -> Object:
        """The object that describes the page's own article: one with its headline before those of related articles."""
        return max(self.objects, key=lambda each: _rank(each, titles), default={})

    def page(self) -> Object:
        """The object that describes the page as a page."""
        return next((each for each in self.objects if kind(each).endswith("WebPage")), {})

    def site(self) -> str:
        """The name of the site."""
        sites = [each for each in self.objects if _SITE.search(kind(each)) and text(each.get("name"))]
        return text(min(sites, key=lambda each: "WebSite" not in kind(each), default={}).get("name"))

    def names(self, value: Any) -> tuple[str, ...]:
        """The names that a value stands for: of one object or several, told at once or elsewhere in the graph."""
        values = value if isinstance(value, list) else [value]
        found = [self._name(each) for each in values[:SEVERAL]]
        return tuple(dict.fromkeys(filter(None, found)))

    def _name(self, value: Any) -> str:
        if isinstance(value, dict):
            other = self.named.get(str(value.get("@id")), {}) if not value.get("name") else {}
            parts = f"{text(value.get('givenName'))} {text(value.get('familyName'))}".strip()
            return text(value.get("name")) or text(other.get("name")) or parts
        return text(self.named[value].get("name")) if isinstance(value, str) and value in self.named else text(value)


def graph(scripts: Sequence[str]) -> Graph:
    """All objects of some scripts. Of a script that is broken the plain lines about an article are taken."""
    objects = tuple(islice((each for script in scripts for each in _objects(script)), OBJECTS))
    named: dict[str, Object] = {}
    for each in objects:
        if isinstance(name := each.get("@id"), str) and (each.get("name") or name not in named):
            named[name] = each
    return Graph(tuple(each for each in objects if each.get("@type")), named)


def kind(value: Object) -> str:
    """The type of an object; of several, all."""
    stated = value.get("@type", "")
    return " ".join(map(str, stated)) if isinstance(stated, list) else str(stated)


def text(value: Any, longest: int = FACT) -> str:
    """A value as words: an object is known by its name or address, of several the first counts."""
    if isinstance(value, str):
        return " ".join(html.unescape(value[:longest]).split())
    if isinstance(value, dict):
        return text(value.get("name")) or text(value.get("@value")) or text(value.get("url"))
    if isinstance(value, list):
        return next(filter(None, map(text, value[:SEVERAL])), "")
    return ""


def _objects(script: str) -> Iterator[Object]:
    waiting = [(_value(script), 0)]
    while waiting:
        value, depth = waiting.pop()
        inner: Sequence[Any] = value if isinstance(value, list) else ()
        if isinstance(value, dict):
            yield value
            inner = tuple(value.values())
        if depth < DEPTH:
            waiting.extend((each, depth + 1) for each in reversed(inner) if isinstance(each, (dict, list)))


def _value(script: str) -> Any:
    script = _AROUND.sub("", script[:SIZE])
    for attempt in (script, script.strip().strip(";"), _LAST_COMMA.sub("", script)):
        try:
            return json.loads(attempt, strict=False)
        except ValueError:
            continue
        except RecursionError:
            return None
    return _salvaged(script)


def _salvaged(script: str) -> Object | None:
    """What a broken script says of an article line by line; the first of each counts."""
    found: Object = {}
    for match in _SALVAGED.finditer(script):
        found.setdefault(match[1], match[2].replace("\\/", "/").replace('\\"', '"'))
    author = _SALVAGED_AUTHOR.search(script)
    if author:
        found["author"] = author[1] or author[2]
    return {"@type": "Article", **found} if found else None


def _rank(each: Object, titles: Sequence[str]) -> tuple[bool, bool, bool, bool, bool]:
    """An article before a mere page, one with the page's own headline before others, one that is dated."""
    name = kind(each)
    headline = text(each.get("headline")) or text(each.get("name"))
    own = any(headline and _alike(headline, title) for title in titles)
    article = bool(_ARTICLE.search(name))
    page = bool(_PAGE.search(name))
    return own and article, article, own and page, bool(each.get("datePublished")), bool(headline)


def _alike(one: str, other: str) -> bool:
    one, other = (" ".join(re.findall(r"\w+", each.lower())) for each in (one, other))
    return len(one) > 3 and (one.startswith(other[:60]) or other.startswith(one[:60]))
