"""A Russian or English word in its dictionary form -> all forms it may have, each with the cases it may stand in.

Nobody tells which declension a name follows, so every one that its ending allows is tried: a form that does not exist
does no harm, for no text holds it. The endings are those of Zaliznyak's grammatical dictionary, without regard to
stress; surnames in -ов and -ин and place names in -ов and -ин differ only in the instrumental case, and get both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

Cases = int
"""A set of cases as bits: the six of the singular, then the six of the plural."""

ANY: Cases = (1 << 12) - 1  # of a word that stands as it is: it agrees with whatever is beside it
LATIN_STEM = 4  # letters at least that are left of an English plural

# What stands before the ending | the ending of the dictionary form | singular | plural: nominative, genitive, dative,
# accusative, instrumental, prepositional. `_` is no ending, `/` stands between several. A form with `*` is one that
# common nouns have and names have not, or so seldom that it is more likely another name: the plural of Анна is not
# Анн, the city Горки has no singular, and Резников is hardly the genitive of Резники; it is one
# behind -ск or a longer stem.
_TABLE = """
[бвгджзклмнпрстфхцчшщ]   _  | _ а у _/а ом е/у       | ы ов* ам ы/ов* ами ах
......[бвгджзклмнпрстфхцчшщ] _ | _                    | ы ов ам ы/ов ами ах
ск                       _  | _                      | ы ов ам ы/ов ами ах
[аеуыэюя]                й  | й я ю й/я ем е         | и ев* ям и/ев* ями ях
(?<!.)..?.?о                й  | й я ю й/я ем е         | и ев* ям и/ев* ями ях
....о                    й  | й я* ю* й/я* ем* е*    | и* ев* ям* и*/ев* ями* ях*
.                        ий | ий ия ию ий/ия ием ии  | ии иев* иям ии/иев* иями иях
[бвдзлмнпрстф]           ей | ей ья ью ья ьем ье     | ьи ьев* ьям ьев* ьями ьях
.                        ый | ый ого ому ый/ого ым ом | ые ых ым ые/ых ыми ых
.                        ой | ой ого ому ой/ого ым ом | ые ых ым ые/ых ыми ых
[гкх]                    ий | ий ого ому ий/ого им ом | ие их им ие/их ими их
[джзнтчшщр]              ий | ий его ему ий/его им ем | ие их им ие/их ими их
.                        ь  | ь я ю ь/я ем е         | и ей* ям* и/ей* ями* ях*
.                        ь  | ь и и ь ью и           | и ей* ям* и/ей* ями* ях*
.                        а  | а ы е у ой/ою е        | ы _* ам* ы/_* ами* ах*
.                        ая | ая ой ой ую ой/ою ой  | ые* ых* ым* ые*/ых* ыми* ых*
.                        яя | яя ей ей юю ей/ею ей  | ие* их* им* ие*/их* ими* их*
[^иь]                    я  | я и е ю ей/ею е        | и ь*/й*/ей* ям* и/ь*/ей* ями* ях*
.                        ия | ия ии ии ию ией/иею ии | ии ий* иям* ии/ий* иями* иях*
.                        ья | ья ьи ье ью ьей/ьею ье | ьи ей* ьям* ьи/ей* ьями* ьях*
..ов                     о  | о а у о ом е           | о
..ин                     о  | о а у о ом е           | о
[вн](?<!..ов)(?<!..ин)   о  | о а у о ом е           | а* _* ам* а*/_* ами* ах*
[^вкн]                   о  | о а* у* о ом* е*       | а* _* ам* а*/_* ами* ах*
.озер                    о  | о а у о ом е           | а* _* ам* а* ами* ах*
[аеиоысчш]к              о  | о а* у* о ом* е*       | а* _* ам* а*/_* ами* ах*
[жцчшщ]                  е  | е а у е ем е           | а* _* ам* а* ами* ах*
[лр]                     е  | е я ю е ем е           | я* ей* ям* я* ями* ях*
.                        ие | ие ия ию ие ием ии     | ия* ий* иям* ия* иями* иях*
.                        ье | ье ья ью ье ьем ье/ьи  | ья* ий* ьям* ья* ьями* ьях*
.                        ое | ое ого ому ое ым/им ом | ые* ых* ым* ые* ыми* ых*
.                        ее | ее его ему ее им ем    | ие* их* им* ие* ими* их*
.                        ые | ый*/ая*/ое* ого*/ой* ому*/ой* ую*/ый* ым*/ой* ом*/ой* | ые ых ым ые/ых ыми ых
.                        ие | ий*/ая*/ое* ого*/ой* ому*/ой* ую*/ий* им*/ой* ом*/ой* | ие их им ие/их ими их
[^гкхжчшщ]               ы  | _*/а* а*/ы* у*/е* _*/у* ом*/ой* е* | ы _/ов ам ы/ов/_ ами ах
[гкхжчшщ]                и  | _*/а* а*/и* у*/е* _*/у* ом*/ой* е* | и _/ов ам и/ов/_ ами ах
[^гкхжчшщиь]             и  | ь*/я* я*/и* ю*/е*/и* ь*/ю* ем*/ей*/ью* е*/и* | и ь/ей/й/ев ям и/ь/ей/й ями ях
.                        ии | ия*/ий* ии*/ия* ии*/ию* ию* ией*/ием* ии* | ии ий/иев иям ии/ий ями/иями иях
.                        ьи | ья* ьи* ье* ью* ьей* ье* | ьи ей/ьев ьям ьи/ей ьями ьях
[ая]н                    е  | ин* ина* ину* ина* ином* ине* | е _ ам _ ами ах
.                        мя | мя мени мени мя менем мени | мена мен* менам мена менами менах
"""
# Endings of surnames that other words have too. A word that stands alone follows the surnames, unless it is known to be
# a place, a given name or a common noun; beside others, which must agree with it, it may follow either. A form with `+`
# is looked for beside others only: in small letters it is a possessive adjective (Адамов, but в адамовом саду).
_SURNAMES = """
[ое]в                    _  | _ а у а ым/ом+ е       | ы ых/ов+ ым/ам+ ых/ы+ ыми/ами+ ых/ах+
[иы]н                    _  | _ а у а ым/ом* е       | ы ых/ов* ым/ам* ых/ы* ыми/ами* ых/ах*
[ое]в                    а  | а ой/ы* ой/е* у ой/ою* ой/е* | ы* _* ам* ы* ами* ах*
[иы]н                    а  | а ой/ы* ой/е* у ой/ою* ой/е* | ы* _* ам* ы* ами* ах*
"""
_NO_SURNAMES = frozenset(
    """азов аргентина ардатов бердичев березина берлин борисов бруклин буркина васильков висконсин волхов воронов
    гатчина гдов герцеговина глазов дмитров дублин жостов зубцов канев каргополов касимов каролина кашин киев кириллов
    кишинев клин кордова кобрин козельсков корсаков краков кстов курчатов лукоянов льгов люблин люботин мглин медина
    мессина могилев молдова нарын нанкин нежин новозыбков орехов осташков очаков палестина пекин порхов почаев псков
    псковщина рогачев ростов саратов саров сахалин серпухов слатина старобин столин таллин тамбов тетиев тихвин
    тульчин турин узин украина фастов харбин хиросима хошимин чернигов чехов чугуев шверин шклов щецин эчмиадзин
    женева двина нева августин августина акулина алевтина алина альбина ангелина анжелина антонина аполлинария арина
    афина валентин валентина вениамин владилен галина дарина дина ева евангелина екатерина зарина зина ирина иов
    калерина капитолина карина каролин катарина катерина константин кристина лев любов магдалина мадина марин марина
    мартин мартын нина октябрина павлина параскева полина регина рина рузалина сабина северина снежина тина фаина
    христина эвелина эдвин эльвина яков янина
    боров вызов гнев жернов засев засов зов кров кузов лов нагрев напев обогрев останов остров отлов перегрев подогрев
    подсев покров полуостров посев припев разогрев рев ров рыболов сев тетерев улов хлев шов
    """.split()
)
_HUSHED, _VELAR, _CONSONANTS = "жчшщ", "гкх", "бвгджзйклмнпрстфхцчшщ"
_FLEETING = re.compile(rf"(.*[{_CONSONANTS}])[ео]([цклн])|(л)е(в)")
_FLEETING_LONE = re.compile(r"(.*[аеоуыэюя])е([кц])")
_CLUSTER = re.compile(rf"(.*[ьй])([бгкмнлрц])|(.*[{_CONSONANTS}])([кнлрц])")
_LIKE_SURNAME = re.compile("(?:[ое]в|[иы]н)а?$")
_CYRILLIC = re.compile("[а-я]+")
_LATIN = re.compile("[a-z]+")

Ending = tuple[str, bool, Cases]
"""Letters, whether only common nouns have them, and the cases they stand for."""


Row = tuple[re.Pattern[str], str, tuple[Ending, ...]]
"""What a word ends in, the ending that is taken off, and those that are put in its place."""


def _rows(table: str) -> Iterator[Row]:
    for line in table.strip().splitlines():
        (before, ending), *numbers = (part.split() for part in line.split("|"))
        found: dict[tuple[str, bool], Cases] = {}
        for number, cells in enumerate(numbers):
            for case, cell in enumerate(cells):
                for each in cell.split("/"):
                    key = (each.strip("_*"), each.endswith("*"))
                    found[key] = found.get(key, 0) | 1 << (6 * number + case)
        taken = ending.strip("_")
        endings = tuple((letters, common, cases) for (letters, common), cases in found.items())
        yield re.compile(f"(.*{before}){taken}"), taken, endings


ROWS = tuple(_rows(_TABLE))
SURNAMES, BESIDE = tuple(_rows(re.sub(r"/\w+\+", "", _SURNAMES))), tuple(_rows(re.sub("[*+]", "", _SURNAMES)))


@lru_cache(maxsize=1 << 14)
def forms(word: str, *, alone: bool = True) -> dict[str, tuple[Cases, Cases]]:
    """The forms of a word of small letters without ё: the cases of each as a name, and as a common noun besides.

    `alone` tells whether the word is the whole name.
    """
    found: dict[str, tuple[Cases, Cases]] = {word: (ANY, 0)}
    if len(word) > 2 and _CYRILLIC.fullmatch(word):
        for pattern, taken, endings in _rows_for(word, alone=alone):
            match = pattern.fullmatch(word)
            if match:
                _decline(match[1], taken, endings, found)
    elif len(word) > 2 and _LATIN.fullmatch(word):
        found.update((plural, (ANY, 0)) for plural in _english(word))
    return found


def _rows_for(word: str, *, alone: bool) -> tuple[Row, ...]:
    if not _LIKE_SURNAME.search(word):
        return ROWS
    return BESIDE if not alone or word in _NO_SURNAMES else SURNAMES


def _decline(stem: str, taken: str, endings: tuple[Ending, ...], found: dict[str, tuple[Cases, Cases]]) -> None:
    stems = [stem, *_shortened(stem)] if taken in ("", "ь") else [stem]
    for letters, common, cases in endings:
        bare = taken and letters in ("", "ь", "й")
        for each in (stem, *_lengthened(stem)) if bare else stems:
            for form in _joined(each, letters):
                name, noun = found.get(form, (0, 0))
                found[form] = (name, noun | cases) if common else (name | cases, noun)


def _joined(stem: str, ending: str) -> Iterator[str]:
    """A stem with an ending, by the rules of spelling behind ж ч ш щ ц and г к х."""
    last, first = stem[-1], ending[:1]
    if first == "ы" and last in _HUSHED + _VELAR:
        ending = "и" + ending[1:]
    elif first in ("я", "ю") and last in _HUSHED + "ц":
        ending = {"я": "а", "ю": "у"}[first] + ending[1:]
    elif first == "о" and last in _HUSHED + "ц":
        yield stem + "е" + ending[1:]
        if ending == "ов":
            yield stem + "ей"
    yield stem + ending


def _shortened(stem: str) -> Iterator[str]:
    """A stem without the vowel that flees before an ending: Донец, Донца; Елец, Ельца; китаец, китайца."""
    lone = _FLEETING_LONE.fullmatch(stem)
    if lone:
        yield f"{lone[1]}й{lone[2]}"
    match = _FLEETING.fullmatch(stem)
    if match:
        before, last = (each for each in match.groups() if each)
        yield before + last
        if before.endswith("л") or last == "к":
            yield f"{before}ь{last}"


def _lengthened(stem: str) -> Iterator[str]:
    """A stem with the vowel that parts its last two consonants where no ending follows: Химки, Химок."""
    match = _CLUSTER.fullmatch(stem)
    if match:
        before, last = (each for each in match.groups() if each)
        if before[-1] in "ьй":
            yield f"{before[:-1]}е{last}"
        elif before[-1] != last:
            broad = before[-1] in _VELAR or (last == "к" and before[-1] not in _HUSHED)
            yield f"{before}{'о' if broad else 'е'}{last}"


def _english(word: str) -> Iterator[str]:
    yield f"{word}s"
    yield f"{word}es"
    if word.endswith("y"):
        yield f"{word[:-1]}ies"
    if word.endswith("s") and not word.endswith("ss") and len(word) > LATIN_STEM:
        yield word[:-1]
