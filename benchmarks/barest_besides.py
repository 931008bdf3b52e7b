"""What every build by Digest has besides the pages that `benchmarks.barest` makes, each done in the barest way.

The words by which articles are found and the files of the search, the facts that machines read in a page, a second feed
for each list, and a record of what was written. Left out is what is asked for as well and takes more than one look at
an article: articles related to it and beside it, dossiers, checking, the names of what pages are made of, the order in
which files take each other's places. So whoever does all this takes longer.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from html import unescape
from pathlib import Path
from typing import Any

from msgspec.json import encode

from digest.roots import STOP, root, words
from digest.site.search_coding import LEVEL, Shard, encoded, shards

RECORD = ".record"
BLOCK = 64  # articles of which one file tells what results show
TEXT, HEAD = 1, 5  # levels: roots of the text, and those of the title, the summary and the terms

_TAG = re.compile(r"<[^>]*>")


def roots(html: str, head: str) -> str:
    """The roots by which an article is found: a line for those of its text, one for those of its head."""
    above = _roots(head)
    return f"{' '.join(_roots(unescape(_TAG.sub('', html))) - above)}\n{' '.join(above)}"


def _roots(text: str) -> set[str]:
    return {*map(root, {*words(text)} - STOP)}


def facts(day: str, url: str, title: str, summary: str) -> str:
    """What machines read in the page of an article."""
    told = {"headline": title, "datePublished": day, "description": summary, "url": url}
    return _script({"@context": "https://schema.org", "@type": "NewsArticle", **told})


def _script(value: object) -> str:
    return encode(value).decode().replace("<", "\\u003c")


def json_feed(title: str, articles: Iterable[Any]) -> str:
    """A feed of some articles."""
    items = [
        {"id": each.url, "url": each.url, "title": each.title, "summary": each.summary, "date_published": each.day}
        for each in articles
    ]
    return encode({"version": "https://jsonfeed.org/version/1.1", "title": title, "items": items}).decode()


def search(articles: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """The files of the search by their names: the posting lists, and what results show."""
    lists = {each: encoded(postings) for each, postings in _postings(articles).items()}
    for number, shard in enumerate(shards({each: len(each) + len(text) + 6 for each, text in lists.items()})):
        yield f"s{number}.json", _shard(shard, lists)
    for start in range(0, len(articles), BLOCK):
        rows = [[each.title, each.url, each.day, each.summary] for each in articles[start : start + BLOCK]]
        yield f"{start // BLOCK}.json", encode(rows).decode()


def _postings(articles: Iterable[Any]) -> Mapping[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(articles):
        text, _, head = each.roots.partition("\n")
        for level, some in ((TEXT, text), (HEAD, head)):
            packed = number << LEVEL | level
            for one in some.split():
                found[one].append(packed)
    return found


def _shard(shard: Shard, lists: Mapping[str, str]) -> str:
    return encode({each: lists[each] for each in shard.roots}).decode()


def line(path: str, data: bytes) -> str:
    """What is kept of a file for the next build."""
    return f"{path} {blake2b(data, digest_size=16).hexdigest()}\n"


def record(lines: Iterable[str]) -> None:
    """Keep what is known of some files, each process by itself."""
    Path(RECORD).mkdir(exist_ok=True)
    with Path(f"{RECORD}/{os.getpid()}").open("a", encoding="utf-8") as file:
        file.writelines(lines)
