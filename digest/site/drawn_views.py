"""The views of files that are drawn, not rendered: no template sees them."""

from __future__ import annotations

from msgspec import Struct

TOUCH_ICON = "/apple-touch-icon.png"  # the largest that is drawn: it stands for the site where there is no logo


class PrintView(Struct, frozen=True):
    """A smaller file that is made of the picture at `path`, whose bytes are named `name`."""

    path: str
    name: str
    kind: str
    width: int
    height: int


class CardView(Struct, frozen=True):
    """A picture that programs show beside a link: the site's name, a title, and a `note` of where and when."""

    site: str
    title: str
    note: str


class IconView(Struct, frozen=True):
    """An icon of the site, the first `letter` of its title: `svg`, `ico` or `png`."""

    letter: str
    kind: str
