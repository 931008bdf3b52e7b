"""Views -> the files that programs read: Atom (RFC 4287), JSON Feed 1.1, sitemap (sitemaps.org 0.9) and the like."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from html import escape

from msgspec import Raw
from msgspec.json import encode

from digest.settings import Site
from digest.site import hosting, search_files
from digest.site.feed_entries import atom_entry, json_item, newest, rfc3339, text_element, whole_address
from digest.site.folder import GENERATOR
from digest.site.issue_views import PlainView
from digest.site.language import language
from digest.site.views import FeedView, HumansView, RobotsView, SearchingView, SitemapView

# When a feed without entries was "updated": no clock may decide it. The validator of the W3C takes what is older for a
# mistake.
_BEGINNING = datetime(1990, 1, 1, tzinfo=UTC)


def atom(view: FeedView) -> bytes:
    """An Atom feed with the whole texts."""
    site = view.site
    updated = newest(view.entries) if view.entries else _BEGINNING
    head = [
        '<?xml version="1.0" encoding="utf-8"?>',
        *_styled(site, view.style),
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(site.language)}">',
        GENERATOR,  # near the beginning, where it is looked for
        text_element("title", view.title),
        f'<subtitle type="xhtml">{_explained(site, view.home)}</subtitle>',
        f"<id>{_address(site, view.home)}</id>",
        f'<link rel="alternate" type="text/html" href="{_address(site, view.home)}"/>',
        f'<link rel="self" type="application/atom+xml" href="{_address(site, view.url)}"/>',
        *([f'<link rel="hub" href="{escape(site.publish.hub)}"/>'] if site.publish.hub else []),
        f"<updated>{rfc3339(updated)}</updated>",
        f"<author><name>{escape(site.author or site.title)}</name></author>",
    ]
    entries = (atom_entry(site, entry) for entry in view.entries)
    return b"\n".join(["\n".join(head).encode(), *entries, b"</feed>\n"])


def json_feed(view: FeedView) -> bytes:
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
    feed["items"] = [Raw(json_item(site, entry)) for entry in view.entries]
    return encode(feed) + b"\n"


def sitemap(view: SitemapView) -> str:
    """The addresses of all pages, for search engines."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for url, changed in view.urls:
        when = f"<lastmod>{rfc3339(changed)}</lastmod>" if changed else ""
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


WRITERS: dict[str, Callable[..., str | bytes]] = {
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


def _address(site: Site, url: str) -> str:
    return escape(whole_address(site, url))
