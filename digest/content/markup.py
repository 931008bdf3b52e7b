"""Markdown -> Text: HTML with marked links, headings, excerpt; safe for any input.

Python-Markdown does the work, with tables, footnotes, fenced code, definition lists, abbreviations and heading anchors.
Raw HTML is shown as text unless the site's settings let it through; links keep only harmless schemes.
"""

from __future__ import annotations

import html
import importlib
import re
import sys
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.extensions.toc import TocExtension
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from digest.content.links import MARK, safe
from digest.content.quick import QuickInline
from digest.errors import DigestError
from digest.model import Heading, Link, Text
from digest.text import clean, excerpt, sure_slug

SIZE = 1_000_000  # letters of one body: a long book chapter has a tenth of that
EXCERPT = 240  # letters: two or three lines in a list

# Python-Markdown looks for the partner of each bracket, star or backtick through the rest of its paragraph, and parses
# the rest again behind each rule line, so a paragraph takes time with the square of their number (its issue 798).
# EFFORT bounds the sum of those squares to about one second; an ordinary article needs less than a hundredth of it.
ACTIVE = re.compile(r"[\[\]*_`<&!(]")
RULE_LINE = re.compile(r"^[ \t]*(?:[-=*_][ \t]*)+$", re.MULTILINE)
RULE_WEIGHT = 5  # signs
EFFORT = 3_000**2
FENCES = 1_000  # unclosed fences are looked for to the end of the text as well
NESTING = 40  # levels of quotes or lists

_EXTENSIONS = ("tables", "footnotes", "fenced_code", "def_list", "abbr", "sane_lists")
_TAG = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_MARKERS = re.compile(r"(?:\s*(?:>|[-*+] |\d+\. ))+")
_FENCED = re.compile(r"^(?P<fence>~{3,}|`{3,})[^\n]*\n.*?^(?P=fence)[ ]*$", re.MULTILINE | re.DOTALL)


class Markup:
    """A configured Markdown reader. `raw_html` lets HTML in the text through as HTML."""

    def __init__(self, *, raw_html: bool) -> None:
        self.links: list[str] = []
        self.refused: list[str] = []
        _import_fences_lightly()
        toc = TocExtension(slugify=lambda value, _: sure_slug(value), toc_depth="2-6", marker="")
        extensions = [*_EXTENSIONS, toc, _Safety(self, raw_html=raw_html)]
        self._markdown = markdown.Markdown(extensions=extensions, output_format="html")
        inline = QuickInline(self._markdown)
        inline.prepare()
        self._markdown.treeprocessors.register(inline, "inline", 20)  # in the place of the stock one

    def text(self, body: str, path: str, *, first_line: int = 1) -> Text:
        """Make a body. `DigestError` (code `markdown`) where it is too large or too tangled to be read in time."""
        body = clean(body)
        _refuse_hostile(body, path, first_line)
        self.links, self.refused = [], []
        try:
            made = self._markdown.reset().convert(body)
        except RecursionError:
            raise _too_deep(path, first_line) from None
        return Text(
            html=made,
            headings=tuple(_headings(getattr(self._markdown, "toc_tokens", []))),
            links=tuple(_link(target, body, first_line) for target in [*self.links, *self.refused]),
            excerpt=_excerpt(made),
            words=len(body.split()),
        )


class _Safety(Extension):
    """Takes raw HTML away and watches over links and heading levels."""

    def __init__(self, markup: Markup, *, raw_html: bool) -> None:
        super().__init__()
        self.markup, self.raw_html = markup, raw_html

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        if self.raw_html:
            md.postprocessors.register(_RawLinks(md), "digest-raw-links", 35)  # before raw_html (30)
        else:
            md.preprocessors.deregister("html_block")
            md.inlinePatterns.deregister("html")
        md.treeprocessors.register(_Links(md, self.markup), "digest-links", 15)  # after inline (20), before toc (5)
        md.treeprocessors.register(_Levels(md), "digest-levels", 12)


class _Links(Treeprocessor):
    """Marks targets within the site, and takes the address from links that could do harm."""

    def __init__(self, md: markdown.Markdown, markup: Markup) -> None:
        super().__init__(md)
        self.markup = markup

    def run(self, root: Element) -> None:
        for element in root.iter():
            name = {"a": "href", "img": "src"}.get(element.tag if isinstance(element.tag, str) else "")
            if name and name in element.attrib:
                self._secure(element, name)

    def _secure(self, element: Element, name: str) -> None:
        written = html.unescape(element.attrib[name].replace(AMP_SUBSTITUTE, "&"))
        target = safe(written)
        if target is None:
            del element.attrib[name]
            self.markup.refused.append(written)
            return
        if target.startswith(MARK) and not target.startswith(f"{MARK}#fn"):
            self.markup.links.append(target[1:])
        element.attrib[name] = target
        if element.tag == "a" and target.startswith("http"):
            element.set("rel", "noopener")
        if element.tag == "img":
            element.set("loading", "lazy")


class _Levels(Treeprocessor):
    """Moves headings so that the highest one is `h2`: the page's own title is its only `h1`."""

    def run(self, root: Element) -> None:
        headings = [each for each in root.iter() if isinstance(each.tag, str) and re.fullmatch("h[1-6]", each.tag)]
        highest = min((int(each.tag[1]) for each in headings), default=2)
        for each in headings:
            each.tag = f"h{min(6, int(each.tag[1]) - highest + 2)}"


class _RawLinks(Postprocessor):
    """Marks root-relative targets inside raw HTML, where the settings allow it."""

    def run(self, text: str) -> str:
        stash: list[Any] = self.md.htmlStash.rawHtmlBlocks
        for number, block in enumerate(stash):
            if isinstance(block, str) and not block.startswith("<pre"):
                stash[number] = re.sub(r'\b(href|src)="(/[^/"][^"]*|/)"', rf'\1="{MARK}\2"', block)
        return text


def _import_fences_lightly() -> None:
    """Import the fenced code extension without Pygments, which it would load (a tenth of a second) and never use."""
    loaded = sys.modules.get("pygments")
    sys.modules["pygments"] = None  # type: ignore[assignment]
    try:
        importlib.import_module("markdown.extensions.fenced_code")
    finally:
        del sys.modules["pygments"]
        if loaded:
            sys.modules["pygments"] = loaded


def _refuse_hostile(body: str, path: str, first_line: int) -> None:
    if len(body) > SIZE:
        raise DigestError(f"the text has {len(body):,} letters; at most {SIZE:,} are read", code="size", path=path)
    for number, text in enumerate(body.split("\n"), first_line):
        markers = _MARKERS.match(text)
        if markers and len(re.findall(r"[>*+-]|\d+\.", markers.group())) > NESTING:
            raise _too_deep(path, number)
    if len(re.findall(r"^(?:```|~~~)", body, re.MULTILINE)) > FENCES:
        raise DigestError(f"more than {FENCES:,} code fences", code="markdown", path=path, line=first_line)
    if _signs(body) ** 2 <= EFFORT:
        return
    efforts = list(_efforts(_FENCED.sub(lambda match: "\n" * match.group().count("\n"), body), first_line))
    if sum(effort for effort, _ in efforts) > EFFORT:
        _, line = max(efforts)
        message = "brackets, stars and the like stand too close together to be read in time"
        raise DigestError(message, code="markdown", path=path, line=line, hint="break this into paragraphs")


def _efforts(body: str, line: int) -> Iterator[tuple[int, int]]:
    """What each paragraph will cost, and the line in which it begins."""
    for block in re.split(r"(\n[ \t]*\n)", body):
        yield _signs(block) ** 2, line
        line += block.count("\n")


def _signs(text: str) -> int:
    return len(ACTIVE.findall(text)) + RULE_WEIGHT * len(RULE_LINE.findall(text))


def _too_deep(path: str, line: int) -> DigestError:
    return DigestError("lists or quotes are nested too deeply to be read", code="markdown", path=path, line=line)


def _link(target: str, body: str, first_line: int) -> Link:
    """Where a target is written; the body's first line stands for one that was composed of parts."""
    position = max(0, body.find(target))
    start = body.rfind("\n", 0, position) + 1
    end = body.find("\n", position)
    excerpt = body[start : end if end >= 0 else None]
    return Link(target, first_line + body.count("\n", 0, position), position - start + 1, excerpt[:200])


def _headings(tokens: list[dict[str, Any]]) -> Iterator[Heading]:
    for token in tokens:
        yield Heading(token["level"], token["id"], html.unescape(_TAG.sub("", token["name"])))
        yield from _headings(token["children"])


def _excerpt(made: str) -> str:
    """The first paragraph that has words, as plain text."""
    for match in _PARAGRAPH.finditer(made):
        words = html.unescape(_TAG.sub("", re.sub(r"<sup\b.*?</sup>", "", match.group(1)))).strip()
        if words:
            return excerpt(words, EXCERPT)
    return ""
