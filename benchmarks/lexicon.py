"""The Russian words that are used, each with its forms and how often: for learning their roots, and for measuring them.

Forms are those of the dictionary OpenCorpora, by way of pymorphy3; how often each is used is told by wordfreq, and what
of it belongs to which word, where a form belongs to several, by pymorphy3.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field

from pymorphy3 import MorphAnalyzer
from wordfreq import top_n_list, word_frequency

COMMON = 150_000  # the most frequent forms that are looked at
LEAST = 1e-6  # of a word: once in a million words
LIKELY = 0.1  # of the uses of a form, for a word to be looked at: `мин` is hardly ever the name Минь
HELD_OUT = 5  # one word in so many is kept from learning
KINDS = {"Surn": "surname", "Name": "first name", "Patr": "patronymic", "Geox": "place"}
PARTS = {
    **dict.fromkeys(("ADJF", "ADJS", "COMP"), "adjective"),
    **dict.fromkeys(("VERB", "INFN", "PRTF", "PRTS", "GRND"), "verb"),
    "NOUN": "noun",
}


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word: its kind, and the frequency of each of its forms, small and with е for ё."""

    name: str
    kind: str
    forms: dict[str, float] = field(default_factory=dict)

    @property
    def frequency(self) -> float:
        """Of all its forms."""
        return sum(self.forms.values())

    @property
    def held_out(self) -> bool:
        """Whether nothing is learned from it, so that it may be asked."""
        return hashlib.blake2b(self.name.encode()).digest()[0] % HELD_OUT == 0


def lexicon(least: float = LEAST) -> list[Lexeme]:
    """Every word that is used so often, by name."""
    morph, found = MorphAnalyzer(), dict[tuple[str, str], Lexeme]()
    for form, frequency in _forms().items():
        if morph.word_is_known(form):
            for parse in (each for each in morph.parse(form) if each.score >= LIKELY):
                kind = next((kind for sign, kind in KINDS.items() if sign in parse.tag), PARTS.get(str(parse.tag.POS)))
                if kind:
                    name = parse.normal_form.replace("ё", "е")
                    forms = found.setdefault((name, kind), Lexeme(name, kind)).forms
                    forms[form] = forms.get(form, 0) + parse.score * frequency
    return [found[key] for key in sorted(found) if found[key].frequency >= least]


def _forms() -> dict[str, float]:
    found: defaultdict[str, float] = defaultdict(float)
    for word in top_n_list("ru", COMMON):
        if word.isalpha() and "а" <= word[0] <= "я" and len(word) > 2:
            found[word.replace("ё", "е")] += word_frequency(word, "ru")
    return found
