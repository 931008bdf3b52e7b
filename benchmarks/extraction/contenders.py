"""A page -> Prediction, by this program and by each library. Nobody is told the page's address, and none may fetch."""

from __future__ import annotations

import hashlib
import html
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import digest
from benchmarks.extraction.pages import Page, pages
from digest.errors import DigestError
from digest.seeds.convert import document
from digest.seeds.known import NOTHING, Known
from digest.seeds.lines import lines_of
from digest.seeds.read import read
from digest.seeds.repeats import Repeats

OURS, UNTOUCHED = "Digest", "untouched"
LANGUAGES = "English German Russian Ukrainian French Italian Spanish Portuguese Polish Dutch Czech".split()
BLOCKS = frozenset("p div li ul ol h1 h2 h3 h4 h5 h6 tr td th table blockquote pre br section article figure".split())


@dataclass(frozen=True)
class Prediction:
    """What a contender made of a page. `guessed` are the fields that it marked as guesses itself.

    `refused` is why it found nothing, `failed` what it raised.
    """

    body: str = ""
    title: str = ""
    date: str = ""
    author: str = ""
    guessed: tuple[str, ...] = ()
    refused: str = ""
    failed: str = ""

    def plain(self) -> dict[str, Any]:
        return asdict(self) | {"guessed": list(self.guessed)}


@dataclass(frozen=True)
class Contender:
    """`run` takes a page and its variant (`html`, `rp` or `txt`). `package` is what has to be installed."""

    name: str
    package: str
    run: Callable[[Page, str], Prediction]
    order: Callable[[Iterable[Page]], list[Page]] = list

    @property
    def version(self) -> str:
        return version(self.package) if self.package else digest.__version__

    def predict(self, page: Page, variant: str) -> Prediction:
        """What it makes of a page; a failure is nothing found, as it would be for its user, and is counted."""
        try:
            return self.run(page, variant)
        except Exception as error:  # noqa: BLE001 whatever a library raises is its own failure
            return Prediction(failed=f"{type(error).__name__}: {error}"[:200])


def contenders(variant: str, ours: Ours) -> tuple[Contender, ...]:
    """This program, those who read HTML, and on bare text the text as it is."""
    program = Contender(OURS, "", ours.run, ours.order)
    peers = (
        Contender("trafilatura", "trafilatura", trafilatura),
        Contender("readability-lxml", "readability-lxml", readability),
        Contender("newspaper4k", "newspaper4k", newspaper),
        Contender("jusText", "jusText", justext),
    )
    return (program, *peers) if variant == "html" else (program, Contender(UNTOUCHED, "", untouched), *peers)


class Ours:
    """Our own converter, on the bytes as they lie in the folder of seeds.

    `weights` is a folder with `folds.json` (site -> number) and the folders `fold-NUMBER`: weights trained without the
    sites of that fold. Each page is converted with those that have not seen its site. With `repeats` the pages lie in
    one folder of seeds and know which of their lines stand in others too.
    """

    def __init__(self, weights: Path | None = None, *, repeats: bool = False) -> None:
        self.weights, self.repeats = weights, repeats
        self.folds: dict[str, int] = json.loads((weights / "folds.json").read_text("utf-8")) if weights else {}
        self.used = -1

    def order(self, found: Iterable[Page]) -> list[Page]:
        """Pages of one fold behind each other, so that its weights are read once."""
        return sorted(found, key=lambda page: (self.folds.get(page.site, 0), page.name))

    def run(self, page: Page, variant: str) -> Prediction:
        self._learn(page)
        data = page.raw(variant)
        known = Known(recurring=_repeats(page.folder.parent, variant).about(sha256(data))) if self.repeats else NOTHING
        try:
            made = document(data, seed_name(page, variant), known).document
        except DigestError as error:
            return Prediction(refused=error.problem.code)  # "no article found" is an answer
        meta: Any = made.meta
        fields = {key: str(meta.get(key) or "") for key in ("title", "date", "author")}
        return Prediction(body=made.body, guessed=tuple(sorted(meta.get("unsure") or ())), **fields)

    def _learn(self, page: Page) -> None:
        """Take the weights that have not seen the page's site."""
        if self.weights and self.folds[page.site] != self.used:
            self.used = self.folds[page.site]
            import_module("digest.seeds.learned").use(self.weights / f"fold-{self.used}")


@cache
def _repeats(folder: Path, variant: str) -> Repeats:
    found = [page for page in pages(folder) if page.fit(variant)]
    return Repeats(lines_of(read(page.raw(variant), seed_name(page, variant))) for page in found)


def seed_name(page: Page, variant: str) -> str:
    """How the page is called in the folder of seeds."""
    return f"seeds/{page.name}.{'html' if variant == 'html' else 'txt'}"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def untouched(page: Page, variant: str) -> Prediction:
    return Prediction(body=page.lines(variant))


def _as_html(page: Page, variant: str) -> str:
    """The page for who reads nothing but HTML: each line of bare text as a paragraph."""
    text = page.raw(variant).decode("utf-8", "replace")
    if variant == "html":
        return text
    paragraphs = (f"<p>{html.escape(line.strip())}</p>" for line in text.split("\n") if line.strip())
    return f"<html><body>\n{chr(10).join(paragraphs)}\n</body></html>"


def trafilatura(page: Page, variant: str) -> Prediction:
    from trafilatura import bare_extraction

    found: Any = bare_extraction(_as_html(page, variant), with_metadata=True, include_comments=False)
    if found is None:
        return Prediction()
    return Prediction(found.text or "", found.title or "", found.date or "", (found.author or "").replace("; ", ", "))


def readability(page: Page, variant: str) -> Prediction:
    from readability import Document

    found = Document(_as_html(page, variant))
    return Prediction(_text(found.summary()), found.short_title() if variant == "html" else "")


def newspaper(page: Page, variant: str) -> Prediction:
    from newspaper import Article

    found = Article("", fetch_images=False)
    found.download(input_html=_as_html(page, variant))
    found.parse()
    day = found.publish_date.date().isoformat() if found.publish_date else ""
    return Prediction(found.text or "", found.title or "", day, ", ".join(found.authors or ()))


def justext(page: Page, variant: str) -> Prediction:
    from justext import justext as paragraphs

    found = paragraphs(_as_html(page, variant).encode(), _stop_words(), encoding="utf-8")
    return Prediction("\n".join(each.text for each in found if not each.is_boilerplate))


@cache
def _stop_words() -> frozenset[str]:
    """Those of all languages that many of the pages have: with English ones alone it loses most of the others."""
    from justext import get_stoplist

    return frozenset().union(*map(get_stoplist, LANGUAGES))


def _text(source: str) -> str:
    """The words of a piece of HTML, one block a line."""
    from lxml.html import fromstring

    tree: Any = fromstring(source)
    for each in tree.iter():
        if each.tag in BLOCKS:
            each.text, each.tail = f"\n{each.text or ''}", f"\n{each.tail or ''}"
    return "\n".join(line.strip() for line in tree.text_content().split("\n") if line.strip())
