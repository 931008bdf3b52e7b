"""One block alone -> Verdict: what its own words and marks say, before its neighbours are asked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from digest.seeds.blocks import Block, Label
from digest.seeds.language import common_share, words
from digest.seeds.rules import rule_for

READ = 1_200  # letters of a block that are looked at: more of a long paragraph tells nothing new
FURNITURE = ("nav", "comments", "related", "share", "aside", "footer", "advert", "subscribe", "tags", "popup")
# "…in the hall. Photo: Jane Doe": where the words about a picture end and its credit begins.
CREDIT_INSIDE = (
    r"(?<=[.!?»”\")…]) ?[(/|—–-]? ?"
    r"(?:фото|рисунок|снимок|иллюстрация|изображение|photo|image|picture|credit)(?: by| ?:| ©)"
)

_ENDED = re.compile(r"""[.!?…:;。！？۔।]["»”’'“)\]]*$""")
_FULL_STOP = re.compile(r"""[.!?。！？۔।]["»”’'“)\]]*$""")
_CUT = re.compile(r"\w ?(?:\.\.\.|…)$")
_SENTENCE = re.compile(r"""[.!?…]["»”’')]*(?=\s|$)|[。！？]""")
_CREDIT_END = re.compile(
    r"(?:\((?:[^()]{0,80}\b)?(?:AP|Photo|Photograph|Image|Reuters|REUTERS|AFP|Getty|EPA|Фото|фото)\b[^()]{0,80}\)|"
    r"(?:/| via |\| ?|© ?)(?:AP(?: Photo)?|AFP|EPA|REUTERS|Reuters|Getty(?: Images)?|dpa|ТАСС|РИА Новости)"
    r"(?:[ /][^.]{0,40})?)$"
)

_CREDIT_INSIDE = re.compile(rf".{{8,200}}?{CREDIT_INSIDE}.{{2,80}}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`score` above 0 speaks for the article, below 0 against it. Neighbours do not change what is `fixed`."""

    score: float
    label: Label
    rule: str
    why: str
    fixed: bool = False
    tail: bool = False

    @property
    def prose(self) -> bool:
        """Whether the block is running text by itself."""
        return self.label is Label.BODY and self.score >= 2


def alone(block: Block, trusted: frozenset[str]) -> Verdict:
    """What a block is by itself. `trusted` are the hints of place that do tell furniture from article on its page."""
    rule = rule_for(block.text)
    if rule:
        return Verdict(
            -0.3 if rule.inset else -1.0,
            rule.label,
            rule.name,
            f"a line like “{rule.example}”",
            fixed=True,
            tail=rule.tail,
        )
    if block.kind == "caption":
        return Verdict(-0.5, Label.CAPTION, "caption element", "the page marks it as a caption", fixed=True)
    place = next((hint for hint in FURNITURE if hint in block.place and hint in trusted), "")
    if place:
        return Verdict(
            -2.5, Label.JUNK, f"place: {place}", f"it stands in a part of the page marked “{place}”", fixed=True
        )
    if _CREDIT_INSIDE.match(block.text[:300]):
        return Verdict(-0.5, Label.CAPTION, "caption with a credit", "a picture's credit ends the line", fixed=True)
    if _CREDIT_END.search(block.text[-120:]) and len(block.text) < 600:
        return Verdict(-0.3, Label.CAPTION, "ends in a credit", "it ends with the name of a picture agency", fixed=True)
    return _by_shape(block)


def _by_shape(block: Block) -> Verdict:
    text = block.text
    length = _weight(text)
    head = text[:READ]
    common = common_share(words(head))
    ended = bool(_ENDED.search(text[-12:]))
    linked = block.links > 0.5
    if block.kind == "row":
        return Verdict(-1.5, Label.JUNK, "row", "a few words set apart by wide gaps, like buttons")
    if linked and length < 250:
        return Verdict(-1.5, Label.JUNK, "links", f"{block.links:.0%} of its letters are links")
    if _CUT.search(text[-6:]) and 30 <= length <= 130 and len(_SENTENCE.findall(head)) < 2:
        return Verdict(-0.8, Label.JUNK, "cut headline", "one line that breaks off with dots, like a teaser's")
    if length >= 120 and common >= 0.12:
        return Verdict(3.0, Label.BODY, "prose", f"{length} letters; of its words {common:.0%} are function words")
    if ended and length >= 50 and common >= 0.1:
        return Verdict(2.0, Label.BODY, "sentence", "a whole sentence")
    if ended and length >= 20:
        return Verdict(0.6, Label.BODY, "short sentence", "it ends like a sentence")
    if block.kind in ("li", "cell"):
        return Verdict(-0.3, Label.LIST, "list item", "a short item of a list")
    if length >= 100:
        return Verdict(0.3, Label.BODY, "long line", f"{length} letters, though they do not end like a sentence")
    return Verdict(-0.6, Label.HEADING, "short line", f"{length} letters without the end of a sentence")


def _weight(text: str) -> int:
    """Length in letters of alphabetic writing: a Chinese or Japanese sign says as much as three of them."""
    wide = len(re.findall("[\u3040-\u9fff\uac00-\ud7af]", text[:READ])) if not text.isascii() else 0
    return len(text) + 2 * wide


def full_stop(text: str) -> bool:
    """Whether a line ends like a sentence; a headline hardly ever does."""
    return bool(_FULL_STOP.search(text[-12:]))
