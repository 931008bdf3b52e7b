"""An article -> what machines are told of it: a NewsArticle of schema.org, as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from digest.model import Teaser
from digest.settings import Site
from digest.site.view_parts import Cited, Corrected, Head

Thing = dict[str, object]


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one article; the fields are those of its view."""

    head: Head
    teaser: Teaser
    modified: datetime | None
    author: str
    citations: Sequence[Sequence[Cited]]
    rights: str
    corrections: Sequence[Corrected]


def news_article(told: Told, site: Site, permalink: Callable[[str], str], iso: Callable[[datetime], str]) -> Thing:
    """The properties that have a value, in a fixed order."""
    teaser, page = told.teaser, permalink(told.head.url)
    own = told.author or site.author or site.title
    facts: Thing = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": page,
        "url": page,
        "headline": teaser.title,
        "description": teaser.summary,
        "datePublished": iso(teaser.date) if teaser.date else "",
        "dateModified": iso(told.modified) if told.modified else "",
        "author": {"@type": "Person" if told.author else "Organization", "name": own},
        "publisher": {"@type": "Organization", "name": site.title, "url": permalink("/")},
        "isBasedOn": _original(teaser),
        "citation": [_work(each.name) for each in _quoted(told)],
        "correction": [_correction(each, permalink, iso) for each in told.corrections],
        "image": _pictured(told.head, permalink),
        "inLanguage": told.head.lang,
        "keywords": [term.name for term in teaser.terms.get("tags", ())],
        "about": [_thing(term.name, permalink(term.url)) for term in teaser.terms.get("topics", ())],
        "copyrightNotice": told.rights,
    }
    return {name: value for name, value in facts.items() if value}


def _pictured(head: Head, permalink: Callable[[str], str]) -> str:
    """The picture of what is told; where there is none, the one that stands beside links."""
    url = head.image or (head.card.url if head.card else "")
    return permalink(url) if url else ""


def _original(teaser: Teaser) -> Thing | None:
    """The work that an article retells, where its source is known."""
    source = teaser.source
    if source is None:
        return None
    return _work(source.name) | ({"url": source.url} if source.url else {})


def _quoted(told: Told) -> Iterator[Cited]:
    """The outlets that are quoted, each once; a chain begins with the source, where that is known."""
    start = 1 if told.teaser.source else 0
    yield from dict.fromkeys(each for chain in told.citations for each in chain[start:])


def _work(publisher: str) -> Thing:
    return {"@type": "CreativeWork", "publisher": {"@type": "Organization", "name": publisher}}


def _correction(each: Corrected, permalink: Callable[[str], str], iso: Callable[[datetime], str]) -> Thing:
    url = f"{permalink(each.url)}#{each.anchor}"
    return {"@type": "CorrectionComment", "text": each.text, "datePublished": iso(each.date), "url": url}


def _thing(name: str, url: str) -> Thing:
    return {"@type": "Thing", "name": name, "url": url}


def script(value: object) -> Markup:
    """JSON that may stand within a `script` element, whatever its texts hold."""
    return htmlsafe_json_dumps(value, dumps=json_text)


def json_text(value: object, **_: Any) -> str:
    """JSON with its letters as they are, but for the two that end a line in JavaScript."""
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
