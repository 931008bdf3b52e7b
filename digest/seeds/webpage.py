"""A saved page -> Blocks and Facts; and what makes a text a page."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from digest.seeds.blocks import Block, Facts
from digest.seeds.elements import TAG, told
from digest.seeds.evidence import MARK, Evidence
from digest.seeds.htmltree import tree
from digest.seeds.pagefacts import facts
from digest.seeds.walk import blocks

MARKS = 400  # marked elements of a page that are looked at
TEXTS = 40  # pieces of text in one of them
AROUND = 60  # elements around one of them

_PAGE = re.compile(r"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_BEGINNING = re.compile(r"\s*<(?:!--|title|meta|link|h[1-6]|p|div|article|main|section|table|ul|ol)\b", re.IGNORECASE)
_HEAD = frozenset(("html", "meta", "link", "base", "script", "title"))
_AUTHOR = re.compile(r"[Aa]uthor|[Bb]y-?[Ll]ine")  # in a class
_CLOSING = re.compile(r"</(?:p|div|span|a|li|td|article|section|h[1-6])>", re.IGNORECASE)


def looks_like_page(text: str, path: str) -> bool:
    """Whether a text is HTML: told by what it holds; under the name of a page a single tag of HTML is enough."""
    if path.lower().endswith((".html", ".htm")) and TAG.search(text):
        return True
    closings = len(_CLOSING.findall(text[:65_536]))
    return bool(_PAGE.search(text[:4_096])) or closings >= 5 or (closings > 0 and bool(_BEGINNING.match(text[:4_096])))


def blocks_and_facts(source: str, path: str) -> tuple[tuple[Block, ...], Facts]:
    """The blocks of a page's visible text in their order, and what the page says about itself.

    The line of a block is its number on the page: a page may well be one line. `DigestError` (code `size`) for a page
    that is too large to be read in time.
    """
    root = tree(source, path)
    if root is None:
        return (), Facts()
    return tuple(blocks(root)), facts(_evidence(root))


def _evidence(root: etree._Element) -> Evidence:
    """What the head and the marks of a page say about it."""
    evidence = Evidence()
    marks = 0
    for element in root.iter(etree.Element):
        name = str(element.tag)
        if name in _HEAD:
            evidence.see(name, _attributes(element))
            if name == "script" or (name == "title" and next(element.iterancestors("svg"), None) is None):
                evidence.raw(name, element.text or "")
        elif marks < MARKS and _is_marked(element, name):
            marks += 1
            around = islice(element.iterancestors(), AROUND)
            hints = [told(str(each.tag), each.get("class"), each.get("id"))[1] for each in around]
            text = "\n".join(str(each) for each in islice(element.itertext(), TEXTS))[: 2 * MARK]
            evidence.mark(name, _attributes(element), text, frozenset().union(*hints))
    return evidence


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(key): str(value) for key, value in element.attrib.items()}


def _is_marked(element: etree._Element, name: str) -> bool:
    """Whether an element may tell author or day: a headline tells where they belong."""
    if name in ("h1", "time"):
        return True
    said = element.get("class")
    if said and _AUTHOR.search(said):
        return True
    marked = element.get("itemprop")
    return element.get("rel") == "author" or (marked is not None and ("author" in marked or "date" in marked))
