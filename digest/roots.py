"""Text -> its words, and a word -> its root: the key under which a search finds all the forms of a word.

Which letters of a Russian word are its ending is learned (`endings.py`): from the forms of the dictionary OpenCorpora,
weighed by how often they are used, so that each rule is there for what it mends. `benchmarks/roots.py` makes the table
anew. `themes/gazette/static/search.js` does the same in a browser; a test holds the two together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from digest.endings import KIN, TABLE

NAME = "^"  # behind the root of a name: Роза is another word than роза
VERB, REFLEXIVE = "v", "s"  # behind the root of a verb, and of one in -ся, which is another verb
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

_WORD = re.compile(r"[а-я\w]+")  # the range says nothing new, but is asked first: most letters are known at once
# A capital that no sentence begins with: behind a word, an opening quotation mark, a hyphen or an initial.
_NAME = re.compile(
    r"[A-ZА-ЯЁ](?:(?:(?<=[\w,;)»”%][^\S\n].)|(?<=[\w,;][^\S\n][«„“\"(].)|(?<=\w-.)|(?<=\b[A-ZА-ЯЁ]\.[^\S\n].))[^\W_]*"
    r"|(?<=\b.)[а-яё]{2,}[оеё]в\b)"
)
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
    text = unicodedata.normalize("NFC", text)
    if may_have_marks(text):
        text = _MARKS.sub("", text)
    return text.lower().replace("ё", "е")


def may_have_marks(text: str) -> bool:
    """Whether a text may have such: in UTF-16 each of the accents has a byte of 3. Of nearly all texts it says no."""
    return "\u00ad" in text or b"\x03" in text.encode("utf-16", "surrogatepass")


def words(text: str) -> list[str]:
    """The words and numbers of a text, folded."""
    return _WORD.findall(folded(text).replace("_", " "))


@cache
def root(word: str) -> str:
    """The root of a folded word. Words of other scripts are their own roots."""
    word = word[:WORD]
    first, last = word[0], word[-1]
    if "а" <= first <= "я" and "а" <= last <= "я":
        plain = unreflexive(word)
        found = cut(plain, table(TABLE), (1, ""))
        return found[:-1] + REFLEXIVE if plain != word and found[-1] == VERB else found
    if "a" <= first <= "z" and "a" <= last <= "z":
        return _DOUBLED.sub(r"\1", cut(word, table(LATIN), (0, "")))
    return word


def kin(found: str) -> list[str]:
    """A root, and what other roots its word may have: the index tells which of them there are."""
    if found[-1] == REFLEXIVE and "а" <= found[0] <= "я":
        return [each[:-1] + REFLEXIVE for each in kin(found[:-1] + VERB) if each[-1] == VERB]
    ends, sizes = kindred(KIN), range(min(LONGEST, len(found) - 2), -1, -1)
    return [found] + [
        found[: len(found) - size] + each for size in sizes for each in ends.get(found[len(found) - size :], ())
    ]


@cache
def kindred(text: str) -> dict[str, tuple[str, ...]]:
    """How a root may end, and how others of its word then do."""
    pairs = (row.partition(":") for row in text.split())
    return {end: tuple(others.split(",")) for end, _, others in pairs}


def named(word: str) -> str:
    """The root of a folded word that is a name, without the sign of names.

    A surname that ends as the plural of a noun does stays as it is: Иванов is not Иван.
    """
    return word if surname(word) else root(word)


def surname(word: str) -> bool:
    """May a folded word be a surname that ends as the plural of a noun does: Иванов, домов?"""
    return len(word) > LEAST + 1 and word.endswith(("ов", "ев"))


def names(text: str) -> list[str]:
    """The words of a text that are names, for they have a capital with which no sentence begins: folded."""
    return words(" ".join(_NAME.findall(text)))


def unreflexive(word: str) -> str:
    """A verb without the -ся that says that somebody does it to himself."""
    return _REFLEXIVE.sub("", word) if len(word) > 4 and word.endswith(("ся", "сь")) else word


def without_fleeting(left: str) -> str:
    """What is left of a word without a vowel that flees before some endings."""
    return _FLEETING.sub("", left) if len(left) > LEAST and left[-1] in "кц" else left


def cut(word: str, endings: Mapping[str, tuple[int, str]], otherwise: tuple[int, str]) -> str:
    """A word without its ending: the longest that is known decides."""
    anchored = "^" + word
    letters, mark = otherwise
    for size in range(min(LONGEST, len(anchored)), 0, -1):
        if anchored[-size:] in endings:
            letters, mark = endings[anchored[-size:]]
            break
    return without_fleeting(word[: max(len(word) - letters, min(LEAST, len(word)))]) + mark
