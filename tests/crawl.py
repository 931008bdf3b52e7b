"""A reader who follows every link of a built site, and a machine that reads its feeds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

ADDRESSES = {"href", "src", "action", "poster", "data", "cite"}


@dataclass
class Page:
    """What a reader meets on a page: where its links lead, and the places in it that a link can lead to."""

    links: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.page.links += [value for name, value in values.items() if name in ADDRESSES]
        self.page.links += [part.split()[0] for part in values.get("srcset", "").split(",") if part.strip()]
        if values.get("http-equiv", "").lower() == "refresh":
            self.page.links.append(values["content"].partition("url=")[2])
        if values.get("property") in ("og:url", "og:image"):
            self.page.links.append(values["content"])
        self.page.anchors.update(values[name] for name in ("id", "name") if name in values)


def read(data: bytes) -> Page:
    reader = _Reader()
    reader.feed(data.decode("utf-8"))
    return reader.page


def dead_links(site: Mapping[str, bytes], base_url: str) -> list[str]:
    """Every link on any page that leads to nothing, or out of the site's own address; files are by their path."""
    pages = {path: read(data) for path, data in site.items() if path.endswith(".html")}
    return [
        f"{path}: {link}"
        for path, page in pages.items()
        for link in page.links
        if _dead(link, path, pages, site, base_url)
    ]


def _dead(link: str, path: str, pages: Mapping[str, Page], site: Mapping[str, bytes], base_url: str) -> bool:
    whole = urlsplit(urljoin(base_url + path, link))
    home = urlsplit(base_url)
    if whole.scheme not in ("http", "https"):
        return whole.scheme not in ("mailto", "tel", "data")
    if whole.netloc != home.netloc:
        return False
    if not whole.path.startswith(home.path):
        return True
    name = unquote(whole.path.removeprefix(home.path))
    target = name + "index.html" if name == "" or name.endswith("/") else name
    if target not in site:
        return True
    return bool(whole.fragment) and unquote(whole.fragment) not in pages[target].anchors


def links_outside_pages(site: Mapping[str, bytes]) -> Iterator[str]:
    """The addresses that stylesheets draw in: themes refer to their own files by plain names."""
    for path, data in site.items():
        if path.endswith(".css"):
            for part in data.decode("utf-8").split("url(")[1:]:
                yield part.partition(")")[0].strip("\"' ")
