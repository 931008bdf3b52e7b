"""Python-Markdown's steps for tables, headings and rules, which look at no more of a block than they have to.

A block is what stands between two blank lines. The stock steps take all of it apart, or search it to its end, once more
behind every heading and rule within it.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.blockprocessors import HashHeaderProcessor, HRProcessor, SetextHeaderProcessor
from markdown.extensions.tables import TableExtension, TableProcessor

_DASHES = frozenset("|:- ")


def register(md: markdown.Markdown, tables: TableExtension) -> None:
    """Put these in the places of the stock ones."""
    steps = md.parser.blockprocessors
    steps.register(_Table(md.parser, tables.getConfigs()), "table", 75)
    steps.register(_Hashes(md.parser), "hashheader", 70)
    steps.register(_Underlined(md.parser), "setextheader", 60)
    steps.register(_Rule(md.parser), "hr", 50)


class _Table(TableProcessor):
    """Tables."""

    def test(self, parent: Element, block: str) -> bool:
        """Whether a table begins here: names with `|` between or beside them, above a line of dashes."""
        head, _, rest = block.partition("\n")
        return "|" in head and _DASHES.issuperset(rest.partition("\n")[0]) and super().test(parent, block)


class _Hashes(HashHeaderProcessor):
    """Headings like `## Words`."""

    def test(self, parent: Element, block: str) -> bool:
        """Whether there is one in the block."""
        return "#" in block and super().test(parent, block)


class _Underlined(SetextHeaderProcessor):
    """Headings with a line of `=` or `-` below them."""

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Take the first two lines."""
        words, _, rest = blocks.pop(0).partition("\n")
        line, more, rest = rest.partition("\n")
        SubElement(parent, "h1" if line.startswith("=") else "h2").text = words.strip()
        if more:
            blocks.insert(0, rest)


class _Rule(HRProcessor):
    """Rules like `---`."""

    def test(self, parent: Element, block: str) -> bool:
        """Whether there is one in the block."""
        return any(3 * sign in block or f"{sign} " in block for sign in "-_*") and super().test(parent, block)
