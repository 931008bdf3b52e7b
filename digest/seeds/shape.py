"""One block alone -> Verdict: what its own words and marks make of it, and the name of what it is."""

from __future__ import annotations

import re

from msgspec import Struct

from digest.seeds.blocks import Block, Label
from digest.seeds.looks import CUT, GOING_ON, STOP, Look
from digest.seeds.pasted import HEAD

FURNITURE = ("nav", "comments", "related", "share", "aside", "footer", "advert", "subscribe", "tags", "popup")
SENTENCE = 5  # letters of the shortest sentence
LEADING = 50  # letters of a line with a colon at its end: a shorter one may be a heading
# "…in the hall. Photo: Jane Doe": where the words about a picture end and its credit begins.
CREDIT_INSIDE = (
    r"(?<=[.!?»”\")…]) ?[(/|—–-]? ?"
    r"(?:фото|рисунок|снимок|иллюстрация|изображение|photo|image|picture|credit)(?: by| ?:| ©)"
)

_SEPARATOR = re.compile(r"([*_~=•·—–-])(?: ?\1){2,}|⁂")
_WORD = re.compile(r"[^\W\d_]")
_FULL_STOP = re.compile(r"""[.!?。！？۔।]["»”’'“)\]]*$""")
_CREDIT_END = re.compile(
    r"(?:\((?:[^()]{0,80}\b)?(?:AP|Photo|Photograph|Image|Reuters|REUTERS|AFP|Getty|EPA|Фото|фото)\b[^()]{0,80}\)|"
    r"(?:/| via |\| ?|© ?)(?:AP(?: Photo)?|AFP|EPA|REUTERS|Reuters|Getty(?: Images)?|dpa|ТАСС|РИА Новости)"
    r"(?:[ /][^.]{0,40})?)$"
)
_CREDIT_INSIDE = re.compile(rf".{{8,200}}?{CREDIT_INSIDE}.{{2,80}}$", re.IGNORECASE)


class Verdict(Struct, frozen=True):
    """What a block is taken for, the rule that says so, and why. A `named` one has a rule of its own."""

    label: Label
    rule: str
    why: str
    named: bool = False


def alone(block: Block, look: Look) -> Verdict:
    """What a block is by itself, be it inside the article or not."""
    rule = look.rule
    if rule:
        return Verdict(rule.label, rule.name, f"a line like “{rule.example}”", named=True)
    if HEAD in block.place:
        return Verdict(Label.JUNK, "front matter", "it stands in the front matter of the text", named=True)
    if block.kind == "caption":
        return Verdict(Label.CAPTION, "caption element", "the page marks it as a caption", named=True)
    if _names_credit(block.text[:300]):
        return Verdict(Label.CAPTION, "caption with a credit", "a picture's credit ends the line", named=True)
    if look.letters < 600 and not block.text.endswith(".") and _CREDIT_END.search(block.text[-120:]):
        return Verdict(Label.CAPTION, "ends in a credit", "it ends with the name of a picture agency", named=True)
    return _by_shape(block, look)


def _names_credit(head: str) -> bool:
    """Whether a picture's credit ends a line. Most lines have none of what goes before its name: a sign, or "by"."""
    may_name = ":" in head or "©" in head or " b" in head or " B" in head
    return may_name and _CREDIT_INSIDE.match(head) is not None


def _by_shape(block: Block, look: Look) -> Verdict:
    place = next((hint for hint in FURNITURE if hint in block.place), "") if block.place else ""
    if block.kind == "row":
        return Verdict(Label.JUNK, "row", "a few words set apart by wide gaps, like buttons")
    if place:
        return Verdict(Label.JUNK, f"place: {place}", f"it stands in a part of the page marked “{place}”")
    if block.links > 0.5 and look.letters < 250 and not _says_something(block, look):
        return Verdict(Label.JUNK, "links", f"{block.links:.0%} of its letters are links")
    if look.end == CUT and 30 <= look.letters <= 130:
        return Verdict(Label.JUNK, "cut headline", "one line that breaks off with dots, like a teaser's")
    if look.prose:
        why = f"{look.letters} letters; of its words {look.common:.0%} are function words"
        return Verdict(Label.BODY, "prose", why)
    if look.end == STOP and look.letters >= SENTENCE:
        return Verdict(Label.BODY, "short sentence", "it ends like a sentence")
    if look.end == GOING_ON and look.letters >= LEADING:
        return Verdict(Label.BODY, "leads on", "it ends like the beginning of something")
    if block.kind in ("li", "cell"):
        return Verdict(Label.LIST, "list item", "a short item of a list")
    if look.letters >= 100:
        return Verdict(Label.BODY, "long line", f"{look.letters} letters, though they do not end like a sentence")
    return Verdict(Label.HEADING, "short line", f"{look.letters} letters without the end of a sentence")


def _says_something(block: Block, look: Look) -> bool:
    """Whether a line with several links is a sentence: with words of a paragraph between, and a full stop."""
    links = {style.link for _, style in block.runs if style.link}
    between = any(_WORD.search(words) for words, style in block.runs if not style.link)
    return look.end == STOP and block.kind == "p" and len(links) > 1 and between


def full_stop(text: str) -> bool:
    """Whether a line ends like a sentence; a headline hardly ever does."""
    return bool(_FULL_STOP.search(text[-12:]))


def separates(text: str) -> bool:
    """Whether a line is no words but a sign that sets two parts of a text apart."""
    return bool(_SEPARATOR.fullmatch(text))
