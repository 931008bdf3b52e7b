"""The words of a seed -> what can be asked of them: whether a quote, a number, a day or a name stands there.

Whoever asks wants to hear of what is wrong, and of nothing else. So every doubt is in favour of the article.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property, lru_cache

from msgspec import Struct

from digest.seeds.dates import days
from digest.seeds.months import month_number
from digest.shingles import words

STEM = 3  # letters that a stem has at least
# Endings that words of one stem may have: Russian ones of nouns and adjectives, and English plurals.
ENDINGS = """
    а я ы и у ю е о ь й ой ей ий ый ом ем им ым ам ям ах ях их ых ов ев ая яя ое ее ые ие ую юю ою ею ью ия ию ии
    ами ями ими ыми ого его ому ему ией ием иям иях иями s es
""".split()
ROOT = 4  # letters with which a word may begin that is only related: Россия, российский

NUMBER = re.compile(r"(?<!\d)(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,:]\d+)*)")
DAY_AND_MONTH = re.compile(r"(?<![\d.,:])(\d{1,2})(?:-?(?:го|е|st|nd|rd|th))?[ \u00a0]([^\W\d_]{3,12})")
_MONTH_AND_DAY = re.compile(r"\b([^\W\d_]{3,12})\.?[ \u00a0](\d{1,2})\b(?![:.]\d)")
_IN_FIGURES = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})(?!\d)")
_SCALE = re.compile(
    r"[ \u00a0]*(тыс|млн|млрд|трлн|миллион|миллиард|триллион|thousand|million|billion|trillion)", re.IGNORECASE
)
_POWER = {
    "тыс": 3, "thousand": 3, "млн": 6, "миллион": 6, "million": 6, "млрд": 9, "миллиард": 9, "billion": 9,
    "трлн": 12, "триллион": 12, "trillion": 12,
}  # fmt: skip
_RELATIVE = re.compile(
    r"\b(?:сегодня|вчера\w*|завтра\w*|позавчера|накануне|послезавтра|понедельник\w*|вторник\w*|сред[ауые]|четверг\w*"
    r"|пятниц\w*|суббот\w*|воскресень\w*|today|yesterday|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"([A-ZА-ЯЁ]{2,})[а-яё]{0,2}")  # ЦУП, ЦУПе
_SPELT = {  # how words for small numbers begin
    1: "один одн перв one first", 2: "два дву две второ two second", 3: "три трё тре three third", 4: "четыр четв four",
    5: "пят five fifth", 6: "шест six", 7: "сем семь седьм seven", 8: "восем восьм eight", 9: "девят nine ninth",
    10: "десят ten", 11: "одиннадц eleven", 12: "двенадц twel", 15: "пятнадц fifteen", 20: "двадц twent",
    30: "тридц thirt", 40: "сорок fort", 50: "пятьдес пятидес fift", 60: "шестьдес шестидес sixt",
    70: "семьдес семидес sevent", 80: "восемьдес восьмидес eight", 90: "девяност ninet", 100: "сто сот hundred",
    1000: "тысяч thousand",
}  # fmt: skip


class MonthDay(Struct, frozen=True):
    """A day of any year."""

    month: int
    day: int


def amounts(text: str, match: re.Match[str]) -> tuple[str, ...]:
    """A number in the one way in which it is compared: as it stands there, and as what it amounts to (`1,5 млн`)."""
    bare = re.sub(r"[ \u00a0\u202f]", "", match.group()).replace(",", ".").replace(":", ".")
    scale = _SCALE.match(text, match.end())
    if not scale or bare.count(".") > 1:
        return (bare,)
    return bare, _trimmed(float(bare) * 10 ** _POWER[scale[1].lower()])


def _trimmed(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def days_of_years(text: str) -> Iterator[tuple[MonthDay, str, int]]:
    """Days with the name of their month, whatever their year: the words that name them, and where they stand."""
    for match in DAY_AND_MONTH.finditer(text):
        month = month_number(match[2])
        if month and 1 <= int(match[1]) <= 31:
            yield MonthDay(month, int(match[1])), match.group(), match.start()


@lru_cache(maxsize=1 << 16)
def stems(small: str) -> frozenset[str]:
    """A word in small letters without each ending that it may have, or a vowel that comes and goes: Павел, Павла."""
    found = {small}
    found |= {small[: -len(end)] for end in ENDINGS if small.endswith(end) and len(small) - len(end) >= STEM}
    found |= {each[:-2] + each[-1] for each in tuple(found) if len(each) > STEM and each[-2] in "ео"}
    return frozenset(found)


class Known:
    """What a seed holds, made out when it is first asked for."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.text = "\n".join(lines)

    @cached_property
    def words(self) -> list[str]:
        """Its words, whatever their capitals and marks."""
        return words(self.text)

    @cached_property
    def run(self) -> str:
        """All its words in one line, each between spaces."""
        return f" {' '.join(self.words)} "

    @cached_property
    def cyrillic(self) -> bool:
        """Whether it is written in Cyrillic letters rather than in others."""
        return is_cyrillic(self.text)

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(set(self.words))

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(stem for word in self._sorted for stem in stems(word))

    @cached_property
    def _initials(self) -> str:
        return "".join(word[0] for word in self.words)

    @cached_property
    def _numbers(self) -> frozenset[str]:
        found = {amount for match in NUMBER.finditer(self.text) for amount in amounts(self.text, match)}
        return frozenset(found | {part for match in re.finditer(r"\d+", self.text) for part in (match.group(),)})

    @cached_property
    def _days(self) -> frozenset[date]:
        return frozenset(day.value for order in ("dmy", "mdy") for day in days(self.text, order))

    @cached_property
    def _days_of_years(self) -> frozenset[MonthDay]:
        found = {day for day, _, _ in days_of_years(self.text)}
        found |= {MonthDay(day.month, day.day) for day in self._days}
        for match in _MONTH_AND_DAY.finditer(self.text):
            found.add(MonthDay(month_number(match[1]), int(match[2])))
        for match in _IN_FIGURES.finditer(self.text):
            one, other = int(match[1]), int(match[2])
            found |= {MonthDay(other, one), MonthDay(one, other)}
        return frozenset(found)

    @cached_property
    def relative(self) -> bool:
        """Whether it speaks of days as yesterday, or as a day of the week."""
        return _RELATIVE.search(self.text) is not None

    def quotes(self, words: Sequence[str]) -> bool:
        """Whether these words stand there in a row."""
        return f" {' '.join(words)} " in self.run

    def counts(self, found: Iterable[str]) -> bool:
        """Whether a number stands there, in figures or as a word."""
        for amount in found:
            if amount in self._numbers or amount.lstrip("0") in self._numbers:
                return True
            if amount.isdigit() and any(map(self._begins, _SPELT.get(int(amount), "").split())):
                return True
        return False

    def dates(self, day: MonthDay, year: int | None) -> bool:
        """Whether a day stands there; with its year, if the seed says one to it."""
        full = [each for each in self._days if (each.month, each.day) == (day.month, day.day)]
        if year and full:
            return any(each.year == year for each in full)
        return day in self._days_of_years

    def names(self, word: str) -> bool:
        """Whether a word stands there in any case, or one that is related to it; of an acronym, what it stands for."""
        small = word.casefold().replace("ё", "е")
        if self._stands(small):
            return True
        own = stems(small)
        root = min(own, key=lambda each: (len(each), each))
        if len(root) >= ROOT and self._begins(root):
            return True
        if own & self._stems:
            return True
        acronym = _ACRONYM.fullmatch(word)
        return acronym is not None and acronym[1].casefold().replace("ё", "е") in self._initials

    def _stands(self, word: str) -> bool:
        at = bisect_left(self._sorted, word)
        return at < len(self._sorted) and self._sorted[at] == word

    def _begins(self, beginning: str) -> bool:
        at = bisect_left(self._sorted, beginning)
        return at < len(self._sorted) and self._sorted[at].startswith(beginning)


def is_cyrillic(text: str) -> bool:
    """Whether more letters of a text are Cyrillic than Latin."""
    return sum(map(len, re.findall("[А-Яа-яЁё]+", text))) > sum(map(len, re.findall("[A-Za-z]+", text)))
