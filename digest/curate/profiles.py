"""content/articles -> Profiles: what each article is known by, kept in .digest/ so that only changed files are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct

from digest.content.decisions import ARTICLES
from digest.content.frontmatter import parse, plain
from digest.curate import articles
from digest.disk import stamp
from digest.errors import DigestError
from digest.fingerprint import of_bytes
from digest.moments import moment
from digest.program import engine
from digest.seeds import cachefile
from digest.settings import Settings
from digest.telling import names, stems

KEPT = ".digest/profiles"
TITLE = 2  # times that a word of the title counts
DAY = 86_400.0  # seconds
FEW = 20  # changed files that are sooner read once more than all is written down


class Profile(Struct, frozen=True):
    """What an article is known by: how often it has each stem, its names, and when and by whom it was published.

    `name` is that of its file below `content/articles`; `day` counts from 1970, and is today where no `date` is known.
    """

    name: str
    title: str
    source: str
    day: float
    date: str
    stems: Mapping[str, int]
    names: frozenset[str]


class Profiles:
    """All articles, drafts too. A file that cannot be read as it should is left out, and `problems` tell why.

    `frequencies` tells in how many articles each stem stands. What was known `before` is read no more than what is
    kept, and sooner found.
    """

    def __init__(self, settings: Settings, before: Profiles | None = None) -> None:
        self._settings = settings
        self.problems = articles.refused(settings.root)
        key = _key(settings)
        kept = before.known if before else cachefile.load(settings.root, KEPT, key)
        old: dict[str, list[Any]] = kept.get("rows", {})
        self._rows = self._read(old)
        self.frequencies: Counter[str] = Counter(kept.get("frequencies", {}))
        gone = [row for name, row in old.items() if self._rows.get(name) is not row]
        new = [row for name, row in self._rows.items() if old.get(name) is not row]
        self.frequencies.update(stem for row in new for stem in _counts(row[5]))
        self.frequencies.subtract(stem for row in gone for stem in _counts(row[5]))
        if len(gone) + len(new) > FEW:
            self.frequencies = +self.frequencies
            cachefile.save(settings.root, KEPT, key, self.known)

    @property
    def known(self) -> dict[str, Any]:
        """What is kept of all articles."""
        return {"rows": self._rows, "frequencies": self.frequencies}

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def names(self) -> Iterable[str]:
        """The names of all articles."""
        return self._rows.keys()

    def day(self, name: str) -> float:
        """When an article was published."""
        day: float | None = self._rows[name][4]
        return self._settings.now.timestamp() / DAY if day is None else day

    def profile(self, name: str) -> Profile:
        """The profile of one article."""
        _, _, title, source, day, counted, named = self._rows[name]
        date = "" if day is None else datetime.fromtimestamp(day * DAY, self._settings.site.zone).date().isoformat()
        return Profile(name, title, source, self.day(name), date, _counts(counted), frozenset(named.split()))

    def body(self, name: str) -> str:
        """The text of one article, in Markdown."""
        return parse(articles.read(self._settings.root, ARTICLES + name), ARTICLES + name).body

    def _read(self, old: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
        rows = {}
        for path in articles.article_paths(self._settings.root):
            name = path.removeprefix(ARTICLES)
            try:
                rows[name] = self._row(path, old.get(name))
            except DigestError as error:
                self.problems.append(error.problem)
        return rows

    def _row(self, path: str, known: list[Any] | None) -> list[Any]:
        """What is to be kept of a file; the very row that is kept already if the file is as it was."""
        seen = stamp(self._settings.root, path)
        if known and seen and known[0] == list(seen):
            return known
        data = articles.read(self._settings.root, path)
        mark = of_bytes(data)
        told = known[2:] if known and known[1] == mark else self._told(data, path)
        return [list(seen) if seen else None, mark, *told]

    def _told(self, data: bytes, path: str) -> list[Any]:
        parsed = parse(data, path)
        meta = plain(parsed.meta) or {}
        title = _text(meta.get("title"))
        counts = Counter(stems(parsed.body))
        for stem in stems(title):
            counts[stem] += TITLE
        named = sorted({*names(title), *(name for line in parsed.body.split("\n") for name in names(line))})
        return [title, _text(meta.get("source")), self._date(meta.get("date")), _spelt(counts), " ".join(named)]

    def _date(self, value: object) -> float | None:
        try:
            return moment(_text(value), self._settings.site.zone).timestamp() / DAY
        except ValueError:
            return None


def unread(settings: Settings) -> int:
    """How many articles have to be read before all are known. A thousand take two seconds or three."""
    rows: dict[str, list[Any]] = cachefile.load(settings.root, KEPT, _key(settings)).get("rows", {})
    stamps = {path: stamp(settings.root, path) for path in articles.article_paths(settings.root)}
    known = {ARTICLES + name: row[0] for name, row in rows.items()}
    return sum(seen is None or known.get(path) != list(seen) for path, seen in stamps.items())


def _key(settings: Settings) -> str:
    return f"{engine()} {settings.site.timezone}"


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _spelt(counts: Mapping[str, int]) -> str:
    return " ".join(f"{stem} {count}" for stem, count in counts.items())


def _counts(spelt: str) -> dict[str, int]:
    words = spelt.split(" ")
    return dict(zip(words[::2], map(int, words[1::2]), strict=True)) if spelt else {}
