"""Words that count years -> their number: "60 лет назад", "полвека спустя", "sixty years on"."""

from __future__ import annotations

import re

from msgspec import Struct

_NUMBERS = {
    **dict(
        zip(("один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"), range(1, 10), strict=True)
    ),
    **dict(zip(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), range(1, 10), strict=True)),
    "десять": 10,
    "пятнадцать": 15,
    "двадцать": 20,
    "тридцать": 30,
    "сорок": 40,
    "пятьдесят": 50,
    "шестьдесят": 60,
    "семьдесят": 70,
    "восемьдесят": 80,
    "девяносто": 90,
    "сто": 100,
    "полвека": 50,
    "век": 100,
    "столетие": 100,
    "ten": 10,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
    "century": 100,
}
_NUMBER = (
    rf"(?P<number>\d{{1,3}}|(?:{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})(?:[\s-](?:{'|'.join(_NUMBERS)}))?)"
)
_YEARS_AGO = re.compile(
    rf"\b{_NUMBER}(?:[\s-](?:лет|года?|летие|летию|years?))?(?:\s(?:тому\s)?(?:назад|ago|on\b|со дня|спустя))",
    re.IGNORECASE,
)


class Passed(Struct, frozen=True):
    """A number of years that have passed since something, and the words that say so."""

    number: int
    words: str


def years_passed(text: str) -> Passed | None:
    """The first count of years in a text that reaches up to when it was written."""
    match = _YEARS_AGO.search(text)
    number = _number(match["number"]) if match else 0
    return Passed(number, match.group()) if match and number else None


def _number(words: str) -> int:
    """A number of years in figures or words: `60`, `двадцать пять`, `sixty`, `полвека`."""
    if words.isdigit():
        return int(words)
    return sum(_NUMBERS.get(word, 0) for word in re.split(r"[\s-]+", words.lower()))
