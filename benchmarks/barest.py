"""The least that a generator in Python can do for the pages of `benchmarks.rivals`: what stands below all our figures.

    python -m benchmarks.barest [plain|whole|house]      # in the folder of a site, laid out by `benchmarks.rivals`

It reads, makes HTML by our quickest reader of Markdown, sets it by the rules of typography (not with `plain`), renders
templates of ten lines with Jinja and writes: on all cores, and nothing else. There is no checking, no search, no second
feed, nothing related, no record of what was made, no way to make only what changed; `whole` adds the barest form of
some of that (`benchmarks.barest_besides`), `house` besides what the theme's pages take whatever is in them
(`benchmarks.barest_house`). A program that does this work with these packages hardly takes less.
"""

from __future__ import annotations

import gc
import os
import sys
from collections import deque
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

from benchmarks import barest_besides as besides
from benchmarks import barest_house as house
from digest.content.markup import first_words
from digest.content.simple import simple
from digest.text import slug
from digest.typography import typeset_html

OUTPUT = "public"
ON_A_PAGE, IN_A_FEED = 20, 20
SHARES = 8  # of the work, for each core: so all are done at one time


class Asked(NamedTuple):
    """What is done of that which could be left out."""

    typography: bool = True
    whole: bool = False
    house: bool = False


class Told(NamedTuple):
    """What lists tell of an article; `terms` are its tags and topics, each the folder of its pages and its name."""

    day: str
    url: str
    title: str
    summary: str
    terms: list[tuple[str, str]]
    roots: str = ""


class Listed(NamedTuple):
    """A list of articles, and the folder of its pages."""

    folder: str
    title: str
    articles: list[Told]


def build(asked: Asked) -> None:
    """Make the site of the folder in which this is."""
    gc.disable()  # there is no garbage that would have to be looked for
    cores = os.cpu_count() or 1
    with ProcessPoolExecutor(cores, mp_context=get_context("fork")) as pool:
        found = _shared_out(pool, partial(_articles, asked), sorted(os.listdir("content/articles")), cores)
        if asked.house:  # beside the articles
            house.compile_theme()
        articles = sorted(found, reverse=True)
        cards = _shared_out(pool, partial(_cards, asked), articles[: house.CARDS if asked.house else 0], cores)
        done = _shared_out(pool, partial(_lists, asked), lists(articles), cores)
        if asked.whole:  # beside the lists
            for name, text in besides.search(articles):
                _write("search/", name, text, asked)
            _keep(asked)
        deque(chain(cards, done), 0)


def _shared_out(
    pool: ProcessPoolExecutor, work: Callable[[Sequence[Any]], list[Any]], tasks: Sequence[Any], cores: int
) -> Iterator[Any]:
    shares = [tasks[begin :: cores * SHARES] for begin in range(cores * SHARES)]
    return chain.from_iterable(pool.map(work, shares))


def lists(articles: Sequence[Told]) -> list[Listed]:
    """The list of all articles, and that of each term."""
    found = {"": Listed("", "Проба", [*articles])}
    for each in articles:
        for folder, name in each.terms:
            found.setdefault(folder, Listed(folder, name, [])).articles.append(each)
    return [*found.values()]


def _articles(asked: Asked, names: Sequence[str]) -> list[Told]:
    told = [_article(name, asked) for name in names]
    _keep(asked)
    return told


def _article(name: str, asked: Asked) -> Told:
    _, front, body = Path(f"content/articles/{name}").read_text("utf-8").split("---\n", 2)
    meta = yaml.load(front, yaml.CBaseLoader)
    html = _html(body, asked.typography)
    terms = [(_folder(kind, term), term) for kind in ("topics", "tags") for term in meta[kind]]
    told = Told(meta["date"], f"/articles/{name.removesuffix('.md')}/", meta["title"], first_words(html), terms)
    linked = [(f"/{folder}", term) for folder, term in terms]
    shown = told._asdict() | {"html": html, "terms": linked}
    if asked.whole:
        shown["facts"] = besides.facts(*told[:4])
        told = told._replace(roots=besides.roots(html, " ".join([told.title, told.summary, *meta["tags"]])))
    _write(told.url[1:], "index.html", _template("article.html").render(shown), asked)
    return told


def _html(body: str, typography: bool) -> str:
    made = simple(body)
    if made is None:
        raise SystemExit("the corpus has a text that is not simple: this would take Python-Markdown")
    return typeset_html(made.html, "ru") if typography else made.html


@cache
def _folder(kind: str, term: str) -> str:
    return f"{kind}/{slug(term)}/"


def _lists(asked: Asked, chosen: Sequence[Listed]) -> list[None]:
    for each in chosen:
        _list(each, asked)
    _keep(asked)
    return []


def _list(whole: Listed, asked: Asked) -> None:
    """Write the pages of a list, and its feeds."""
    pages = [whole.folder, *(f"{whole.folder}page/{number}/" for number in range(2, 1 + _count(whole)))]
    links = ["", *(f"/{page}" for page in pages), ""]
    for number, page in enumerate(pages):
        shown = whole.articles[number * ON_A_PAGE :][:ON_A_PAGE]
        beside = {"newer": links[number], "older": links[number + 2], "feed": f"/{whole.folder}feed.xml"}
        _write(page, "index.html", _template("list.html").render(title=whole.title, articles=shown, **beside), asked)
    newest = whole.articles[:IN_A_FEED]
    _write(whole.folder, "feed.xml", _template("feed.xml").render(title=whole.title, articles=newest), asked)
    if asked.whole:
        _write(whole.folder, "feed.json", besides.json_feed(whole.title, newest), asked)


def _count(whole: Listed) -> int:
    return ceil(len(whole.articles) / ON_A_PAGE)


def _cards(asked: Asked, articles: Sequence[Told]) -> list[None]:
    for each in articles:
        _write("cards/", f"{slug(each.title)}.png", house.card(each.title, each.day), asked)
    _keep(asked)
    return []


@cache
def _template(name: str) -> Template:
    return Environment(loader=FileSystemLoader("templates"), autoescape=True).get_template(name)


def _write(folder: str, name: str, content: str | bytes, asked: Asked) -> None:
    """Write a file of the site without asking anything."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    if asked.house:
        data = house.filled(folder, name, data)
    os.makedirs(f"{OUTPUT}/{folder}", exist_ok=True)
    descriptor = os.open(f"{OUTPUT}/{folder}{name}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.write(descriptor, data)
    os.close(descriptor)
    if asked.whole:
        _written.append(besides.line(folder + name, data))


_written: list[str] = []  # what is to be kept of files that this process has written


def _keep(asked: Asked) -> None:
    if asked.whole:
        besides.record(_written)
        _written.clear()


if __name__ == "__main__":
    given = sys.argv[1:]
    build(Asked(typography="plain" not in given, whole="whole" in given or "house" in given, house="house" in given))
