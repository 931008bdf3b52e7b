"""What the files that hosts read may show, and the page of an editing program."""

from __future__ import annotations

from msgspec import Struct

from digest.settings import Site


class HeadersView(Struct, frozen=True):
    """`_headers`: `lasting` are the folders whose files never change under their names."""

    site: Site
    lasting: tuple[str, ...]


class MovesView(Struct, frozen=True):
    """`_redirects`: old addresses and those where their pages stand now, from the site's root."""

    site: Site
    moves: tuple[tuple[str, str], ...]


class KeyView(Struct, frozen=True):
    """The file by which search engines know that a key is the site's own."""

    key: str


class AdminView(Struct, frozen=True):
    """The page `/admin/` of an editing program, and its settings."""

    site: Site


HostingView = AdminView | HeadersView | MovesView | KeyView
