"""A page -> what machines are told of it: things of schema.org, as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup
from msgspec import Struct
from msgspec.json import encode

from digest.model import Teaser
from digest.settings import Site
from digest.site.drawn_views import TOUCH_ICON
from digest.site.issue_views import IssueSection
from digest.site.view_parts import Cited, Corrected, Head

Thing = dict[str, object]


class Told(Struct, frozen=True):
    """What is told of one article; the fields are those of its view."""

    head: Head
    teaser: Teaser
    modified: datetime | None
    author: str
    archived: str
    citations: Sequence[Sequence[Cited]]
    rights: str
    corrections: Sequence[Corrected]


class Structured:
    """What templates may tell machines. All but `structured` give a thing; that puts things into a `script` element."""

    def __init__(self, site: Site, permalink: Callable[[str], str], iso: Callable[[datetime], str]) -> None:
        self._site, self._permalink, self._iso = site, permalink, iso

    def structured(self, things: Sequence[Thing], trail: Sequence[Sequence[str]], title: str) -> Markup:
        """JSON-LD of some things, and of the way to the page: names and addresses from the home page down.

        `title` is that of the page itself, escaped as its element has it. Nothing where there is nothing to tell.
        """
        way = [self._step(number, *each) for number, each in enumerate(trail, 1)]
        own = {"@type": "ListItem", "position": len(way) + 1, "name": Markup(title).unescape()}
        crumbs: list[Thing] = [{"@type": "BreadcrumbList", "itemListElement": [*way, own]}] if way else []
        graph = [*things, *crumbs]
        if not graph:
            return Markup("")
        told = graph[0] if len(graph) == 1 else {"@graph": graph}
        return script({"@context": "https://schema.org", **told})

    def _step(self, number: int, name: str, url: str) -> Thing:
        return {"@type": "ListItem", "position": number, "name": name, "item": self._permalink(url)}

    def web_site(self) -> Thing:
        """The site itself, and where it is searched."""
        site, home = self._site, self._permalink("/")
        target = {"@type": "EntryPoint", "urlTemplate": f"{home}search/?q={{search_term_string}}"}
        search = {"@type": "SearchAction", "target": target, "query-input": "required name=search_term_string"}
        facts: Thing = {
            "@type": "WebSite",
            "url": home,
            "name": site.title,
            "description": site.description,
            "inLanguage": site.language,
            "publisher": self._publisher(site.author or site.title),
            "potentialAction": search,
        }
        return _known(facts)

    def collection(self, head: Head, name: str, teasers: Iterable[Teaser] = ()) -> Thing:
        """A page that lists others, and which articles stand there."""
        places = (self._permalink(teaser.url) for teaser in teasers)
        items = [{"@type": "ListItem", "position": number, "url": url} for number, url in enumerate(places, 1)]
        facts: Thing = {
            "@type": "CollectionPage",
            "url": self._permalink(head.url),
            "name": name,
            "inLanguage": head.lang,
            "mainEntity": {"@type": "ItemList", "itemListElement": items} if items else None,
        }
        return _known(facts)

    def publication_issue(
        self, head: Head, number: int, date: datetime | None, sections: Iterable[IssueSection]
    ) -> Thing:
        """An issue, and which articles it has."""
        places = (self._permalink(teaser.url) for section in sections for teaser in section.teasers)
        facts: Thing = {
            "@type": "PublicationIssue",
            "url": self._permalink(head.url),
            "name": head.title,
            "description": head.summary,
            "issueNumber": number,
            "datePublished": self._iso(date) if date else "",
            "inLanguage": head.lang,
            "image": self._pictured(head),
            "isPartOf": {"@type": "Periodical", "name": self._site.title, "url": self._permalink("/")},
            "publisher": self._publisher(self._site.title),
            "hasPart": [{"@type": "NewsArticle", "url": url} for url in places],
        }
        return _known(facts)

    def news_article(self, **fields: Any) -> Thing:
        """An article; it takes fields of its view."""
        told = Told(**fields)
        teaser, page = told.teaser, self._permalink(told.head.url)
        facts: Thing = {
            "@type": "NewsArticle",
            "mainEntityOfPage": page,
            "url": page,
            "headline": teaser.title,
            "description": teaser.summary,
            "datePublished": self._iso(teaser.date) if teaser.date else "",
            "dateModified": self._iso(told.modified) if told.modified else "",
            "author": {"@type": "Person", "name": told.author} if told.author else self._own(),
            "publisher": self._publisher(self._site.title),
            "isBasedOn": _original(teaser, told.archived),
            "citation": [_work(each.name) for each in _quoted(told)],
            "correction": [self._correction(each) for each in told.corrections],
            "image": self._pictured(told.head),
            "inLanguage": told.head.lang,
            "keywords": [term.name for term in teaser.terms.get("tags", ())],
            "about": [_thing(term.name, self._permalink(term.url)) for term in teaser.terms.get("topics", ())],
            "copyrightNotice": told.rights,
        }
        return _known(facts)

    def _pictured(self, head: Head) -> str:
        """The picture of what is told; where there is none, the one that stands beside links."""
        url = head.image or (head.card.url if head.card else "")
        return self._permalink(url) if url else ""

    def _own(self) -> Thing:
        """Who answers for an article without an author of its own."""
        return {"@type": "Organization", "name": self._site.author or self._site.title, "url": self._permalink("/")}

    def _publisher(self, name: str) -> Thing:
        logo = {"@type": "ImageObject", "url": self._permalink(self._site.logo or TOUCH_ICON)}
        return {"@type": "Organization", "name": name, "url": self._permalink("/"), "logo": logo}

    def _correction(self, each: Corrected) -> Thing:
        url = f"{self._permalink(each.url)}#{each.anchor}"
        return {"@type": "CorrectionComment", "text": each.text, "datePublished": self._iso(each.date), "url": url}


def _known(facts: Thing) -> Thing:
    """The properties that have a value, in their order."""
    return {name: value for name, value in facts.items() if value}


def _original(teaser: Teaser, archived: str) -> Thing | None:
    """The work that an article retells, where its source is known."""
    source = teaser.source
    if source is None:
        return None
    return _known({**_work(source.name), "url": source.url, "archivedAt": archived})


def _quoted(told: Told) -> Iterator[Cited]:
    """The outlets that are quoted, each once; a chain begins with the source, where that is known."""
    start = 1 if told.teaser.source else 0
    yield from dict.fromkeys(each for chain in told.citations for each in chain[start:])


def _work(publisher: str) -> Thing:
    return {"@type": "CreativeWork", "publisher": {"@type": "Organization", "name": publisher}}


def _thing(name: str, url: str) -> Thing:
    return {"@type": "Thing", "name": name, "url": url}


def script(value: object) -> Markup:
    """JSON that may stand within a `script` element, whatever its texts hold."""
    return htmlsafe_json_dumps(value, dumps=_compact)


def _compact(value: object, **_: Any) -> str:
    return _without_ends(encode(value).decode())


def json_text(value: object, **_: Any) -> str:
    """JSON with its letters as they are, but for the two that end a line in JavaScript."""
    return _without_ends(json.dumps(value, ensure_ascii=False))


def _without_ends(text: str) -> str:
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
