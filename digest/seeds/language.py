"""Which language words are in, and how much of them is the small change of sentences.

Function words make a third to a half of running text in every language and hardly any of a menu (Kohlschütter et al.
2010, "Boilerplate Detection using Shallow Text Features"; Pomikálek 2011, the stop-word share of jusText).
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("languages.yaml")
SAMPLE = 6_000  # letters that are enough to tell a language
SURE = 0.12  # share of a language's function words in a text that is in it

_WORD = re.compile(r"[^\W\d_]+")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LANGUAGES: dict[str, frozenset[str]] = {
    code: frozenset(words.split()) for code, words in yaml.load(FILE.read_text("utf-8"), _LOADER).items()
}
COMMON = frozenset().union(*_LANGUAGES.values())


def words(text: str) -> list[str]:
    """The words of a text in small letters, without figures and signs."""
    return _WORD.findall(text.lower())


def common_share(found: list[str]) -> float:
    """The share of function words of any language, 0 to 1."""
    return sum(word in COMMON for word in found) / len(found) if found else 0.0


def language(text: str) -> str:
    """The code of the language that a text is written in, empty where it cannot be told."""
    found = Counter(words(text[:SAMPLE]))
    total = sum(found.values())
    if not total:
        return _script(text[:SAMPLE])
    hits = {code: sum(found[word] for word in small) for code, small in _LANGUAGES.items()}
    best, other = sorted(hits, key=lambda code: (-hits[code], code))[:2]
    if hits[best] >= SURE * total and hits[best] >= hits[other] * 1.1:
        return best
    return _script(text[:SAMPLE])


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
