"""A built site -> the places in which it shows what readers must not see: drafts, articles to come, expired texts.

The build leaves these out by what it knows; this looks at what it made, as a stranger would. Each such text is known by
its address, its title, and runs of its words that stand in nothing that is public. A file is looked at more closely
only where it has the rarest word of one of these.
"""

from __future__ import annotations

import email
import email.policy
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from digest.content.expiry import is_over, without_text
from digest.content.reading import Shelf, cache_of, read
from digest.errors import Problem, printable
from digest.model import Article, Issue, Leaf
from digest.publish.difference import file_of
from digest.settings import Settings
from digest.shingles import words

RUN = 7  # words
RUNS = 40  # of one text
TITLE = 3  # words: shorter ones are names
READ = (".html", ".xml", ".json", ".txt", ".eml", ".css", ".js", ".svg", ".webmanifest", ".csv", ".md", "")
_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"\\[nrt]")

Item = Article | Leaf | Issue


@dataclass(frozen=True, slots=True)
class Mark:
    """Words by which a text is known. An address counts only where it stands letter for letter (`exact`)."""

    path: str
    why: str
    words: str
    exact: str = ""


@dataclass(slots=True)
class Marks:
    """Marks by the rarest word of each, and the files at which something hidden would stand."""

    by_word: dict[str, list[Mark]] = field(default_factory=dict)
    files: dict[str, Mark] = field(default_factory=dict)


def marks(settings: Settings) -> Marks:
    """What the hidden texts of a site are known by."""
    shelf = read(settings, cache_of(settings))
    hidden = list(_hidden(shelf, settings))
    if not hidden:
        return Marks()
    public = [_stretch(item) for item in _public(shelf, settings)] + [_frame(settings, shelf)]
    known = Counter(word for stretch in public for word in stretch)
    runs = {hash(run) for stretch in public for run in _runs(stretch)}
    everything = " " + " ".join(" ".join(stretch) for stretch in public) + " "
    addresses = {item.url for item in _public(shelf, settings)}
    found = Marks()
    for item, why in hidden:
        if why != EXPIRED and item.url not in addresses:
            found.files[file_of(item.url)] = Mark(item.path, why, "", item.url)
        for mark in _marks(item, why, runs, everything):
            if mark.exact not in addresses or not mark.exact:
                rarest = min(mark.words.split(), key=lambda word: (known[word], word))
                found.by_word.setdefault(rarest, []).append(mark)
    return found


DRAFT, FUTURE, EXPIRED = "a draft", "an article whose date is still to come", "a text whose time is over"


def shown(folder: Path, paths: Iterable[str], found: Marks) -> Iterator[Problem]:
    """The places in a folder where something hidden is shown; each text is told once, with the first place."""
    told: set[str] = set()
    for path in sorted(paths):
        for mark in _found_in(folder, path, found):
            if mark.path not in told:
                told.add(mark.path)
                words = mark.exact or f"«{mark.words}»"
                message = f"{printable(path)} shows {mark.why}: {words}"
                hint = "nothing was published; if the words are public for another reason, publish that text first"
                yield Problem("hidden", message, mark.path, hint=hint)


def _found_in(folder: Path, path: str, found: Marks) -> Iterator[Mark]:
    if path in found.files:
        yield found.files[path]
    if not found.by_word or not path.endswith(READ[:-1]):
        return
    text = _text(folder / path)
    for stretch in (words(text), words(_TAG.sub(" ", text))):
        near = found.by_word.keys() & set(stretch)
        whole = " " + " ".join(stretch) + " " if near else ""
        for word in sorted(near):
            for mark in found.by_word[word]:
                if f" {mark.words} " in whole and (not mark.exact or mark.exact in text):
                    yield mark


def _text(path: Path) -> str:
    """The words of a file, as far as it has any: those of a mail are coded."""
    data = path.read_bytes()
    if path.suffix == ".eml":
        mail = email.message_from_bytes(data, policy=email.policy.default)
        parts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
        return unescape("\n".join([str(mail["subject"]), *map(str, parts)]))
    text = data.decode("utf-8", "replace")
    return unescape(_said(text) if path.suffix == ".json" else text)


def _said(text: str) -> str:
    """The texts within JSON, their letters no longer coded."""
    try:
        return _BREAK.sub(" ", json.dumps(json.loads(text), ensure_ascii=False))
    except ValueError:
        return text


def _items(shelf: Shelf) -> Iterator[Item]:
    for entry in shelf.entries:
        for item in (entry.article, entry.issue, entry.leaf):
            if item:
                yield item


def _hidden(shelf: Shelf, settings: Settings) -> Iterator[tuple[Item, str]]:
    for item in _items(shelf):
        date = None if isinstance(item, Leaf) else item.date
        if item.draft:
            yield item, DRAFT
        elif date and date > settings.now:
            yield item, FUTURE
        elif isinstance(item, Article) and is_over(item, settings.now):
            yield item, EXPIRED


def _public(shelf: Shelf, settings: Settings) -> Iterator[Item]:
    hidden = {item.path: why for item, why in _hidden(shelf, settings)}
    for item in _items(shelf):
        why = hidden.get(item.path)
        if why == EXPIRED and isinstance(item, Article):
            yield without_text(item)
        elif not why:
            yield item


def _stretch(item: Item) -> list[str]:
    """All words of a text, with and without what its marks add to them."""
    said = [item.title, item.summary, _TAG.sub(" ", item.text.html), item.text.html]
    if isinstance(item, Article):
        said += [*item.known, *(note.text for note in item.corrections), item.author, item.dateline]
        said += [item.source.name if item.source else "", *(name for some in item.terms.values() for name in some)]
    if isinstance(item, Issue):
        said += [part for section in item.sections for part in (section.title, section.text)]
    if not isinstance(item, Leaf) and item.image:
        said += [item.image.alt, item.image.caption, item.image.credit]
    return words(unescape("\n".join(said)))


def _frame(settings: Settings, shelf: Shelf) -> list[str]:
    """The words of the site itself, which stand on every page."""
    site = settings.site
    titles = [held.name for held in shelf.tags.terms]
    return words("\n".join([site.title, site.description, site.author, *(each.title for each in site.menu), *titles]))


def _marks(item: Item, why: str, runs: set[int], everything: str) -> Iterator[Mark]:
    """What a hidden text is known by, and nothing public."""
    if why != EXPIRED:
        yield Mark(item.path, why, " ".join(words(item.url)), item.url)
        title = words(item.title)
        if len(title) >= TITLE and f" {' '.join(title)} " not in everything:
            yield Mark(item.path, why, " ".join(title))
    for text in (_TAG.sub(" ", item.text.html), item.text.html):
        own = [run for run in list(_runs(words(unescape(text))))[::RUN] if hash(run) not in runs]
        for run in own[:: max(1, len(own) // RUNS)]:
            yield Mark(item.path, why, run)


def _runs(found: list[str]) -> Iterator[str]:
    return (" ".join(found[at : at + RUN]) for at in range(len(found) - RUN + 1))
