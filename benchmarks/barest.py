"""The least that a generator in Python can do for the pages of `benchmarks.rivals`: what stands below all our figures.

    python -m benchmarks.barest [plain]      # in the folder of a site, laid out by `benchmarks.rivals`

It reads, makes HTML by our quickest reader of Markdown, sets it by the rules of typography (not with `plain`), renders
templates of ten lines with Jinja and writes: on all cores, and nothing else. There is no checking, no search, no second
feed, nothing related, no record of what was made, no way to make only what changed. What it takes no program takes less
that does this work with these packages.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from itertools import chain
from math import ceil
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from jinja2 import Environment, FileSystemLoader, Template

from digest.content.markup import first_words
from digest.content.simple import simple
from digest.text import slug
from digest.typography import typeset_html

OUTPUT = "public"
ON_A_PAGE, IN_A_FEED = 20, 20
SHARES = 8  # of the work, for each core: so all are done at one time


class Told(NamedTuple):
    """What lists tell of an article; `terms` are its tags and topics, each the folder of its pages and its name."""

    day: str
    url: str
    title: str
    summary: str
    terms: list[tuple[str, str]]


class Listed(NamedTuple):
    """A list of articles, and the folder of its pages."""

    folder: str
    title: str
    articles: list[Told]


def build(*, typography: bool) -> None:
    """Make the site of the folder in which this is."""
    cores = os.cpu_count() or 1
    with ProcessPoolExecutor(cores, mp_context=get_context("fork")) as pool:
        articles = _shared_out(pool, partial(_articles, typography), sorted(os.listdir("content/articles")), cores)
        _shared_out(pool, _lists, lists(sorted(articles, reverse=True)), cores)


def _shared_out(
    pool: ProcessPoolExecutor, work: Callable[[Sequence[Any]], list[Any]], tasks: Sequence[Any], cores: int
) -> list[Any]:
    shares = [tasks[begin :: cores * SHARES] for begin in range(cores * SHARES)]
    return [*chain.from_iterable(pool.map(work, shares))]


def lists(articles: Sequence[Told]) -> list[Listed]:
    """The list of all articles, and that of each term."""
    found = {"": Listed("", "Проба", [*articles])}
    for each in articles:
        for folder, name in each.terms:
            found.setdefault(folder, Listed(folder, name, [])).articles.append(each)
    return [*found.values()]


def _articles(typography: bool, names: Sequence[str]) -> list[Told]:
    return [_article(name, typography) for name in names]


def _article(name: str, typography: bool) -> Told:
    _, front, body = Path(f"content/articles/{name}").read_text("utf-8").split("---\n", 2)
    meta = yaml.load(front, yaml.CBaseLoader)
    html = _html(body, typography)
    terms = [(_folder(kind, term), term) for kind in ("topics", "tags") for term in meta[kind]]
    told = Told(meta["date"], f"/articles/{name.removesuffix('.md')}/", meta["title"], first_words(html), terms)
    linked = [(f"/{folder}", term) for folder, term in terms]
    page = _template("article.html").render(told._asdict() | {"html": html, "terms": linked})
    _write(told.url[1:], "index.html", page)
    return told


def _html(body: str, typography: bool) -> str:
    made = simple(body)
    if made is None:
        raise SystemExit("the corpus has a text that is not simple: this would take Python-Markdown")
    return typeset_html(made.html, "ru") if typography else made.html


@cache
def _folder(kind: str, term: str) -> str:
    return f"{kind}/{slug(term)}/"


def _lists(chosen: Sequence[Listed]) -> list[str]:
    return [*chain.from_iterable(map(_list, chosen))]


def _list(whole: Listed) -> Iterator[str]:
    """Write the pages and the feed of a list; their folders."""
    pages = [whole.folder, *(f"{whole.folder}page/{number}/" for number in range(2, 1 + _count(whole)))]
    links = ["", *(f"/{page}" for page in pages), ""]
    for number, page in enumerate(pages):
        shown = whole.articles[number * ON_A_PAGE :][:ON_A_PAGE]
        beside = {"newer": links[number], "older": links[number + 2], "feed": f"/{whole.folder}feed.xml"}
        yield _write(page, "index.html", _template("list.html").render(title=whole.title, articles=shown, **beside))
    feed = _template("feed.xml").render(title=whole.title, articles=whole.articles[:IN_A_FEED])
    yield _write(whole.folder, "feed.xml", feed)


def _count(whole: Listed) -> int:
    return ceil(len(whole.articles) / ON_A_PAGE)


@cache
def _template(name: str) -> Template:
    return Environment(loader=FileSystemLoader("templates"), autoescape=True).get_template(name)


def _write(folder: str, name: str, text: str) -> str:
    """Write a file of the site without asking anything; its folder."""
    os.makedirs(f"{OUTPUT}/{folder}", exist_ok=True)
    descriptor = os.open(f"{OUTPUT}/{folder}{name}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.write(descriptor, text.encode("utf-8"))
    os.close(descriptor)
    return folder


if __name__ == "__main__":
    build(typography="plain" not in sys.argv)
