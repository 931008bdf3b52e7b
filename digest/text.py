"""What both wings know about written language: clean characters, slugs, excerpts."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

SLUG_LENGTH = 80  # letters: long enough to be read in a link, short enough for every file system

# Russian letters the way Russian readers expect them in an address: BGN/PCGN 1947 without its diacritics and
# apostrophes (й and ы are y, щ is shch, ъ and ь are silent but keep a following е, ё apart: объект, Васильев).
RUSSIAN = {
    "ъе": "ye", "ъё": "yo", "ье": "ye", "ьё": "yo", "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e",
    "ё": "yo", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
# Signs that tell names apart: without them C, C++ and C# would share one page.
SPOKEN = {"+": " plus ", "#": " sharp ", "&": " and ", "%": " percent ", "№": " no ", "@": " at "}

# Names that Windows reserves, that servers or this program give a meaning, or that would look like a list page.
RESERVED = frozenset(
    """con prn aux nul index page feed tags topics sources stories archive corrections assets media search""".split()
).union(f"{port}{number}" for port in ("com", "lpt") for number in range(10))

_TWO = {letters: latin for letters, latin in RUSSIAN.items() if len(letters) == 2}
_LATIN = str.maketrans({**SPOKEN, **{letter: latin for letter, latin in RUSSIAN.items() if letter not in _TWO}})
_PLAIN = re.compile('[a-z0-9 .:;!?()"/«»—–-]*')  # of these it is known what `slugify` would make
_BETWEEN = re.compile("[^a-z0-9]+")
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters (tab, LF and CR stay)
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"  # invisible ones that reorder or hide text
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"  # lone surrogates and noncharacters
)
_OFTEN = "\u200b\u200e\u2060\ufeff"  # those of them that pages are full of
_LINE_END = re.compile("[\x85\u2028\u2029\x0b\x0c]")


def clean(text: str) -> str:
    """The same words in NFC, with LF line ends and without characters that nobody typed on purpose."""
    if text.isprintable():  # one line, in which none of them stands
        return unicodedata.normalize("NFC", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    for sign in _OFTEN:
        text = text.replace(sign, "")
    usual = text.replace("\n", " ").replace("\t", " ").replace("\u00a0", " ")
    if not usual.isprintable():  # asked first because it takes a fifth of the time of the two searches
        text = _UNWANTED.sub("", _LINE_END.sub("\n", text))
    return unicodedata.normalize("NFC", text)


def slug(name: str) -> str:
    """A name as a word for an address: `a-z 0-9 -`, at most `SLUG_LENGTH`; empty when nothing is left of it."""
    small = unicodedata.normalize("NFC", name).lower()
    for letters, two in _TWO.items():
        small = small.replace(letters, two)
    latin = small.translate(_LATIN)
    if len(latin) <= SLUG_LENGTH and _PLAIN.fullmatch(latin):
        word = _BETWEEN.sub("-", latin).strip("-")
    else:
        from slugify import slugify  # a hundredth of a second that most edits do not pay

        word = slugify(latin, max_length=SLUG_LENGTH, word_boundary=True, save_order=True)
    return f"{word}-{short_hash(word)}" if word in RESERVED else word


@lru_cache(maxsize=1 << 14)
def sure_slug(name: str) -> str:
    """A slug that is never empty: a name without letters (an emoji, `!!!`) gets a short hash of itself."""
    return slug(name) or f"n-{short_hash(name)}"


def namesake(word: str, key: str) -> str:
    """Another slug for the same name, told apart by its `key`: no longer than a slug, for an address cuts what is."""
    telling = f"-{short_hash(key)}"
    return word[: SLUG_LENGTH - len(telling)].rstrip("-") + telling


def short_hash(text: str) -> str:
    """Six letters that stand for a text, to tell namesakes apart the same way in every run."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=3).hexdigest()


@lru_cache(maxsize=1 << 16)
def same_name(name: str) -> str:
    """The key under which spellings of one name meet: case, ё, hyphen and space variants aside."""
    folded = unicodedata.normalize("NFKC", name).casefold().replace("ё", "е")
    return " ".join(re.sub(r"[\s\u2010-\u2015-]+", " ", folded).split())


def plain_spaces(text: str) -> str:
    """The text without what keeps its lines from breaking: for programs that would only stumble over it."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2060", "")


def one_line(text: str) -> str:
    """Words with one space between them, as most texts have them already: no other kind of space can be printed."""
    usual = text.isprintable() and "  " not in text and text == text.strip(" ")
    return text if usual else " ".join(text.split())


def excerpt(text: str, limit: int) -> str:
    """The beginning of a text: whole sentences where they fit, else whole words and an ellipsis."""
    text = one_line(text)
    if len(text) <= limit:
        return text
    head = text[: limit + 1]
    end = max(head.rfind(f"{mark} ") for mark in ".!?…")
    if end >= limit // 2:
        return head[: end + 1]
    words = head.rpartition(" ")[0] or head[:limit]  # Chinese and Japanese have no spaces
    return words.rstrip(" ,;:—–-") + "…"
