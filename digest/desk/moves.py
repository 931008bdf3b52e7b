"""What an editor does to the articles of an issue -> how they stand then. A place is a list and a number in it.

List 0 holds the articles without a section; the sections come behind it.
"""

from __future__ import annotations

from msgspec.structs import replace

from digest.curate.arranging import Arrangement, Group
from digest.errors import UsageError

Place = tuple[int, int]


def _lists(now: Arrangement) -> list[list[str]]:
    return [list(now.loose), *(list(group.articles) for group in now.groups)]


def _with(now: Arrangement, lists: list[list[str]]) -> Arrangement:
    groups = (replace(group, articles=tuple(names)) for group, names in zip(now.groups, lists[1:], strict=True))
    return Arrangement(tuple(lists[0]), tuple(groups))


def _at(now: Arrangement, place: Place) -> str:
    lists, (number, position) = _lists(now), place
    if not (0 <= number < len(lists) and 0 <= position < len(lists[number])):
        raise UsageError("there is no article in that place", code="usage")
    return lists[number][position]


def section(now: Arrangement, number: int) -> Group:
    """A section by the number of its list. Raises `UsageError` where there is none."""
    if not 0 < number <= len(now.groups):
        raise UsageError("there is no section in that place", code="usage")
    return now.groups[number - 1]


def put_in(now: Arrangement, name: str, place: Place) -> Arrangement:
    """One article more; a position below 0 is behind all others."""
    lists, (number, position) = _lists(now), place
    if not 0 <= number < len(lists):
        raise UsageError("there is no section in that place", code="usage")
    lists[number].insert(position if position >= 0 else len(lists[number]), name)
    return _with(now, lists)


def taken_out(now: Arrangement, place: Place) -> Arrangement:
    """Without the article in a place."""
    _at(now, place)
    lists = _lists(now)
    del lists[place[0]][place[1]]
    return _with(now, lists)


def carried(now: Arrangement, place: Place, target: Place) -> Arrangement:
    """The article in a place before the one in another, as they stand now; a position below 0 is behind all."""
    name = _at(now, place)
    (number, position), (other, before) = place, target
    shift = number == other and before > position
    return put_in(taken_out(now, place), name, (other, before - shift if before >= 0 else before))


def stepped(now: Arrangement, place: Place, by: int) -> Arrangement:
    """The article in a place one further up (-1) or down (1), over the borders of sections; the last stays last."""
    _at(now, place)
    (number, position), lists = place, _lists(now)
    if 0 <= position + by < len(lists[number]):
        lists[number][position], lists[number][position + by] = lists[number][position + by], lists[number][position]
        return _with(now, lists)
    if not 0 <= number + by < len(lists):
        return now
    return carried(now, place, (number + by, -1 if by < 0 else 0))


def begun(now: Arrangement, title: str, number: int) -> Arrangement:
    """A new section behind the one with this number; 0 stands for the articles without one."""
    if not 0 <= number <= len(now.groups):
        raise UsageError("there is no section in that place", code="usage")
    new = Group(_title(title), ())
    return replace(now, groups=(*now.groups[:number], new, *now.groups[number:]))


def renamed(now: Arrangement, number: int, title: str) -> Arrangement:
    """A section under another title."""
    new = replace(section(now, number), title=_title(title))
    return replace(now, groups=(*now.groups[: number - 1], new, *now.groups[number:]))


def shifted(now: Arrangement, number: int, by: int) -> Arrangement:
    """A section one further up (-1) or down (1)."""
    moved, groups = section(now, number), list(now.groups)
    if not 0 < number + by <= len(groups):
        return now
    del groups[number - 1]
    groups.insert(number - 1 + by, moved)
    return replace(now, groups=tuple(groups))


def dissolved(now: Arrangement, number: int) -> Arrangement:
    """Without a section: its articles stand at the end of the list above it."""
    gone, lists = section(now, number), _lists(now)
    lists[number - 1] += gone.articles
    del lists[number]
    groups = (*now.groups[: number - 1], *now.groups[number:])
    return _with(replace(now, groups=groups), lists)


def _title(title: str) -> str:
    words = " ".join(title.split())
    if not words:
        raise UsageError("a section needs a title", code="usage")
    return words
