"""What search engines ask of the things that pages tell in JSON-LD: properties that must be there, or had better be.

Both are asked for here, since a missing recommended one is a warning. Where each comes from stands beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Thing = dict[str, Any]

GOOGLE = "https://developers.google.com/search/docs/appearance/structured-data/"
ASKED = {
    # GOOGLE + article: recommended; publisher and mainEntityOfPage were asked for until 2021, and other readers of such
    # data ask for them still.
    "NewsArticle": (
        "headline", "image", "datePublished", "dateModified", "author", "author.name", "publisher.name",
        "publisher.logo.url", "mainEntityOfPage",
    ),
    "BreadcrumbList": ("itemListElement",),  # GOOGLE + breadcrumb: required
    "Organization": ("name",),  # GOOGLE + organization: recommended
    "ImageObject": ("url",),
    # https://schema.org/PublicationIssue: its own property, and what its examples tell
    "PublicationIssue": ("issueNumber", "datePublished", "isPartOf.name", "hasPart"),
    "WebSite": ("url", "name"),  # GOOGLE + ../site-names: required
}  # fmt: skip
_SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def told(folder: Path) -> dict[str, Thing]:
    """What each page tells, by its path."""
    pages = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.html"))}
    return {path: json.loads(found[1]) for path, text in pages.items() if (found := _SCRIPT.search(text))}


def of_page(document: Thing) -> list[Thing]:
    """The things that a page tells of, without those within them."""
    things: list[Thing] = document.get("@graph", [document])
    return things


def faults(document: Thing) -> Iterator[str]:
    """What is missing, or not as it should be."""
    if document.get("@context") != "https://schema.org":
        yield "@context"
    for thing in of_page(document):
        kind = thing["@type"]
        yield from (f"{kind} has no {path}" for path in ASKED.get(kind, ()) if not _value(thing, path))
        if kind == "BreadcrumbList":
            yield from _step_faults(thing.get("itemListElement", []))
    for name, value in _values(document):
        if value in ("", [], {}, None):
            yield f"{name} is empty"
        if name in ("url", "image", "item", "mainEntityOfPage") and not re.fullmatch(r"https?://[!-~]+", str(value)):
            yield f"{name} is no whole address: {value}"
        if name.startswith("date") and not re.match(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d[+-]\d\d:\d\d)?$", str(value)):
            yield f"{name} is not of ISO 8601: {value}"


def _step_faults(steps: list[Thing]) -> Iterator[str]:
    """GOOGLE + breadcrumb: a position and a name each, and an address but for the last; two steps at least."""
    if len(steps) < 2:
        yield "BreadcrumbList has one step only"
    for number, step in enumerate(steps, 1):
        if step.get("position") != number or not step.get("name"):
            yield f"step {number} has no place or no name"
        if "item" not in step and number < len(steps):
            yield f"step {number} has no item"


def _value(thing: Thing, path: str) -> Any:
    value: Any = thing
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _values(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every property and its value, however deep."""
    if isinstance(value, dict):
        yield (name, value)
        for key, each in value.items():
            yield from _values(each, key)
    elif isinstance(value, list):
        yield (name, value)
        for each in value:
            yield from _values(each, name)
    else:
        yield (name, value)
