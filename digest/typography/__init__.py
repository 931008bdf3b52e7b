"""A text as it was typed -> as it is set: quotes, dashes, spaces that must not break; by the rules of its language.

No letter and no figure ever changes, and a text that is set already stays as it is. What is uncertain is left as typed.
Languages without rules of their own are left alone.
"""

from __future__ import annotations

from collections.abc import Callable

from digest.typography.english import english
from digest.typography.html import in_html, in_text
from digest.typography.russian import russian

RULES: dict[str, Callable[[str], str]] = {"en": english, "ru": russian}


def typeset(text: str, language: str) -> str:
    """A plain text, set by the rules of `language`, a code like `ru` or `en-GB`."""
    rules = _rules(language)
    return in_text(text, rules) if rules and text else text


def typeset_html(html: str, language: str) -> str:
    """HTML with its text set: tags, attributes, comments, code and addresses stay as they are."""
    rules = _rules(language)
    return in_html(html, rules) if rules and html else html


def _rules(language: str) -> Callable[[str], str] | None:
    return RULES.get(language.partition("-")[0].lower())
