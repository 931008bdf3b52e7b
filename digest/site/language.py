"""A language code -> the words of the interface, its plural forms and its dates.

The words stand in `languages/CODE.yaml`; adding a language is adding such a file. A language without one has English
words and dates of its own. The rules of plurals, months and numbers are Babel's (Unicode CLDR), which takes a while to
import and so is imported only when the first date or plural is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from digest.errors import DigestError, did_you_mean
from digest.fingerprint import fingerprint
from digest.yamltext import Node, load

if TYPE_CHECKING:
    from babel.core import Locale

Style = Literal["long", "short", "month", "monthname"]

FOLDER = Path(__file__).parent / "languages"
FALLBACK = "en"
RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ku nqo ps sd syr ug ur yi".split())  # as CLDR has them

# How Babel is asked for a date where no file says it: a name of one of its formats, a skeleton, or a pattern.
_OWN = {"long": "long", "short": "short", "month": "yMMMM", "monthname": "LLLL"}
_MIDNIGHT = time(0)


class Language(Struct, frozen=True):
    """The words and dates of one language. `words` is the language that the labels are really in.

    `labels` are by key; `counts` hold the plural forms (`one`, `few`, `many`, `other`) of a phrase with a number;
    `patterns` are CLDR date patterns by style, with `time` and `moment`, which joins a date and a time.
    """

    code: str
    words: str
    labels: Mapping[str, str]
    counts: Mapping[str, Mapping[str, str]]
    patterns: Mapping[str, str]

    @property
    def fingerprint(self) -> str:
        """A name for all that decides what this language says, but for Babel's own version."""
        return fingerprint((self.code, self.words, dict(self.labels), _plain(self.counts), dict(self.patterns)))

    def label(self, key: str, **values: object) -> str:
        """The words for `key`, with the values put where they have a `{name}`. Raises `DigestError` for no such key."""
        try:
            return self.labels[key].format(**values)
        except KeyError as missing:
            if key not in self.labels:
                raise _unknown("label", key, self.labels) from None
            message = f"the label `{key}` needs a value for {missing}"
            raise DigestError(message, code="label", hint=f"it reads: {self.labels[key]}") from None

    def count(self, key: str, number: int) -> str:
        """A phrase with a number, in the plural form that the number asks for: `17 статей`."""
        forms = self.counts.get(key)
        if forms is None:
            raise _unknown("count", key, self.counts)
        form = _locale(self.words).plural_form(number)
        return forms.get(form, forms["other"]).format(number=self.number(number))

    def number(self, number: int) -> str:
        """A number with its digits grouped as the language does it."""
        return _grouped(self.code, number) if abs(number) >= 1000 else str(number)

    def country(self, code: str) -> str:
        """The name of a country; the code itself where nobody knows it."""
        return str(_locale(self.code).territories.get(code, code))

    def tongue(self, code: str) -> str:
        """The name of a language, whose code may have a region; the code itself where nobody knows it."""
        return str(_locale(self.code).languages.get(code.partition("-")[0], code))

    @property
    def own_name(self) -> str:
        """The language's name for itself; its code where nobody knows it."""
        return str(_locale(self.code).languages.get(self.code.partition("-")[0], self.code)).capitalize()

    @property
    def first_weekday(self) -> int:
        """The day with which a week begins: 0 is a Monday."""
        return int(_locale(self.code).first_week_day)

    @property
    def weekdays(self) -> tuple[tuple[str, str], ...]:
        """The days of a week by their short and their whole names, from the first."""
        names = _locale(self.code).days["stand-alone"]
        order = [(self.first_weekday + step) % 7 for step in range(7)]
        return tuple((names["short"][day], names["wide"][day]) for day in order)

    def date(self, moment: date, style: Style = "long") -> str:
        """A date in words; `long` and `short` tell the time as well, unless the moment is a midnight."""
        if style not in _OWN:
            raise _unknown("date style", style, _OWN)
        day = moment.date() if isinstance(moment, datetime) else moment
        shown = _day(self.code, self.patterns.get(style, ""), style, day)
        hour = moment.time() if isinstance(moment, datetime) else _MIDNIGHT
        if hour == _MIDNIGHT or style not in ("long", "short"):
            return shown
        clock = _clock(self.code, self.patterns.get("time", "short"), hour)
        return self.patterns.get("moment", "{date}, {time}").format(date=shown, time=clock)


@cache
def language(code: str) -> Language:
    """The language with this code: by its own file, by its main language's (`pt` for `pt-BR`), or in English words."""
    main, known = code.partition("-")[0], languages()
    words = next(name for name in (code, main, FALLBACK) if name in known)
    labels, counts, patterns = _read(FOLDER / f"{words}.yaml")
    return Language(code, words, labels, counts, patterns if words in (code, main) else {})


def direction(code: str) -> str:
    """Whether a language is written from the left (`ltr`) or from the right (`rtl`)."""
    return "rtl" if code.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def languages() -> frozenset[str]:
    """The codes of the languages that have labels."""
    return frozenset(file.stem for file in FOLDER.glob("*.yaml"))


def _read(file: Path) -> tuple[dict[str, str], dict[str, dict[str, str]], dict[str, str]]:
    """The three parts of a language file."""
    parts = _children(load(file.read_text("utf-8"), file.name))
    counts = {key: _texts(node) for key, node in _children(parts["counts"]).items()}
    return _texts(parts["labels"]), counts, _texts(parts["dates"])


def _children(node: Node) -> dict[str, Node]:
    return node.value if isinstance(node.value, dict) else {}


def _texts(node: Node) -> dict[str, str]:
    return {key: str(child.value) for key, child in _children(node).items()}


def _plain(counts: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    return {key: dict(forms) for key, forms in counts.items()}


def _unknown(kind: str, key: str, known: Mapping[str, object]) -> DigestError:
    return DigestError(f"there is no {kind} `{key}`", code="label", hint=did_you_mean(key, known))


# Babel


@cache
def _locale(code: str) -> Locale:
    """Babel's knowledge of a language: English where it has none."""
    from babel.core import Locale, UnknownLocaleError

    try:
        return Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(FALLBACK)


@lru_cache(maxsize=10_000)
def _day(code: str, pattern: str, style: str, day: date) -> str:
    from babel.dates import format_date, format_skeleton

    locale = _locale(code)
    if not pattern and style == "month":
        return str(format_skeleton(_OWN[style], datetime.combine(day, _MIDNIGHT), locale=locale))
    return str(format_date(day, pattern or _OWN[style], locale))


@lru_cache(maxsize=10_000)
def _clock(code: str, pattern: str, hour: time) -> str:
    from babel.dates import format_time

    return str(format_time(hour, pattern, locale=_locale(code)))


def _grouped(code: str, number: int) -> str:
    from babel.numbers import format_decimal

    return str(format_decimal(number, locale=_locale(code)))
