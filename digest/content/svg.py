"""A drawing in SVG -> its size, or why no page may show it.

A page shows a drawing as a picture, in which nothing runs; but whoever opens it by itself runs what it carries, as a
page of this site. So one that carries more than a drawing is refused, by the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

NAMESPACE = "{http://www.w3.org/2000/svg}"
ACTIVE = ("script", "foreignObject", "iframe", "embed", "object", "audio", "video", "handler", "listener")
PLAIN = "save it as plain SVG, or as a PNG"

_OUTSIDE = re.compile(
    r"@import|expression\s*\(|(?:java|vb)script:|url\(\s*[\"']?\s*(?!#|[\"']?data:image/)", re.IGNORECASE
)
_EMBEDDED = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif)[;,]", re.IGNORECASE)
_LENGTH = re.compile(r"\s*(\d+(?:\.\d*)?|\.\d+)\s*(px)?\s*")


class Drawing(Struct, frozen=True):
    """A drawing: its size in pixels, 0 where it names none; or what is wrong with it, where, and what to do."""

    width: int = 0
    height: int = 0
    why: str = ""
    line: int = 0
    hint: str = ""


def drawing(data: bytes) -> Drawing:
    """Look through a drawing."""
    from lxml import etree  # seldom needed: what is known of a file is kept

    if re.search(rb"<!(?:ENTITY|DOCTYPE[^>]*\[)", data):
        return Drawing(why="it declares entities", line=_line(data, b"<!"), hint=PLAIN)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return Drawing(why=f"it is not well-formed XML: {error.msg}", line=error.lineno or 0, hint=PLAIN)
    if root.tag != f"{NAMESPACE}svg":
        return Drawing(why="it is not an SVG drawing: its outermost element is not `svg`", line=1, hint=PLAIN)
    for fault in _faults(root):
        return fault
    return Drawing(*_size(root.attrib))


def _line(data: bytes, words: bytes) -> int:
    return data.count(b"\n", 0, data.find(words)) + 1


def _faults(root: Any) -> Iterator[Drawing]:
    """What makes it more than a drawing, in the order of the file."""
    for node in (*root.itersiblings(preceding=True), *root.iter()):
        if not isinstance(node.tag, str):
            if getattr(node, "target", "") == "xml-stylesheet":
                yield Drawing(why="it draws in a style sheet", line=node.sourceline or 0, hint=PLAIN)
            continue
        name = node.tag.rpartition("}")[2]
        why, hint = _of_element(name, node.text or "")
        for key, value in node.attrib.items():
            if not why:
                why, hint = _of_attribute(name, key.rpartition("}")[2], value)
        if why:
            yield Drawing(why=why, line=node.sourceline or 0, hint=hint)


def _of_element(name: str, text: str) -> tuple[str, str]:
    if name.lower() in {each.lower() for each in ACTIVE}:
        return f"it carries `{name}`", f"remove the element `{name}`, or {PLAIN}"
    if name == "style" and _OUTSIDE.search(text):
        return "its style sheet draws in something from outside", PLAIN
    return "", ""


def _of_attribute(element: str, key: str, value: str) -> tuple[str, str]:
    hint = f"remove the attribute `{key}`, or {PLAIN}"
    if key.lower().startswith("on"):
        return f"it carries the event handler `{key}`", hint
    if key in ("href", "src") and not (value.strip().startswith("#") or _embedded(element, value)):
        return f"`{key}` of `{element}` leads out of it, to `{value.strip()[:60]}`", hint
    if key == "attributeName" and value.strip().rpartition(":")[2].lower() == "href":
        return f"`{element}` changes where something leads", hint
    if _OUTSIDE.search(value):
        return f"`{key}` of `{element}` draws in something from outside", hint
    return "", ""


def _embedded(element: str, value: str) -> bool:
    return element in ("image", "feImage") and _EMBEDDED.match(value.strip()) is not None


def _size(attributes: Any) -> tuple[int, int]:
    """Its own width and height; where it has none, those of its view box."""
    own = [_LENGTH.fullmatch(attributes.get(name, "")) for name in ("width", "height")]
    if own[0] and own[1]:
        return round(float(own[0][1])), round(float(own[1][1]))
    box = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
    try:
        width, height = (float(each) for each in box[2:4])
    except ValueError:
        return 0, 0
    return (round(width), round(height)) if 0 < width < 1e5 and 0 < height < 1e5 else (0, 0)
