"""The rules for Russian texts: those on which editors and two much used programs, typograf and typus, agree.

A rule is asked for only where a sign that it needs stands in the text, so that most texts pay for few of them. Its
expression begins with that one sign and looks back from it: one of several is sought for in five times the time.
"""

from __future__ import annotations

import re

from digest.typography.dashes import SPACE, dashes
from digest.typography.marks import APOSTROPHE, ELLIPSIS, EM_DASH, EN_DASH, JOINER, NBSP
from digest.typography.numbers import minus, ranges
from digest.typography.quotes import RUSSIAN, quoted
from digest.typography.words import after_dot, cased, glued, initials

# No line ends with one of these: prepositions, conjunctions, particles and pronouns of one letter or two.
SHORT = "а в и к о с у я во да до ее её за из их ко мы на не ни но об он от по со та те то ту ты уж вы ну".split()
PARTICLES = "бы|же|ли|ль|б|ж"  # and none begins with one of these
NAMED = "г ул им пл пр просп пер наб бул пос с д дер обл о оз р св акад проф доц тов гр гор".split()
NUMBERED = "с стр рис табл гл п пп ст ч д кв корп стр т вып тел разд".split()
MEASURES = re.compile(
    "январ|феврал|март|апрел|ма[яею]|июн|июл|август|сентябр|октябр|ноябр|декабр|секунд|минут|час|сут|дн|день|дня"
    "|недел|месяц|лет|год|гг|век|раз|тыс|млн|млрд|трлн|тонн|метр|километр|сантиметр|миллиметр|килограмм|грамм|литр"
    "|градус|процент|балл|этаж|человек|руб|долл|евро|%|(?:г|м|т|л|ч|км|см|мм|кг|мг|га|кв|мин|сек|вт|квт|мвт)$"
)

_SHORT, _NAMED, _NUMBERED = cased([*SHORT, "№", "§"]), cased(NAMED), cased(NUMBERED)
_DOTS = re.compile(r"\.(?<!\.\.)\.\.(?!\.)")
_DASH = re.compile(rf"{SPACE}(?:--?|–|—)(?={SPACE}|\n)")
_TOGETHER = (  # what surrounds a space at which no line ends
    rf"(?=(?:{PARTICLES})(?![\w-]))",  # как же
    r"(?<=[0-9] )(?=[0-9]{3}(?![0-9]))",  # 10 000
    rf"(?<=[0-9] )(?=[%°а-яё])(?!(?:{'|'.join(SHORT)})[ {NBSP}])",  # 5 км
    r"(?<=[IVXLC] )(?=вв?\.|век)",  # XX век
)
_UNBROKEN = re.compile(f" (?:{'|'.join(_TOGETHER)})")
_CENTURIES = re.compile(rf"-(?<=[IVXLC]-)(?=[IVXLC]{{1,5}}{SPACE}?(?:вв\.|век))")
_SHORTENED = re.compile(r"\.(?<=[тТнН]\.)(?<!\w.\.) ?(?=[едпкнэ]\.)")  # т. е., н. э.
_ENDING = re.compile(r"-(?<=[0-9]-)(?=[а-яё]{1,3}(?![\w-]))")  # of an ordinal: 2004-м
_APOSTROPHE = re.compile(r"'(?<=[^\W\d_]')(?=[^\W\d_])")


def russian(text: str) -> str:
    """A text after the rules."""
    if "..." in text:
        text = _DOTS.sub(ELLIPSIS, text)
    text = glued(text, _SHORT)
    if "-" in text or EN_DASH in text or EM_DASH in text:
        text = _dashed(text)
    if '"' in text or "«" in text or "“" in text or "„" in text:
        text = quoted(text, RUSSIAN)
    if "'" in text:
        text = _APOSTROPHE.sub(APOSTROPHE, text)
    text = _UNBROKEN.sub(NBSP, text)
    if ". " in text:
        text = after_dot(text, _NAMED, _NUMBERED)
    if "." in text:
        text = initials(_SHORTENED.sub(f".{NBSP}", text))
    return text


def _dashed(text: str) -> str:
    text = dashes(text, _DASH)
    if "-" in text:
        text = _CENTURIES.sub(EN_DASH, ranges(minus(text), MEASURES))
        text = _ENDING.sub(f"-{JOINER}", text)
    return text
