"""`<img>` of a page, lazy or responsive -> Picture; what is plainly an icon, an avatar or a counter is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from digest.seeds.blocks import Picture

LEAST = 60  # pixels of a side: less is an icon
PORTRAIT = 150  # pixels of both sides: an avatar, a button
WIDEST = 1_600  # pixels: a larger one is for print
ALT = 300  # letters
LONGEST = 2_000  # letters of an address
SOURCES = 8  # `<source>` of one `<picture>` that are looked at

_LAZY = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-full-src", "data-url", "data-image")
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_CANDIDATE = re.compile(r"\s*+(?P<src>[^\s,]\S*)\s+(?P<width>\d{1,5})w\s*(?:,|$)")
# Words in the classes or the name of a picture that is no part of a text.
_FURNITURE = frozenset(
    (
        *("icon", "icons", "ico", "logo", "logos", "logotype", "avatar", "avatars", "userpic", "gravatar", "emoji"),
        *(
            "smile",
            "smiley",
            "smilies",
            "badge",
            "sprite",
            "spacer",
            "button",
            "btn",
            "share",
            "social",
            "qr",
            "qrcode",
        ),
        *("blank", "pixel", "placeholder", "loading", "loader", "transparent", "lazyload", "dummy", "empty", "1x1"),
        *("counter", "tracking", "tracker", "arrow", "arrows", "bullet", "headshot", "profile", "authorphoto"),
    )
)
_COUNTERS = (
    *(
        "doubleclick.net",
        "mc.yandex.ru",
        "scorecardresearch.com",
        "liveinternet.ru",
        "gravatar.com",
        "top-fwz1.mail.ru",
    ),
    *("hotlog.ru", "google-analytics.com", "quantserve.com", "facebook.com"),
)
_SPLIT = re.compile(r"[\W_]+")
_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*")
_STYLE = re.compile(r"(?<![\w-])(width|height)\s*:\s*(\d{1,5})px", re.IGNORECASE)


def picture(element: etree._Element, figure: int, place: frozenset[str]) -> Picture | None:
    """The picture that an `<img>` shows; nothing for one that can be no part of a text."""
    attributes = {str(name): str(value) for name, value in element.attrib.items()}
    if _small(attributes) or _furniture(f"{attributes.get('class', '')} {attributes.get('id', '')}"):
        return None
    src = next((src for src in _sources(element, attributes) if _shown(src, figure)), "")
    return Picture(src, " ".join(attributes.get("alt", "").split())[:ALT], figure, place) if src else None


def _furniture(words: str) -> bool:
    return not _FURNITURE.isdisjoint(_SPLIT.split(words[:LONGEST].lower()))


def _shown(src: str, figure: int) -> bool:
    """Whether an address is one of a picture that can be seen."""
    if not src or len(src) > LONGEST or src[:5].lower() == "data:":
        return False
    name = src.partition("?")[0].rpartition("/")[2]
    host = src.partition("//")[2].partition("/")[0].lower()
    return not host.endswith(_COUNTERS) and not _furniture(name) and (bool(figure) or not name.lower().endswith(".svg"))


def _small(attributes: dict[str, str]) -> bool:
    sides = [int(number) for _, number in _STYLE.findall(attributes.get("style", "")[:LONGEST])]
    for name in ("width", "height"):
        match = _PIXELS.fullmatch(attributes.get(name, ""))
        if match:
            sides.append(int(match.group(1)))
    return min(sides, default=LEAST + 1) <= LEAST or (len(sides) > 1 and max(sides) <= PORTRAIT)


def _sources(element: etree._Element, attributes: dict[str, str]) -> Iterator[str]:
    """The addresses that an `<img>` may show, the best first: of a set the widest for a screen, else what it names."""
    sets = [attributes[name] for name in _SETS if name in attributes]
    outer = element.getparent()
    for _ in range(SOURCES):
        if outer is None or outer.tag not in ("source", "picture"):
            break
        around = outer.findall("source")[:SOURCES] if outer.tag == "picture" else [outer]  # libxml2 nests `<source>`
        sets += [source.get(name, "") for source in around for name in _SETS if name in source.attrib]
        outer = outer.getparent()
    yield from _widest(sets)
    for name in (*_LAZY, "src"):
        if name in attributes:
            yield attributes[name].strip()
    for each in sets:
        yield from each.strip().rstrip(",").split()[:1]


def _widest(sets: Iterable[str]) -> list[str]:
    found = [(int(each["width"]), each["src"]) for text in sets for each in _CANDIDATE.finditer(text[: 5 * LONGEST])]
    fitting = [each for each in found if each[0] <= WIDEST]
    return [max(fitting)[1]] if fitting else [min(found)[1]] if found else []
