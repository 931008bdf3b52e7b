"""A page -> Prediction, by this program and by each library. Nobody is told the page's address, and none may fetch."""

from __future__ import annotations

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
from benchmarks.extraction.pages import Page
from digest.errors import DigestError
from digest.seeds.convert import document

OURS, UNTOUCHED = "Digest", "untouched"
LANGUAGES = "English German Russian Ukrainian French Italian Spanish Portuguese Polish Dutch Czech".split()
BLOCKS = frozenset("p div li ul ol h1 h2 h3 h4 h5 h6 tr td th table blockquote pre br section article figure".split())


@dataclass(frozen=True)
class Prediction:
    """What a contender made of a page. `guessed` are the fields that it marked as guesses itself."""

    body: str = ""
    title: str = ""
    date: str = ""
    author: str = ""
    guessed: tuple[str, ...] = ()
    failed: str = ""

    def plain(self) -> dict[str, Any]:
        return asdict(self)


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


def contenders(variant: str, weights: Weights | None) -> tuple[Contender, ...]:
    """This program, those who read HTML, and on bare text the text as it is."""
    ours = Contender(OURS, "", weights.run, weights.order) if weights else Contender(OURS, "", converted)
    peers = (
        Contender("trafilatura", "trafilatura", trafilatura),
        Contender("readability-lxml", "readability-lxml", readability),
        Contender("newspaper4k", "newspaper4k", newspaper),
        Contender("jusText", "jusText", justext),
    )
    return (ours, *peers) if variant == "html" else (ours, Contender(UNTOUCHED, "", untouched), *peers)


def converted(page: Page, variant: str) -> Prediction:
    """Our own converter, on the bytes as they lie in the folder of seeds."""
    try:
        made = document(page.raw(variant), f"seeds/{page.name}.{'html' if variant == 'html' else 'txt'}").document
    except DigestError:
        return Prediction()  # "no article found" is an answer
    meta: Any = made.meta
    fields = {key: str(meta.get(key) or "") for key in ("title", "date", "author")}
    return Prediction(body=made.body, guessed=tuple(sorted(meta.get("unsure") or ())), **fields)


class Weights:
    """A folder with `folds.json` (site -> number) and `fold-NUMBER.json`: weights trained without that fold's sites.

    Each page is converted with the weights that have not seen its site.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folds: dict[str, int] = json.loads((folder / "folds.json").read_text("utf-8"))
        self.used: int | None = None

    def order(self, found: Iterable[Page]) -> list[Page]:
        """Pages of one fold behind each other, so that its weights are read once."""
        return sorted(found, key=lambda page: (self.folds[page.site], page.name))

    def run(self, page: Page, variant: str) -> Prediction:
        fold = self.folds[page.site]
        if fold != self.used:
            import_module("digest.seeds.learned").use(self.folder / f"fold-{fold}.json")
            self.used = fold
        return converted(page, variant)


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
