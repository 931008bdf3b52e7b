"""Articles already read, by the hash of their bytes: what has not changed is not read again.

One JSON file, five times faster to load than pickle, below a line that names it: a cache that is missing, torn,
foreign, of another version or with one bit turned over is an empty cache. What a few edits have changed since it was
written stands in a second, small file, whose first line names the first file too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from digest.content.article import Entry
from digest.disk import firm_stamp, write_whole
from digest.errors import Problem
from digest.fingerprint import of_bytes
from digest.model import Article, Correction, Heading, Image, Issue, Leaf, Link, Section, Source, Text

Rows = dict[str, list[Any] | None]
"""What is kept, by the path of its file; None for a file that has gone since."""

FEW = 10  # where less than one in so many rows has changed, only those are written


@dataclass(frozen=True, slots=True)
class Listing:
    """What stands in `content/`: the paths of texts in order, files that they may show, what is wrong with others."""

    paths: tuple[str, ...]
    assets: frozenset[str]
    problems: tuple[Problem, ...]


class Cache:
    """What is known of content files. `key` names all that besides their bytes decides what they become.

    Without a path nothing is known at the beginning, and nothing is kept.
    """

    def __init__(self, path: Path | None, key: str, zone: tzinfo) -> None:
        self.path, self.key, self.zone = path, key, zone
        self._base, self._since = b"", dict[str, list[Any] | None]()
        self._old: dict[str, list[Any]] = {}
        if path:
            self._load(path)
        self._new: dict[str, list[Any]] = {}
        self._fresh: set[str] = set()
        self._seen: dict[str, tuple[int, ...] | None] = {}

    def listed(self, root: Path) -> Listing | None:
        """What stands in `content/`, if nothing can have come or gone since that was looked up."""
        return None

    def look_up(self, found: Listing) -> Listing:
        """Take up what stands in `content/` now."""
        return found

    def believed(self, path: str) -> Entry | None:
        """What a file became that cannot have changed since."""
        return None

    def glance(self, root: Path, path: str) -> Entry | None:
        """What a file became, if its stamp tells that it was not changed since it was read."""
        seen = self._seen[path] = firm_stamp(root, path)
        row = self._old.get(path)
        if not (seen and row and row[2] == [*seen]):
            return None
        self._new[path] = row
        return _entry(row[1], self.zone)

    def entry(self, path: str, name: str) -> Entry | None:
        """What the file `path` became when its bytes were named `name`, if that is known."""
        row = self._old.get(path)
        if not row or row[0] != name:
            return None
        self._new[path] = row
        if self._seen.get(path):  # what has no stamp yet stays as it is
            self._put(path, name, row[1])
        return _entry(row[1], self.zone)

    def keep(self, path: str, name: str, entry: Entry) -> None:
        """Remember an entry. One with errors is not kept: it is read, and reported, every time."""
        if entry.article or entry.leaf or entry.issue:
            self._put(path, name, _row(entry))

    def _put(self, path: str, name: str, row: list[Any]) -> None:
        """The stamp is that from before the file was read: what was written since has another."""
        seen = self._seen.get(path)
        self._new[path] = [name, row, [*seen] if seen else None]
        self._fresh.add(path)

    def told(self, name: str, key: str) -> dict[str, str] | None:
        """What was said under this name of inputs with this key, if that is known."""
        row = self._old.get(f"told {name}")
        if not row or row[0] != key:
            return None
        self._new[f"told {name}"] = row
        sentences: dict[str, str] = row[1]
        return sentences

    def tell(self, name: str, key: str, sentences: dict[str, str]) -> None:
        """Remember what took long to find out."""
        self._fresh.add(f"told {name}")
        self._new[f"told {name}"] = self._old[f"told {name}"] = [key, sentences]

    def save(self) -> None:
        """Write what is known now, unless it stands there already."""
        gone = self._old.keys() - self._new.keys()
        if not self.path or not (self._fresh or gone):
            return
        since = {**self._since, **{path: self._new[path] for path in self._fresh}, **dict.fromkeys(gone)}
        if FEW * len(since) > len(self._new):
            self._base, since = _write(self.path, self.key, self._new), {}
        else:
            _write(_beside(self.path), self._base.decode(), since)
        self._old, self._since, self._fresh = self._new, since, set()

    def _load(self, path: Path) -> None:
        self._base, base = _read(path, self.key)
        _, self._since = _read(_beside(path), self._base.decode())
        found = {**base, **self._since} if self._base else {}
        self._old = {name: row for name, row in found.items() if row}


def _beside(path: Path) -> Path:
    """The file of what has changed since."""
    return path.with_name(f"{path.stem}-since{path.suffix}")


def _read(path: Path, key: str) -> tuple[bytes, Rows]:
    """The line above the rows of a file, and the rows; nothing where the line or any of them is not as was written."""
    try:
        head, _, text = path.read_bytes().partition(b"\n")
    except OSError:
        return b"", {}
    return (head, json.loads(text)) if head == _head(key, text) else (b"", {})


def _write(path: Path, key: str, rows: Mapping[str, list[Any] | None]) -> bytes:
    """Write rows. What a power cut leaves of them is no cache, so the disk need not be waited for."""
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    head = _head(key, text)
    write_whole(path, head + b"\n" + text, sync=False)
    return head


def _head(key: str, text: bytes) -> bytes:
    return f"{key} {of_bytes(text)}".encode()


def _row(entry: Entry) -> list[Any]:
    problems = [problem.as_dict() for problem in entry.problems]
    if entry.article:
        return ["article", _article_row(entry.article), problems]
    if entry.issue:
        return ["issue", _issue_row(entry.issue), problems]
    assert entry.leaf
    leaf = entry.leaf
    fields = [leaf.path, leaf.url, leaf.title, leaf.summary, leaf.aliases, leaf.lang, leaf.draft, leaf.match]
    return ["leaf", [*fields, _links_row(leaf.pinned), _text_row(leaf.text)], problems]


def _article_row(a: Article) -> list[Any]:
    source = [a.source.name, a.source.url] if a.source else None
    image = _image_row(a.image)
    corrections = [[_moment_row(each.date), each.text, each.typo] for each in a.corrections]
    dates = [_moment_row(a.date), _moment_row(a.updated)]
    original = _links_row((a.translation_of,) if a.translation_of else ())
    head = [a.path, a.url, a.title, *dates, a.summary, source, a.archived, a.author, a.terms, a.lines, image]
    body = [a.draft, a.dateline, a.cites, a.known, original, a.rights, corrections, _moment_row(a.expires)]
    return [*head, a.aliases, a.lang, *body, _text_row(a.text)]


def _issue_row(issue: Issue) -> list[Any]:
    image = _image_row(issue.image)
    dates = [_moment_row(each) for each in (issue.date, issue.since, issue.until)]
    sections = [[each.title, each.text, _links_row(each.articles)] for each in issue.sections]
    head = [issue.path, issue.url, issue.number, issue.title, *dates, issue.summary, image, issue.aliases, issue.lang]
    return [*head, issue.draft, sections, _text_row(issue.text)]


def _image_row(image: Image | None) -> list[str] | None:
    return [image.src, image.alt, image.caption, image.credit] if image else None


def _text_row(text: Text) -> list[Any]:
    headings = [[each.level, each.anchor, each.text] for each in text.headings]
    return [text.html, headings, _links_row(text.links), text.excerpt, text.words]


def _links_row(links: tuple[Link, ...]) -> list[Any]:
    return [[each.target, each.line, each.column, each.excerpt] for each in links]


def _moment_row(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _entry(row: list[Any], zone: tzinfo) -> Entry:
    kind, fields, problems = row
    told = tuple(Problem(**problem) for problem in problems)
    if kind == "article":
        return Entry(article=_article(fields, zone), problems=told)
    if kind == "issue":
        return Entry(issue=_issue(fields, zone), problems=told)
    path, url, title, summary, aliases, lang, draft, match, pinned, text = fields
    leaf = Leaf(path, url, title, summary, tuple(aliases), lang, draft, tuple(match), _links(pinned), _text(text))
    return Entry(leaf=leaf, problems=told)


def _article(row: list[Any], zone: tzinfo) -> Article:
    path, url, title, date, updated, summary, source, archived, author, terms, lines, image, *rest = row
    aliases, lang, draft, dateline, cites, known, original, rights, corrections, expires, text = rest
    return Article(
        path=path,
        url=url,
        title=title,
        date=_moment(date, zone),
        updated=_moment(updated, zone),
        summary=summary,
        source=Source(*source) if source else None,
        archived=archived,
        author=author,
        terms={name: tuple(names) for name, names in terms.items()},
        lines={name: tuple(numbers) for name, numbers in lines.items()},
        image=Image(*image) if image else None,
        aliases=tuple(aliases),
        lang=lang,
        draft=draft,
        dateline=dateline,
        cites=tuple(cites),
        known=tuple(known),
        translation_of=next(iter(_links(original)), None),
        rights=rights,
        corrections=tuple(
            Correction(datetime.fromisoformat(when).astimezone(zone), what, typo) for when, what, typo in corrections
        ),
        expires=_moment(expires, zone),
        text=_text(text),
    )


def _issue(row: list[Any], zone: tzinfo) -> Issue:
    path, url, number, title, date, since, until, summary, image, aliases, lang, draft, sections, text = row
    return Issue(
        path=path,
        url=url,
        number=number,
        title=title,
        date=_moment(date, zone),
        since=_moment(since, zone),
        until=_moment(until, zone),
        summary=summary,
        image=Image(*image) if image else None,
        aliases=tuple(aliases),
        lang=lang,
        draft=draft,
        sections=tuple(Section(title, words, _links(articles)) for title, words, articles in sections),
        text=_text(text),
    )


def _text(row: list[Any]) -> Text:
    html, headings, links, excerpt, words = row
    return Text(html, tuple(Heading(*each) for each in headings), _links(links), excerpt, words)


def _links(rows: list[Any]) -> tuple[Link, ...]:
    return tuple(Link(*each) for each in rows)


def _moment(text: str | None, zone: tzinfo) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(zone) if text else None
