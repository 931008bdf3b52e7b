"""A long list, cut into pages that stay as they are when it grows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from digest.site.views import Steps

T = TypeVar("T")


def paged(url: str, items: Sequence[T], size: int) -> Iterator[tuple[str, tuple[T, ...], Steps]]:
    """A list cut into pages that stay as they are when it grows.

    `items` run from the newest to the oldest. The older pages are numbered from the oldest and hold exactly `size`
    items each; the first page holds what is left, from `size` to `2 * size - 1` of them. So a new item changes the
    first page only, until that has enough for a further numbered page.
    """
    count = max(0, len(items) // size - 1)
    addresses = [url, *(f"{url}page/{number}/" for number in range(count, 0, -1))]
    start = len(items) - count * size
    for position, address in enumerate(addresses):
        chosen = items[:start] if position == 0 else items[start + (position - 1) * size : start + position * size]
        yield address, tuple(chosen), steps_between(addresses, position)


def steps_between(urls: Sequence[str], position: int) -> Steps:
    """The way from one of several pages, which run from the newest to the oldest, to its neighbours."""
    newer = urls[position - 1] if position else ""
    older = urls[position + 1] if position + 1 < len(urls) else ""
    return Steps(len(urls) - position if position else 0, newer, older)
