"""Issues -> what stands in one of them and stood in an earlier one already: by file, by original, by likeness of text.

The likeness is asked only for issues that have yet to go out and for the newest that has: what was sent long ago cannot
be taken back. Its answer is kept with the cache, since the texts of all earlier issues must be read for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from msgspec.structs import replace

from digest.content.cache import Cache
from digest.content.issues import complaint, file_named, references, standing
from digest.content.plain import paragraphs
from digest.errors import Problem
from digest.fingerprint import fingerprint
from digest.model import Article, Issue, Link
from digest.same_address import same_address
from digest.shingles import Index, likeness, prints

SHARE = 0.5  # of the runs of words of the shorter of two texts: with so many in common one repeats the other
EARLIER = 52  # issues at most whose texts are compared with those of a later one: a year of a weekly digest
EACH = 3  # articles that an issue repeats of another, up to which each is told by itself
TEXTS = 20_000  # whose fingerprints a preview remembers

Articles = Mapping[str, Article]


def repeats(issues: Sequence[Issue], articles: Articles, now: datetime, cache: Cache) -> Iterator[Problem]:
    """A problem for every article that an earlier issue, or the same one, has already."""
    ordered = sorted(issues, key=standing)
    files: dict[str, Issue] = {}
    originals: dict[str, tuple[Issue, str]] = {}
    alike = _likenesses(ordered, articles, now, cache)
    for issue in ordered:
        own: set[str] = set()
        again: dict[str, list[Link]] = {}
        for at in references(issue):
            path = file_named(at)
            first, twice = files.setdefault(path, issue), path in own
            own.add(path)
            original = _original(articles.get(path))
            holder, other = originals.setdefault(original, (issue, path)) if original else (issue, path)
            if first is not issue or twice:
                again.setdefault(_where(first, issue), []).append(at)
            elif other != path:
                yield _mild(issue, f"{path} has the original of {other}, which is already {_where(holder, issue)}", at)
            elif (issue.path, path) in alike:
                yield _mild(issue, alike[issue.path, path], at)
        yield from (problem for where, places in again.items() for problem in _again(issue, where, places))


def _again(issue: Issue, where: str, places: Sequence[Link]) -> Iterator[Problem]:
    """What is said of articles that stand elsewhere already: of each, or of many at once at the place of the first."""
    if len(places) > EACH:
        named = ", ".join(map(file_named, places[:EACH]))
        message = f"{len(places)} articles are already {where}: {named} and {len(places) - EACH} more"
        yield complaint("repeat", message, issue, places[0], "remove them here or there")
        return
    for at in places:
        yield complaint("repeat", f"{file_named(at)} is already {where}", issue, at, "remove it here or there")


def _where(holder: Issue, issue: Issue) -> str:
    return "in this issue" if holder is issue else f"in {_named(holder)}"


def _named(issue: Issue) -> str:
    return f"issue {issue.number} ({issue.path})"


def _mild(issue: Issue, message: str, at: Link) -> Problem:
    """Another article may tell more of the same: whether that is worth a place, only the editor can say."""
    hint = "remove it here, or leave it if it is news"
    return replace(complaint("repeat", message, issue, at, hint), level="warning")


def _original(article: Article | None) -> str:
    """The key of the original's address, if it has one of its own."""
    return same_address(article.source.url) if article and article.source else ""


def _likenesses(
    ordered: Sequence[Issue], articles: Articles, now: datetime, cache: Cache
) -> dict[tuple[str, str], str]:
    """What is said of articles whose text stands in an article of an earlier issue, by issue and article."""
    out = [issue for issue in ordered if not issue.draft and issue.date and issue.date <= now]
    old = {issue.path for issue in out[:-1]}
    found: dict[tuple[str, str], str] = {}
    for place, issue in enumerate(ordered):
        if issue.path in old:
            continue
        before = ordered[max(0, place - EARLIER) : place]
        earlier = {path: each for each in before for path in _paths(each, articles)}
        own = [path for path in _paths(issue, articles) if path not in earlier]
        held = [(each.path, each.number) for each in earlier.values()]
        key = fingerprint((held, [(path, articles[path].text.html) for path in (*own, *earlier)]))
        told = cache.told(issue.path, key)
        if told is None:
            told = dict(_alike(own, earlier, articles))
            cache.tell(issue.path, key, told)
        found |= {(issue.path, path): message for path, message in told.items()}
    return found


def _paths(issue: Issue, articles: Articles) -> list[str]:
    return [path for path in map(file_named, references(issue)) if path in articles]


def _alike(own: Sequence[str], earlier: Mapping[str, Issue], articles: Articles) -> Iterator[tuple[str, str]]:
    words = {path: "\n".join(paragraphs(articles[path].text)) for path in (*own, *earlier)}
    index = Index((path, _prints(words[path])) for path in earlier)
    for path in own:
        for other in index.near(_prints(words[path])):
            found = likeness(words[path], words[other])
            where = f"{other}, which is already in {_named(earlier[other])}"
            if found.within >= SHARE:
                yield path, f"{found.within:.0%} of {path} stands word for word in {where}"
                break
            if found.covers >= SHARE:
                yield path, f"{path} holds word for word {found.covers:.0%} of {where}"
                break


@lru_cache(maxsize=TEXTS)
def _prints(words: str) -> Sequence[int]:
    return prints(words)
