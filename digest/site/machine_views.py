"""The views of what machines read: feeds, the sitemap, what they look for at fixed addresses, and files as they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from digest.settings import Site
from digest.site.view_parts import FeedEntry


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed of the site or of one term: `home` is the page it belongs to, `url` its own address.

    `style` is the address of a style sheet for those who open it in a browser, empty where the theme has none.
    """

    site: Site
    title: str
    home: str
    url: str
    style: str
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True, slots=True)
class SitemapView:
    """`sitemap.xml`: every page a reader may find, with the time of its last change where that is known."""

    site: Site
    urls: tuple[tuple[str, datetime | None], ...]


@dataclass(frozen=True, slots=True)
class RobotsView:
    """`robots.txt`: where the sitemap stands."""

    site: Site


@dataclass(frozen=True, slots=True)
class SearchingView:
    """`opensearch.xml`: how a browser searches the site."""

    site: Site


@dataclass(frozen=True, slots=True)
class HumansView:
    """`humans.txt`: who makes the site."""

    site: Site


@dataclass(frozen=True, slots=True)
class FileView:
    """A file that is published as it is: `path` from the root of the site or of its theme, `name` of its bytes.

    A `bare` one is a picture, of which nothing is published but what it shows.
    """

    path: str
    name: str
    bare: bool = False
