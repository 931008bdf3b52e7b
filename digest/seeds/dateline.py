"""The words before an agency's report -> Dateline: "МОСКВА, 1 дек - РИА Новости. Ракета…" """

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from digest.seeds.blocks import Label, Labelled
from digest.seeds.inline import shortened

LONGEST = 120  # letters of a dateline
SHORTEST = 15  # letters of the report behind it
SMALL = frozenset(("на", "де", "и", "у", "of", "de", "la", "le", "upon", "on", "the", "am"))  # within a place's name

_MONTHS = r"янв|фев|мар|апр|мая|май|июн|июл|авг|сен|окт|ноя|дек|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_RUSSIAN_DAY = rf"\d{{1,2}} (?:{_MONTHS})[^\W\d_]{{0,8}}\.?(?:,? \d{{4}}(?: года| г\.)?)?"
_ENGLISH_DAY = rf"(?:{_MONTHS})[a-z]{{0,8}}\.? \d{{1,2}}(?:,? \d{{4}})?"
_DAY = rf"(?P<day>(?i:{_RUSSIAN_DAY}|{_ENGLISH_DAY}))"
_CAPITALS = r"[A-ZА-ЯЁ][A-ZА-ЯЁ.'’]+(?:[ -](?:[A-ZА-ЯЁ.'’]+)){0,3}"
_REGION = r"(?:, (?P<region>[A-ZА-ЯЁ][\w. ]{1,20}?))?"
_NAMED = rf"{_CAPITALS}|[A-ZА-ЯЁ][\w'’-]+(?: [A-ZА-ЯЁ][\w'’-]+){{0,2}}"
_PLACE = rf"(?P<place>{_NAMED}){_REGION}"
_NAME = r"[A-ZА-ЯЁ][\w-]*(?:\.[\w-]+)*(?: [A-ZА-ЯЁ][\w-]*(?:\.[\w-]+)*){0,3}"
_KNOWN = (
    r"РИА Новости|ТАСС|ИТАР-ТАСС|INTERFAX(?:\.RU)?|Интерфакс\w*(?:-[А-Я]\w+)?|REGNUM|Росбалт|РБК|Прайм|Sputnik|БЕЛТА|"
    r"КАЗИНФОРМ|Казинформ|Kazinform|Тренд|Trend|УНИАН|Укринформ|Reuters|REUTERS|AP|AFP|UPI|Xinhua|Kyodo|dpa|"
    r"Bloomberg|PRNewswire|PR Newswire|Business Wire|BUSINESS WIRE|GLOBE NEWSWIRE"
)
# The second word of a name that is written small: "Степные вести" is an outlet, "Ракета взлетела" is a sentence.
_PRESS = (
    r"[А-ЯЁ][\w-]+ (?:вести|новости|известия|ведомости|время|правда|газета|жизнь|листок|вестник|курьер|телеграф|"
    r"агентство|информбюро|хроника|обозрение)"
)
_QUOTED = r"«[А-ЯЁA-Z][^«»\n]{1,40}»"
_SLASHED = r"/(?P<slashed>[^/\n]{2,40})/"
_END = r" ?[.:]? ?(?:[-–—] ?)?"
_STOP = r" ?[-–—.:] "
_FORMS = tuple(
    re.compile(form)
    for form in (
        # ИТАР-ТАСС, Байконур –
        rf"(?P<agency>{_KNOWN}|ИТАР), {_PLACE}(?:[.,] ?{_DAY})? ?[-–—] ",
        # МОСКВА, 1 декабря. /ТАСС/.   MOSCOW, Dec 1 (Reuters) -
        rf"{_PLACE}[.,] ?{_DAY}[.,]? ?[-–—]? ?(?:{_SLASHED}|\((?P<bracketed>[^()\n]{{2,40}})\)){_END}",
        # МОСКВА, 1 дек - РИА Новости.   Москва. 1 декабря. INTERFAX.RU -
        rf"{_PLACE}[.,] ?{_DAY}[.,]? ?(?:[-–—] ?)?(?P<agency>{_PRESS}|{_QUOTED}|{_NAME}){_STOP}",
        # KANSAS CITY, Mo. (AP) —   МОСКВА /ТАСС/ —
        rf"{_PLACE}[.,]? ?(?:{_SLASHED}|\((?P<bracketed>(?:{_KNOWN})[^()\n]{{0,20}})\)){_END}",
        # АСТАНА. КАЗИНФОРМ -   Байконур, ИТАР-ТАСС –
        rf"{_PLACE}(?:[.,]? ?[-–—.] ?|, )(?P<agency>{_KNOWN}|ИТАР){_STOP}",
        # МОСКВА, 1 декабря —
        rf"{_PLACE}[.,] ?{_DAY}{_STOP}",
        # LONDON —
        rf"(?P<place>{_CAPITALS}){_REGION} ?[-–—]{{1,2}} (?=[A-ZА-ЯЁ«\"“])",
    )
)


# What all of them begin with, a place or an agency: a sentence goes on with a small letter, and is done with here.
_BEGINS = re.compile(rf"(?:dpa|{_NAMED})(?:,| ?[-–—.:/(])")


class Dateline(Struct, frozen=True):
    """Where a report comes from, its day in its own words, and the agency. Empty where the dateline leaves it out."""

    place: str
    day: str
    agency: str
    words: str


def dateline(text: str) -> Dateline | None:
    """The dateline at the beginning of a paragraph."""
    head = text[:LONGEST]
    if not _BEGINS.match(head):
        return None
    match = next(filter(None, (form.match(head) for form in _FORMS)), None)
    return _read(match) if match and len(text) - match.end() >= SHORTEST else None


def split_off(blocks: Sequence[Labelled]) -> tuple[Dateline | None, tuple[Labelled, ...]]:
    """The dateline of the first paragraph, and the blocks in which it stands by itself."""
    first = next((i for i, each in enumerate(blocks) if each.label is Label.BODY and _may_begin(each.block.text)), None)
    found = dateline(blocks[first].block.text) if first is not None else None
    if first is None or found is None:
        return None, tuple(blocks)
    whole = blocks[first]
    place = replace(whole.block, text=found.words.strip(), runs=(), pictures=())
    head = Labelled(place, Label.DATELINE, "dateline", "place, day, agency")
    body = replace(whole, block=shortened(whole.block, len(found.words)))
    return found, (*blocks[:first], head, body, *blocks[first + 1 :])


def _may_begin(text: str) -> bool:
    """Whether a report may begin with a paragraph: a short line before it may say something else."""
    return len(text) > 60 or dateline(text) is not None


def _read(match: re.Match[str]) -> Dateline:
    part = {name: (value or "").strip() for name, value in match.groupdict().items()}
    agency = part.get("slashed") or part.get("bracketed") or part.get("agency") or ""
    agency = re.sub(r"^(?:Корр\. |корр\. )", "", agency).strip("«»")
    return Dateline(_named(part["place"]), part.get("day", "").rstrip("."), agency, match.group())


def _named(place: str) -> str:
    """A place as it is written in running text: РОСТОВ-НА-ДОНУ is Ростов-на-Дону."""
    if not place.isupper() or len(place) <= 3:
        return place
    first, *others = re.split(r"([ -])", place.lower())
    return first.capitalize() + "".join(word if word in SMALL else word.capitalize() for word in others)
