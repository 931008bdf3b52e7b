"""The tags of a site -> how they are used, and which of them an editor may want to look at."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from digest.content import reading
from digest.content.authority import Authority
from digest.content.terms import folder
from digest.curate import articles
from digest.errors import Problem
from digest.inflection import Names
from digest.nearness import Near
from digest.settings import Settings
from digest.text import same_name


class Use(Struct, frozen=True):
    """A tag: in how many articles it stands, drafts included, and in which other spellings. Is it settled?"""

    name: str
    articles: int
    spellings: tuple[tuple[str, int], ...]
    settled: bool


class Suspect(Struct, frozen=True):
    """Something about a tag that an editor may want to mend: `once`, `alike`, `unknown`, `ambiguous` or `unused`."""

    kind: str
    name: str
    others: tuple[str, ...] = ()


class Overview(Struct, frozen=True):
    """The tags of a site by their names, what is suspicious, and what keeps it from being all.

    Problems are those of the file of settled tags, and of articles that cannot be read.
    """

    uses: tuple[Use, ...]
    suspects: tuple[Suspect, ...]
    problems: tuple[Problem, ...]


def overview(settings: Settings) -> Overview:
    """Every tag that an article has or that is settled, and what is suspicious among them."""
    shelf = reading.read(settings, reading.cache_of(settings))
    typed = [each.article.terms.get("tags", ()) for each in shelf.entries if each.article]
    texts = {same_name(each.leaf.title) for each in shelf.entries if each.leaf and folder(each.leaf) == "tags"}
    uses = tuple(sorted(_uses(shelf.tags, typed), key=lambda each: (same_name(each.name), each.name)))
    unread = [
        problem for each in shelf.entries if each.article is None for problem in each.problems if _of_article(problem)
    ]
    problems = (*shelf.tags.problems, *articles.refused(settings.root), *unread)
    return Overview(uses, tuple(_suspects(uses, shelf.tags, texts)), problems)


def _of_article(problem: Problem) -> bool:
    return problem.path.startswith(articles.FOLDER) and problem.level == "error"


def _uses(settled: Authority, typed: Iterable[tuple[str, ...]]) -> Iterator[Use]:
    counts = Counter[str]()
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for names in typed:
        keys = {name: _key(settled, name) for name in names}
        counts.update(set(keys.values()))
        for name, key in keys.items():
            spellings[key][name] += 1
    for key in counts.keys() | settled.by_name.keys():
        found = spellings[key]
        known = settled.by_name.get(key)
        name = known.name if known else min(found, key=lambda each: (-found[each], each))
        others = sorted((each for each in found.items() if each[0] != name), key=lambda each: (-each[1], each[0]))
        yield Use(name, counts[key], tuple(others), known is not None)


def _key(settled: Authority, name: str) -> str:
    meant = settled.meant(name)
    return same_name(meant[0] if len(meant) == 1 else name)


def _suspects(uses: tuple[Use, ...], settled: Authority, texts: Iterable[str]) -> Iterator[Suspect]:
    known, alike = set(texts), _alike(uses)
    above = settled.above(same_name(use.name) for use in uses if use.articles)
    for use in uses:
        meant = settled.meant(use.name)
        if len(meant) > 1:
            yield Suspect("ambiguous", use.name, meant)
        elif settled and not use.settled and same_name(use.name) not in known:
            yield Suspect("unknown", use.name)
        if not use.articles and same_name(use.name) not in above:
            yield Suspect("unused", use.name)
        if use.articles == 1 and not use.settled:
            yield Suspect("once", use.name)
        if use.name in alike:
            yield Suspect("alike", use.name, alike[use.name])


def _alike(uses: tuple[Use, ...]) -> Mapping[str, tuple[str, ...]]:
    """Tags that differ by a slip, or of which one is a form of the other; of two settled ones the editor knows."""
    names = [each.name for each in uses]
    near, forms = Near(names), Names((name, ()) for name in names)
    settled = {each.name for each in uses if each.settled}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        for other in {*near.to(name), *forms.meant(name)} - {name}:
            if not {name, other} <= settled:
                found[min(name, other, key=names.index)].add(max(name, other, key=names.index))
    return {name: tuple(sorted(others)) for name, others in found.items()}
