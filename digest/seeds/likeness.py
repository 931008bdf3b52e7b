"""text -> how much like language its letters beyond ASCII are, by which encodings are told apart."""

from __future__ import annotations

# Russian letters from the commonest to the rarest (National Corpus of the Russian Language), then Ukraine's own.
_COMMON = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё" + "іїєґў"
_WEIGHTS = {letter: 1.0 - 0.9 * place / len(_COMMON) for place, letter in enumerate(_COMMON)}


def likeness(text: str) -> float:
    """How much like language the letters beyond ASCII are: each common Russian one adds nearly 1, noise takes away."""
    total, before = 0.0, " "
    for letter, after in zip(text, text[1:] + " ", strict=True):
        if letter > "\x7f":
            total += _weight(letter, before, after)
        before = letter
    return total


def _weight(letter: str, before: str, after: str) -> float:
    cyrillic = "\u0400" <= letter <= "\u04ff"
    inside_latin = (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha())
    if cyrillic and inside_latin:
        return -1.0
    if letter in _WEIGHTS:
        return _WEIGHTS[letter] if not ("À" <= before <= "ÿ") else -0.5
    if letter.lower() in _WEIGHTS:
        return -1.0 if before.islower() else 0.5
    if letter.isalpha() and not cyrillic:
        return (-0.5 if letter.isupper() and before.islower() else 0.7) if inside_latin else -0.3
    return _sign_weight(letter, before, after)


def _sign_weight(letter: str, before: str, after: str) -> float:
    """Quotes open before a word and close behind one; dashes stand free, or between figures."""
    if letter in "«“„‘":
        return 0.6 if not before.isalpha() else -0.5
    if letter in "»”’…®™°":
        return 0.6 if not before.isspace() else -0.5
    if letter in "–—":
        return 0.6 if before.isspace() == after.isspace() else -0.5
    return 0.3 if letter in "\u00a0№©§·•€£×½" and not (before.isalpha() and after.isalpha()) else -1.0
