"""Shelf -> the texts as pages show them: chosen, by settled names, links resolved, pictures hung; and what is amiss."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import chain

from msgspec import Struct

from digest.content.authority import Authority
from digest.content.choosing import Texts, chosen_of, texts_of, waiting_in, with_settled_tags
from digest.content.families import unsettled
from digest.content.gallery import Gallery
from digest.content.illustrating import addresses, illustrated
from digest.content.issues import misnamed, twins
from digest.content.linking import Linker
from digest.content.pins import mispinned
from digest.content.reading import Shelf
from digest.content.terms import folder, namesakes
from digest.content.translations import mistranslated
from digest.errors import Problem
from digest.memo import Memo
from digest.model import Article, Issue
from digest.settings import Settings
from digest.text import same_name


class ToShow(Struct, frozen=True):
    """The texts as pages show them, and what is known of the others.

    `assets` are the files below `content/` that the texts show; `scheduled` waits for its date, and so many `drafts`
    for an editor. `problems` are those of the files, then those between files.
    """

    texts: Texts
    assets: tuple[str, ...]
    scheduled: tuple[Article | Issue, ...]
    drafts: int
    problems: tuple[Problem, ...]


def to_show(shelf: Shelf, settings: Settings, memo: Memo, gallery: Gallery | None = None) -> ToShow:
    """What of a shelf is shown, and how. Without a gallery, pictures stay as their authors wrote them."""
    held = texts_of(shelf)
    chosen = chosen_of(held, shelf.sources, shelf.tags, settings, memo)
    waiting = () if settings.future else waiting_in(held, settings)
    told = [each for entry in shelf.entries for each in entry.problems]
    unread = {each.path for each in told if each.level == "error"}
    settled = with_settled_tags(chosen, shelf.tags, memo)
    linker = Linker([*settled], [*held], unread, shelf.assets, memo)
    texts = _linked(settled, linker)
    if gallery:
        texts = _illustrated(texts, linker.used, gallery, memo)
    return ToShow(
        texts=texts,
        assets=tuple(path for path in sorted(linker.used) if not (gallery and gallery.refuses_file(path))),
        scheduled=waiting,
        drafts=sum(each.draft for each in held.articles),
        problems=(
            *shelf.problems,
            *told,
            *_strange(shelf.tags, chosen, waiting),
            *_amiss(held, texts, unread, settings),
            *dict.fromkeys(linker.problems),  # links through one `[a]: b.md` share their place
        ),
    )


def _linked(texts: Texts, linker: Linker) -> Texts:
    """The texts, their links resolved."""
    return Texts(
        linker.all_linked(texts.articles),
        tuple(map(linker.linked, texts.leaves)),
        tuple(map(linker.linked, texts.issues)),
    )


def _illustrated(texts: Texts, assets: Set[str], gallery: Gallery, memo: Memo) -> Texts:
    """The texts, their pictures as pages show them. Of the `assets` that they use, none may be an unsafe drawing."""
    named = memo.mapped("pictures", addresses, texts.articles)
    others = (*map(addresses, texts.leaves), *map(addresses, texts.issues))
    gallery.hang(chain(*filter(None, named), *others), assets)
    return Texts(
        tuple(
            memo.same(f"shown {each.path}", illustrated(each, gallery)) if pictures else each
            for each, pictures in zip(texts.articles, named, strict=True)
        ),
        tuple(illustrated(each, gallery) for each in texts.leaves),
        tuple(illustrated(each, gallery) for each in texts.issues),
    )


def _strange(tags: Authority, chosen: Texts, waiting: Sequence[Article | Issue]) -> Iterator[Problem]:
    """Tags that the authority does not settle, in what is shown and in what waits."""
    if not tags:
        return
    topics = {same_name(each.title) for each in chosen.leaves if folder(each) == "topics"}
    topics.update(same_name(name) for each in chosen.articles for name in each.terms["topics"])
    texts = {same_name(each.title) for each in chosen.leaves if folder(each) == "tags"}
    coming = [each for each in waiting if isinstance(each, Article)]
    yield from unsettled(tags, [*chosen.articles, *coming], texts, topics)


def _amiss(held: Texts, texts: Texts, unread: Set[str], settings: Settings) -> Iterator[Problem]:
    """What is wrong between files: two of one name, and names of articles that there are not."""
    by_path = {each.path: each for each in held.articles}
    yield from namesakes(texts.leaves)
    yield from twins(held.issues)
    yield from misnamed(held.issues, by_path, unread, settings)
    yield from mispinned(texts.leaves, texts.articles, by_path.keys() | unread)
    yield from mistranslated(texts.articles, by_path.keys() | unread)
