"""How well inflected Russian words are found, what a reader fetches for it, and how long the index takes to build.

    python -m benchmarks.bench_search [ARTICLES] [FOLDER]

Texts are made of the words of `lexicon.py`, each drawn as often as it is used (to the power of 3/4) and in a form drawn
as often as that is used. Names have a capital, and so has what begins a sentence, one word in twelve. An article is
about a word if it holds a form of it: the text was made so. Words of another kind with the same form count as wrong.
Queries are words from which nothing was learned (one word in five), a hundred of every kind, each in a form of its own,
in at least 3 and at most 100 articles; recall and precision are means over queries. Nothing is chosen by more than
every other query: the figures of the rest stand beside those of all. The *ceiling* is what a search would reach that
knows every form of every word, but not which of two words with the asked form is meant.

Where `npm install pagefind` was done in FOLDER, the same is asked of Pagefind, over the same texts. Bytes are those of
all files that are fetched until the first result can be shown, compressed by gzip -6 where they are not already.
"""

from __future__ import annotations

import gc
import gzip
import itertools
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from benchmarks.lexicon import KINDS, Lexeme, lexicon
from digest.cli import CIRCLES
from digest.content.library import library
from digest.content.reading import cache_of, engine, read
from digest.memo import Memo
from digest.roots import NAME, REFLEXIVE, VERB, kin, named, root, surname
from digest.settings import settings
from digest.site.page import Planner
from digest.site.search import search_pages
from digest.site.search_coding import LEVEL, decoded
from digest.site.search_index import Index
from tests.serve.browser import Browser

REPOSITORY = Path(__file__).resolve().parents[1]
SETTINGS = "title: Проба\nbase_url: https://example.org/\nlanguage: ru\ntimezone: Europe/Moscow\n"
WORDS, SENTENCE, QUERIES, TIMED = 300, 12, 100, 12
LEAST, MOST = 3, 100  # articles that hold a word that is asked
CAPITAL = set(KINDS.values())


@dataclass(frozen=True, slots=True)
class Query:
    """A form of a word, and the numbers of the articles that hold the word."""

    kind: str
    form: str
    holders: frozenset[int]


def texts(words: list[Lexeme], count: int) -> tuple[list[str], list[Query], dict[int, set[int]]]:
    """Articles of 300 words, what is asked of them, and which of them hold each word."""
    chance = random.Random(2016)
    weights = list(itertools.accumulate(word.frequency**0.75 for word in words))
    holders: defaultdict[int, set[int]] = defaultdict(set)
    articles = []
    for number in range(count):
        drawn = chance.choices(range(len(words)), cum_weights=weights, k=WORDS)
        for each in drawn:
            holders[each].add(number)
        articles.append(_sentences([_form(words[each], chance) for each in drawn]))
    return articles, list(_queries(words, holders, chance)), holders


def _form(word: Lexeme, chance: random.Random) -> str:
    form = chance.choices(list(word.forms), weights=list(word.forms.values()))[0]
    return form.capitalize() if word.kind in CAPITAL else form


def _sentences(forms: list[str]) -> str:
    parts = [forms[start : start + SENTENCE] for start in range(0, len(forms), SENTENCE)]
    return ". ".join(" ".join([first.capitalize(), *rest]) for first, *rest in parts)


def ceiling(words: list[Lexeme], holders: Mapping[int, Set[int]]) -> Callable[[str], set[int]]:
    """A search that knows all words."""
    known: defaultdict[str, set[int]] = defaultdict(set)
    for number, word in enumerate(words):
        for form in word.forms:
            known[form] |= holders.get(number, set())
    return known.__getitem__


def _queries(words: list[Lexeme], holders: dict[int, set[int]], chance: random.Random) -> Iterator[Query]:
    asked: defaultdict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(words):
        if word.held_out and len(word.forms) > 1 and LEAST <= len(holders[number]) <= MOST:
            asked[word.kind].append(number)
    for kind, numbers in sorted(asked.items()):
        for number in chance.sample(numbers, min(QUERIES, len(numbers))):
            yield Query(kind, _form(words[number], chance).lower(), frozenset(holders[number]))


def write(folder: Path, articles: list[str]) -> None:
    """The articles as a site, and as plain pages for Pagefind."""
    (folder / "content/articles").mkdir(parents=True)
    (folder / "plain").mkdir()
    (folder / "site.yaml").write_text(SETTINGS, encoding="utf-8")
    for number, text in enumerate(articles):
        words = text.split()
        title, body = " ".join(words[:7]), " ".join(words[7:])
        day = f"{2010 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"
        tags = ", ".join(f"Метка {(number + step) % 300}" for step in (0, 7, 77))
        front = f"title: {title} {number}\ndate: {day}\ntags: [{tags}]\nsource: Агентство {number % 20}"
        path = folder / f"content/articles/n{number:06}.md"
        path.write_text(f"---\n{front}\n---\n\n{body}.\n", encoding="utf-8")
        page = (
            f'<!DOCTYPE html><html lang="ru"><title>{number}</title><body><h1>{title}</h1><p>{body}.</p></body></html>'
        )
        (folder / f"plain/n{number:06}.html").write_text(page, encoding="utf-8")


def timed(act: Callable[[], Any], clock: Callable[[], float] = time.perf_counter) -> float:
    """How many seconds something takes."""
    start = clock()
    act()
    return clock() - start


def build(folder: Path) -> None:
    """The site, as an editor builds it."""
    subprocess.run(
        [sys.executable, "-m", "digest", "build", "--site", str(folder)],
        check=True,
        cwd=REPOSITORY,
        capture_output=True,
    )


def indexed(folder: Path) -> str:
    """CPU seconds of the index, reading and writing apart: from nothing, with nothing changed, and after one edit."""
    gc.set_threshold(CIRCLES)  # as in a build
    given = settings(folder, {}, {}, datetime.now(UTC))
    found = library(read(given, cache_of(given)), given, Memo())
    edited = replace(found.articles[0], text=found.articles[0].text.having(html="<p>Совсем другое.</p>"))
    after = replace(found, articles=(edited, *found.articles[1:]))
    index = Index()
    runs = (("new", found), ("unchanged", found), ("one edit", after))
    rows = []
    for name, each in runs:
        plan = Planner(each, given.site, Memo())
        rows.append(f"{name} {timed(lambda plan=plan: list(search_pages(plan, index)), time.process_time):.2f} s")  # type: ignore[misc]
    load = timed(lambda: Index(folder / ".digest/search.sqlite", engine()), time.process_time)
    return "; ".join([*rows, f"loaded in {load:.2f} s"])


class Digest:
    """The index of a built site."""

    def __init__(self, folder: Path) -> None:
        index = Index(folder / ".digest/search.sqlite", engine())
        self.lists = index.lists
        self._numbers = {each.number: int(path[-9:-3]) for path, each in index.entries.items()}

    def ask(self, form: str) -> set[int]:
        """The articles that a query finds: what `sought` does in search.js."""
        names, others = [each + NAME for each in kin(named(form))], kin(root(form))
        alone = surname(form) and len(self._holders(others[0])) <= len(self._holders(names[0])) * 4
        asked = names if alone else names + others
        found = self._together(asked)
        if found or others[0][-1] not in VERB + REFLEXIVE:
            return found
        other = VERB if others[0][-1] == REFLEXIVE else REFLEXIVE
        return self._together(kin(others[0][:-1] + other))

    def _together(self, keys: list[str]) -> set[int]:
        return {self._numbers[number] for key in keys for number in self._holders(key)}

    def _holders(self, key: str) -> set[int]:
        return {each >> LEVEL for each in decoded(self.lists.get(key, ""))}


def figures(queries: list[Query], ask: Callable[[str], Set[int]]) -> str:
    """Recall and precision, of all kinds and of each: of all queries, and of every other."""
    rows: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    kept: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for place, query in enumerate(queries):
        found = ask(query.form)
        right = len(found & query.holders)
        row = right / len(query.holders), right / len(found) if found else 0.0
        for kind in (query.kind, "all"):
            rows[kind].append(row)
            if place % 2:
                kept[kind].append(row)
    return "\n".join(
        f"  {kind:12}{_means(some)}; kept back {_means(kept[kind])}" for kind, some in sorted(rows.items())
    )


def _means(rows: list[tuple[float, float]]) -> str:
    return " / ".join(f"{statistics.mean(each):.3f}" for each in zip(*rows, strict=True))


class _Server(ThreadingHTTPServer):
    """Serves a folder, and notes what was asked for: also by workers, of which a page does not tell."""

    request_queue_size = 64

    def __init__(self, folder: Path) -> None:
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), partial(_Noting, directory=str(folder)))
        threading.Thread(target=self.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server_port}"


class _Noting(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        assert isinstance(self.server, _Server)
        path = self.path.partition("?")[0]
        self.server.asked.append(path + "index.html" if path.endswith("/") else path)


def weighed(folder: Path, paths: list[str]) -> int:
    """The bytes of some files as they are transferred."""
    data = [(folder / path.lstrip("/")).read_bytes() for path in paths]
    return sum(len(each) if each[:2] == b"\x1f\x8b" else len(gzip.compress(each, 6)) for each in data)


def spent(folder: Path, queries: list[Query], browser: Browser) -> list[int]:
    """Bytes until the first result, query by query."""
    server, sums = _Server(folder / "public"), []
    for query in queries:
        server.asked.clear()
        browser.call("Network.clearBrowserCache")
        browser.open(f"{server.address}/search/?q={query.form}")
        browser.until("document.querySelectorAll('.results a').length")
        parts = [path for path in server.asked if path.startswith(("/search/", "/assets/"))]
        blocks = [path for path in parts if path.rpartition("/")[2].removesuffix(".json").isdigit()]
        sums.append(weighed(folder / "public", [path for path in parts if path not in blocks[1:]]))
    return sums


def evaluated(browser: Browser, script: str) -> Any:
    """The value of a promise."""
    answer = browser.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
    return answer["result"].get("value")


class Pagefind:
    """Pagefind's index of the plain pages, asked in a browser."""

    def __init__(self, folder: Path, browser: Browser) -> None:
        self.folder, self.browser, self.server = folder, browser, _Server(folder)
        names = {}
        for path in folder.glob("pagefind/fragment/*.pf_fragment"):
            told = json.loads(gzip.decompress(path.read_bytes()).partition(b"pagefind_dcd")[2])
            names[path.stem] = int(told["url"][-11:-5])
        self._numbers = names
        (folder / "ask.html").write_text("<!DOCTYPE html><html lang=ru><title>x</title>", encoding="utf-8")
        browser.open(f"{self.server.address}/ask.html")

    def ask(self, form: str) -> set[int]:
        """The articles that a query finds."""
        script = f"import('/pagefind/pagefind.js').then(p => p.search({form!r})).then(s => s.results.map(r => r.id))"
        return {self._numbers[name] for name in evaluated(self.browser, script)}

    def spent(self, queries: list[Query]) -> list[int]:
        """Bytes until the first result, query by query."""
        sums = []
        for query in queries:
            self.browser.open(f"{self.server.address}/ask.html")
            self.browser.call("Network.clearBrowserCache")
            self.server.asked.clear()
            look = (
                f"import('/pagefind/pagefind.js').then(p => p.search({query.form!r})).then(s => s.results[0]?.data())"
            )
            evaluated(self.browser, look)
            sums.append(weighed(self.folder, [each for each in self.server.asked if each.startswith("/pagefind/")]))
        return sums


def main() -> None:
    """Make the texts, build both indexes, ask them, and print what came of it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    npm = Path(sys.argv[2]) if len(sys.argv) > 2 else REPOSITORY
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        words = lexicon()
        articles, queries, holders = texts(words, count)
        write(folder, articles)
        print(f"{count:,} articles, {len(queries)} queries; the whole build {timed(lambda: build(folder)):.1f} s")
        print("  the index:", indexed(folder))
        browser = Browser(folder / "profile")
        ours = Digest(folder)
        some = random.Random(1).sample([query for query in queries if ours.ask(query.form)], TIMED)
        print("Digest, recall / precision:\n" + figures(queries, ours.ask))
        print("  bytes until the first result:", _spread(spent(folder, some, browser)))
        print("ceiling:\n" + figures(queries, ceiling(words, holders)))
        program = npm / "node_modules/.bin/pagefind"
        if program.exists():
            command = [str(program), "--site", str(folder / "plain")]
            seconds = timed(lambda: subprocess.run(command, check=True, capture_output=True))
            other = Pagefind(folder / "plain", browser)
            print(f"Pagefind, in {seconds:.1f} s, recall / precision:\n" + figures(queries, other.ask))
            print("  bytes until the first result:", _spread(other.spent(some)))
        browser.close()
        shutil.rmtree(folder / "profile", ignore_errors=True)


def _spread(sums: list[int]) -> str:
    return f"median {statistics.median(sums):,.0f}, most {max(sums):,}"


if __name__ == "__main__":
    main()
