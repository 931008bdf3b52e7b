"""Views that no template shows -> the bytes of their files: smaller pictures, cards, icons. Each is drawn once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from digest.cores import apart
from digest.errors import DigestError
from digest.site.drawn_views import CardView, IconView, PrintView
from digest.site.page import Page
from digest.site.store import Store

DRAWN = (PrintView, CardView, IconView)


def drawn(root: Path, page: Page, store: Store) -> bytes:
    """The bytes of one file, from the store or drawn now. Raises `DigestError` where its picture cannot be read."""
    view, name = page.seen, _name(page)
    if isinstance(view, IconView):
        from digest.site.icons import icon

        return icon(view)
    if isinstance(view, CardView):
        return store.get(name) or _card(view, name, store)
    assert isinstance(view, PrintView)
    if (data := store.get(name)) is None:
        _draw_each(root, store, [[page]], jobs=1)
        data = store.get(name)
    if data is None:
        message = "the program that makes pictures smaller broke down over this one"
        hint = "open it in a picture editor and save it again"
        raise DigestError(message, code="picture", path=view.path, hint=hint)
    return data


def _card(view: CardView, name: str, store: Store) -> bytes:
    from digest.site.cards import png

    data = png(view)
    store.put(name, data)
    return data


def draw_ahead(root: Path, pages: Iterable[Page], store: Store, *, jobs: int) -> None:
    """Draw the pictures that the store lacks, on all cores: all files of one by one of them, which decodes it once.

    Cards are drawn when they are rendered, as pages are.
    """
    pictures: dict[str, list[Page]] = {}
    for page in pages:
        if isinstance(page.seen, PrintView) and not store.has(_name(page)):
            pictures.setdefault(page.seen.path, []).append(page)
    _draw_each(root, store, [*pictures.values()], jobs=jobs)


def _draw_each(root: Path, store: Store, pages: list[list[Page]], *, jobs: int) -> None:
    """Draw files of pictures that came from anywhere: one that kills the process it is drawn by leaves no file."""
    for _ in apart(partial(_draw, root, store), pages, jobs=jobs, lost=lambda _: None):
        pass


def tidy(store: Store, pages: Mapping[str, Page]) -> None:
    """Forget what has not been shown for long."""
    store.tidy({_name(page) for page in pages.values() if isinstance(page.seen, (PrintView, CardView))})


def _draw(root: Path, store: Store, pages: list[Page]) -> None:
    """Draw some files of one picture into the store."""
    from digest.site.darkroom import develop

    prints = [(_name(each), each.seen) for each in pages if isinstance(each.seen, PrintView)]
    develop(root, store, prints[0][1].path, prints)


def _name(page: Page) -> str:
    """What a file is kept under: the last part of its address names all that it is made of."""
    return page.url.rpartition("/")[2]
