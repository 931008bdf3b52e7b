"""Decisions -> units: which articles are one story, what follows what, what is unrelated; contradictions are told.

A unit is what a decision is about: a story whole, or an article that belongs to none. What is decided of one article of
a story is decided of all, and so nothing is asked twice.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Set
from difflib import get_close_matches
from itertools import combinations, pairwise

from msgspec import Struct, field
from msgspec.structs import replace

from digest.content.decisions import ARTICLES, Decision, Decisions, Kind, Named
from digest.errors import Problem
from digest.text import sure_slug

Pair = tuple[str, str]


class Unit(Struct):
    """The articles of one story, in the order in which they are named, and what the editor calls it.

    `key` is the article that was named first; `slugs` are the addresses that stories had before they were found to be
    this one.
    """

    key: str
    articles: list[str]
    line: int
    title: str = ""
    slug: str = ""
    lead: str = ""
    slugs: list[str] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)


class Units:
    """What all decisions come to. `names` are the articles that there are."""

    def __init__(self, decided: Decisions, names: Set[str]) -> None:
        self.problems: list[Problem] = []
        self._file = decided
        self._names = names
        self._of: dict[str, Unit] = {}
        self._same: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        self._between: dict[Pair, Decision] = {}
        self.follow_ups: list[tuple[str, ...]] = []
        self.unrelated: list[Pair] = []
        sound = [known for each in decided.all if (known := self._known(each))]
        for each in sound:
            if each.kind == "same":
                self._join(each)
        for each in sound:
            if each.kind != "same":
                self._relate(each)
        self._check_leads()
        self._check_slugs()

    @property
    def stories(self) -> tuple[Unit, ...]:
        """The stories, in the order in which the file first names them."""
        return tuple({unit.key: unit for unit in self._of.values()}.values())

    def key(self, name: str) -> str:
        """The unit of an article: itself, where it belongs to no story."""
        return self._of[name].key if name in self._of else name

    def story(self, name: str) -> Unit | None:
        """The story of an article."""
        return self._of.get(name)

    def decided(self, one: str, other: str) -> Kind | None:
        """What is decided of two articles."""
        pair = self._pair(one, other)
        if pair[0] == pair[1]:
            return "same"
        return self._between[pair].kind if pair in self._between else None

    def _pair(self, one: str, other: str) -> Pair:
        first, second = sorted((self.key(one), self.key(other)))
        return first, second

    def _known(self, decision: Decision) -> Decision | None:
        """A decision without the articles that there are not, if enough remains of it."""
        missing = [each for each in (*decision.articles, decision.lead) if each and each.name not in self._names]
        for each in missing:
            self._complain(f"there is no article {each.name}", each, named_like(each.name, self._names))
        articles = tuple(each for each in decision.articles if each not in missing)
        lead = decision.lead if decision.lead not in missing else None
        return replace(decision, articles=articles, lead=lead) if len(articles) > 1 else None

    def _complain(self, message: str, place: Named, hint: str = "") -> None:
        self.problems.append(self._file.problem(message, place.line, place.column, hint))

    # one story

    def _join(self, decision: Decision) -> None:
        for one, other in pairwise(decision.names):
            self._same[one].append((other, decision.line))
            self._same[other].append((one, decision.line))
        units = list({unit.key: unit for name in decision.names if (unit := self._of.get(name))}.values())
        unit = min(units, key=lambda each: each.line) if units else Unit(decision.names[0], [], decision.line)
        for other_unit in units:
            if other_unit is not unit:
                self._merge(unit, other_unit)
        unit.articles += [name for name in decision.names if name not in unit.articles]
        self._of.update(dict.fromkeys(unit.articles, unit))
        lead = decision.lead.name if decision.lead else ""
        self._call(unit, {"title": decision.title, "slug": decision.slug, "lead": lead}, decision.line)

    def _merge(self, unit: Unit, other: Unit) -> None:
        unit.articles += [name for name in other.articles if name not in unit.articles]
        unit.slugs += [*other.slugs, other.slug or other.key]
        if other.slug and not unit.slug:
            unit.slugs.append(unit.key)  # it moves to the address that the editor chose for the other
        for key in ("title", "slug", "lead"):
            if value := getattr(other, key):
                self._call(unit, {key: value}, other.lines[key])

    def _call(self, unit: Unit, values: dict[str, str], line: int) -> None:
        """Give a story what a decision says of it. It says the same as those before it, or nothing."""
        for key, value in values.items():
            if value and getattr(unit, key) not in ("", value):
                message = (
                    f"the story has another `{key}` in {self._file.named([unit.lines[key]])}: {getattr(unit, key)}"
                )
                self.problems.append(self._file.problem(message, line, 0, "keep one of them"))
            elif value:
                setattr(unit, key, value)
                unit.lines.setdefault(key, line)

    def _check_leads(self) -> None:
        for unit in self.stories:
            if unit.lead and unit.lead not in unit.articles:
                message = f"`lead` names {unit.lead}, which does not belong to this story"
                self.problems.append(self._file.problem(message, unit.lines["lead"]))
                unit.lead = ""

    def _check_slugs(self) -> None:
        """A story does not take the address of another: the one that the file names first has it."""
        whose: dict[str, Unit] = {}
        for unit in self.stories:
            other = whose.get(unit.slug)
            if unit.slug and other:
                message = f"`slug` is that of the story of {other.key} in {self._file.named([other.line])}"
                self.problems.append(self._file.problem(message, unit.lines["slug"], 0, "choose another"))
                unit.slug = ""
            whose.setdefault(unit.slug or slug_of(unit.key), unit)

    # what is not one story

    def _relate(self, decision: Decision) -> None:
        """Keep a decision on articles of several units, unless it contradicts another."""
        pairs = list(self._pairs(decision))
        wrong = [problem for one, other in pairs if (problem := self._contradiction(decision, one, other))]
        self.problems += wrong[:1]
        if wrong:
            return
        for one, other in pairs:
            self._between.setdefault(self._pair(one, other), decision)
        if decision.kind == "follow-up":
            self.follow_ups.append(decision.names)
        else:
            self.unrelated += pairs

    def _pairs(self, decision: Decision) -> Iterator[Pair]:
        return combinations(decision.names, 2)

    def _contradiction(self, decision: Decision, one: str, other: str) -> Problem | None:
        here = self._file.here(decision.line)
        said = "unrelated" if decision.kind == "unrelated" else "a follow-up"
        if self.key(one) == self.key(other):
            lines = self._lines_between(one, other)
            message = f"{one} and {other} are {said} {here}, but one story by {self._file.named(lines)}"
            return self._file.problem(message, decision.line, 0, "take out the one that does not hold")
        before = self._between.get(self._pair(one, other))
        if before and before.kind != decision.kind:
            message = f"{one} and {other} are {said} {here}, but not so by {self._file.named([before.line])}"
            return self._file.problem(message, decision.line, 0, "take out the one that does not hold")
        return None

    def _lines_between(self, one: str, other: str) -> list[int]:
        """The lines by which two articles are one story: as few as lead from the one to the other."""
        came: dict[str, tuple[str, int]] = {one: ("", 0)}
        waiting = deque([one])
        while other not in came:
            name = waiting.popleft()
            for beside, line in self._same[name]:
                if beside not in came:
                    came[beside] = (name, line)
                    waiting.append(beside)
        lines: set[int] = set()
        while other != one:
            other, line = came[other]
            lines.add(line)
        return sorted(lines)


def slug_of(name: str) -> str:
    """The last part of a story's address that comes from an article."""
    return sure_slug(name.removesuffix(".md").rpartition("/")[2])


def named_like(name: str, names: Set[str]) -> str:
    """A hint to the article that was meant."""
    near = get_close_matches(name, sorted(names), n=1)
    return f"did you mean `{near[0]}`?" if near else f"name it by its file below {ARTICLES}"
