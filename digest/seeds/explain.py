"""A seed, or an article made of one -> its lines: what the converter takes each for, why, and what became of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from digest.content.frontmatter import parse, plain
from digest.disk import read_bytes, regular_files
from digest.errors import DigestError, Problem, UsageError, did_you_mean, printable
from digest.seeds import sources_yaml
from digest.seeds.blocks import Label, Labelled
from digest.seeds.convert import judged
from digest.seeds.dateline import split_off
from digest.seeds.folder import Entry, Listing, listing, part_of
from digest.seeds.known import Known
from digest.seeds.named import within
from digest.seeds.read import read
from digest.seeds.repeats import Repeats
from digest.settings import Settings

ARTICLES = "content/articles"
LIMIT = 5_000_000  # bytes of an article


class Line(Struct, frozen=True):
    """A block of a seed as the converter takes it today: `labelled` says for what, and why.

    `kept` is whether it is part of the article's text: of the one in question, as its front matter has it, or else of
    the one that would be made today.
    """

    labelled: Labelled
    kept: bool

    @property
    def used(self) -> bool:
        """Whether its words go into the front matter."""
        return not self.kept and not self.labelled.kept and self.labelled.label is not Label.JUNK

    @property
    def differs(self) -> bool:
        """Whether the converter would decide otherwise today."""
        return self.kept != self.labelled.kept


class Explained(Struct, frozen=True):
    """The lines of one seed, in their order. `article` is the one in question, empty where it is the seed alone.

    `origin` tells what the seed was taken from, and `fetched` when, where that is known; `page` is its own address, and
    `encoding` that of its letters.
    """

    seed: str
    sha256: str
    lines: tuple[Line, ...]
    article: str = ""
    origin: str = ""
    fetched: datetime | None = None
    page: str = ""
    encoding: str = "utf-8"

    @property
    def differing(self) -> int:
        """How many lines would be decided otherwise today."""
        return sum(line.differs for line in self.lines)


def explained_named(settings: Settings, name: str, *, encoding: str = "", lossy: bool = False) -> tuple[Explained, ...]:
    """What became of an article's seed, or becomes of a seed: whichever has the name. `UsageError` where none has."""
    name = within(settings.root, name)
    article = article_named(settings.root, name)
    if article:
        return (explained_article(settings, article, encoding=encoding, lossy=lossy),)
    try:
        return explained(settings, name, encoding=encoding, lossy=lossy)
    except UsageError:
        if name.startswith("seeds/"):
            raise
    hint = did_you_mean(name, map(_stem, _articles(settings.root)))
    raise UsageError(f"there is no article and no seed {printable(name)}", code="seed", hint=hint)


def explained(settings: Settings, name: str, *, encoding: str = "", lossy: bool = False) -> tuple[Explained, ...]:
    """What becomes of a seed today: of a file, of one item in it (`wire.jsonl#key`), or of all its items.

    `UsageError` where there is none of this name, `DigestError` where it cannot be read.
    """
    return explainer(settings, encoding=encoding, lossy=lossy).seeds(name)


def explained_article(settings: Settings, path: str, *, encoding: str = "", lossy: bool = False) -> Explained:
    """What became of the seed of an article, as its front matter has it, beside what would become of it today.

    `path` is the article's. `DigestError` (code `seed`) where its seed is not there as it was: then no number of a line
    can be trusted.
    """
    data = read_bytes(settings.root, path, limit=LIMIT)
    return explainer(settings, encoding=encoding, lossy=lossy).article(path, data)


def stated_seed(data: bytes, path: str) -> dict[str, str]:
    """What an article with these bytes says of its seed: `file`, `sha256`, `lines`; nothing where it has none.

    `DigestError` where its front matter cannot be read.
    """
    stated = _meta(data, path).get("seed")
    return {name: str(value or "") for name, value in stated.items()} if isinstance(stated, dict) else {}


def article_named(root: Path, name: str) -> str:
    """The path of an article by its path, its file's name or its slug; empty where there is none."""
    name = name.removeprefix("./").removeprefix(f"{ARTICLES}/").removesuffix(".md")
    paths = _articles(root)
    by_name = [path for path in paths if name in (_stem(path), path.removeprefix(f"{ARTICLES}/").removesuffix(".md"))]
    return next(iter(by_name or [path for path in paths if _slug(root, path) == name]), "")


def _articles(root: Path) -> list[str]:
    return [path for path, objection in regular_files(root, ARTICLES) if not objection and path.endswith(".md")]


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


def _slug(root: Path, path: str) -> str:
    try:
        return str(_meta(read_bytes(root, path, limit=LIMIT), path).get("slug") or "")
    except DigestError:
        return ""  # which `check` tells


def _meta(data: bytes, path: str) -> dict[str, Any]:
    return plain(parse(data, path).meta) or {}


def _stated(data: bytes, path: str) -> dict[str, Any]:
    """What the article says of its seed."""
    stated = _meta(data, path).get("seed")
    if not isinstance(stated, dict) or not stated.get("file"):
        message, hint = "the article names no seed", "only what `convert` has made of one has the key `seed`"
        raise DigestError(message, code="seed", path=path, hint=hint)
    return stated


def _as_it_was(found: Listing, path: str, stated: dict[str, Any]) -> Entry:
    """The seed of an article, wherever it lies now, if it has the bytes that it had."""
    name, sha256 = str(stated["file"]), str(stated.get("sha256") or "")
    same = [each for each in (*found.entries, *found.wholes) if each.sha256 == sha256]
    if same:
        return min(same, key=lambda each: (each.key != name, each.key))
    names = (name, name.rpartition("#")[0])  # of an item its file, which may be one article now
    there = next((each.key for each in (*found.entries, *found.wholes) if each.key in names), "")
    gone = "it has changed since" if there else "it is not there any more, under this name or another"
    hint = f"no line numbers can be trusted; as it is now: convert --explain {there}" if there else ""
    raise DigestError(f"this was made of {printable(name)}: {gone}", code="seed", path=path, hint=hint)


def _numbers(lines: object) -> list[range]:
    """The numbers in ranges like `12-16 20`, in order, none twice: there may be thousands."""
    ranges = re.findall(r"(\d{1,9})(?:-(\d{1,9}))?", str(lines or ""))
    found: list[range] = []
    for first, last in sorted((int(first), int(last or first)) for first, last in ranges):
        start = max(first, found[-1].stop) if found else first
        found += [range(start, last + 1)] if start <= last else []
    return found


def _was_kept(labelled: Labelled, numbers: Sequence[range]) -> bool:
    """A dateline stands in the line of its paragraph, and yet is no part of the text."""
    line = labelled.block.line
    at = bisect_right(numbers, line, key=lambda each: each.start) - 1
    return labelled.label is not Label.DATELINE and at >= 0 and line in numbers[at]


class Explainer(Struct, frozen=True):
    """The seeds of the folder, and what is known of them besides their bytes: made once, then asked about any."""

    found: Listing
    repeats: Repeats
    known: Known
    encoding: str = ""
    lossy: bool = False
    _last: dict[Entry, Explained] = field(default_factory=dict)
    """The seed that was asked about last: a page asks about one again and again."""

    def seeds(self, name: str) -> tuple[Explained, ...]:
        """What becomes of the seeds of a name today, as `explained` has it."""
        return tuple(map(self._today, self.found.within(self.found.chosen([name]))))

    def article(self, path: str, data: bytes) -> Explained:
        """What became of the seed of an article with these bytes, as `explained_article` has it."""
        stated = _stated(data, path)
        today = self._today(_as_it_was(self.found, path, stated))
        kept = _numbers(stated.get("lines"))
        lines = (replace(line, kept=_was_kept(line.labelled, kept)) for line in today.lines)
        return replace(today, article=path, lines=tuple(lines))

    def _today(self, entry: Entry | Problem) -> Explained:
        if isinstance(entry, Problem):
            raise DigestError.about(entry)
        if entry not in self._last:
            found = self._explained(entry)
            self._last.clear()
            self._last[entry] = found
        return self._last[entry]

    def _explained(self, entry: Entry) -> Explained:
        part = part_of(self.found.root, entry)
        seed = read(part, encoding=self.encoding, lossy=self.lossy)
        known = replace(self.known, recurring=self.repeats.about(part.sha256))
        lines = tuple(Line(each, each.kept) for each in split_off(judged(seed, known))[1])
        known_of_it = (part.origin, part.fetched, seed.facts.url, seed.encoding)
        return Explained(part.name, part.sha256, lines, "", *known_of_it)


def explainer(settings: Settings, *, encoding: str = "", lossy: bool = False) -> Explainer:
    """The folder of seeds as it is now."""
    found = listing(settings.root, jobs=settings.jobs)
    known = Known(settings.site.language, sites=tuple(sources_yaml.read(settings.root).sites))
    return Explainer(found, found.repeats(jobs=settings.jobs), known, encoding, lossy)
