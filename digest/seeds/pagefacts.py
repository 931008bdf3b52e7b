"""What a page says about itself -> Facts: JSON-LD before `<meta>`, these before marked elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from digest.seeds import jsonld
from digest.seeds.blocks import Facts, Said

MARK = 160  # letters of a marked element; longer ones hold more than one fact
META = 2_000  # letters of the value of a `<meta>`
SCRIPTS = 500_000  # letters of JSON-LD that are kept

TITLES = ("og:title", "twitter:title", "dc.title", "headline", "title", "parsely-title", "sailthru.title")
SITES = ("og:site_name", "application-name", "dc.publisher", "twitter:site")

_PUBLISHED = re.compile(
    r"(?:publish|firstpub|publication).*(?:time|date|at|on|first)$|published$|date(?:first)?publish(?:ed)?$|publishtime$"
    r"|pub-?_?date$|date\.?issued$|^sailthru\.date$|^dcterms\.created$"
)
_DATED = re.compile(
    r"(?:^|[.:_-])date$|(?:date|time)[._-]?(?:created|release|original)|release_?date$|post_?-?date$|articledate$"
)
_UPDATED = re.compile(r"modif|updat|last|revis")
_NOT_DATES = re.compile(
    r"publisher|name$|expir|valid|schedul|start|end_|found|copyright|event|comment|render|server|avail"
)
_AUTHOR = re.compile(r"(?:^|[.:_-])(?:authors?|creator|byl|byline|author[._-]?name|byline_name|authorname1|author_?s)$")
_NOT_AUTHORS = re.compile(r"twitter|fediverse|smartbanner|facebook|app")
_OUTSIDE = frozenset(("comments", "related", "nav", "footer", "aside", "advert", "subscribe", "popup"))


@dataclass(frozen=True, slots=True)
class Mark:
    """An element that tells what it is: its words, what it states beside them, and where it stands."""

    name: str
    role: str
    text: str
    value: str
    below: bool
    outside: bool


@dataclass(slots=True)
class Evidence:
    """What the head and the marks of a page have said, gathered as the page is read."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    canonical: str = ""
    base: str = ""
    language: str = ""
    titles: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    headline: frozenset[str] | None = None
    json_next: bool = False

    def see(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of an opening tag in the head."""
        if name == "html":
            self.language = self.language or attributes.get("lang", "") or attributes.get("xml:lang", "")
        elif name == "meta":
            key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop", "")
            self.meta.setdefault(key.strip().lower(), []).append(_plain(attributes.get("content", "")))
        elif name == "link" and "canonical" in attributes.get("rel", "").lower():
            self.canonical = self.canonical or attributes.get("href", "")
        elif name == "base":
            self.base = self.base or attributes.get("href", "")
        elif name == "script":
            self.json_next = "ld+json" in attributes.get("type", "")

    def raw(self, name: str, text: str) -> None:
        """Take note of what stands inside `<title>` or `<script>`."""
        if name == "title":
            self.titles.append(_plain(text))
        elif self.json_next and sum(map(len, self.scripts)) < SCRIPTS:
            self.scripts.append(text[:SCRIPTS])

    def mark(self, name: str, attributes: dict[str, str], text: str, around: frozenset[str]) -> None:
        """Take note of an element that is marked as something; `around` are the hints of those it stands in."""
        if name == "h1":
            self.headline = around if self.headline is None else self.headline
            return
        role = " ".join(attributes.get(key, "") for key in ("itemprop", "property", "rel", "class")).lower()
        value = attributes.get("content") or attributes.get("datetime") or ""
        outside = bool((around & _OUTSIDE) - (self.headline or frozenset())) or "comment" in role
        lines = [line for part in text.split("\n") if (line := " ".join(part.split()))]
        if len(text := "\n".join(lines)) <= MARK and (text or value):
            self.marks.append(Mark(name, role, text, value.strip()[:MARK], self.headline is not None, outside))


def facts(evidence: Evidence) -> Facts:
    """The facts that a page's evidence adds up to."""
    graph = jsonld.graph(evidence.scripts)
    known = [title for title in (*_meta(evidence, TITLES), *evidence.titles[:1]) if title]
    item = graph.article(known)
    said = tuple(
        dict.fromkeys((*_titles(evidence, item), *_dates(evidence, graph, item), *_authors(evidence, graph, item)))
    )
    return Facts(
        title=next(iter(evidence.titles), ""),
        headline=_first(said, "title"),
        site=_site(evidence, graph, item),
        author=_first(said, "author"),
        published=_first(said, "date") or _first(said, "time") or _first(said, "dated"),
        url=_url(evidence, item),
        image=next(
            filter(None, map(_address, (_picture(item.get("image")), *_meta(evidence, ("og:image", "twitter:image"))))),
            "",
        ),
        language=evidence.language.strip()[:12],
        said=said,
    )


def _first(said: tuple[Said, ...], of: str) -> str:
    return next((each.words for each in said if each.of == of), "")


def _titles(evidence: Evidence, item: jsonld.Object) -> Iterator[Said]:
    if headline := jsonld.text(item.get("headline")):
        yield Said("title", "JSON-LD", headline)
    for name in TITLES:
        for words in filter(None, evidence.meta.get(name, [])[:1]):
            yield Said("title", name, words)


def _dates(evidence: Evidence, graph: jsonld.Graph, item: jsonld.Object) -> Iterator[Said]:
    for key, of in (("datePublished", "date"), ("dateModified", "updated")):
        for each in (item, graph.page()):
            if words := jsonld.text(each.get(key)):
                yield Said(of, f"JSON-LD {key}", words)
    metas = [
        (key, words)
        for key, values in evidence.meta.items()
        for words in values[:1]
        if words and not _NOT_DATES.search(key)
    ]
    yield from (Said("updated", key, words) for key, words in metas if _UPDATED.search(key))
    others = [(key, words) for key, words in metas if not _UPDATED.search(key)]
    yield from (Said("date", key, words) for key, words in others if _PUBLISHED.search(key))
    yield from _marked_dates(evidence)
    yield from (Said("dated", key, words) for key, words in others if _DATED.search(key) and not _PUBLISHED.search(key))
    if words := jsonld.text(item.get("dateCreated")) or jsonld.text(item.get("uploadDate")):
        yield Said("dated", "JSON-LD dateCreated", words)


def _marked_dates(evidence: Evidence) -> Iterator[Said]:
    """Elements that are marked as the day of publication, then those whose `<time>` stands below the headline."""
    inside = [mark for mark in evidence.marks if not mark.outside]
    for mark in inside:
        if re.search(r"datepublished|datecreated|dc:date|pubdate", mark.role):
            yield Said("date", "the page's mark datePublished", mark.value or mark.text)
        elif "datemodified" in mark.role:
            yield Said("updated", "the page's mark dateModified", mark.value or mark.text)
    for mark in sorted((mark for mark in inside if mark.name == "time"), key=lambda mark: not mark.below):
        of = "updated" if re.search(r"updat|modif", mark.role) else "time"
        yield Said(of, "<time> below the headline" if mark.below else "<time>", mark.value or mark.text)


def _authors(evidence: Evidence, graph: jsonld.Graph, item: jsonld.Object) -> Iterator[Said]:
    if names := graph.names(item.get("author")) or graph.names(item.get("creator")):
        yield Said("author", "JSON-LD author", "; ".join(names))
    for key, values in evidence.meta.items():
        if _AUTHOR.search(key) and not _NOT_AUTHORS.search(key) and any(values):
            yield Said("author", key, "; ".join(dict.fromkeys(filter(None, values[: jsonld.SEVERAL]))))
    inside = [mark for mark in evidence.marks if not mark.outside and mark.text and mark.name != "time"]
    for mark in inside:
        if re.search(r"(?:^| )author(?: |$)", mark.role) and "author" in mark.role.split():
            yield Said("author", "the page's mark author", mark.text)
    for mark in inside:
        if mark.below and re.search(r"author|by-?line", mark.role):
            yield Said("author", "a byline below the headline", mark.text)


def _site(evidence: Evidence, graph: jsonld.Graph, item: jsonld.Object) -> str:
    names = (*_meta(evidence, SITES[:1]), jsonld.text(item.get("publisher")), graph.site(), *_meta(evidence, SITES[1:]))
    return next(filter(None, names), "").lstrip("@")


def _url(evidence: Evidence, item: jsonld.Object) -> str:
    stated = [evidence.canonical, *_meta(evidence, ("og:url",)), jsonld.text(item.get("url"))]
    base = next((address for word in (evidence.base, *stated) if (address := _address(word))), "")
    return next(filter(None, (_address(urljoin(base, word) if base and word else word) for word in stated)), "")


def _picture(value: object) -> str:
    first = value[0] if isinstance(value, list) and value else value
    return jsonld.text(first.get("url") or first.get("contentUrl")) if isinstance(first, dict) else jsonld.text(first)


def _meta(evidence: Evidence, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value for name in names for value in evidence.meta.get(name, [])[:1])


def _plain(text: str) -> str:
    return jsonld.text(text[:META])


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
