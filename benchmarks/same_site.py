"""A finished site, whoever made it -> what a reader finds there: articles with their titles and terms, lists, feeds.

So sites of several programs can be compared whose addresses differ. Articles of the corpus end in their number, and so
do the names of its tags and topics, whichever way a program writes Russian words in addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

import yaml

Term = tuple[str, int]
"""A taxonomy and the number of one of its terms; of the list of all articles, ("", 0)."""

ALL: Term = ("", 0)
_ARTICLE = re.compile(r"(?:^|.*/)news-(\d{6})(?:/index\.html|\.html)")
_LIST = re.compile(r"(?:(tags|topics)/[^/]*?(\d+)/)?(?:page/\d+/)?index\.html")
_FEED = re.compile(r"(?:(tags|topics)/[^/]*?(\d+)/)?[^/]*\.(?:xml|rss|atom)")
_HEADING = re.compile(r"<h[12][^>]*>\s*(?:<a[^>]*>)?\s*([^<]*?)\s*<")
_HREF = re.compile(r"""href=["']?([^"' >]+)""")
_TO_ARTICLE = re.compile(r".*/news-(\d{6})\b")
_TO_TERM = re.compile(r".*/(tags|topics)/[^/]*?(\d+)/?(?:index\.html)?$")


@dataclass(frozen=True)
class Site:
    """Titles and terms of articles by their numbers; the articles that each list links to; the lists with a feed.

    Of a page that was made, `titles` are all its headings.
    """

    titles: dict[int, set[str]] = field(default_factory=dict)
    terms: dict[int, set[Term]] = field(default_factory=dict)
    lists: dict[Term, set[int]] = field(default_factory=dict)
    feeds: set[Term] = field(default_factory=set)


def asked(articles: Path) -> Site:
    """What a site of these articles must hold."""
    site = Site()
    for path in sorted(articles.glob("news-*.md")):
        number = int(path.stem.rpartition("-")[2])
        meta = yaml.load(path.read_text("utf-8").split("---\n", 2)[1], yaml.CBaseLoader)
        site.titles[number] = {meta["title"]}
        site.terms[number] = {(kind, _number(name)) for kind in ("tags", "topics") for name in meta[kind]}
        for term in (*site.terms[number], ALL):
            site.lists.setdefault(term, set()).add(number)
    site.feeds.update(site.lists)
    return site


def made(output: Path) -> Site:
    """What a site holds."""
    site = Site()
    for path in output.rglob("*"):
        name = path.relative_to(output).as_posix()
        if article := _ARTICLE.fullmatch(name):
            page = path.read_text("utf-8")
            site.titles[int(article[1])] = {*_HEADING.findall(page)}
            site.terms[int(article[1])] = {
                (found[1], int(found[2])) for href in _links(page) if (found := _TO_TERM.match(href))
            }
        elif listed := _LIST.fullmatch(name):
            links = _links(path.read_text("utf-8"))
            numbers = {int(found[1]) for href in links if (found := _TO_ARTICLE.match(href))}
            site.lists.setdefault(_term(listed), set()).update(numbers)
        elif feed := _FEED.fullmatch(name):
            site.feeds.add(_term(feed))
    return site


def differences(asked: Site, made: Site) -> Iterator[str]:
    """In which respects a site is not as asked, a sentence each; what is there besides is no difference."""
    yield from _less("titles", asked.titles, made.titles)
    yield from _less("terms of articles", asked.terms, made.terms)
    yield from _less("lists", asked.lists, made.lists)
    if lacking := asked.feeds - made.feeds:
        yield f"{len(lacking):,} of {len(asked.feeds):,} feeds are missing"


def _less(what: str, asked: Mapping[object, set], made: Mapping[object, set]) -> Iterator[str]:
    if wrong := [each for each, members in asked.items() if members - made.get(each, set())]:
        yield f"{len(wrong):,} of {len(asked):,} {what} lack something, as that of {wrong[0]}"


def _links(page: str) -> list[str]:
    return [unquote(each) for each in _HREF.findall(page)]


def _term(match: re.Match[str]) -> Term:
    return (match[1], int(match[2])) if match[1] else ALL


def _number(name: str) -> int:
    return int(name.rpartition(" ")[2])
