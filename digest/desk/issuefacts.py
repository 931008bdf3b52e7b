"""What an issue's file says of the issue itself: its number, title, days and summary, and whether it is a draft."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import Struct

from digest.content.article import Entry
from digest.content.edits import edited
from digest.content.frontmatter import parse
from digest.content.issue import NUMBERS, issue_fields, read_issue
from digest.content.issues import misnamed, twins
from digest.content.reading import Shelf, cache_of
from digest.content.repeats import repeats
from digest.errors import Problem, Problems, UsageError
from digest.moments import moment
from digest.settings import Settings, Site
from digest.yamledit import Yaml

NAMES = ("number", "title", "date", "since", "until", "summary")
DATES = ("date", "since", "until")


class Facts(Struct, frozen=True):
    """The facts as they are typed, by their names."""

    values: dict[str, str]
    draft: bool


NONE = Facts(dict.fromkeys(NAMES, ""), draft=False)


def read(data: bytes, path: str) -> Facts:
    """The facts of an issue. Raises `DigestError` where its file cannot be read."""
    root = parse(data, path).meta
    keys = root.value if isinstance(root.value, dict) else {}
    values = {name: keys[name].value if name in keys else "" for name in NAMES}
    draft = "draft" in keys and keys["draft"].value == "true"
    return Facts({name: value if isinstance(value, str) else "" for name, value in values.items()}, draft)


def said(data: bytes, path: str, name: str, value: str, site: Site, taken: Collection[int]) -> bytes:
    """The file with another value for a fact; an empty one takes it out. Raises `DigestError`."""
    words = " ".join(value.split())
    if name not in NAMES:
        raise UsageError("an issue has no such fact", code="usage")
    _refuse_wrong(name, words, site, taken)
    order = [each.name for each in issue_fields(site)]
    return edited(data, path, lambda front: _put(front, name, words, order))


def _refuse_wrong(name: str, words: str, site: Site, taken: Collection[int]) -> None:
    if name == "number":
        if not (words.isdecimal() and len(words) < 6 and NUMBERS[0] <= int(words) <= NUMBERS[1]):
            raise UsageError(f"`number` must be a whole number from {NUMBERS[0]} to {NUMBERS[1]}", code="number")
        if int(words) in taken:
            raise UsageError(f"there is an issue {words} already", code="number", hint="give this one another number")
    elif name in DATES and words:
        try:
            moment(words, site.zone)
        except ValueError as error:
            raise UsageError(f"`{name}` {error}", code=name) from None


def _put(front: Yaml, name: str, words: str, order: list[str]) -> None:
    """Numbers and days stand without quotes, as editors type them."""
    key, bare = (name,), name not in ("title", "summary")
    if front.at.node(key) is None:
        if words:
            front.put(key, words, order, bare=bare)
    elif words:
        front.say(key, words, bare=bare)
    else:
        front.remove(key)


def withdrawn(data: bytes, path: str) -> bytes:
    """The file with `draft: true`."""

    def change(front: Yaml) -> None:
        if front.at.node(("draft",)) is not None:
            front.remove(("draft",))
        front.append(["draft: true"])

    return edited(data, path, change)


def published(data: bytes, path: str, settings: Settings, shelf: Shelf | None) -> bytes:
    """The file without `draft: true`. Raises `Problems` with all that keeps the issue from going out."""

    def change(front: Yaml) -> None:
        if front.at.node(("draft",)) is not None:
            front.remove(("draft",))

    made = edited(data, path, change)
    wrong = [each for each in _problems(made, path, settings, shelf) if each.level == "error" and each.path == path]
    if wrong:
        raise Problems(wrong)
    return made


def _problems(data: bytes, path: str, settings: Settings, shelf: Shelf | None) -> Iterator[Problem]:
    """What would be said of an issue if its file held this."""
    from digest.content.markup import Markup  # as seldom needed as in a build

    entry: Entry = read_issue(data, path, settings.site, Markup(raw_html=settings.site.markdown_html))
    yield from entry.problems
    if not entry.issue or not shelf:
        return
    articles = {each.article.path: each.article for each in shelf.entries if each.article}
    unread = {each.path for one in shelf.entries for each in one.problems if each.level == "error"}
    issues = [entry.issue, *(each.issue for each in shelf.entries if each.issue and each.issue.path != path)]
    yield from twins(issues)
    yield from misnamed([entry.issue], articles, unread, settings)
    yield from repeats(issues, articles, settings.now, cache_of(settings))
