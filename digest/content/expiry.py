"""An article whose time is over -> what may still be shown: its headline, its source, the link to the original."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from digest.content.plain import paragraphs
from digest.model import Article, Text

NOTHING = Text("", (), (), "", 0)


def is_over(article: Article, now: datetime) -> bool:
    """Whether the time has come from which the text must not be shown."""
    return article.expires is not None and article.expires <= now


def without_text(article: Article) -> Article:
    """The article without its text, its facts, its picture, and a summary that is taken from the text."""
    summary = "" if _taken_from(article.text, article.summary) else article.summary
    return replace(article, text=NOTHING, known=(), summary=summary, image=None, expired=True)


def _taken_from(text: Text, summary: str) -> bool:
    return summary == text.excerpt or " ".join(summary.rstrip("…").split()) in " ".join(paragraphs(text))
