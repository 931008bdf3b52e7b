"""The draft of a file that is one article now -> the articles that its items became while it was a wire.

What they hold is told by the drafts as they were written: an editor may have changed an article, or deleted it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from digest.disk import read_bytes
from digest.errors import DigestError
from digest.seeds import bases
from digest.seeds.alike import Alike, percent
from digest.seeds.making import Made
from digest.seeds.record import REPRINT, Row
from digest.seeds.shelf import body
from digest.seeds.standing import LIMIT
from digest.shingles import likeness

HALF = 0.5  # of the runs of words: of the article that stand in the drafts, or of a draft that stand in the article


def former(root: Path, made: Made, items: Iterable[Row]) -> Alike:
    """What a draft says that those of `items` said, as the rows of the record have these: mostly it, or besides."""
    texts = {row.article: _text(root, row) for row in sorted(items) if row.article and row.state != REPRINT}
    held = [article for article, text in texts.items() if text and likeness(text, made.body).within >= HALF]
    if not held:
        return Alike()
    share = likeness(made.body, "\n\n".join(texts[article] for article in held)).within
    became = f"became {', '.join(held)} while it was a wire"
    if share < HALF:
        return Alike(held[0], f"it says again what {became}")
    told = f"its items {became}, and {percent(share)} of it stands in these; with --force it is converted as a whole"
    return Alike(held[0], told, reprint=True)


def _text(root: Path, row: Row) -> str:
    draft = bases.find(root, row.draft)
    try:
        return body(read_bytes(root, row.article, limit=LIMIT) if draft is None else draft)
    except DigestError:
        return ""
