"""A text as it was typed -> as it is set: quotes, dashes, spaces that must not break; by the rules of its language.

No letter and no figure ever changes, and a text that is set already stays as it is. What is uncertain is left as typed.
Languages without rules of their own are left alone.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from digest.typography.html import Rules, in_html, in_text

LANGUAGES = {"en": "english", "ru": "russian"}


def typeset(text: str, language: str) -> str:
    """A plain text, set by the rules of `language`, a code like `ru` or `en-GB`."""
    rules = _rules(language)
    return in_text(text, rules) if rules and text else text


def typeset_html(html: str, language: str) -> str:
    """HTML with its text set: tags, attributes, comments, code and addresses stay as they are."""
    rules = _rules(language)
    return in_html(html, rules) if rules and html else html


@lru_cache(maxsize=256)
def _rules(language: str) -> Rules | None:
    """The rules of a language, which are loaded when they are first asked for."""
    name = LANGUAGES.get(language.partition("-")[0].lower())
    rules: Rules | None = getattr(import_module(f"digest.typography.{name}"), name) if name else None
    return rules
