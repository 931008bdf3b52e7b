"""A new draft of a file that was divided, or was not, when it was converted before -> the articles that say it already.

What they say is told by the drafts as they were written: an editor may have changed an article, or deleted it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from digest.disk import read_bytes
from digest.errors import DigestError
from digest.seeds import bases
from digest.seeds.alike import Alike, percent
from digest.seeds.folder import Entry
from digest.seeds.making import Made
from digest.seeds.record import REPRINT, Record, Row
from digest.seeds.reprints import is_reprint
from digest.seeds.shelf import body
from digest.seeds.standing import LIMIT
from digest.shingles import likeness

HALF = 0.5  # of the runs of words: of the article that stand in the drafts, or of a draft that stand in the article


def former(root: Path, known: Record, entry: Entry, made: Made) -> Alike | None:
    """What a draft says that its file said before: as a wire, if it is one article now, or as one, if it is a wire."""
    if items := known.items(entry.key):
        return _by_items(root, items, made)
    file = entry.whole
    row = known.about(file.key, file.sha256) if file else None
    return _by_whole(root, row, made) if row and row.article and row.state != REPRINT else None


def _by_items(root: Path, items: Sequence[Row], made: Made) -> Alike | None:
    texts = {row.article: _text(root, row) for row in sorted(items) if row.article and row.state != REPRINT}
    held = [article for article, text in texts.items() if text and likeness(text, made.body).within >= HALF]
    if not held:
        return None
    share = likeness(made.body, "\n\n".join(texts[article] for article in held)).within
    became = f"became {', '.join(held)} while it was a wire"
    if share < HALF:
        return Alike(held[0], f"it says again what {became}")
    told = f"its items {became}, and {percent(share)} of it stands in these; with --force it is converted as a whole"
    return Alike(held[0], told, reprint=True)


def _by_whole(root: Path, row: Row, made: Made) -> Alike | None:
    if not is_reprint(likeness(made.body, _text(root, row))):
        return None
    told = f"it stood in its file when that became {row.article}; with --force it is converted by itself"
    return Alike(row.article, told, reprint=True)


def _text(root: Path, row: Row) -> str:
    draft = bases.find(root, row.draft)
    try:
        return body(read_bytes(root, row.article, limit=LIMIT) if draft is None else draft)
    except DigestError:
        return ""
