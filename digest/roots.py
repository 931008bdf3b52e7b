"""Text -> its words, and a word -> its root: the key under which a search finds all the forms of a word.

Which letters of a Russian word are its ending is learned (`endings.py`): from the forms of the dictionary OpenCorpora,
weighed by how often they are used, so that each rule is there for what it mends. `benchmarks/roots.py` makes the table
anew. `themes/gazette/static/search.js` does the same in a browser; a test holds the two together.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from digest.endings import TABLE

LEAST = 3  # letters that remain of a word
LONGEST = 7  # letters of an ending, with the sign of the word's beginning
WORD = 40  # letters: what is longer is no word that anybody looks for

# Words that nearly every text has: nobody finds anything by them.
STOP = frozenset(
    "а без бы в во вот для до его ее если есть же за и из или им их к как ко ли мы на над не но о об он она они оно от "
    "по под при про с со так то тоже у уже чем что чтобы это я "
    "a an and are as at be but by for from has have he in is it its of on or she that the their they this to was we "
    "were which with".split()
)

# English is put right by a few rules. What is left of `stories` and `story`, or of `making` and `make`, is the same.
LATIN = "0: ss us is\n1: s e y\n2: es ed\n3: ies ing ied\n4: ings"

_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile("[\u00ad\u0300-\u036f]")  # soft hyphens; accents that have no letter of their own
_REFLEXIVE = re.compile("(?<=[аеиоуыюяйтлшьвм])с[ья]$")
_CONSONANT = "бвгджзйклмнпрстфхцчшщ"
# The vowel that flees before an ending (стрелок, стрелка), and the sign that stands for it (льва, Харькова).
_FLEETING = re.compile(f"(?<=[{_CONSONANT}])ь?е(?=[кц]$)|(?<=[{_CONSONANT}])о(?=к$)|(?<=[{_CONSONANT}])ь(?=[кц]$)")
_DOUBLED = re.compile(r"([^aeiouls])\1$")  # running, run


@cache
def table(text: str) -> dict[str, tuple[int, str]]:
    """Endings, each with how many letters are cut, and the mark that the root gets: `3v: ает` is (3, "v")."""
    found: dict[str, tuple[int, str]] = {}
    label = (0, "")
    for word in text.split():
        if word.endswith(":"):
            label = int(word[0]), word[1:-1]
        else:
            found[word] = label
    return found


def folded(text: str) -> str:
    """A text as words are compared: small letters, е for ё, no accents and no hyphens that nobody sees."""
    return _MARKS.sub("", unicodedata.normalize("NFC", text)).lower().replace("ё", "е")


def words(text: str) -> list[str]:
    """The words and numbers of a text, folded."""
    return _WORD.findall(folded(text))


@cache
def root(word: str) -> str:
    """The root of a folded word. Words of other scripts are their own roots."""
    word = word[:WORD]
    first, last = word[0], word[-1]
    if "а" <= first <= "я" and "а" <= last <= "я":
        word = _REFLEXIVE.sub("", word) if len(word) > 4 else word
        return _cut(word, table(TABLE), (1, ""))
    if "a" <= first <= "z" and "a" <= last <= "z":
        return _DOUBLED.sub(r"\1", _cut(word, table(LATIN), (0, "")))
    return word


def _cut(word: str, endings: dict[str, tuple[int, str]], otherwise: tuple[int, str]) -> str:
    anchored = "^" + word
    ends = (anchored[-size:] for size in range(min(LONGEST, len(anchored)), 0, -1))
    cut, mark = next((endings[end] for end in ends if end in endings), otherwise)
    left = word[: max(len(word) - cut, min(LEAST, len(word)))]
    return (_FLEETING.sub("", left) if len(left) > LEAST else left) + mark
