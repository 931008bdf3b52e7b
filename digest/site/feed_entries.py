"""Articles -> entries of feeds, as Atom and as JSON Feed have them. Each is made once, for all feeds it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from html import escape

from msgspec.json import encode

from digest.content import links
from digest.content.illustrating import undressed
from digest.fingerprint import of_bytes
from digest.memo import kept_within
from digest.settings import Site
from digest.site.views import FeedEntry

KEPT = 16_000_000  # bytes of written entries, of each form: some 3,000, which stand in the feeds of some hundred terms
ADDRESSED = 100  # texts with whole addresses: a feed in JSON asks for those of the one in Atom
_SECOND = timedelta(seconds=1)
# Behind a footnote Python-Markdown says in English where its arrow leads; the pages say it in their own language.
_BACK = re.compile(r'(<a class="footnote-backref" [^>]*?) title="[^"]*"')


@kept_within(KEPT)
def atom_entry(site: Site, entry: FeedEntry) -> bytes:
    """An entry of an Atom feed, as it stands in the file: most of a feed's bytes are those of its entries."""
    teaser = entry.teaser
    assert teaser.date
    address = whole_address(site, teaser.url)
    content = escape(absolute(entry.text.html, site.base_url, address), quote=False)
    lang = f' xml:lang="{escape(teaser.lang)}"' if teaser.lang != site.language else ""
    lines = [
        f"<entry{lang}>",
        text_element("title", teaser.title),
        f"<id>{escape(entry.id)}</id>",
        f'<link rel="alternate" type="text/html" href="{escape(address)}"/>',
        f"<published>{rfc3339(teaser.date)}</published>",
        f"<updated>{rfc3339(updated_apart(entry))}</updated>",
        *([f"<author><name>{escape(entry.author)}</name></author>"] if entry.author else []),
        *([f'<link rel="via" href="{escape(teaser.source.url)}"/>'] if teaser.source and teaser.source.url else []),
        *(f'<category term="{escape(term.name)}"/>' for terms in teaser.terms.values() for term in terms),
        *([text_element("summary", teaser.summary)] if teaser.summary else []),
        f'<content type="html">{content}</content>',
        "</entry>",
    ]
    return "\n".join(lines).encode()


def text_element(name: str, text: str) -> str:
    """A text of an entry. What looks like HTML is said to be HTML, which it then is once escaped: or readers guess."""
    like_html = "</" in text or "&" in text
    kind, told = (' type="html"', escape(text, quote=False)) if like_html else ("", text)
    return f"<{name}{kind}>{escape(told, quote=False)}</{name}>"


@kept_within(KEPT)
def json_item(site: Site, entry: FeedEntry) -> bytes:
    """An item of a JSON Feed, likewise."""
    return encode(dict(_facts(site, entry)))


def _facts(site: Site, entry: FeedEntry) -> Iterator[tuple[str, object]]:
    teaser = entry.teaser
    assert teaser.date
    address = whole_address(site, teaser.url)
    yield "id", entry.id
    yield "url", address
    if teaser.source and teaser.source.url:
        yield "external_url", teaser.source.url
    yield "title", teaser.title
    yield "content_html", absolute(entry.text.html, site.base_url, address)
    yield "summary", teaser.summary
    if teaser.image and teaser.image.src:
        yield "image", whole(teaser.image.src, site)
    yield "date_published", rfc3339(teaser.date)
    yield "date_modified", rfc3339(entry.updated)
    if entry.author:
        yield "authors", [{"name": entry.author}]
    yield "tags", [term.name for terms in teaser.terms.values() for term in terms]
    yield "language", teaser.lang


def whole_address(site: Site, url: str) -> str:
    """The whole address of a page."""
    return site.base_url + links.encoded(url[1:])


def rfc3339(moment: datetime) -> str:
    """A moment as RFC 3339 has it. The local times of the 19th century had seconds in their offsets; it knows none."""
    offset = moment.utcoffset()
    if offset and (offset.seconds % 60 or offset.microseconds):
        moment = moment.astimezone(UTC)
    return moment.isoformat(timespec="microseconds" if moment.microsecond else "seconds")


def updated_apart(entry: FeedEntry) -> datetime:
    """When an entry was updated, with millionths that its identity alone decides.

    The validator of the W3C warns of entries of one moment, as all of one day are whose hour is not known; and an entry
    must not seem changed because another came.
    """
    millionths = int(of_bytes(entry.id.encode())[:8], 16) % 1_000_000
    return entry.updated + timedelta(microseconds=millionths)


def newest(entries: Sequence[FeedEntry]) -> datetime:
    """When the last of some entries was updated: only among those of its second do the millionths decide."""
    last = max(each.updated for each in entries)
    return max(updated_apart(each) for each in entries if last - each.updated < _SECOND)


@lru_cache(maxsize=ADDRESSED)
def absolute(html: str, base_url: str, address: str) -> str:
    """Marked HTML with whole addresses, as it can be read outside the site."""

    def rewrite(target: str) -> str:
        return base_url + target[1:] if target.startswith("/") else address + target

    if "footnote-backref" in html:
        html = _BACK.sub(r"\1", html)
    return links.rewritten(undressed(html), rewrite)


def whole(src: str, site: Site) -> str:
    """The whole address of a picture."""
    return site.permalink(src) if src.startswith("/") else src
