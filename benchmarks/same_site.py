"""A finished site, whoever made it -> what a reader finds there: articles with their titles and terms, lists, feeds.

So sites of several programs can be compared whose addresses differ. Articles of the corpus end in their number, and so
do the names of its tags and topics, whichever way a program writes Russian words in addresses.

A full site holds besides what Digest makes: a feed of each list in JSON too, structured data of each article, related
articles, a page of each year and month.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from urllib.parse import unquote

import yaml

Term = tuple[str, int]
"""A taxonomy and the number of one of its terms; of the list of all articles, ("", 0)."""

ALL: Term = ("", 0)
_ARTICLE = re.compile(r"(?:^|.*/)news-(\d{6})(?:/index\.html|\.html)")
_LIST = re.compile(r"(?:(tags|topics)/[^/]*?(\d+)/)?(?:page/\d+/)?index\.html")
_FEED = re.compile(r"(?:(tags|topics)/[^/]*?(\d+)/)?(?!sitemap|opensearch)[^/]*\.(?:xml|rss|atom)")
_JSON_FEED = re.compile(r"(?:(tags|topics)/[^/]*?(\d+)/)?feed\.json")
_SEARCH = re.compile(r"search/.*\.json")
_NAMED = re.compile(r"/news-(\d{6})\b")
_PERIOD = re.compile(r"archive/(\d{4}(?:/\d{2})?)/index\.html")
_STRUCTURED = re.compile(r"<script type=.application/ld\+json.>(.*?)</script>", re.DOTALL)
_RELATED = re.compile(r"<nav class=.related.*?</nav>", re.DOTALL)
_HEADING = re.compile(r"<h[12][^>]*>\s*(?:<a[^>]*>)?\s*([^<]*?)\s*<")
_HREF = re.compile(r"""href=["']?([^"' >]+)""")
_TO_ARTICLE = re.compile(r".*/news-(\d{6})\b")
_TO_TERM = re.compile(r".*/(tags|topics)/[^/]*?(\d+)/?(?:index\.html)?$")
FEED = 10  # articles at least in a feed of so many or more
_RARE = 15  # articles at most that have a tag: of those that share two such tags every program finds some related
_FOUND = 4  # one of so many of them at least: programs differ in how near related articles must be


@dataclass(frozen=True)
class Site:
    """Titles and terms of articles by their numbers; the articles that each list links to, and those its feed names.

    Then what a full site holds besides: by lists the articles whose whole text is in a feed in JSON; those with
    structured data, and with related ones; those that months link to; those that the data of the search names. Of a
    page that was made, `titles` are all its headings.
    """

    titles: dict[int, set[str]] = field(default_factory=dict)
    terms: dict[int, set[Term]] = field(default_factory=dict)
    lists: dict[Term, set[int]] = field(default_factory=dict)
    feeds: dict[Term, set[int]] = field(default_factory=dict)
    json_feeds: dict[Term, set[int]] = field(default_factory=dict)
    structured: set[int] = field(default_factory=set)
    related: set[int] = field(default_factory=set)
    periods: dict[str, set[int]] = field(default_factory=dict)
    search: set[int] = field(default_factory=set)


def asked(articles: Path, *, full: bool = False) -> Site:
    """What a site of these articles must hold; a full one has related articles where two share rare tags."""
    site = Site()
    for path in sorted(articles.glob("news-*.md")):
        number = int(path.stem.rpartition("-")[2])
        meta = yaml.load(path.read_text("utf-8").split("---\n", 2)[1], yaml.CBaseLoader)
        site.titles[number] = {meta["title"]}
        site.terms[number] = {(kind, _number(name)) for kind in ("tags", "topics") for name in meta[kind]}
        for term in (*site.terms[number], ALL):
            site.lists.setdefault(term, set()).add(number)
        if full:
            site.periods.setdefault(meta["date"][:4], set())  # a year may have too many to show them
            site.periods.setdefault(meta["date"][:7].replace("-", "/"), set()).add(number)
    site.feeds.update(site.lists)
    if full:
        site.json_feeds.update(site.lists)
        site.structured.update(site.titles)
        site.search.update(site.titles)
        site.related.update(_akin(site.terms))
    return site


def _akin(terms: Mapping[int, set[Term]]) -> Iterator[int]:
    """The articles that share two rare tags with another."""
    counts = Counter(term for some in terms.values() for term in some)
    sharing: defaultdict[tuple[Term, ...], list[int]] = defaultdict(list)
    for number, some in terms.items():
        rare = sorted(term for term in some if term[0] == "tags" and counts[term] <= _RARE)
        for pair in combinations(rare, 2):
            sharing[pair].append(number)
    yield from (number for numbers in sharing.values() if len(numbers) > 1 for number in numbers)


def made(output: Path) -> Site:
    """What a site holds."""
    site = Site()
    for path in output.rglob("*"):
        name = path.relative_to(output).as_posix()
        if article := _ARTICLE.fullmatch(name):
            _read_article(site, int(article[1]), path.read_text("utf-8"))
        elif listed := _LIST.fullmatch(name):
            links = _links(path.read_text("utf-8"))
            numbers = {int(found[1]) for href in links if (found := _TO_ARTICLE.match(href))}
            site.lists.setdefault(_term(listed), set()).update(numbers)
        elif feed := _FEED.fullmatch(name):
            site.feeds.setdefault(_term(feed), set()).update(_named(path.read_text("utf-8")))
        elif feed := _JSON_FEED.fullmatch(name):
            site.json_feeds.setdefault(_term(feed), set()).update(_with_text(path.read_text("utf-8")))
        elif period := _PERIOD.fullmatch(name):
            site.periods[period[1]] = _named(path.read_text("utf-8"))
        elif _SEARCH.fullmatch(name):
            site.search.update(_named(path.read_text("utf-8")))
    return site


def _named(text: str) -> set[int]:
    return {int(number) for number in _NAMED.findall(text)}


def _with_text(feed: str) -> Iterator[int]:
    for item in json.loads(feed)["items"]:
        if item.get("content_html"):
            yield from _named(item["url"])


def _read_article(site: Site, number: int, page: str) -> None:
    site.titles[number] = {*_HEADING.findall(page)}
    site.terms[number] = {(found[1], int(found[2])) for href in _links(page) if (found := _TO_TERM.match(href))}
    if any(_parses(each) for each in _STRUCTURED.findall(page)):
        site.structured.add(number)
    if any(_TO_ARTICLE.match(href) for each in _RELATED.findall(page) for href in _links(each)):
        site.related.add(number)


def _parses(text: str) -> bool:
    try:
        return bool(json.loads(text))
    except ValueError:
        return False


def differences(asked: Site, made: Site) -> Iterator[str]:
    """In which respects a site is not as asked, a sentence each; what is there besides is no difference."""
    yield from _less("titles", asked.titles, made.titles)
    yield from _less("terms of articles", asked.terms, made.terms)
    yield from _less("lists", asked.lists, made.lists)
    yield from _less("feeds", _newest(asked.feeds, made.feeds), made.feeds)
    yield from _less("feeds in JSON", _newest(asked.json_feeds, made.json_feeds), made.json_feeds)
    yield from _less("years and months", asked.periods, made.periods)
    yield from _missing("structured data of articles", asked.structured, made.structured)
    yield from _missing("articles in the data of the search", asked.search, made.search)
    if len(made.related) * _FOUND < len(asked.related):
        yield f"{len(made.related):,} articles have related ones, but {len(asked.related):,} share two rare tags"


def _newest(lists: Mapping[Term, set[int]], feeds: Mapping[Term, set[int]]) -> dict[Term, set[int]]:
    """The articles that feeds must name: any of their lists, but as many as the shortest feeds have."""
    enough = {each: len(feeds.get(each, set()) & members) >= min(FEED, len(members)) for each, members in lists.items()}
    return {each: set() if enough[each] else members for each, members in lists.items()}


def _missing(what: str, asked: Set[object], made: Set[object]) -> Iterator[str]:
    if lacking := asked - made:
        yield f"{len(lacking):,} of {len(asked):,} {what} are missing"


def _less(what: str, asked: Mapping[object, set], made: Mapping[object, set]) -> Iterator[str]:
    if wrong := [each for each, members in asked.items() if each not in made or members - made[each]]:
        yield f"{len(wrong):,} of {len(asked):,} {what} lack something, as that of {wrong[0]}"


def _links(page: str) -> list[str]:
    return [unquote(each) for each in _HREF.findall(page)]


def _term(match: re.Match[str]) -> Term:
    return (match[1], int(match[2])) if match[1] else ALL


def _number(name: str) -> int:
    return int(name.rpartition(" ")[2])
