"""The views of what machines read: feeds, the sitemap, what they look for at fixed addresses, and files as they are."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from digest.settings import Site
from digest.site.view_parts import FeedEntry


class FeedView(Struct, frozen=True):
    """A feed of the site or of one term: `home` is the page it belongs to, `url` its own address.

    `style` is the address of a style sheet for those who open it in a browser, empty where the theme has none.
    """

    site: Site
    title: str
    home: str
    url: str
    style: str
    entries: tuple[FeedEntry, ...]


class SitemapView(Struct, frozen=True):
    """`sitemap.xml`: every page a reader may find, with the time of its last change where that is known."""

    site: Site
    urls: tuple[tuple[str, datetime | None], ...]


class RobotsView(Struct, frozen=True):
    """`robots.txt`: where the sitemap stands."""

    site: Site


class SearchingView(Struct, frozen=True):
    """`opensearch.xml`: how a browser searches the site."""

    site: Site


class HumansView(Struct, frozen=True):
    """`humans.txt`: who makes the site."""

    site: Site


class FileView(Struct, frozen=True):
    """A file that is published as it is: `path` from the root of the site or of its theme, `name` of its bytes.

    A `bare` one is a picture, of which nothing is published but what it shows.
    """

    path: str
    name: str
    bare: bool = False
