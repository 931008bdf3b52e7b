"""Python-Markdown's inline step in the time of a text's length: the same bytes, but for links that have no end.

The stock step tries fourteen regular expressions on every piece of text, though each can only match where a certain
sign stands, which `in` finds out thirty times faster. It copies the whole piece for every sign that it replaces, looks
for the partner of each bracket anew (Python-Markdown's issue 798), and takes what it has made from the front of lists.
Here each pattern goes over a piece once, brackets find their partners all in one go, and nothing is moved twice.
Patterns that are left out within certain elements (`ANCESTOR_EXCLUDES`) do not exist in what we use.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Container
from functools import partial
from itertools import chain
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.inlinepatterns import BacktickInlineProcessor, LinkInlineProcessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import ETX, INLINE_PLACEHOLDER, INLINE_PLACEHOLDER_RE, AtomicString

from digest.content.brackets import Partners, Ticks, ended
from digest.content.making import Tangled

# What must stand in a text for the pattern of this name to match. A pattern that is not listed is always tried.
SIGNS = {
    "backtick": "`",
    "escape": "\\",
    "footnote": "[^",
    "reference": "[",
    "link": "[",
    "image_link": "![",
    "image_reference": "![",
    "short_reference": "[",
    "short_image_ref": "![",
    "autolink": "<",
    "automail": "<",
    "linebreak": "  \n",
    "html": "<",
    "entity": "&",
    "em_strong": "*_",
}
EITHER = {"em_strong"}  # either of its two signs is enough
CLINGING = {
    "**",
    "*_",
    "_*",
    "__",
}  # a sign of `em_strong` must not see the one before it where that was put by already
CUTS = 20_000_000  # letters that may be copied for that: a fiftieth of a second

_TICK = re.compile("()`")  # as the pattern of backticks finds one: no backslashes, and the tick


class QuickInline(InlineProcessor):
    """The inline step of one Markdown reader. To be made when all extensions have registered their patterns."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        self._patterns: list[tuple[str, Any, tuple[str, ...]]] = []
        self.stashed_nodes: dict[str, Element | str] = {}

    def prepare(self) -> None:
        """Take note of the patterns, and tell those of links where a bracket closes."""
        registry: Any = self.md.inlinePatterns
        names = [item.name for item in sorted(registry._priority, key=lambda item: item.priority, reverse=True)]
        self._patterns = [(name, registry[name], _signs(name)) for name in names]
        for _, pattern, _ in self._patterns:
            if isinstance(pattern, BacktickInlineProcessor):
                pattern.find_code_spans = Ticks().span  # type: ignore[method-assign,assignment]
            if isinstance(pattern, LinkInlineProcessor):
                pattern.getText = Partners().reader(pattern)  # type: ignore[method-assign,assignment]
                pattern.getLink = ended(pattern.getLink)  # type: ignore[method-assign,assignment]

        stars: Any = registry["em_strong"]
        stars.get_cached_result = partial(_next_emphasis, stars)

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Go over all texts of a tree, and over those of what is made of them."""
        self.stashed_nodes = {}
        waiting = deque([tree])
        while waiting:
            element = waiting.popleft()
            made: list[tuple[Element, list[Element]]] = []
            at = 0
            while at < len(element):  # which grows behind a child whose tail holds something
                child = element[at]
                at += 1
                if child.text and not isinstance(child.text, AtomicString):
                    found = self._taken("text", child)
                    waiting += found
                    made.append((child, found))
                if child.tail:
                    element[at:at] = self._taken("tail", child)
                if len(child):
                    waiting.append(child)
            for child, found in made:
                child[0:0] = found
        return tree

    def _taken(self, which: str, element: Element) -> list[Element]:
        """Go over the text or tail of an element; what is made of it, with plain words left where they were."""
        text = self._InlineProcessor__handleInline(getattr(element, which))
        setattr(element, which, None)
        return self._resolved(text, element, which)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        """The base class's private method, found under its mangled name by the base class's own calls."""
        if isinstance(data, AtomicString):
            return data
        for number in range(patternIndex, len(self._patterns)):
            name, pattern, signs = self._patterns[number]
            if not signs or signs[0] in data or signs[-1] in data:
                data = self._applied(pattern, data, number, CLINGING if name == "em_strong" else ())
        return data

    def _applied(self, pattern: Any, data: str, number: int, clinging: Container[str]) -> str:
        """Put by all that a pattern finds in a text."""
        pieces: list[str] = []
        done = at = copied = 0
        ticks = isinstance(pattern, BacktickInlineProcessor)
        while found := _next(pattern, data, at, freed=ticks and done == at):
            node, start, at = found
            if node is None:
                continue
            self._go_within(node, number)
            pieces += (data[done:start], self._put_by(node))
            done = at
            if data[at - 1 : at + 1] in clinging:
                data, done, at = ETX + data[at:], 1, 1  # as it ends what has been put by
                copied += len(data)
                if copied > CUTS:
                    raise Tangled
        return "".join((*pieces, data[done:])) if pieces else data

    def _go_within(self, node: Element | str, number: int) -> None:
        """Let the patterns that are still to come go over what one has found."""
        if isinstance(node, str) or isinstance(node.text, AtomicString):
            return
        for child in (node, *node):
            if child.text:
                child.text = self._InlineProcessor__handleInline(child.text, number + 1)
            if child.tail:
                child.tail = self._InlineProcessor__handleInline(child.tail, number)

    def _put_by(self, node: Element | str) -> str:
        name = f"{len(self.stashed_nodes):04}"
        self.stashed_nodes[name] = node
        return INLINE_PLACEHOLDER % name

    def _resolved(self, data: str, parent: Element, which: str) -> list[Element]:
        """What had been put by out of a text. Plain words go to the parent's text or tail, or behind what they follow.

        `which` is `text` or `tail`: where in the parent the text came from.
        """
        nodes: list[Element] = []
        words: list[str] = []
        done = 0
        for match in INLINE_PLACEHOLDER_RE.finditer(data):
            node = self.stashed_nodes.get(match.group(1))
            if node is None:
                continue
            words.append(data[done : match.start()])
            done = match.end()
            if isinstance(node, str):
                words.append(node)
                continue
            _settle(words, nodes, parent, which)
            self._resolve_within(node)
            nodes.append(node)
        words.append(AtomicString(data[done:]) if isinstance(data, AtomicString) else data[done:])
        _settle(words, nodes, parent, which)
        return nodes

    def _resolve_within(self, node: Element) -> None:
        """The same of the texts and tails of an element and of what stands in it."""
        added = 0
        for number, child in enumerate((node, *node)):
            if child.tail and child.tail.strip():
                tail, child.tail = child.tail, None
                found = self._resolved(tail, child, "tail")
                at = number + added if number else 0
                node[at:at] = found
                added += len(found)
            if child.text and child.text.strip():
                text, child.text = child.text, None
                found = self._resolved(text, child, "text")
                child[0:0] = found
                added += 0 if number else len(found)


def _next(pattern: Any, data: str, at: int, *, freed: bool) -> tuple[Element | str | None, int, int] | None:
    """The next thing that a pattern finds: what it is, and from where to where. None for what is left as it stands.

    `freed` is whether a backslash before a tick was put by, and does not take it away any more.
    """
    tick = _TICK.match(data, at) if freed and data[at - 1 : at] == "\\" else None
    for match in chain((tick,) if tick else (), pattern.getCompiledRegExp().finditer(data, at)):
        node, start, end = pattern.handleMatch(match, data)
        if start is not None and end is not None:
            return node, start, end
    return None


def _next_emphasis(stars: Any, place: int, data: str) -> tuple[Element, int, int]:
    """What the pattern of stars has found further on when it last looked; the text may have moved since then.

    The stock method takes it for granted that the text has moved.
    """
    region, moved = stars.regions[stars.cache_index], place - stars.cache_pos
    element, count = stars._build_element(data, stars.cache_index, moved)
    stars.increment_next_position(region[0], count)
    return element, region[0] + moved, region[3] + moved


def _settle(words: list[str], nodes: list[Element], parent: Element, which: str) -> None:
    """Leave plain words behind the last element, or else with the parent."""
    pieces = [each for each in words if each]
    words.clear()
    if pieces:
        element, place = (nodes[-1], "tail") if nodes else (parent, which)
        before = getattr(element, place)
        text = pieces[0] if len(pieces) == 1 else "".join(pieces)  # one alone may be an AtomicString, and stays one
        setattr(element, place, before + text if before else text)


def _signs(name: str) -> tuple[str, ...]:
    signs = SIGNS.get(name, "")
    return tuple(signs) if name in EITHER else (signs,) if signs else ()
