"""How far something is: told wherever it is done, heard by whoever watches, if anybody does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Watch = Callable[[str, int, int], None]
"""Told what is being done, how much of it has been, and how much there is."""


def _nobody(_: str, __: int, ___: int) -> None:
    """For those who do not care how far it is."""


_watching: ContextVar[Watch] = ContextVar("watching", default=_nobody)


def tell(doing: str, done: int, total: int) -> None:
    """Tell whoever watches."""
    _watching.get()(doing, done, total)


@contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Have `watch` told of all that is done here."""
    before = _watching.set(watch)
    try:
        yield
    finally:
        _watching.reset(before)
