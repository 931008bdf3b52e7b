"""A sentence -> what it claims that can be held against another: counts, times, days, and names with what they name.

Only what stands alone in its sentence is a claim: of two counts of people nobody can say which of another's they meet.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from digest.stems import stem
from digest.telling import stems

_POWERS = {
    power: frozenset(words.split())
    for power, words in (
        (3, "тыс тысяч тысяча тысячи тысячу thousand"),
        (6, "млн миллион миллиона миллионов million"),
        (9, "млрд миллиард миллиарда миллиардов billion"),
    )
}
_MONTHS = tuple(
    "январ феврал март апрел ма|мая июн июл август сентябр октябр ноябр декабр "
    "january february march april may june july august september october november december".split()
)
_VAGUE = frozenset(
    "около почти примерно приблизительно порядка более больше менее меньше свыше до не ни минимум максимум ещё еще "
    "about nearly almost around roughly over under than least most some another approximately up".split()
)
_BOUNDS = frozenset("с от до по к from to by until since".split())  # right before a figure: it is the end of a range
_NEAR = 3  # words before a figure among which one makes it vague
_NO_UNIT = frozenset("и в на по с до из к от при или а но что как не the and of in on at to or by from for".split())
_YEAR = range(1000, 2200)
_FIGURE = re.compile(
    r"(?<![\w.,:№#/–-])(?P<whole>\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?P<part>[.,]\d+)?(?![\d:/–-])[ \u00a0]*"
    r"(?P<first>%|[^\W\d_]+)(?:\.?[ \u00a0]+(?P<second>[^\W\d_]+))?"
)
_TIME = re.compile(r"(?<![\d.,:])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])")
_NAME = re.compile(
    r"(?<!\w)([^\W\d_A-ZА-ЯЁ][^\W\d_]{3,})[ \u00a0][«“„\"]?((?:[A-ZА-ЯЁ][^\W\d_]+(?:-\d+)?[ \u00a0]?){1,3})"
)
_WORD = re.compile(r"[^\W\d_]+")


class Claim(Struct, frozen=True):
    """Something that is said of `what` (a unit, `time`, `day`, or the stem before a name), as `words` of the text.

    `context` are the stems of what else the sentence says.
    """

    what: str
    value: str
    words: str
    sentence: str
    context: frozenset[str]


def claims(sentence: str) -> tuple[Claim, ...]:
    """The claims of a sentence."""
    found = [*_counts(sentence), *_days(sentence), *_moments(sentence), *_names(sentence)]
    often = Counter(what for what, _, _ in found)
    return tuple(
        Claim(what, value, words, sentence, _context(sentence, words))
        for what, value, words in found
        if often[what] == 1 and value
    )


_Found = tuple[str, str, str]


def _counts(sentence: str) -> Iterator[_Found]:
    """Whole or broken numbers with the stem of their unit; a vague one has no value."""
    for match in _FIGURE.finditer(sentence):
        power = next((power for power, words in _POWERS.items() if match["first"].lower() in words), 0)
        name = "second" if power else "first"
        whole, unit = re.sub(r"\D", "", match["whole"]), (match[name] or "").lower()
        year = unit.startswith("г") and int(whole) in _YEAR and not match["part"]
        if unit and unit not in _NO_UNIT and not year and not _month(unit):
            value = "" if _vague(sentence, match.start()) else _number(whole, match["part"], power)
            yield f"count {stem(unit)}", value, sentence[match.start() : match.end(name)]


def _number(whole: str, part: str | None, power: int) -> str:
    digits = (part or ".")[1:]
    return str(round(float(f"{whole}.{digits or '0'}") * 10**power, 6))


def _vague(sentence: str, at: int) -> bool:
    before = _WORD.findall(sentence[max(0, at - 40) : at].lower())
    return bool(_VAGUE & set(before[-_NEAR:]) or _BOUNDS & set(before[-1:]))


def _days(sentence: str) -> Iterator[_Found]:
    for match in _FIGURE.finditer(sentence):
        month = _month(match["first"])
        if month and len(match["whole"]) <= 2 and not match["part"]:
            vague = _vague(sentence, match.start())
            words = sentence[match.start() : match.end("first")]
            yield "day", "" if vague else f"{int(match['whole'])}.{month}", words


def _month(word: str) -> int:
    """The number of a month, by a form of its name of three letters or more; 0 for any other word."""
    small = word.lower()
    for number, beginning in enumerate(_MONTHS):
        if small in beginning.split("|") or (len(beginning) > 2 and small.startswith(beginning) and len(small) < 10):
            return number % 12 + 1
    return 0


def _moments(sentence: str) -> Iterator[_Found]:
    """Times of day; which clock they are by must be said in the same words to be comparable."""
    clock = "".join(sorted({word for word in ("московск", "местн", "utc", "gmt", "мск") if word in sentence.lower()}))
    for match in _TIME.finditer(sentence):
        yield f"time {clock}", f"{int(match[1])}:{match[2]}", match.group()


def _names(sentence: str) -> Iterator[_Found]:
    for match in _NAME.finditer(sentence):
        words = match[2].strip()
        yield f"name {stem(match[1])}", " ".join(map(stem, words.split())), words


def _context(sentence: str, words: str) -> frozenset[str]:
    """What else is said: telling stems without figures and without the words of the claim."""
    own = set(stems(words))
    return frozenset(found for found in stems(sentence) if found not in own and not found[0].isdigit())
