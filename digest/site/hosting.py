"""Planned pages -> the files that hosts read: how long each kind of file keeps, which addresses lead on.

A policy may stand in a page and in a header, and a browser keeps to both. That of our pages names the hashes of their
scripts, so it stands in each page; the header holds only what none of them can say: who may frame it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from digest.content import links
from digest.content.gallery import PICTURES
from digest.forms import cms
from digest.settings import Site
from digest.site.hosting_views import AdminView, HeadersView, KeyView, MovesView
from digest.site.layers import ASSETS
from digest.site.page import Page
from digest.site.sharing import FOLDER as CARDS
from digest.site.views import RedirectView

SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Content-Security-Policy": "frame-ancestors 'self'",
}
FOR_EVER = "public, max-age=31536000, immutable"
LASTING = (ASSETS, CARDS, PICTURES)  # their names hold the hash of what they show
ORIGIN = "site.yaml (publish)"
PERMANENT = {"netlify": "301!", "cloudflare": "301"}  # Netlify shows the page at an old address but for the `!`


def hosting_pages(site: Site, planned: Mapping[str, Page]) -> Iterator[Page]:
    """The files that hosts and search engines are given, where they are asked for and the site has none of its own."""
    wanted = _host_files(site, planned.values()) if site.publish.headers else []
    if site.publish.indexnow:
        wanted.append(Page(f"/{site.publish.indexnow}.txt", "key.txt", KeyView(site.publish.indexnow), ORIGIN))
    if site.publish.admin:
        pages = {"/admin/": "admin.html", "/admin/config.yml": "admin.yml"}
        wanted += [Page(url, template, AdminView(site), ORIGIN) for url, template in pages.items()]
    yield from (page for page in wanted if page.path not in planned)


def _host_files(site: Site, planned: Iterable[Page]) -> list[Page]:
    pages = list(planned)
    lasting = tuple(folder for folder in LASTING if any(page.url.startswith(folder) for page in pages))
    moves = sorted((page.url, page.seen.target) for page in pages if isinstance(page.seen, RedirectView))
    return [
        Page("/_headers", "_headers", HeadersView(site, lasting), ORIGIN),
        Page("/_redirects", "_redirects", MovesView(site, tuple(moves)), ORIGIN),
    ]


def headers(view: HeadersView) -> str:
    """Headers by folders. Two rules that meet never name the same header: hosts would join its values."""
    rules = {"/": SECURITY, **{folder: {"Cache-Control": FOR_EVER} for folder in view.lasting}}
    lines = []
    for folder, named in rules.items():
        lines.append(f"{view.site.base_path}{folder[1:]}*")
        lines += [f"  {name}: {value}" for name, value in named.items()]
    return "\n".join(lines) + "\n"


def redirects(view: MovesView) -> str:
    """A line for each old address."""
    base, code = view.site.base_path, PERMANENT[view.site.publish.headers]
    lines = [f"{base}{_plain(old)} {base}{links.encoded(new[1:])} {code}" for old, new in view.moves]
    return "".join(f"{line}\n" for line in lines)


def _plain(url: str) -> str:
    """An address in which no sign means more than itself, as `*` and `:` do in these files."""
    return quote(url[1:], safe="/-._~")


def admin_page(view: AdminView) -> str:
    """The page in which editors write."""
    return cms.page(view.site)


def admin_settings(view: AdminView) -> str:
    """What that page's program reads."""
    return cms.config(view.site)


def key(view: KeyView) -> str:
    """A key, and nothing else."""
    return view.key
