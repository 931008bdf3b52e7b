"""Articles, pages and issues with the pictures that they name -> the same, their pictures as pages show them."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TypeVar

from msgspec.structs import replace

from digest.content import links
from digest.content.gallery import Gallery, Picture
from digest.content.links import MARK
from digest.model import Article, Image, Issue, Leaf, Text

Item = TypeVar("Item", Article, Leaf, Issue)

SIZES = "(min-width: 48em) 700px, 100vw"  # how wide a picture stands in a text: `--measure` of the theme

_IMG = re.compile(r'<img\b(?:\s+[\w:-]+(?:="[^"]*")?)*\s*/?>')
_ATTRIBUTE = re.compile(r'([\w:-]+)(?:="([^"]*)")?')
_DRESSED = re.compile(r"</?picture>|<source [^>]*>")


def addresses(item: Article | Leaf | Issue) -> tuple[str, ...]:
    """Where the pictures stand that a text shows; those that stand elsewhere have no address."""
    image = None if isinstance(item, Leaf) else item.image
    first = (image.src,) if image and image.src else ()
    tags = () if item.text.plain else _IMG.findall(item.text.html)
    return (*first, *(_address(_attributes(tag)) for tag in tags))


def illustrated(item: Item, gallery: Gallery) -> Item:
    """A text with its pictures; the first of an article is asked for at once, others when they come into view."""
    image = None if isinstance(item, Leaf) else item.image
    shown = _image(image, gallery) if image else None
    if shown is not image:
        item = replace(item, image=shown)
    if item.text.plain or "<img" not in item.text.html:
        return item
    return replace(item, text=_text(item.text, gallery, first=bool(shown and shown.src)))


def undressed(html: str) -> str:
    """HTML for programs that know pictures of one size only."""
    return _DRESSED.sub("", html) if "<picture>" in html else html


def _image(image: Image, gallery: Gallery) -> Image:
    if gallery.refuses(image.src):
        return replace(image, src="")
    found = gallery.picture(image.src)
    if found is None:
        return image
    return replace(image, src=found.src, width=found.width, height=found.height, avif=found.avif)


def _text(text: Text, gallery: Gallery, *, first: bool) -> Text:
    """The text; unless the page has shown a `first` picture already, its own first one is that."""
    if "<picture" in text.html:
        return text  # the author has seen to it
    seen = first

    def dressed(match: re.Match[str]) -> str:
        nonlocal seen
        attributes = _attributes(match.group())
        address = _address(attributes)
        if "src" not in attributes:
            return f"<span>{attributes.get('alt', '')}</span>"  # its address led nowhere: its words stay
        if gallery.refuses(address):
            return ""
        haste, seen = not seen, True
        return _dressed(attributes, gallery.picture(address), haste=haste)

    return text.having(html=_IMG.sub(dressed, text.html))


def _attributes(tag: str) -> dict[str, str]:
    return dict(_ATTRIBUTE.findall(tag[4:].rstrip("/>")))


def _address(attributes: dict[str, str]) -> str:
    """The address within the site; empty for any other."""
    src = attributes.get("src", "")
    return unescape(src[1:]) if src.startswith(MARK) else ""


def _dressed(attributes: dict[str, str], picture: Picture | None, *, haste: bool) -> str:
    """The element anew, with all that is known of its picture."""
    if haste:
        attributes.pop("loading", None)
        attributes["fetchpriority"] = "high"
    else:
        attributes["loading"] = "lazy"
    if picture is None:
        return _tag("img", attributes)
    attributes["src"] = MARK + escape(links.encoded(picture.src))
    if picture.width and not {"width", "height"} & attributes.keys():
        attributes |= {"width": str(picture.width), "height": str(picture.height)}
    if not picture.avif:
        return _tag("img", attributes)
    files = ", ".join(f"{MARK}{each.url} {each.width}w" for each in picture.avif)
    source = _tag("source", {"type": "image/avif", "srcset": files, "sizes": SIZES})
    return f"<picture>{source}{_tag('img', attributes)}</picture>"


def _tag(name: str, attributes: dict[str, str]) -> str:
    """An element; the values are escaped already."""
    said = " ".join(f'{key}="{value}"' for key, value in attributes.items())
    return f"<{name} {said}>"
