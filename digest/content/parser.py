"""Python-Markdown, set for this program: safe for any input.

It comes with tables, footnotes, fenced code, definition lists, abbreviations and heading anchors. Raw HTML is shown as
text unless the site's settings let it through; links keep only harmless schemes.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from digest.content import quick_blocks
from digest.content.links import MARK, safe
from digest.content.making import Made, Written, written
from digest.content.quick import QuickInline
from digest.model import Heading
from digest.text import sure_slug

_TAG = re.compile(r"<[^>]*>")
_RAW = re.compile(
    r"""(?<![\w-])(?P<name>href|src)=(?P<quote>["'])(?P<target>/(?!/)[^"'<>]*)(?P=quote)""", re.IGNORECASE
)


class Parser:
    """A configured Python-Markdown. `raw_html` lets HTML in the text through as HTML."""

    def __init__(self, *, raw_html: bool) -> None:
        self.links: list[Written] = []
        self.refused: list[Written] = []
        self.raw_html = raw_html
        self._markdown = self._reader()

    def made(self, body: str) -> Made:
        """What becomes of a body. Raises `RecursionError` or `Tangled` where it cannot be read in time."""
        self.links, self.refused = [], []
        try:
            page = self._markdown.reset().convert(body)
        except RecursionError:
            self._markdown = self._reader()  # this one was left in the middle of a list
            raise
        return Made(page, list(_headings(getattr(self._markdown, "toc_tokens", []))), self.links, self.refused)

    def prose(self, body: str) -> str:
        """The body without its fenced code, exactly as the reader itself takes it away."""
        lines = body.split("\n")
        for name in ("normalize_whitespace", "fenced_code_block"):
            lines = self._markdown.preprocessors[name].run(lines)
        return "\n".join(lines)

    def _reader(self) -> markdown.Markdown:
        toc = TocExtension(slugify=lambda value, _: sure_slug(value), toc_depth="2-6", marker="")
        # Its other way would be inline styles, which a policy refuses; `_Aligned` makes classes of these attributes.
        tables = TableExtension(use_align_attribute=True)
        extensions = [*_stock(), tables, toc, _Safety(self, raw_html=self.raw_html)]
        made = markdown.Markdown(extensions=extensions, output_format="html")
        quick_blocks.register(made, tables)
        inline = QuickInline(made)
        inline.prepare()
        made.treeprocessors.register(inline, "inline", 20)  # in the place of the stock one
        return made


class _Safety(Extension):
    """Takes raw HTML away and watches over links and heading levels."""

    def __init__(self, parser: Parser, *, raw_html: bool) -> None:
        super().__init__()
        self.parser, self.raw_html = parser, raw_html

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        if self.raw_html:
            md.postprocessors.register(_RawLinks(md), "digest-raw-links", 35)  # before raw_html (30)
        else:
            md.preprocessors.deregister("html_block")
            md.inlinePatterns.deregister("html")
        md.treeprocessors.register(_Links(md, self.parser), "digest-links", 15)  # after inline (20), before toc (5)
        md.treeprocessors.register(_Levels(md), "digest-levels", 12)
        md.treeprocessors.register(_Aligned(md), "digest-aligned", 11)


class _Links(Treeprocessor):
    """Marks targets within the site, and takes the address from links that could do harm."""

    def __init__(self, md: markdown.Markdown, parser: Parser) -> None:
        super().__init__(md)
        self.parser = parser

    def run(self, root: Element) -> None:
        for element in root.iter():
            name = {"a": "href", "img": "src"}.get(element.tag if isinstance(element.tag, str) else "")
            if name and name in element.attrib:
                self._secure(element, name)

    def _secure(self, element: Element, name: str) -> None:
        found = written(element.attrib[name].replace(AMP_SUBSTITUTE, "&"))
        target = safe(found.target)
        if target is None:
            _disarm(element, name)
            self.parser.refused.append(found)
            return
        if target.startswith(MARK) and element.get("class") not in ("footnote-ref", "footnote-backref"):
            self.parser.links.append(Written(target[1:], found.source))
        element.attrib[name] = target.replace("&", f"{AMP_SUBSTITUTE}amp;")  # all of them: the serializer spares some
        if element.tag == "a" and target.lower().startswith("http"):
            element.set("rel", "noopener")
        if element.tag == "img":
            element.set("loading", "lazy")


def _disarm(element: Element, name: str) -> None:
    """Leave the words of a link that goes nowhere, or what a picture would have shown."""
    if element.tag == "img":
        element.tag, element.text = "span", element.get("alt", "")
        element.attrib.clear()
    else:
        del element.attrib[name]


class _Levels(Treeprocessor):
    """Moves headings so that the highest one is `h2`: the page's own title is its only `h1`."""

    def run(self, root: Element) -> None:
        headings = [each for each in root.iter() if isinstance(each.tag, str) and re.fullmatch("h[1-6]", each.tag)]
        highest = min((int(each.tag[1]) for each in headings), default=2)
        for each in headings:
            each.tag = f"h{min(6, int(each.tag[1]) - highest + 2)}"


class _Aligned(Treeprocessor):
    """Says by a class how the cells of a table are aligned: the attribute is obsolete."""

    def run(self, root: Element) -> None:
        for cell in root.iter():
            if cell.tag in ("th", "td") and "align" in cell.attrib:
                cell.set("class", cell.attrib.pop("align"))


class _RawLinks(Postprocessor):
    """Marks root-relative targets inside raw HTML, where the settings allow it.

    It is asked for each heading as well as for the text as a whole: what it has seen is not looked at again.
    """

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        self._stash, self._seen = list[Any](), 0

    def run(self, text: str) -> str:
        stash: list[Any] = self.md.htmlStash.rawHtmlBlocks
        if stash is not self._stash:  # another text is being read
            self._stash, self._seen = stash, 0
        for number in range(self._seen, len(stash)):
            block = stash[number]
            if isinstance(block, str) and not block.lower().startswith(("<pre", "<script", "<style")):
                stash[number] = _RAW.sub(rf'\g<name>="{MARK}\g<target>"', block)
        self._seen = len(stash)
        return text


def _stock() -> list[Extension]:
    """Extensions taken as they are. By mere names they would be sought in all packages that are installed."""
    return [FootnoteExtension(), _fences(), DefListExtension(), AbbrExtension(), SaneListExtension()]


def _fences() -> Extension:
    """The fenced code extension, without Pygments, which it would load (a tenth of a second) and never use."""
    loaded = sys.modules.get("pygments")
    sys.modules["pygments"] = None  # type: ignore[assignment]
    try:
        from markdown.extensions.fenced_code import FencedCodeExtension
    finally:
        sys.modules.pop("pygments", None)  # which another thread may have done as well
        if loaded:
            sys.modules["pygments"] = loaded
    return FencedCodeExtension()


def _headings(tokens: list[dict[str, Any]]) -> Iterator[Heading]:
    for token in tokens:
        yield Heading(token["level"], token["id"], html.unescape(_TAG.sub("", token["name"])))
        yield from _headings(token["children"])
