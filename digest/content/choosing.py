"""Shelf -> the texts that may be shown, newest first, under the names that an editor has settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from digest.content.authority import Authority
from digest.content.expiry import is_over, without_text
from digest.content.families import canonical, titled
from digest.content.issues import order
from digest.content.reading import Shelf
from digest.content.sources import Sources, attributed
from digest.content.terms import folder
from digest.memo import Memo
from digest.model import Article, Issue, Leaf
from digest.settings import Settings

_LAST = datetime.max.replace(tzinfo=UTC)


class Texts(Struct, frozen=True):
    """Articles, texts of pages and terms, and issues: all that the files hold, or those of them that are shown."""

    articles: tuple[Article, ...]
    leaves: tuple[Leaf, ...]
    issues: tuple[Issue, ...]

    def __iter__(self) -> Iterator[Article | Leaf | Issue]:
        return chain(self.articles, self.leaves, self.issues)


def texts_of(shelf: Shelf) -> Texts:
    """What the files hold, whether it is shown or not."""
    return Texts(
        tuple(entry.article for entry in shelf.entries if entry.article),
        tuple(entry.leaf for entry in shelf.entries if entry.leaf),
        tuple(entry.issue for entry in shelf.entries if entry.issue),
    )


def chosen_of(held: Texts, known: Sources, tags: Authority, settings: Settings, memo: Memo) -> Texts:
    """What may be shown, newest first, as what else is known makes it."""
    articles = _in_order(held.articles, settings, memo)
    issues = sorted((each for each in held.issues if _shown(each, settings)), key=order, reverse=True)
    return Texts(
        memo.mapped("known", partial(_as_known, known), articles, _over(articles, settings), given=(known,)),
        tuple(_named(leaf, known, tags) for leaf in held.leaves if settings.drafts or not leaf.draft),
        tuple(issues),
    )


def _in_order(articles: tuple[Article, ...], settings: Settings, memo: Memo) -> tuple[Article, ...]:
    """The articles that may be shown, newest first."""
    keys = memo.mapped("order", _newest_first, articles)
    order = memo.kept("order", (keys,), lambda: sorted(range(len(keys)), key=keys.__getitem__))
    found = tuple(map(articles.__getitem__, order))
    everything = settings.drafts and settings.future
    return found if everything else tuple(each for each in found if _shown(each, settings))


def _over(articles: Sequence[Article], settings: Settings) -> tuple[bool, ...]:
    """Of which articles the text must not be shown."""
    if settings.expired:
        return (False,) * len(articles)
    return tuple(bool(each.expires) and is_over(each, settings.now) for each in articles)


def waiting_in(held: Texts, settings: Settings) -> tuple[Article | Issue, ...]:
    """What waits for its date, the last first."""
    dated: list[Article | Issue] = [*held.articles, *held.issues]
    return tuple(sorted((each for each in dated if not each.draft and not due(each, settings.now)), key=_newest_first))


def with_settled_tags(chosen: Texts, tags: Authority, memo: Memo) -> Texts:
    """The texts, their tags by the names that an editor has settled."""
    if not tags:
        return chosen
    made = memo.mapped("settled", lambda each: canonical(each, tags), chosen.articles, given=(tags,))
    return replace(chosen, articles=made)


def _shown(item: Article | Issue, settings: Settings) -> bool:
    return (settings.drafts or not item.draft) and (settings.future or due(item, settings.now))


def _as_known(known: Sources, article: Article, over: bool) -> Article:
    """The article as what else is known makes it: its source under its own name, no text whose time is over."""
    if article.source:
        article = attributed(article, known)
    return without_text(article) if over else article


def _named(leaf: Leaf, known: Sources, tags: Authority) -> Leaf:
    """The text of a source or a tag goes by the name that is settled for it."""
    if folder(leaf) == "tags":
        return titled(leaf, tags)
    name = known.named(leaf.title) if folder(leaf) == "sources" else leaf.title
    return leaf if name == leaf.title else replace(leaf, title=name)


def due(item: Article | Issue, now: datetime) -> bool:
    return item.date is None or item.date <= now


def _newest_first(item: Article | Issue) -> tuple[float, str]:
    """By date, then by address; a draft without a date comes first."""
    return -(item.date or _LAST).timestamp(), item.url
