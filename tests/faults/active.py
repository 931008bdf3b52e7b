"""A file of a site -> what of it could run, load, or lead a reader somewhere else than it says."""

from __future__ import annotations

import email
import email.policy
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree

RUNS = {
    "iframe",
    "object",
    "embed",
    "applet",
    "base",
    "frame",
    "frameset",
    "portal",
    "marquee",
    "math",
    "foreignobject",
}
ADDRESSES = {"href", "src", "action", "formaction", "poster", "data", "background", "xlink:href", "ping", "cite"}
PLAIN = re.compile(r"(?:https?:|mailto:|tel:|/|#|\?|$)", re.IGNORECASE)


class Reading(HTMLParser):
    """A page as a browser reads it: what runs by itself, all scripts and styles, all kinds of elements, all words."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.active: list[str] = []
        self.kinds: set[tuple[str, str]] = set()
        self.code: list[tuple[str, str]] = []  # the kind of a script or style, and its text
        self.words = ""
        self._inside = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        self.kinds |= {(tag, name) for name in ("", *held)}
        if tag in RUNS:
            self.active.append(f"<{tag}>")
        for name, value in held.items():
            if name.startswith("on") or name in ("srcdoc", "style", "formaction"):
                self.active.append(f"{tag} {name}={value}")
            if name in ADDRESSES and not PLAIN.match(re.sub(r"[\x00-\x20]", "", value)):
                self.active.append(f"{tag} {name}={value}")
        if tag in ("script", "style"):
            self._inside = held.get("type", held.get("src", tag))
            self.code.append((self._inside, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            kind, text = self.code.pop()
            self.code.append((kind, text + data))
        else:
            self.words += data

    def handle_comment(self, data: str) -> None:
        self.active.append(f"<!--{data}-->")

    def unknown_decl(self, data: str) -> None:
        self.active.append(f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        self.active.append(f"<?{data}>")


def pages(path: str, data: bytes) -> Iterator[str]:
    """Every piece of HTML that a file holds. Raises where it is no good XML, JSON or mail."""
    if path.endswith(".html"):
        yield data.decode("utf-8")
    elif path.endswith((".xml", ".svg")):
        for element in ElementTree.fromstring(data).iter():
            if element.get("type") == "html" and element.text:
                yield element.text
    elif path.endswith((".json", ".webmanifest")):
        yield from (value for name, value in _values(json.loads(data)) if name == "content_html")
    elif path.endswith(".eml"):
        for part in email.message_from_bytes(data, policy=email.policy.default).walk():
            if part.get_content_type() == "text/html":
                yield part.get_content()


def _values(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _values(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from _values(each, name)
    elif isinstance(value, str):
        yield name, value
