"""Numbers -> ranges and minus signs."""

from __future__ import annotations

import re

from digest.typography.marks import EN_DASH, MINUS, NBSP

_NUMBER = r"[0-9]{1,6}(?:[.,][0-9]{1,4})?"
_MINUS = re.compile(
    rf"-(?<=[ {NBSP}(]-)(?={_NUMBER}(?:[ {NBSP}](?:до|и|to|and)[ {NBSP}][-+{MINUS}]?{_NUMBER})?"
    rf"[ {NBSP}]?(?:°|%|градус|degree))"
)
_BETWEEN = re.compile("-(?<=[0-9]-)(?=[0-9])")  # is in all ranges, and sought for in a tenth of the time
_RANGE = re.compile(
    rf"([0-9](?<![\w.,:/+{MINUS}{EN_DASH}-].)[0-9]{{0,5}}(?:[.,][0-9]{{1,3}})?)-([0-9]{{1,6}}(?:[.,][0-9]{{1,3}})?)"
    rf"(?![\w:/{EN_DASH}-]|[.,][0-9])(?=[ {NBSP}]?(%|[a-zA-Zа-яё]{{1,30}})?)"
)
_CODE = re.compile(rf"(?:ГОСТ|ОСТ|ТУ|СНиП|СП|ИСО|ISO|IEC|RFC|Р|[№N§])[ {NBSP}]?$")
_YEARS = range(1500, 2101)


def minus(text: str) -> str:
    """-5 °C: a minus before what is surely a number that can be less than nothing."""
    return _MINUS.sub(MINUS, text)


def ranges(text: str, measures: re.Pattern[str]) -> str:
    """1990-1995, 10-15 km: a dash between what are surely two ends; `measures` knows what is counted and measured."""

    def dashed(match: re.Match[str]) -> str:
        low, high, word = match.groups()
        whole = match.group()
        if float(low.replace(",", ".")) >= float(high.replace(",", ".")):
            return whole
        years = low.isdecimal() and high.isdecimal() and int(low) in _YEARS and int(high) in _YEARS
        if years and not _CODE.search(text, max(0, match.start() - 6), match.start()):
            return f"{low}{EN_DASH}{high}"
        return f"{low}{EN_DASH}{high}" if word and measures.match(word) else whole

    return _RANGE.sub(dashed, text) if _BETWEEN.search(text) else text
