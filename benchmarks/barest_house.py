"""What the pages of Digest's theme take, whoever makes them: so much is true of each that it can be done without them.

The theme's templates are compiled, cards are drawn, and every file is as long as Digest's are for 2,000 articles, where
all lists and feeds are full. What is in them stays as bare as in `benchmarks.barest`: filled up with spaces, which are
neither put together nor escaped. So whoever makes the pages themselves takes longer. Modules are imported where they
are asked for, that those who ask for less do not wait for them.
"""

from __future__ import annotations

CARDS = 100  # drawn of the newest articles, where the settings do not say otherwise
_SITE = "Проба"

# Bytes of Digest's files, less than the mean of each kind: `python -m benchmarks.rivals 2000`, its `public/`.
_ARTICLE = 16_000
_LONG = {"index.html": 26_000, "feed.xml": 86_000, "feed.json": 78_000}


def compile_theme() -> None:
    """Compile the templates of the theme that the settings name, as every cold build has to."""
    from datetime import UTC, datetime
    from pathlib import Path

    from digest.settings import settings
    from digest.site.theme import Theme

    Theme.load(settings(Path.cwd(), {}, {}, datetime.now(UTC))).compiled()


def filled(folder: str, name: str, data: bytes) -> bytes:
    """A file as long as Digest's is."""
    return data.ljust(_ARTICLE if folder.startswith("articles/") else _LONG.get(name, 0))


def card(title: str, day: str) -> bytes:
    """The picture that stands beside a link to an article."""
    from digest.site.cards import png
    from digest.site.drawn_views import CardView

    return png(CardView(_SITE, title, day))
