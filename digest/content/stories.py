"""Units and the articles that are shown -> Stories: what readers may learn of the editor's decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct, field
from msgspec.structs import replace

from digest.content.decisions import ARTICLES, FILE, Decisions
from digest.content.units import Unit, Units, slug_of
from digest.errors import Problem
from digest.model import Article

INDEX = "/stories/"


class Story(Struct, frozen=True):
    """What several articles tell of one event: their paths from the earliest to the latest.

    `aliases` are addresses that the story had when it was taken for several; `origin` is the line that begins it.
    """

    url: str
    title: str
    lead: str
    articles: tuple[str, ...]
    aliases: tuple[str, ...]
    origin: str


class Stories(Struct, frozen=True):
    """The stories that have two shown articles or more, the latest first, and how articles stand to one another.

    `of` finds the story of an article by its path. `earlier` and `later` are told by the path of an article, or by the
    address of its story where it has one; so are both ends of `unrelated`.
    """

    all: tuple[Story, ...] = ()
    of: Mapping[str, Story] = field(default_factory=dict)
    earlier: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    later: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unrelated: frozenset[tuple[str, str]] = frozenset()

    def unit(self, path: str) -> str:
        """What decisions on an article are about: the address of its story, or its own path."""
        return self.of[path].url if path in self.of else path

    def apart(self, one: str, other: str) -> bool:
        """Whether two articles are decided to be unrelated, or are one story."""
        first, second = sorted((self.unit(one), self.unit(other)))
        return first == second or (first, second) in self.unrelated


def stories(
    decided: Decisions, articles: Sequence[Article], paths: Iterable[str], *, typography: bool = False
) -> tuple[Stories, list[Problem]]:
    """The stories of the shown `articles`; `paths` are those of all files, shown or not.

    With `typography` the titles that decisions give them are set, as those of the articles are.
    """
    if not decided.all:
        return Stories(), list(decided.problems)
    units = Units(decided, {path.removeprefix(ARTICLES) for path in paths if path.startswith(ARTICLES)})
    shown = {article.path.removeprefix(ARTICLES): article for article in articles}
    told = [story for unit in units.stories if (story := _story(unit, shown, typography))]
    found = Stories(tuple(sorted(told, key=lambda each: _latest(each, shown))), _by_article(told))
    return _related(found, units, shown), [*decided.problems, *units.problems]


def _story(unit: Unit, shown: Mapping[str, Article], typography: bool) -> Story | None:
    """A story, if enough of its articles are shown."""
    names = [name for name in unit.articles if name in shown]
    if len(names) < 2:
        return None
    names.sort(key=lambda name: _time(shown[name]))  # those of one moment stay as the editor named them
    lead = unit.lead if unit.lead in names else names[0]
    slug = unit.slug or slug_of(unit.key)
    aliases = dict.fromkeys(f"{INDEX}{slug_of(each)}/" for each in unit.slugs)
    url = f"{INDEX}{slug}/"
    return Story(
        url=url,
        title=_title(unit.title, shown[lead].lang, typography) or shown[lead].title,
        lead=shown[lead].path,
        articles=tuple(shown[name].path for name in names),
        aliases=tuple(alias for alias in aliases if alias != url),
        origin=f"{FILE} (line {unit.line})",
    )


def _title(title: str, language: str, typography: bool) -> str:
    if not (title and typography):
        return title
    from digest.typography import typeset  # few stories have a title of their own

    return typeset(title, language)


def _time(article: Article) -> float:
    return article.date.timestamp() if article.date else float("inf")


def _latest(story: Story, shown: Mapping[str, Article]) -> tuple[float, str]:
    return -_time(shown[story.articles[-1].removeprefix(ARTICLES)]), story.url


def _by_article(told: Iterable[Story]) -> dict[str, Story]:
    return {path: story for story in told for path in story.articles}


def _related(found: Stories, units: Units, shown: Mapping[str, Article]) -> Stories:
    """The stories with what precedes, follows and is unrelated."""
    earlier: dict[str, dict[str, None]] = {}
    later: dict[str, dict[str, None]] = {}
    for names in units.follow_ups:
        in_time = sorted(_shown(names, units, shown), key=lambda name: _time(shown[name]))
        for one, other in pairwise(found.unit(shown[name].path) for name in in_time):
            earlier.setdefault(other, {})[one] = None
            later.setdefault(one, {})[other] = None
    pairs = (_shown(names, units, shown) for names in units.unrelated)
    return replace(
        found,
        earlier={key: tuple(values) for key, values in earlier.items()},
        later={key: tuple(values) for key, values in later.items()},
        unrelated=frozenset(_sorted(found, *map(shown.__getitem__, pair)) for pair in pairs if len(pair) == 2),
    )


def _shown(names: Iterable[str], units: Units, shown: Mapping[str, Article]) -> list[str]:
    """Articles, or for one that is not shown another of its story."""
    fellows = ((name, *(story.articles if (story := units.story(name)) else ())) for name in names)
    return [found for each in fellows if (found := next((name for name in each if name in shown), None))]


def _sorted(found: Stories, one: Article, other: Article) -> tuple[str, str]:
    first, second = sorted((found.unit(one.path), found.unit(other.path)))
    return first, second
