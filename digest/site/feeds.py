"""Views -> the files that programs read: Atom (RFC 4287), JSON Feed 1.1, sitemap (sitemaps.org 0.9) and the like."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from html import escape
from typing import Generic, TypeVar

from digest.content import links
from digest.content.illustrating import undressed
from digest.fingerprint import of_bytes
from digest.settings import Site
from digest.site import hosting, search_files
from digest.site.folder import GENERATOR
from digest.site.issue_views import PlainView
from digest.site.language import language
from digest.site.views import FeedEntry, FeedView, HumansView, RobotsView, SearchingView, SitemapView

T = TypeVar("T")

# Behind a footnote Python-Markdown says in English where its arrow leads; the pages say it in their own language.
_BACK = re.compile(r'(<a class="footnote-backref" [^>]*?) title="[^"]*"')
# When a feed without entries was "updated": no clock may decide it. The validator of the W3C takes what is older for a
# mistake.
_BEGINNING = datetime(1990, 1, 1, tzinfo=UTC)
ENTRIES = 4096  # that are kept
_LIKE_HTML = re.compile(r"</|&")


def atom(view: FeedView) -> str:
    """An Atom feed with the whole texts."""
    site = view.site
    updated = max(map(_apart, view.entries), default=_BEGINNING)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        *_styled(site, view.style),
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(site.language)}">',
        GENERATOR,  # near the beginning, where it is looked for
        _text("title", view.title),
        f'<subtitle type="xhtml">{_explained(site, view.home)}</subtitle>',
        f"<id>{_address(site, view.home)}</id>",
        f'<link rel="alternate" type="text/html" href="{_address(site, view.home)}"/>',
        f'<link rel="self" type="application/atom+xml" href="{_address(site, view.url)}"/>',
        *([f'<link rel="hub" href="{escape(site.publish.hub)}"/>'] if site.publish.hub else []),
        f"<updated>{_when(updated)}</updated>",
        f"<author><name>{escape(site.author or site.title)}</name></author>",
        *(_atom_entry(site.base_url, site.language, _Same(entry)) for entry in view.entries),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def json_feed(view: FeedView) -> str:
    """A JSON Feed with the whole texts."""
    site = view.site
    feed: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": view.title,
        "home_page_url": site.permalink(view.home),
        "feed_url": site.permalink(view.url),
    }
    if site.description:
        feed["description"] = site.description
    feed["language"] = site.language
    feed["authors"] = [{"name": site.author or site.title}]
    if site.publish.hub:
        feed["hubs"] = [{"type": "WebSub", "url": site.publish.hub}]
    items = ", ".join(_json_text(_Same(site), _Same(entry)) for entry in view.entries)
    return f'{json.dumps(feed, ensure_ascii=False)[:-1]}, "items": [{items}]}}\n'


def sitemap(view: SitemapView) -> str:
    """The addresses of all pages, for search engines."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for url, changed in view.urls:
        when = f"<lastmod>{_when(changed)}</lastmod>" if changed else ""
        lines.append(f"<url><loc>{_address(view.site, url)}</loc>{when}</url>")
    return "\n".join([*lines, "</urlset>"]) + "\n"


def robots(view: RobotsView) -> str:
    """All may be read; the sitemap tells where it is."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {view.site.permalink('/sitemap.xml')}\n"


def opensearch(view: SearchingView) -> str:
    """How a browser searches the site: OpenSearch 1.1, which allows a short name of 16 characters."""
    site = view.site
    search = f'<Url type="text/html" template="{_address(site, "/search/")}?q={{searchTerms}}"/>'
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
        f"<ShortName>{escape(_shortened(site.title, 16))}</ShortName>",
        f"<LongName>{escape(_shortened(site.title, 48))}</LongName>",
        f"<Description>{escape(_shortened(site.description or site.title, 1024))}</Description>",
        search,
        f"<Language>{escape(site.language)}</Language>",
        "<InputEncoding>UTF-8</InputEncoding>",
        "</OpenSearchDescription>",
    ]
    return "\n".join(lines) + "\n"


def humans(view: HumansView) -> str:
    """Who makes the site: humanstxt.org."""
    site = view.site
    team = [f"Name: {site.author or site.title}", f"Site: {site.base_url}"]
    about = [
        f"Language: {language(site.language).own_name}",
        "Standards: HTML, CSS, Atom, JSON Feed",
        "Software: Digest",
    ]
    return "\n".join(["/* TEAM */", *team, "", "/* SITE */", *about]) + "\n"


def plain(view: PlainView) -> str:
    """A text for messengers."""
    return "\n".join(view.lines) + "\n"


WRITERS: dict[str, Callable[..., str]] = {
    "manifest.json": search_files.manifest,
    "shard.json": search_files.shard,
    "records.json": search_files.records,
    "filter.json": search_files.terms,
    "feed.xml": atom,
    "feed.json": json_feed,
    "sitemap.xml": sitemap,
    "robots.txt": robots,
    "opensearch.xml": opensearch,
    "humans.txt": humans,
    "issue.txt": plain,
    "_headers": hosting.headers,
    "_redirects": hosting.redirects,
    "key.txt": hosting.key,
    "admin.html": hosting.admin_page,
    "admin.yml": hosting.admin_settings,
}


def _styled(site: Site, style: str) -> list[str]:
    address = escape(site.base_path + style[1:])
    return [f'<?xml-stylesheet type="text/css" href="{address}"?>'] if style else []


def _explained(site: Site, home: str) -> str:
    """What a feed is about, and what it is, for those who meet it in a browser."""
    label = language(site.language).label
    said = f"<p>{escape(site.description)}</p>" if site.description else ""
    link = f'<a href="{_address(site, home)}">{escape(label("feed_home"))}</a>'
    return f'<div xmlns="http://www.w3.org/1999/xhtml">{said}<p>{escape(label("feed_text"))} {link}</p></div>'


def _shortened(text: str, most: int) -> str:
    """The beginning of a text, of whole words where there are some."""
    return text if len(text) <= most else text[:most].rpartition(" ")[0] or text[:most]


class _Same(Generic[T]):
    """A value that is known by being the very same, which is told at once."""

    __slots__ = ("value",)

    def __init__(self, value: T) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)


# An article stands in the feeds of the site and of each of its terms, with the same text.
@lru_cache(maxsize=ENTRIES)
def _atom_entry(base_url: str, language: str, same: _Same[FeedEntry]) -> str:
    entry = same.value
    teaser = entry.teaser
    assert teaser.date
    address = escape(base_url + links.encoded(teaser.url[1:]))
    content = escape(absolute(entry.html, base_url, base_url + teaser.url[1:]), quote=False)
    lang = f' xml:lang="{escape(teaser.lang)}"' if teaser.lang != language else ""
    lines = [
        f"<entry{lang}>",
        _text("title", teaser.title),
        f"<id>{escape(entry.id)}</id>",
        f'<link rel="alternate" type="text/html" href="{address}"/>',
        f"<published>{_when(teaser.date)}</published>",
        f"<updated>{_when(_apart(entry))}</updated>",
        *([f"<author><name>{escape(entry.author)}</name></author>"] if entry.author else []),
        *([f'<link rel="via" href="{escape(teaser.source.url)}"/>'] if teaser.source and teaser.source.url else []),
        *(f'<category term="{escape(term.name)}"/>' for terms in teaser.terms.values() for term in terms),
        *([_text("summary", teaser.summary)] if teaser.summary else []),
        f'<content type="html">{content}</content>',
        "</entry>",
    ]
    return "\n".join(lines)


def _text(name: str, text: str) -> str:
    """A text of an entry. What looks like HTML is said to be HTML, which it then is once escaped: or readers guess."""
    kind, told = (' type="html"', escape(text, quote=False)) if _LIKE_HTML.search(text) else ("", text)
    return f"<{name}{kind}>{escape(told, quote=False)}</{name}>"


@lru_cache(maxsize=ENTRIES)
def _json_text(site: _Same[Site], entry: _Same[FeedEntry]) -> str:
    return json.dumps(dict(_json_item(site.value, entry.value)), ensure_ascii=False)


def _json_item(site: Site, entry: FeedEntry) -> Iterator[tuple[str, object]]:
    teaser = entry.teaser
    assert teaser.date
    address = site.base_url + links.encoded(teaser.url[1:])
    yield "id", entry.id
    yield "url", address
    if teaser.source and teaser.source.url:
        yield "external_url", teaser.source.url
    yield "title", teaser.title
    yield "content_html", absolute(entry.html, site.base_url, address)
    yield "summary", teaser.summary
    if teaser.image and teaser.image.src:
        yield "image", whole(teaser.image.src, site)
    yield "date_published", _when(teaser.date)
    yield "date_modified", _when(entry.updated)
    if entry.author:
        yield "authors", [{"name": entry.author}]
    yield "tags", [term.name for terms in teaser.terms.values() for term in terms]
    yield "language", teaser.lang


def _when(moment: datetime) -> str:
    """A moment as RFC 3339 has it. The local times of the 19th century had seconds in their offsets; it knows none."""
    whole = (moment.utcoffset() or timedelta()) % timedelta(minutes=1) == timedelta()
    parts = "microseconds" if moment.microsecond else "seconds"
    return (moment if whole else moment.astimezone(UTC)).isoformat(timespec=parts)


def _apart(entry: FeedEntry) -> datetime:
    """When an entry was updated, with millionths that its identity alone decides.

    The validator of the W3C warns of entries of one moment, as all of one day are whose hour is not known; and an entry
    must not seem changed because another came.
    """
    millionths = int(of_bytes(entry.id.encode())[:8], 16) % 1_000_000
    return entry.updated + timedelta(microseconds=millionths)


@lru_cache(maxsize=ENTRIES)
def absolute(html: str, base_url: str, address: str) -> str:
    """Marked HTML with whole addresses, as it can be read outside the site."""

    def rewrite(target: str) -> str:
        return base_url + target[1:] if target.startswith("/") else address + target

    return links.rewritten(undressed(_BACK.sub(r"\1", html)), rewrite)


def whole(src: str, site: Site) -> str:
    """The whole address of a picture."""
    return site.permalink(src) if src.startswith("/") else src


def address(site: Site, url: str) -> str:
    """The whole address of a page."""
    return site.base_url + links.encoded(url[1:])


def _address(site: Site, url: str) -> str:
    return escape(address(site, url))
