"""What a page says about itself -> Facts: JSON-LD before `<meta>`, these before marked elements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin, urlsplit

from digest.seeds import jsonld
from digest.seeds.blocks import Facts, Said
from digest.seeds.evidence import Evidence

TITLES = ("og:title", "twitter:title", "dc.title", "headline", "title", "parsely-title", "sailthru.title")
SITES = ("og:site_name", "application-name", "dc.publisher")
ACCOUNT = "twitter:site"
SUMMARIES = ("og:description", "twitter:description", "description")
TEXT = 200_000  # letters of the article as it is stated for machines
HEADS = 3  # headlines of a page that may be its article's
LONGEST = 2_000  # letters of an address

_TAG = re.compile(r"<[^<>]*>")
# Names of a `<meta>`: no two makers of blog software agree.
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
_PROFILE = re.compile(r"^\W*(?:https?:|www\.|[\w.]+/)|^@\w+$|^admin$", re.IGNORECASE)


def facts(evidence: Evidence) -> Facts:
    """The facts that a page's evidence adds up to."""
    graph = jsonld.graph(evidence.scripts)
    item = graph.article([*_meta(evidence, TITLES), *evidence.titles[:1], *evidence.heads[:HEADS]])
    dates = tuple(dict.fromkeys(_dates(evidence, graph, item)))
    sites = tuple(_sites(evidence, graph, item))
    titles, authors = tuple(_titles(evidence, item)), tuple(dict.fromkeys(_authors(evidence, graph, item)))
    pictures = (_picture(item.get("image")), *_meta(evidence, ("og:image", "twitter:image")))
    return Facts(
        title=next(iter(evidence.titles), ""),
        headline=_first(titles, "title"),
        site=next((each.words for each in sites if each.where != ACCOUNT), ""),
        author=_first(authors, "author").replace("; ", ", "),
        published=next(filter(None, (_first(dates, of) for of in ("date", "time", "dated"))), ""),
        url=_url(evidence, item),
        image=next(filter(None, map(_address, pictures)), ""),
        language=evidence.language.strip()[:12],
        text=_TAG.sub(" ", jsonld.text(item.get("articleBody"), TEXT)),
        summary=next(iter((*_meta(evidence, SUMMARIES), jsonld.text(item.get("description")))), ""),
        said=(*titles, *dates, *authors, *sites),
    )


def _first(said: Sequence[Said], of: str) -> str:
    return next((each.words for each in said if each.of == of), "")


def _meta(evidence: Evidence, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(value for name in names for value in evidence.meta.get(name, [])[:1] if value)


def _titles(evidence: Evidence, item: jsonld.Object) -> Iterator[Said]:
    if headline := jsonld.text(item.get("headline")):
        yield Said("title", "JSON-LD", headline)
    for name in TITLES:
        for words in _meta(evidence, [name]):
            yield Said("title", name, words)


# days


def _dates(evidence: Evidence, graph: jsonld.Graph, item: jsonld.Object) -> Iterator[Said]:
    """`date` is said to be the day of publication, `updated` the last update, `time` and `dated` some day."""
    for key, of in (("datePublished", "date"), ("dateModified", "updated")):
        for each in (item, graph.page()):
            if words := jsonld.text(each.get(key)):
                yield Said(of, f"JSON-LD {key}", words)
    metas = [(key, values[0]) for key, values in evidence.meta.items() if values[0] and not _NOT_DATES.search(key)]
    said = [Said(_kind(key), key, words) for key, words in metas if _kind(key)]
    yield from (each for each in said if each.of != "dated")
    yield from _marked_dates(evidence)
    yield from (each for each in said if each.of == "dated")
    if words := jsonld.text(item.get("dateCreated")) or jsonld.text(item.get("uploadDate")):
        yield Said("dated", "JSON-LD dateCreated", words)


def _kind(key: str) -> str:
    """What a `<meta>` of this name says of a day; empty where it says nothing."""
    kinds = (("updated", _UPDATED), ("date", _PUBLISHED), ("dated", _DATED))
    return next((kind for kind, pattern in kinds if pattern.search(key)), "")


def _marked_dates(evidence: Evidence) -> Iterator[Said]:
    """Elements that are marked as the day of publication, then each `<time>`, those below the headline first."""
    inside = [mark for mark in evidence.marks if not mark.outside]
    for mark in inside:
        if re.search(r"datepublished|datecreated|pubdate", mark.role):
            yield Said("date", "the page's mark datePublished", mark.value or mark.text)
        elif "datemodified" in mark.role:
            yield Said("updated", "the page's mark dateModified", mark.value or mark.text)
    for mark in sorted((mark for mark in inside if mark.name == "time"), key=lambda mark: not mark.below):
        of = "updated" if re.search(r"updat|modif", mark.role) else "time"
        yield Said(of, "<time> below the headline" if mark.below else "<time>", mark.value or mark.text)


# authors


def _authors(evidence: Evidence, graph: jsonld.Graph, item: jsonld.Object) -> Iterator[Said]:
    """Those of JSON-LD and of `<meta>` joined by `; `, then the words of marked elements."""
    if names := graph.names(item.get("author")) or graph.names(item.get("creator")):
        yield from _naming("JSON-LD author", names)
    for key, values in evidence.meta.items():
        if _AUTHOR.search(key) and not _NOT_AUTHORS.search(key):
            yield from _naming(key, values)
    inside = [mark for mark in evidence.marks if not mark.outside and mark.text and mark.name != "time"]
    marked = [mark for mark in inside if "author" in mark.role.split()]
    yield from (Said("author", "the page's mark author", mark.text) for mark in marked)
    bylines = [mark for mark in inside if mark.below and re.search(r"author|by-?line", mark.role)]
    yield from (Said("author", "a byline below the headline", mark.text) for mark in bylines)


def _naming(where: str, names: Sequence[str]) -> Iterator[Said]:
    """An address of a profile, an account and "admin" name nobody."""
    kept = dict.fromkeys(name for name in names[: jsonld.SEVERAL] if name and not _PROFILE.search(name))
    if kept:
        yield Said("author", where, "; ".join(kept))


# site, address, picture


def _sites(evidence: Evidence, graph: jsonld.Graph, item: jsonld.Object) -> Iterator[Said]:
    """What the page calls its site, the likelier names first; an address is no name, and one of an account may be."""
    names = [(name, words) for name in (*SITES, ACCOUNT) for words in _meta(evidence, [name])]
    names.insert(bool(_meta(evidence, SITES[:1])), ("JSON-LD publisher", jsonld.text(item.get("publisher"))))
    names.insert(2, ("JSON-LD", graph.site()))
    for where, words in names:
        if (name := words.lstrip("@")) and "://" not in name:
            yield Said("site", where, name)


def _url(evidence: Evidence, item: jsonld.Object) -> str:
    """The page's own address; one that begins at the root of the site is completed by another that does not."""
    stated = [evidence.canonical, *_meta(evidence, ("og:url",)), jsonld.text(item.get("url"))]
    base = next(filter(None, map(_address, (evidence.base, *stated))), "")
    return next(filter(None, (_address(word) or _completed(base, word) for word in stated)), "")


def _completed(base: str, word: str) -> str:
    if not base or not re.match(r"/(?!/)", word):
        return ""
    return _address(urljoin(base, word))


def _picture(value: object) -> str:
    first = value[0] if isinstance(value, list) and value else value
    return jsonld.text(first.get("url") or first.get("contentUrl")) if isinstance(first, dict) else jsonld.text(first)


def _address(text: str) -> str:
    """A web address that an editor can click: http or https, a host, no user name, no odd signs."""
    word = text.split(", ")[0].strip()
    try:
        parts = urlsplit(word)
        host = parts.hostname or ""
        host.encode("idna")
    except (ValueError, UnicodeError):
        return ""
    odd = re.search(r"[\s<>\"'\\\x00-\x1f]", word) or parts.username or parts.password or len(word) > LONGEST
    return word if parts.scheme in ("http", "https") and "." in host and not odd else ""
