"""Issues and articles -> collections: each number of the digest with the articles that it names, and what is amiss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import UTC, datetime
from difflib import get_close_matches

from msgspec import Struct
from msgspec.structs import replace

from digest.content.expiry import is_over
from digest.errors import Level, Problem
from digest.model import Article, Issue, Link
from digest.settings import Settings

ARTICLES = "content/articles/"

_LAST = datetime.max.replace(tzinfo=UTC)


class Part(Struct, frozen=True):
    """A section of an issue with those of its articles that may be shown."""

    title: str
    text: str
    articles: tuple[Article, ...]


class Collection(Struct, frozen=True):
    """An issue with the articles that it collects, in the editor's order. `badge` is as that of a teaser."""

    issue: Issue
    parts: tuple[Part, ...]
    badge: str = ""

    @property
    def articles(self) -> tuple[Article, ...]:
        """All of them."""
        return tuple(article for part in self.parts for article in part.articles)


def file_named(reference: Link) -> str:
    """The content file that a reference means: `soyuz.md` and `soyuz` are `content/articles/soyuz.md`."""
    name = reference.target.removeprefix(ARTICLES)
    return ARTICLES + (name if name.endswith(".md") else f"{name}.md")


def references(issue: Issue) -> Iterator[Link]:
    """The articles that an issue names, in its order."""
    for section in issue.sections:
        yield from section.articles


def order(issue: Issue) -> tuple[datetime, int, str]:
    """The key by which issues stand from the oldest to the newest; a draft without a date is the last."""
    return issue.date or _LAST, issue.number, issue.path


def standing(issue: Issue) -> tuple[bool, datetime, int, str]:
    """The key by which an issue has its number and articles before another: a draft takes none from what is out."""
    return issue.draft, *order(issue)


def collection(issue: Issue, articles: Mapping[str, Article], badge: str = "") -> Collection:
    """An issue with its articles, of those that may be shown, by path."""

    def chosen(named: Iterable[Link]) -> tuple[Article, ...]:
        paths = dict.fromkeys(map(file_named, named))
        return tuple(articles[path] for path in paths if path in articles)

    parts = tuple(Part(each.title, each.text, chosen(each.articles)) for each in issue.sections)
    return Collection(issue, parts, badge)


def level(issue: Issue) -> Level:
    """How grave a problem of an issue is: a draft may wait for its articles."""
    return "warning" if issue.draft else "error"


def complaint(code: str, message: str, issue: Issue, at: Link, hint: str = "") -> Problem:
    """A problem with a reference."""
    return Problem(code, message, issue.path, at.line, at.column, hint, at.excerpt, level(issue))


def misnamed(
    issues: Sequence[Issue], everything: Mapping[str, Article], unread: Set[str], settings: Settings
) -> Iterator[Problem]:
    """References that lead to no article, or to none that will be there when the issue goes out."""
    for issue in issues:
        for reference in references(issue):
            path = file_named(reference)
            why, hint = _why_not(path, issue, everything, unread, settings)
            message = f"`articles` names {path}, which {why}"
            if why:
                yield complaint("articles", message, issue, reference, hint)
            elif everything[path].expires and is_over(everything[path], max(settings.now, issue.date or settings.now)):
                message = f"`articles` names {path}, whose text has expired: its headline and its link remain"
                yield replace(complaint("articles", message, issue, reference), level="warning")


def _why_not(
    path: str, issue: Issue, everything: Mapping[str, Article], unread: Set[str], settings: Settings
) -> tuple[str, str]:
    """What keeps an article out of an issue, and what to do."""
    article = everything.get(path)
    if path in unread and article is None:
        return "has errors", ""
    if article is None:
        near = get_close_matches(path, everything, n=1)
        return "does not exist", f"did you mean `{near[0].removeprefix(ARTICLES)}`?" if near else ""
    if article.draft:
        return "is a draft", "take `draft: true` out of it, or remove it here"
    if article.date and article.date > max(settings.now, issue.date or settings.now):
        return f"is not yet due: {article.date:%Y-%m-%d %H:%M}", "give the issue a later `date`, or remove it here"
    return "", ""


def twins(issues: Iterable[Issue]) -> Iterator[Problem]:
    """Issues whose number another one has already."""
    first: dict[int, Issue] = {}
    for issue in sorted(issues, key=standing):
        known = first.setdefault(issue.number, issue)
        if known is not issue:
            message, hint = f"{known.path} has the number {issue.number} already", "give one of them another `number:`"
            yield Problem("number", message, issue.path, 1, hint=hint, level=level(issue))
