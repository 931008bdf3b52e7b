"""The rules of the W3C's feed validator for HTML within a feed: whole, harmless, with whole addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

VOID = {"area", "br", "col", "hr", "img", "input", "source", "track", "wbr"}

# What an article may hold; all of it is on the validator's lists of what is harmless, which are longer.
ELEMENTS = VOID | set(
    "a abbr aside audio b bdi bdo blockquote caption cite code colgroup dd del details dfn div dl dt em figcaption "
    "figure h1 h2 h3 h4 h5 h6 i ins kbd li mark ol p picture pre q rp rt ruby s samp section small span strong sub "
    "summary sup table tbody td tfoot th thead time tr u ul var video".split()
)
ATTRIBUTES = set(
    "abbr align alt cite class colspan data datetime decoding dir download headers height href hreflang id lang "
    "loading media open poster preload rel reversed rowspan scope sizes span src srclang srcset start summary title "
    "type value width".split()
)
ADDRESSES = {"href", "src", "cite", "poster"}
_SCHEME = re.compile(r"\w+:")


def html_faults(html: str) -> list[str]:
    """Everything that the validator would warn of."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [*reader.found, *(f"NotHtml: <{name}> is not closed" for name in reader.open)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        if tag not in ELEMENTS:
            self.found.append(f"SecurityRisk: <{tag}>")
        for name, value in attrs:
            self.found.extend(_of_attribute(name, value or ""))

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1:] == [tag]:
            self.open.pop()
        else:
            self.found.append(f"NotHtml: </{tag}> within {self.open}")

    def handle_data(self, data: str) -> None:
        if "<" in data or re.search(r"&#?\w", data):
            self.found.append(f"NotHtml: {data!r}")


def _of_attribute(name: str, value: str) -> Iterator[str]:
    if name == "style":
        yield f"DangerousStyleAttr: {value}"
    elif name not in ATTRIBUTES and not name.startswith("data-"):
        yield f"SecurityRiskAttr: {name}"
    if name in ADDRESSES and not _SCHEME.match(value):
        yield f"ContainsRelRef: {name}={value}"
