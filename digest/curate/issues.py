"""Library -> a new issue: what was published since the last one and stands in none, by topic in the editor's order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

import yaml
from msgspec import Struct

from digest.content.issues import ARTICLES, file_named, order, references
from digest.content.library import Library, library
from digest.content.reading import Shelf, cache_of, read
from digest.errors import DigestError, Problems, UsageError
from digest.keeping import overwrite
from digest.memo import Memo
from digest.model import Article, Issue
from digest.settings import Settings
from digest.site.language import language
from digest.text import plain_spaces, same_name

FOLDER = "content/issues/"


class Wish(Struct, frozen=True):
    """What the editor asked for; what is None follows from the last issue and from today."""

    number: int | None = None
    since: datetime | None = None
    until: datetime | None = None


class Chapter(Struct, frozen=True):
    """Articles of one topic; the title is empty where no article has a topic."""

    title: str
    articles: tuple[Article, ...]


class NewIssue(Struct, frozen=True):
    """An issue as it is proposed: both days belong to it. `older` counts earlier articles that stand in no issue."""

    number: int
    since: date
    until: date
    chapters: tuple[Chapter, ...]
    older: int

    @property
    def path(self) -> str:
        """Where it is written."""
        return f"{FOLDER}{self.number}.md"

    @property
    def count(self) -> int:
        """How many articles it has."""
        return sum(len(chapter.articles) for chapter in self.chapters)


def new_issue(settings: Settings, wish: Wish) -> NewIssue:
    """What the next issue would hold. Raises `DigestError` where its number is taken, or an issue cannot be read."""
    shelf = read(settings, cache_of(settings))
    issues = sorted(_issues(shelf), key=order)
    number = wish.number or max((each.number for each in issues), default=0) + 1
    _refuse_taken(number, issues, settings)
    since = _day(wish.since or _end(issues), settings)
    until = _day(wish.until or settings.now, settings)
    if until < since:
        raise UsageError(f"the issue would begin on {since} and end on {until}", code="since", hint="give --since")
    found = library(shelf, settings, Memo())
    held = {file_named(each) for issue in issues for each in references(issue)}
    free = [(_day(each.date, settings), each) for each in found.articles if each.date and each.path not in held]
    new = [article for day, article in free if since <= day <= until]
    older = sum(day < since for day, _ in free)
    return NewIssue(number, since, until, tuple(_chapters(new, found, settings)), older)


def write(issue: NewIssue, settings: Settings) -> None:
    """Write the new issue as a draft. The caller holds the lock; `new_issue` has seen that no such file exists."""
    overwrite(settings.root, issue.path, spelt(issue).encode("utf-8"), None)


def spelt(issue: NewIssue) -> str:
    """The text of the file, with the headline of each article beside its name."""
    head = [f"number: {issue.number}", f"date: {issue.until}", f"since: {issue.since}", f"until: {issue.until}"]
    return "\n".join(["---", *head, "draft: true", *_listed(issue.chapters), "---", "", ""])


def _issues(shelf: Shelf) -> Iterator[Issue]:
    problems = [each for entry in shelf.entries for each in entry.problems if each.path.startswith(FOLDER)]
    errors = [each for each in problems if each.level == "error"]
    if errors:
        raise Problems(errors)  # what such an issue holds, and its number, nobody knows
    yield from (entry.issue for entry in shelf.entries if entry.issue)


def _refuse_taken(number: int, issues: Sequence[Issue], settings: Settings) -> None:
    holder = next((each.path for each in issues if each.number == number), "")
    path = f"{FOLDER}{number}.md"
    if holder or (settings.root / path).exists():
        message, hint = f"issue {number} is there already: {holder or path}", "give another --number, or edit that one"
        raise DigestError(message, code="number", hint=hint)


def _end(issues: Sequence[Issue]) -> datetime:
    """The last day of the last issue: what came later that day is taken in, what stands in that issue is not."""
    ends = [each.until or each.date for each in issues]
    known = [each for each in ends if each]
    if not known:
        hint = "say it once: --since 2024-03-01"
        raise UsageError("there is no issue yet that tells where this one begins", code="since", hint=hint)
    return known[-1]


def _day(moment: datetime, settings: Settings) -> date:
    return moment.astimezone(settings.site.zone).date()


def _chapters(articles: Sequence[Article], found: Library, settings: Settings) -> Iterator[Chapter]:
    """The articles by the first of their topics in the editor's order; those without one stand last."""
    names = {same_name(held.term.name): held.term.name for held in found.taxonomies["topics"]}
    wished = [same_name(name) for name in settings.site.issue_topics]
    ranks = {name: rank for rank, name in enumerate(dict.fromkeys([*wished, *sorted(names)]))}
    by_topic: dict[str, list[Article]] = {}
    for article in articles:
        topics = sorted(_topics(article, found), key=lambda name: ranks[name])
        by_topic.setdefault(topics[0] if topics else "", []).append(article)
    rest = by_topic.pop("", [])
    for name in sorted(by_topic, key=lambda name: ranks[name]):
        yield Chapter(names[name], tuple(by_topic[name]))
    if rest:
        title = language(settings.site.language).label("issue_rest") if by_topic else ""
        yield Chapter(title, tuple(rest))


def _topics(article: Article, found: Library) -> list[str]:
    return [same_name(term.name) for term in found.teasers[article.path].terms.get("topics", ())]


def _listed(chapters: Iterable[Chapter]) -> Iterator[str]:
    chapters = tuple(chapters)
    if len(chapters) == 1 and not chapters[0].title:
        yield "articles:"
        yield from (f"  {line}" for line in _lines(chapters[0]))
        return
    yield "sections:"
    for chapter in chapters:
        yield f"  - title: {_scalar(chapter.title)}"
        yield "    articles:"
        yield from (f"      {line}" for line in _lines(chapter))


def _lines(chapter: Chapter) -> Iterator[str]:
    for article in chapter.articles:
        yield f"- {_scalar(article.path.removeprefix(ARTICLES))}  # {plain_spaces(article.title)}"


def _scalar(text: str) -> str:
    """A text as YAML has it in one line, in quotes where it needs them."""
    made: str = yaml.safe_dump([text], allow_unicode=True, default_flow_style=True, width=2**31 - 1)
    return made[1:-2]
