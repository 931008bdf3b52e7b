"""What only a preview shows -> the bar in the corner of its pages that counts it, and hides or shows it all."""

from __future__ import annotations

from collections.abc import Mapping

VIEW = "/_live/view"
SIGN = "x-digest-preview"
ALL, PUBLISHED = "all", "published"

_WORDS = {"draft": "draft", "scheduled": "scheduled", "over": "expired"}


def bar(badges: Mapping[str, int], *, published: bool) -> str:
    """The bar, as HTML. Empty where the published site shows all there is."""
    if published:
        return _bar("As published now", ALL, "Show all")
    counts = ", ".join(f"{count:,} {_WORDS[name]}" for name, count in badges.items())
    return _bar(f"Not published: {counts}", PUBLISHED, "Hide") if counts else ""


def _bar(words: str, view: str, label: str) -> str:
    return f'<section aria-label="Preview">{words} <button type="button" data-view="{view}">{label}</button></section>'
