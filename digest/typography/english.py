"""The rules for English texts: curly quotes and apostrophes, dashes, and what must stand in one line."""

from __future__ import annotations

import re

from digest.typography.dashes import SPACE, dashes
from digest.typography.marks import ELLIPSIS, EM_DASH, NBSP
from digest.typography.numbers import minus, ranges
from digest.typography.quotes import ENGLISH, quoted
from digest.typography.singles import single_quotes
from digest.typography.words import after_dot, initials

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
UNITS = (
    "%|km|m|cm|mm|kg|g|mg|t|lb|lbs|oz|ft|mi|mph|Hz|kHz|MHz|GHz|W|kW|MW|GW|KB|MB|GB|TB|kN|MPa|hours?|minutes?|seconds?"
    "|days?|weeks?|months?|years?|tons?|tonnes?|metres?|meters?|kilometres?|kilometers?|miles?|feet|inches|percent"
    "|degrees?|thousand|million|billion|trillion|people|times|a\\.m|p\\.m"
)
NAMED = frozenset("Mr Mrs Ms Dr St Prof Gen Col Lt Capt Sgt Rev Sen Gov".split())
NUMBERED = frozenset("No Nos no nos p pp vol ch fig Fig".split())
MEASURES = re.compile(f"(?:{UNITS}|{MONTHS})$")

_DOTS = re.compile(r"\.(?<!\.\.)\.\.(?!\.)")
_DASH = re.compile(rf"{SPACE}(?:--?|—)(?={SPACE}|\n)")
_TYPED = re.compile(r"--(?<=\w--)(?=\w)")
_COUNTED = re.compile(rf" (?<=[0-9] )(?=(?:{UNITS}|{MONTHS})(?!\w)|°)")
_DAY = re.compile(rf"({MONTHS}) (?=[0-9]{{1,2}}(?!\w))")


def english(text: str) -> str:
    """A text after the rules."""
    if "..." in text:
        text = _DOTS.sub(ELLIPSIS, text)
    if "-" in text or EM_DASH in text:
        text = _dashed(text)
    if '"' in text or "“" in text:
        text = quoted(text, ENGLISH)
    if "'" in text:
        text = single_quotes(text)
    text = _DAY.sub(rf"\1{NBSP}", _COUNTED.sub(NBSP, text))
    if ". " in text:
        text = initials(after_dot(text, NAMED, NUMBERED))
    return text


def _dashed(text: str) -> str:
    text = dashes(text, _DASH)
    if "-" in text:
        text = ranges(minus(_TYPED.sub(EM_DASH, text)), MEASURES)
    return text
