"""The files that are drawn, as pages: smaller pictures, share cards, icons."""

from __future__ import annotations

from collections.abc import Iterator, Set

from digest.content.gallery import Gallery
from digest.settings import Site
from digest.site.drawn_views import TOUCH_ICON, IconView, PrintView
from digest.site.page import Page, Planner

ICONS = ("/icon.svg", "/favicon.ico", TOUCH_ICON)


def print_pages(gallery: Gallery) -> Iterator[Page]:
    """A page for each file that is made of a picture."""
    for each in gallery.prints:
        view = PrintView(each.source, each.name, each.kind, each.width, each.height)
        yield Page(each.url, "picture", view, each.source)


def card_pages(plan: Planner) -> Iterator[Page]:
    """A page for each card that pages ask for."""
    for url, (view, origin) in plan.cards.wanted.items():
        yield Page(url, "card", view, origin)


def icon_pages(site: Site, own: Set[str]) -> Iterator[Page]:
    """The icons of the site, but for those that are its `own` files."""
    letter = next((sign.upper() for sign in site.title if sign.isalnum()), "•")
    for url in ICONS:
        if url not in own:
            yield Page(url, "icon", IconView(letter, url.rpartition(".")[2]), "the site itself")
