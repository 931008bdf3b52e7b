"""Pages -> pages by path: each has a place of its own, and where two claim one, the first has it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache, partial

from digest.errors import Problem
from digest.memo import Memo
from digest.site.page import Page
from digest.site.spare import folders_above
from digest.site.views import FeedView, FileView


def placed(planned: Sequence[Page], problems: list[Problem], memo: Memo) -> dict[str, Page]:
    """Pages by path, without collisions: in nearly every build there is none, which is soon found out."""
    found = {page.path: page for page in planned}
    paths = memo.same("paths", frozenset(found))
    if len(found) == len(planned) and memo.kept("apart", (paths,), partial(_are_apart, paths)):
        return found
    return _without_collisions(planned, problems)


def _are_apart(paths: Set[str]) -> bool:
    places = set(map(_place, paths))
    return len(places) == len(paths) and places.isdisjoint(folders_above(places))


def _without_collisions(planned: Iterable[Page], problems: list[Problem]) -> dict[str, Page]:
    """Pages by path. Where two claim one place, the first has it and the other is a problem.

    Places are compared as the least careful file systems do: without regard to case.
    """
    found: dict[str, Page] = {}
    places: dict[str, Page] = {}
    folders: dict[str, Page] = {}
    turned_away: set[str] = set()
    for page in planned:
        place = _place(page.path)
        above = list(_new_folders(place, folders))
        rival = (
            places.get(place) or folders.get(place) or next((places[each] for each in above if each in places), None)
        )
        if rival:
            turned_away.add(page.url)
            view = page.view
            if not (isinstance(view, FeedView) and view.home in turned_away):
                problems.append(_collision(page, rival))
            continue
        found[page.path] = places[place] = page
        folders.update(dict.fromkeys(above, page))
    return found


def _new_folders(place: str, known: Mapping[str, Page]) -> Iterator[str]:
    """The folders above a place, upwards to the first that is known; what is above that one is known as well."""
    folder = place.rpartition("/")[0]
    while folder and folder not in known:
        yield folder
        folder = folder.rpartition("/")[0]


@lru_cache(maxsize=1 << 16)
def _place(path: str) -> str:
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()


def _collision(page: Page, rival: Page) -> Problem:
    files = [claimant.partition(" (")[0] for claimant in (page.origin, rival.origin) if "/" in claimant]
    message = f"{page.url} is claimed by {rival.origin} and by {page.origin}; the first has it"
    return Problem("url", message, files[0] if files else "", hint=_way_out(page if "/" in page.origin else rival))


def _way_out(page: Page) -> str:
    """What an editor can do about a page whose place is taken."""
    asked = page.origin.rstrip(")").partition(" (")[2]
    taxonomy, _, name = asked.partition(": ")
    if asked in ("aliases", "redirects"):
        return "remove this alias" if asked == "aliases" else "remove this redirect"
    if name:
        return f"rename one of them, or write content/{taxonomy}/….md with `title: {name}` and a `slug:` of its own"
    if isinstance(page.seen, FileView):
        return "rename the file"
    return "give one of them another `slug:`" if "/" in page.origin else "change `permalinks` in site.yaml"
