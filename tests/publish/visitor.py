"""Somebody who fetches a whole site from a server, and follows whatever any of its files names."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, unquote, urljoin, urlsplit
from xml.etree import ElementTree

from tests.crawl import links_outside_pages, read

WORDS = re.compile(r"https?://[^\s\"'<>{}\\]+")


@dataclass(frozen=True)
class Answer:
    status: int
    kind: str
    body: bytes
    headers: dict[str, str]


class Visitor:
    """`address` is where the server stands, `base_url` where the site believes itself to be."""

    def __init__(self, address: str, base_url: str) -> None:
        self.server = urlsplit(address)
        self.home = urlsplit(base_url)
        self.base_url = base_url
        self.fetched = cache(self._fetched)

    def _fetched(self, path: str) -> Answer:
        return self.asked("GET", path)

    def asked(self, method: str, path: str, **headers: str) -> Answer:
        connection = http.client.HTTPConnection(self.server.hostname or "", self.server.port, timeout=20)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, quote(unquote(path), safe="/?=&~:@!$'()*+,;"), headers=named)
        answer = connection.getresponse()
        kind = answer.headers.get_content_type()
        found = Answer(answer.status, kind, answer.read(), dict(answer.headers))
        connection.close()
        return found

    def lost(self, path: str) -> list[str]:
        """What the file at a path names and this server does not have, or has outside the site."""
        answer = self.fetched(path)
        here = f"{self.home.scheme}://{self.home.netloc}{path}"
        links = (each for each in _named(answer, self.base_url) if not self._within(each, answer))
        return [f"{path}: {link}" for link in links if self._lost(urljoin(here, link))]

    def _within(self, link: str, answer: Answer) -> bool:
        """Whether it leads to a place on the same page, which may be that for what is not there."""
        return link.startswith("#") and unquote(link[1:]) in read(answer.body).anchors

    def _lost(self, link: str) -> bool:
        whole = urlsplit(link)
        if whole.netloc != self.home.netloc:
            return whole.scheme not in ("http", "https", "mailto", "tel", "data")
        if not whole.path.startswith(self.home.path):
            return True
        answer = self.fetched(whole.path)
        if answer.status != 200:
            return True
        return bool(whole.fragment) and unquote(whole.fragment) not in read(answer.body).anchors


def _named(answer: Answer, base_url: str) -> Iterator[str]:
    if answer.kind == "text/html":
        yield from read(answer.body).links
    elif answer.kind == "text/css":
        yield from links_outside_pages({"x.css": answer.body})
    elif answer.kind == "application/json":
        yield from _in_json(json.loads(answer.body), base_url)
    elif answer.kind in ("application/xml", "image/svg+xml"):
        yield from _in_xml(ElementTree.fromstring(answer.body), base_url)
    elif answer.kind == "text/plain":
        yield from (each for each in WORDS.findall(answer.body.decode("utf-8")) if each.startswith(base_url))


def _in_json(value: object, base_url: str, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _in_json(each, base_url, name)
    elif isinstance(value, list):
        for each in value:
            yield from _in_json(each, base_url, key)
    elif isinstance(value, str) and key == "content_html":
        yield from read(value.encode("utf-8")).links
    elif isinstance(value, str) and value.startswith("http"):
        yield value


def _in_xml(element: ElementTree.Element, base_url: str) -> Iterator[str]:
    for each in element.iter():
        values = (value for name, value in each.attrib.items() if name in ("href", "src", "url", "template"))
        yield from (value.replace("?q={searchTerms}", "") for value in values)
        text = (each.text or "").strip()
        if text.startswith(base_url) and " " not in text:
            yield text
        elif each.get("type") == "html":
            yield from read(text.encode("utf-8")).links
