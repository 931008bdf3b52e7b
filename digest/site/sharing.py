"""Which pages have a share card of their own, and what it says."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property, partial
from urllib.parse import urlsplit

from msgspec import Struct

from digest.fingerprint import fingerprint
from digest.memo import Memo
from digest.model import Article, Teaser
from digest.program import pillow
from digest.settings import Site
from digest.site.drawn_views import CardView
from digest.site.language import language
from digest.site.view_parts import Card

VERSION = 2  # of how cards are drawn; another one draws all of them anew
FOLDER = "/cards/"
SIZE = (1200, 630)  # pixels: what all networks show whole
LETTERS = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x218, 0x21B),
    (0x400, 0x52F),
    (0x2010, 0x2027),
    (0x2030, 0x2030),
    (0x2032, 0x2033),
)
SIGNS = "‹›€₸₽№™−ẞ\u202f\u2009\u200a"
DRAWN = frozenset(SIGNS).union(*(map(chr, range(first, last + 1)) for first, last in LETTERS))  # the font has no others


class Cards:
    """The cards of one site, as they are asked for: of its newest articles, of its issues, topics, and of itself."""

    def __init__(self, site: Site, memo: Memo) -> None:
        self._site, self._memo, self._words = site, memo, language(site.language)
        self._wanted: dict[str, tuple[CardView, str]] = {}

    @property
    def wanted(self) -> Mapping[str, tuple[CardView, str]]:
        """The cards that are to be drawn, by their address, each with who asked for it first."""
        return self._wanted

    @cached_property
    def of_site(self) -> Card | None:
        """The card of all that has none of its own."""
        site = self._site
        return self._wish(_card(urlsplit(site.base_url).netloc, site.title, site.description), "the site itself")

    def of_articles(self, teasers: Sequence[Teaser], articles: Sequence[Article]) -> Iterator[Card | None]:
        """The cards of all articles, newest first."""
        own = self._site.cards
        for number, (teaser, article) in enumerate(zip(teasers[:own], articles[:own], strict=True)):
            yield self.of_article(teaser, number, article.path)
        yield from (self.of_site for _ in teasers[own:])

    def of_article(self, teaser: Teaser, number: int, path: str) -> Card | None:
        """The card of an article; `number` counts from the newest, 0."""
        if number >= self._site.cards:
            return self.of_site
        topics = [topic.name for topic in teaser.terms.get("topics", ())[:1]]
        make = partial(self._made, teaser.title, " · ".join([*self._date(teaser.date), *topics]))
        return self._wish(self._memo.kept(("card", path), (teaser,), make), path) or self.of_site

    def of_issue(self, title: str, date: datetime | None, path: str) -> Card | None:
        """The card of an issue."""
        return self._own(title, " · ".join(self._date(date)), path)

    def of_topic(self, name: str, index: str, origin: str) -> Card | None:
        """The card of a topic; it tells no number, or it would be another with every article."""
        return self._own(name, index, origin)

    def _date(self, date: datetime | None) -> list[str]:
        return [self._words.date(date.astimezone(self._site.zone), "long")] if date else []

    def _own(self, title: str, note: str, origin: str) -> Card | None:
        return self._wish(self._made(title, note), origin) or self.of_site

    def _made(self, title: str, note: str) -> _Made | None:
        return _card(self._site.title, title, note)

    def _wish(self, made: _Made | None, origin: str) -> Card | None:
        """A card that is to be drawn; none where the site has none."""
        if made is None or not self._site.cards:
            return None
        self._wanted.setdefault(made.card.url, (made.view, origin))
        return self._memo.same(f"card of {origin}", made.card)


class _Made(Struct, frozen=True):
    """A card as pages name it, and as it is drawn."""

    card: Card
    view: CardView


def _card(above: str, title: str, note: str) -> _Made | None:
    """A card; none where the font lacks a letter."""
    words = [drawable(each) for each in (above, title, note)]
    if None in words or not words[1]:
        return None
    view = CardView(*(each or "" for each in words))
    url = f"{FOLDER}{fingerprint((VERSION, pillow(), view))[:16]}.png"
    return _Made(Card(url, title, *SIZE), view)


def drawable(text: str) -> str | None:
    """A text without the signs that the font lacks; nothing where it lacks one of its letters."""
    text = unicodedata.normalize("NFC", text)
    lacking = set(text) - DRAWN
    if any(map(str.isalnum, lacking)):
        return None
    kept = "".join(sign for sign in text if sign not in lacking) if lacking else text
    return " ".join(filter(None, kept.replace("\u2009", " ").split(" ")))
