"""Words that stand above or below the line -> the same on the line, so that nobody takes them for something else."""

from __future__ import annotations

import re

from msgspec import Struct

LONG = 20  # letters: what is longer is small print, and no exponent, index or note

_RAISED = dict(
    zip("0123456789+-−=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)
)
_LOWERED = dict(zip("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
_SIGNS = {"tm": "™", "sm": "℠", "r": "®"}

_NOTE = re.compile(r"\d{1,3}(?:[,;–-] ?\d{1,3})*|[^\W\d_]")
_BRACKETED = re.compile(r"[(\[].*[)\]]|[™®℠©*†‡°]+")
_ORDINAL = re.compile(r"-?(?:[aeodrst]|[^\W\d_]{2,4})\.?")  # 4th, XXe, Mme
_WORDS = re.compile(r"[^\W\d_]{2,}(?: .*)?")


class Shifted(Struct, frozen=True):
    """Words above or below the line, and those on it before and after them, each with the space between, if any.

    A `note` is a link by itself, and so a footnote's if it is a number.
    """

    words: str
    before: str
    after: str
    note: bool


def raised(shifted: Shifted) -> str:
    """Powers, ordinals, notes, trade marks. It begins with a space where it may not touch the words before."""
    words, before = shifted.words, shifted.before[-1:]
    if _is_small_print(shifted):
        return _apart(shifted, words)
    if shifted.note and _NOTE.fullmatch(words):
        return f"[{words}]"
    if _BRACKETED.fullmatch(words):
        return words
    if words.isupper() and words.lower() in _SIGNS:
        return _SIGNS[words.lower()]
    if words in ("o", "о") and before.isdigit() and shifted.after.lstrip()[:1] in tuple("CСFФ"):
        return "°"
    if (before.isdigit() or before.isupper()) and _ORDINAL.fullmatch(words):
        return words
    if all(letter in _RAISED for letter in words):
        return "".join(map(_RAISED.__getitem__, words))
    return _apart(shifted, f"({words})") if _WORDS.fullmatch(words) else f"^({words})"


def lowered(shifted: Shifted) -> str:
    """Indexes, of chemistry and of formulas."""
    words = shifted.words
    if _is_small_print(shifted):
        return _apart(shifted, words)
    if all(letter in _LOWERED for letter in words):
        return "".join(map(_LOWERED.__getitem__, words))
    touched = shifted.after[:1].isalnum()
    return f"_{words}" if words.isalnum() and not touched else f"_({words})"


def _is_small_print(shifted: Shifted) -> bool:
    return len(shifted.words) > LONG or not (shifted.before.strip() or shifted.after.strip())


def _apart(shifted: Shifted, words: str) -> str:
    return words if shifted.before[-1:] in ("", " ") else f" {words}"
