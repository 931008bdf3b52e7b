"""Which line is the headline: it stands above the text, and is what headlines were on pages with known answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digest.model import Found
from digest.seeds import dates
from digest.seeds.blocks import Block, Label
from digest.seeds.language import words
from digest.seeds.learned import Answers
from digest.seeds.rules import rule_for
from digest.seeds.verse import in_verse

HEADLINE = "headline"  # the rule of a line that surely is one
ABOVE = 60  # blocks above the text among which the headline is looked for
BELOW = 3  # blocks of the text that may be a headline themselves
LONGEST = 250  # letters of one
SENTENCE = 15  # letters from which a line with a full stop within the text is a sentence of it
LONG_SENTENCE = 90  # and from which one above it is a sentence too
NONE = 0.1  # the odds that none of the lines is the headline
SURE = 0.6  # the share from which a headline is written down without a question: 85 of 100 were right
PERHAPS = 0.05  # and from which it is proposed; what is less likely is none
STAMPED = 0.2  # the odds of a line that holds little but a day: a byline, a fact of an event
NAMES = 2  # words of such a line, besides the day
DATED = 1.5  # the odds of a line above a date line, against those that were learned of it
DATE_LINE = 60  # letters of one
WHOLE = 4  # letters of a name that is not a name by chance
REST = 3  # words of a title before the name of a site that nothing tells but a sign
SECTION = 2  # words of a section before the name of a site
SITE = 4  # words of the name of a site, or of a section, behind a title

# A sender's address, and what a reader can set: the size of letters, the order of entries.
_SETTING = re.compile(
    r"(?:от|from|кому|to)\s?:.*@|(?:шрифт|размер (?:шрифта|текста)|показывать|показать|сортировать|сортировка|вид|"
    r"font(?: size)?|text size|sort(?: by)?|show|view)\b[^:]{0,20}:", re.IGNORECASE
)  # fmt: skip
# An address, whatever Markdown makes of it, or tags.
_NO_WORDS = re.compile(r"\W*(?:https?://|www\.)\S+|\[[^\]]{0,80}\]\(\S+\)|(?:#\w+[\s,]*)+")
_SIGNS = " |ㅣ–—·•:»/-"
_HARD = re.compile(r"\s(?:[|ㅣ•·»]|::)\s")  # signs that no sentence has
_SEPARATOR = re.compile(r"\s+[|ㅣ–—·•:»/-]+\s+")


def stated_headline(blocks: Sequence[Block], stated: str) -> Found[int] | None:
    """The index of the first block that holds a title and nothing else, which is stated at the head of the text."""
    index = next((index for index, block in enumerate(blocks[:ABOVE]) if stated and block.text == stated), None)
    return None if index is None else Found(index, "the head of the text says that this is its title", sure=True)


def headline(blocks: Sequence[Block], kept: Sequence[bool], answers: Answers) -> Found[int] | None:
    """The index of the headline among the blocks, where there is one; `kept` are the blocks of the text.

    One line is the headline or none is: the odds of each, as learned, are shares of all odds together.
    """
    among = candidates(blocks, kept)
    if not among:
        return None
    begin = kept.index(True)
    learned = zip(among, answers.headline(among, begin), strict=True)
    odds = {
        index: share / (1 - share) * (DATED if _dated(blocks, index) else STAMPED if _stamped(blocks[index]) else 1)
        for index, share in learned
        if not _unlike(blocks[index], within=index >= begin) and not in_verse(blocks, index)
    }
    total = NONE + sum(odds.values())
    found = {index: each / total for index, each in odds.items()}
    best, *others = sorted(found, key=lambda index: (-found[index], index)) or [-1]
    if best < 0 or found[best] < PERHAPS:
        return None
    if (bare := _said_barely(blocks, best, among)) is not None:
        return Found(bare, f"the line is said again behind a word of its kind: «{blocks[best].text[:80]}»", sure=False)
    if found[best] >= SURE:
        return Found(best, f"the line above the text that is like a headline ({found[best]:.0%} sure)", sure=True)
    another = f"; another is «{blocks[others[0]].text[:80]}»" if others else ""
    return Found(best, f"the likeliest of the lines above the text ({found[best]:.0%}){another}", sure=False)


def _dated(blocks: Sequence[Block], index: int) -> bool:
    """Whether the next line is a date line: most often that stands right below the headline."""
    below = blocks[index + 1].text if index + 1 < len(blocks) else ""
    return len(below) <= DATE_LINE and bool(dates.days(below)) and not dates.days(blocks[index].text)


def _stamped(block: Block) -> bool:
    found = dates.days(block.text) if len(block.text) <= DATE_LINE and not block.kind.startswith("h") else ()
    rest = block.text
    for day in found:
        rest = rest.replace(day.words, " ", 1)
    return bool(found) and len([word for word in words(rest) if word.isalpha()]) <= NAMES


def _said_barely(blocks: Sequence[Block], best: int, among: Sequence[int]) -> int | None:
    """The line that is all of another one behind its colon: "Subject: The rocket rose" and "The rocket rose"."""
    kind, colon, rest = blocks[best].text.partition(": ")
    own = words(rest) if colon and len(words(kind)) <= SECTION else []
    return next((index for index in among if len(own) >= 3 and words(blocks[index].text) == own), None)


def _unlike(block: Block, *, within: bool) -> bool:
    """Whether a line is surely no headline: a sentence `within` the text, a long one above it, a credit, buttons,
    an address, a line of a dialogue."""
    stopped = block.text.rstrip("»”\"') ").endswith(".") and block.kind != "h1"
    rule = rule_for(block.text)
    if (within and block.text[:1] in "—–-") or _SETTING.match(block.text) or _NO_WORDS.fullmatch(block.text):
        return True
    other = rule is not None and rule.label in (Label.CREDIT, Label.CAPTION, Label.RIGHTS)
    return other or block.kind == "row" or (stopped and len(block.text) >= (SENTENCE if within else LONG_SENTENCE))


def candidates(blocks: Sequence[Block], kept: Sequence[bool]) -> list[int]:
    """The blocks that can be a headline: those above the text, and its first few. None where nothing is kept."""
    if True not in kept:
        return []
    begin = kept.index(True)
    reach = range(max(0, begin - ABOVE), min(len(blocks), begin + BELOW))
    return [index for index in reach if len(blocks[index].text) <= LONGEST]


def parted(title: str) -> list[str]:
    """The parts of a page's `<title>`, as signs between spaces set them apart."""
    return _SEPARATOR.split(title)


def without_site(title: str, sites: Sequence[str], host: str = "", *, guess: bool = True) -> str:
    """A page's `<title>` without the name of the site, or of its section, behind or before it.

    The name is known by what the page calls its site, by its address (`host`), or, where it may be a `guess`, by
    standing behind a sign that parts.
    """
    parts = parted(title)
    if len(parts) < 2:
        return title
    first, last = parts[0], parts[-1]
    if names_site(last, sites, host):
        return without_site(title[: title.rindex(last)].rstrip(_SIGNS), sites, host, guess=guess)
    if names_site(first, sites, host):
        return without_site(title[len(first) :].lstrip(_SIGNS), sites, host, guess=guess)
    return _without_last(title, SITE) if guess else title


def in_doubt(title: str) -> bool:
    """Whether the name of a site, or of a section, may still stand in what is taken for a title."""
    parts = parted(title)
    return len(parts) > 1 and (bool(_HARD.search(title)) or len(words(parts[-1])) <= SITE)


def _without_last(title: str, longest: int) -> str:
    """A title without what stands behind the last sign, where that is short; nor the section that stands before it."""
    parts = parted(title)
    last = parts[-1]
    if len(parts) < 2 or len(words(last)) > longest or len(words(title)) - len(words(last)) < REST:
        return title
    sign = title[: title.rindex(last)].rstrip()[-1:]
    rest = title[: title.rindex(last)].rstrip(_SIGNS)
    again = parted(rest)
    same = len(again) > 1 and rest[: rest.rindex(again[-1])].rstrip()[-1:] == sign and again[-1][:1].isupper()
    return _without_last(rest, SECTION) if same else rest


def names_site(part: str, sites: Sequence[str], host: str) -> bool:
    """Whether words name the site, or begin a long name of it: "Orbit Wire" of "Orbit Wire: all the news"."""
    own = "".join(words(part))
    known = ["".join(words(name)) for name in (*sites, host) if name]
    begun = any(name.startswith(own) for name in (*known, host.replace("-", "")))
    return bool(own) and (own in known or (begun and len(own) >= WHOLE))
