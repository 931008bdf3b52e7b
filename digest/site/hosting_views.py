"""What the files that hosts read may show, and the page of an editing program."""

from __future__ import annotations

from dataclasses import dataclass

from digest.settings import Site


@dataclass(frozen=True, slots=True)
class HeadersView:
    """`_headers`: `lasting` are the folders whose files never change under their names."""

    site: Site
    lasting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MovesView:
    """`_redirects`: old addresses and those where their pages stand now, from the site's root."""

    site: Site
    moves: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KeyView:
    """The file by which search engines know that a key is the site's own."""

    key: str


@dataclass(frozen=True, slots=True)
class AdminView:
    """The page `/admin/` of an editing program, and its settings."""

    site: Site


HostingView = AdminView | HeadersView | MovesView | KeyView
