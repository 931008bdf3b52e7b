"""Words of an article -> what the page that it came from was furnished with, and what is cut off.

The rules are the converter's own. They only look at a line, and an editor may well have typed it: so this only asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.check.sheet import Block, Sheet
from digest.errors import Problem
from digest.seeds.blocks import Label
from digest.seeds.rules import Rule, rule_for

FIGURES = frozenset(("counter", "stamp"))  # a heading `1961` and an item `12:30` are an editor's own
OWN = frozenset(("numbered line",))  # `1. Старт`, which is furniture of a page only beside its text
SHORTEST = 4  # words of a headline that is cut: `И вот…` is none

_CUT = re.compile(r"(?:…|\.\.\.)[»”\"')\]]*$")
_MORE = re.compile(
    r"(?:…|\.\.\.)\s*\[?(?:читать далее|подробнее|далее|read more|continue reading|more)\]?\W*$", re.IGNORECASE
)


def furniture(sheet: Sheet) -> Iterator[Problem]:
    """Lines that a named rule of the converter would drop. Quotes and tables are not asked."""
    for block in sheet.blocks:
        rule = rule_for(block.words) if block.kind in ("p", "item", "heading") else None
        if rule and _speaks_against(rule, block):
            message = f"`{block.words[:60]}` looks like furniture of a page, by the rule `{rule.name}`"
            yield sheet.of("junk", message, block, block.words[:20], "remove the line, unless you mean it")


def _speaks_against(rule: Rule, block: Block) -> bool:
    if rule.label is not Label.JUNK or rule.name in OWN:
        return False
    return block.kind == "p" or (rule.name not in FIGURES and (rule.tail or block.kind == "item"))


def cut_off(sheet: Sheet) -> Iterator[Problem]:
    """Headlines that end in an ellipsis, and a text that ends where its feed or its list cut it."""
    if _CUT.search(sheet.value("title").strip()):
        yield sheet.at_key("cut", "the title is cut off: it ends in `…`", "title", "write it out")
    for block in sheet.blocks:
        if block.kind in ("heading", "item") and _CUT.search(block.words) and len(block.words.split()) >= SHORTEST:
            yield sheet.of("cut", "the headline is cut off: it ends in `…`", block, block.words, "write it out")
    last = sheet.blocks[-1] if sheet.blocks else None
    if last and last.kind == "p" and (_CUT.search(last.words) or _MORE.search(last.words)):
        hint = "add what is missing, or end the text otherwise"
        yield sheet.of("cut", "the text is cut off: it ends in `…`", last, last.words, hint)
