"""Entry <-> what is kept of it, as MessagePack; the text of an article apart, since few builds ask for it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any, cast

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder
from msgspec.structs import replace

from digest.content.article import Entry
from digest.model import Article, Issue, Text
from digest.moments import in_zone

Load = Callable[[], Text]
"""Gives the text of an article, when it is asked for."""

HELD = 100  # texts that were loaded are held: a page shows few
_NO_TEXT = Text("", (), (), "", 0)


class Kept(Struct, frozen=True):
    """What is kept of an entry: its row, and the text of its article, empty where it is none."""

    row: bytes
    text: bytes


class Row(Struct, frozen=True, array_like=True):
    """An entry, but for the text of its article, and whether that is plain. Of moments the zone is not kept."""

    entry: Entry
    plain: bool = False


spelt = Encoder().encode
text_of = Decoder(Text).decode
row_of = Decoder(Row).decode


def kept(entry: Entry) -> Kept:
    """What is kept of an entry that made something."""
    article = entry.article
    if not article:
        return Kept(spelt(Row(entry)), spelt(_NO_TEXT))
    bare = replace(entry, article=replace(article, text=_NO_TEXT))
    return Kept(spelt(Row(bare, article.text.plain)), spelt(article.text))


def entry_of(row: Row, zone: tzinfo, load: Load) -> Entry:
    """The entry that a row was made of. The text of an article is loaded when something of it is asked for."""
    entry = row.entry
    if entry.article:
        late = cast(Text, _Late(load, plain=row.plain))
        return replace(entry, article=_article(entry.article, zone, late))
    return replace(entry, issue=_issue(entry.issue, zone)) if entry.issue else entry


def _article(article: Article, zone: tzinfo, text: Text) -> Article:
    date = _moment(article.date, zone)
    updated = date if article.updated == article.date else _moment(article.updated, zone)
    corrections = tuple(replace(each, date=in_zone(each.date, zone)) for each in article.corrections)
    expires = _moment(article.expires, zone)
    return replace(article, date=date, updated=updated, corrections=corrections, expires=expires, text=text)


def _issue(issue: Issue, zone: tzinfo) -> Issue:
    date, since, until = (_moment(each, zone) for each in (issue.date, issue.since, issue.until))
    return replace(issue, date=date, since=since, until=until)


def _moment(moment: datetime | None, zone: tzinfo) -> datetime | None:
    return in_zone(moment, zone) if moment else None


class _Late:
    """Is to all that ask what its `Text` is, which is loaded when anything but `plain` is asked for."""

    __slots__ = ("_load", "_text", "plain")
    __struct_fields__ = Text.__struct_fields__

    def __init__(self, load: Load, *, plain: bool) -> None:
        self._load, self._text, self.plain = load, cast(Text | None, None), plain

    def _loaded(self) -> Text:
        found = self._text
        if found is None:
            found = self._text = self._load()
            _held.append(self)
            if len(_held) > HELD:
                _held.popleft()._text = None
        return found

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._loaded(), name)

    def __eq__(self, other: object) -> bool:
        return self._loaded() == (other._loaded() if isinstance(other, _Late) else other)

    def __hash__(self) -> int:
        return hash(self._loaded())

    def __repr__(self) -> str:
        return repr(self._loaded())

    def __reduce__(self) -> Any:
        """Another process gets it as a whole."""
        return self._loaded().__reduce__()


_held: deque[_Late] = deque()
_Late.__name__ = _Late.__qualname__ = Text.__name__  # to those who name values by their kinds it is the same
