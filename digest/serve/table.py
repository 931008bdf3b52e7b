"""An address as it was asked for -> the file of the site that answers it, by the rules of GitHub Pages.

Addresses are looked up in a table. No part of a request is ever made into a path on the disk.
"""

from __future__ import annotations

import re
from collections.abc import Container
from mimetypes import MimeTypes
from urllib.parse import quote, unquote_to_bytes

from msgspec import Struct

NOT_FOUND = "404.html"

_PERCENT = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_HIDING = re.compile(rb"%(?:2[fF]|5[cC])")  # a slash or a backslash that does not look like one
_CONTROL = re.compile(r"[\x00-\x1f\x7f\\]")

_TYPES = MimeTypes()  # Python's own list: what the machine says of types is not asked
for _type, _suffix in (
    ("application/xml", ".xml"),
    ("application/manifest+json", ".webmanifest"),
    ("font/woff2", ".woff2"),
    ("image/avif", ".avif"),
    ("image/webp", ".webp"),
    ("text/javascript", ".js"),
):
    _TYPES.add_type(_type, _suffix)


class BadAddress(ValueError):
    """An address that no honest browser sends."""


class File(Struct, frozen=True):
    """A file of the site, by its path below the output folder."""

    path: str


class Elsewhere(Struct, frozen=True):
    """The page stands at another address, from the root of the server, coded."""

    address: str


def find(files: Container[str], base_path: str, raw_path: bytes) -> File | Elsewhere | None:
    """What stands at an address; None for nothing. `base_path` is `/`, or `/repo/`. Raises `BadAddress`."""
    path = plain(raw_path)
    if path == "/" != base_path:
        return Elsewhere(coded(base_path))
    if path + "/" == base_path:
        return Elsewhere(coded(base_path))
    if not path.startswith(base_path):
        return None
    name = path.removeprefix(base_path)
    if name.endswith("/") or not name:
        return File(f"{name}index.html") if f"{name}index.html" in files else None
    for candidate in (name, f"{name}.html"):
        if candidate in files:
            return File(candidate)
    return Elsewhere(coded(path + "/")) if f"{name}/index.html" in files else None


def plain(raw_path: bytes) -> str:
    """The path of an address without its percent signs. Raises `BadAddress` where it could be read in two ways."""
    if not raw_path.startswith(b"/") or _PERCENT.search(raw_path) or _HIDING.search(raw_path):
        raise BadAddress
    try:
        path = unquote_to_bytes(raw_path).decode("utf-8")
    except UnicodeDecodeError:
        raise BadAddress from None
    if _CONTROL.search(path):
        raise BadAddress
    return path


def content_type(path: str) -> str:
    """The media type of a file, by its name."""
    kind = _TYPES.guess_type(path)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def coded(path: str) -> str:
    """A path as it stands in an address."""
    return quote(path, safe="/!$&'()*+,;=:@-._~")
