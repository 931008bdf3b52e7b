"""Which language words are in, and how much of them is the small change of sentences.

Function words make a third to a half of running text in every language and hardly any of a menu (Kohlschütter et al.
2010, "Boilerplate Detection using Shallow Text Features"; Pomikálek 2011, the stop-word share of jusText).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("languages.yaml")
MORE = Path(__file__).with_name("more_languages.yaml")
SAMPLE = 6_000  # letters that are enough to tell a language
SURE = 0.12  # share of a language's function words in a text that is in it
RARE = 0.04  # the same of a text with long or strange words, where no other language comes near
FEW = 5  # function words that are not there by chance

_LETTERS = re.compile(r"[^\W\d_]+")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _read(file: Path) -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in yaml.load(file.read_text("utf-8"), _LOADER).items()}


_LANGUAGES = _read(FILE)
COMMON = frozenset().union(*_LANGUAGES.values())
# Letters by which languages of one script differ: a word with one of them tells as much as a function word.
_LANGUAGE_OF = {
    **dict.fromkeys("їєґ", "uk"),
    **dict.fromkeys("ў", "be"),
    **dict.fromkeys("әғқңөұүһ", "kk"),
    **dict.fromkeys("ыэ", "ru"),
}
_FIRST_OF_THEM = re.compile(rf"([{''.join(_LANGUAGE_OF)}])[^\W\d_]*")  # in a word
_TELLS: dict[str, frozenset[str]] = {}  # the languages that a word tells of, but for a letter that does so itself
for _lists in (_LANGUAGES, _read(MORE)):
    for _code, _words in _lists.items():
        for _word in _words - _LANGUAGE_OF.keys():
            _TELLS[_word] = _TELLS.get(_word, frozenset()) | {_code}
# Languages whose texts never do without accented letters: words of theirs in plain ones are of a text that was
# written in other letters, or lost them.
_ACCENTED = frozenset("cs sk pl hu ro tr vi lt lv is hr sl pt".split())
WORDED = {"kk": 0.1}  # function words for each word that letters tell, where fewer than half: garbled ones give none
LETTERED = 20  # words of a text in which they would stand
_SAME = {"nb": "no", "nn": "no", "iw": "he", "in": "id"}  # codes of one language


def words(text: str) -> list[str]:
    """The words of a text in small letters, without figures and signs."""
    return _LETTERS.findall(text.lower())


def stems(text: str) -> set[str]:
    """The beginnings of words that mean something: endings differ between a headline and its text."""
    return {word[:5] for word in words(text) if len(word) > 3 and word not in COMMON}


def language(text: str) -> str:
    """The code of the language that a text is written in, empty where it cannot be told."""
    sample = text[:SAMPLE].lower()
    found = _words_in_any_order(sample)
    total = len(found)
    if not total:
        return _script(text[:SAMPLE])
    hits = _hits(sample, found)
    best, other = [*sorted(hits, key=lambda code: (-hits[code], code)), "", ""][:2]
    if hits[best] >= SURE * total and hits[best] >= hits[other] * 1.05:
        return best
    if hits[best] >= RARE * total and hits[best] >= max(FEW, 2 * hits[other]):  # long words, or many names and figures
        return best
    return _script(text[:SAMPLE])


def _words_in_any_order(text: str) -> list[str]:
    """The words of a text in small letters, in less time: a space, comma or full stop stands between most of them."""
    whole: list[str] = []
    others: list[str] = []
    for piece in text.replace(",", " ").replace(".", " ").split():
        (whole if piece.isalpha() else others).append(piece)
    return whole + _LETTERS.findall(" ".join(others))


def _hits(text: str, found: Sequence[str]) -> Counter[str]:
    """How many words tell of each language; none of one whose letters are missing, or stand in no word of its own."""
    total = len(found)
    if 2 * list(map(len, found)).count(1) > total:  # signs took the letters' place
        found = [word for word in found if len(word) > 1]
        text = " ".join(found)
    said: Counter[str] = Counter()
    for codes, count in Counter(filter(None, map(_TELLS.get, found))).items():
        for code in codes:
            said[code] += count
    lettered = _lettered(text)
    if total < LETTERED:
        return said + lettered
    impossible = {code for code in lettered if said[code] < WORDED.get(code, 0.5) * lettered[code]}
    impossible |= _ACCENTED if all(map(str.isascii, found)) else set()
    return Counter({code: count for code, count in (said + lettered).items() if code not in impossible})


def _lettered(text: str) -> Counter[str]:
    """How many words have letters that tell of each language; of two such letters the first one counts."""
    counted: Counter[str] = Counter()
    for letter, count in Counter(_FIRST_OF_THEM.findall(text)).items():
        counted[_LANGUAGE_OF[letter]] += count
    return counted


def language_code(tag: str) -> str:
    """The code of a language in the form that `language` gives: `en` of `en-US`, `no` of `nb`."""
    code = tag.lower().replace("_", "-").partition("-")[0].strip()
    return _SAME.get(code, code) if code.isalpha() and len(code) <= 3 else ""


def _script(text: str) -> str:
    """A language that its letters alone give away."""
    for code, letters in (
        ("ja", "[\u3040-\u30ff]"),
        ("ko", "[\uac00-\ud7af]"),
        ("zh", "[\u4e00-\u9fff]"),
        ("th", "[\u0e00-\u0e7f]"),
    ):
        if len(re.findall(letters, text)) > 0.2 * len(text.replace(" ", "")):
            return code
    return ""
