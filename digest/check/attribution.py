"""Articles -> those that do not say who published them first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from digest.errors import Problem
from digest.model import Article


def sourceless(articles: Iterable[Article]) -> Iterator[Problem]:
    """A warning for every published article without a source."""
    hint = "write a line `source: …`; of a text of your own, the digest itself is the source"
    for article in articles:
        if article.source is None and not article.draft:
            yield Problem(
                "source", "`source` is missing: who published this first?", article.path, 1, 0, hint, "", "warning"
            )
