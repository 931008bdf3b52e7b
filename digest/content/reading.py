"""content/ -> entries: every file of the editor's, read from the disk or, where its bytes are known, from the cache."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from digest.content import authority, decisions
from digest.content.article import Entry, read_article, read_leaf
from digest.content.authority import NO_AUTHORITY, Authority
from digest.content.cache import Cache, Listing
from digest.content.decisions import Decisions
from digest.content.issue import read_issue
from digest.content.kept_rows import Kept, kept
from digest.content.repeats import repeats
from digest.content.sources import FILE as SOURCES
from digest.content.sources import Sources
from digest.content.sources import read as read_sources
from digest.cores import on_all_cores
from digest.disk import read_bytes, regular_files
from digest.errors import DigestError, Problem, printable
from digest.fingerprint import fingerprint, of_bytes
from digest.program import engine
from digest.settings import Settings, Site
from digest.watching import tell

if TYPE_CHECKING:
    from digest.content.markup import Markup

FOLDER = "content"
CACHE = ".digest/content.sqlite"
SIZE = 4 << 20  # bytes of one content file that are read at all
ASSETS = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".pdf", ".mp3", ".mp4")
DECIDED = (SOURCES, "content/feeds.yaml", decisions.FILE, authority.FILE)  # what an editor tells the program
POOL_FROM = 2_000  # files: a second of work; below, more processes spend more than they save
_NO_FILE = "put an ordinary file there, with a name in UTF-8, or take it away"
CHUNK = 25  # files a process is handed at a time


class Shelf(Struct, frozen=True):
    """All that stands in `content/`: entries in the order of their `paths`, files articles may show, decisions.

    `sources` are the outlets that an editor has described; `names` tell files from what they were before, by all that
    decides what is read from them.
    """

    entries: tuple[Entry, ...]
    assets: frozenset[str]
    problems: tuple[Problem, ...]
    paths: tuple[str, ...]
    decisions: Decisions
    sources: Sources
    tags: Authority = NO_AUTHORITY
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def moments(self) -> Iterator[datetime]:
        """Every moment at which something comes due or is over: between two of them the time changes nothing."""
        for entry in self.entries:
            dated = (entry.article and entry.article.date, entry.article and entry.article.expires)
            yield from (each for each in (*dated, entry.issue and entry.issue.date) if each)


def read(settings: Settings, cache: Cache) -> Shelf:
    """Read `content/`. What is wrong with a file is told with it; no file takes another down."""
    site = settings.site
    entries: dict[str, Entry] = {}
    unread: list[_Unread] = []
    found = cache.listed(settings.root) or cache.look_up(listing(settings.root))
    meant = folders(site)
    for path in found.paths:
        entry = cache.believed(path) or _known(settings.root, path, meant, cache, unread)
        if entry:
            entries[path] = entry
    for number, (name, made) in enumerate(_made(unread, settings)):
        path = unread[number].path
        entries[path] = cache.keep(path, name, made) if name else _unkept(made)
        tell("reading", number + 1, len(unread))
    articles = {path: entry.article for path, entry in entries.items() if entry.article}
    issues = [entry.issue for entry in entries.values() if entry.issue]
    repeated = repeats(issues, articles, settings.now, cache)
    known, tags = read_sources(settings.root), authority.read(settings.root)
    return Shelf(
        tuple(map(entries.__getitem__, found.paths)),
        found.assets,
        (*found.problems, *repeated, *known.problems, *tags.problems),
        found.paths,
        decisions.read(settings.root),
        known,
        tags,
        {path: f"{cache.key} {name}" for path, name in cache.names.items()},
    )


def listing(root: Path) -> Listing:
    """What stands in `content/`."""
    problems: list[Problem] = []
    assets: set[str] = set()
    paths: list[str] = []
    for path, objection in regular_files(root, FOLDER):
        if objection:
            problems.append(Problem("file", f"{objection}, so it was not read", printable(path), hint=_NO_FILE))
        elif path.lower().endswith(ASSETS):
            assets.add(path)
        elif path.endswith(".md"):
            paths.append(path)
        elif path not in DECIDED:
            hint = "articles end in .md, what they show in " + ", ".join(ASSETS)
            problems.append(Problem("file", "no page is made of this file", path, hint=hint, level="warning"))
    return Listing(tuple(sorted(paths)), frozenset(assets), tuple(problems))


def article(root: Path, path: str, site: Site) -> Entry:
    """What one article's file became, read by itself."""
    try:
        return made(path, read_bytes(root, path, limit=SIZE), site)
    except DigestError as error:
        return Entry(problems=(error.problem,))


def made(path: str, data: bytes, site: Site) -> Entry:
    """What the bytes of one file become. They need not stand on the disk."""
    return _read(path, data, site, _markup(site.markdown_html))


def folders(site: Site) -> tuple[str, ...]:
    """The folders of `content/` that have a meaning: articles, pages, issues, and the texts of terms by taxonomy."""
    return ("articles", "pages", "issues", *site.taxonomies)


class _Unread(Struct, frozen=True):
    """A file that must be read, or its bytes where they have been looked at already."""

    path: str
    data: bytes | None = None


def _known(root: Path, path: str, meant: tuple[str, ...], cache: Cache, unread: list[_Unread]) -> Entry | None:
    """The entry of a file if it can be told at once; otherwise it joins the unread."""
    above = path.split("/", 2)
    if above[1] not in meant or len(above) < 3:
        hint = "move it into " + ", ".join(f"{FOLDER}/{name}/" for name in meant)
        return Entry(problems=(Problem("folder", "no page is made of this file", path, hint=hint, level="warning"),))
    seen = cache.glance(root, path)
    if seen:
        return seen
    if not cache.knows(path):
        unread.append(_Unread(path))
        return None
    try:
        data = read_bytes(root, path, limit=SIZE)
    except DigestError as error:
        return Entry(problems=(error.problem,))
    entry = cache.entry(path, of_bytes(data))
    if entry is None:
        unread.append(_Unread(path, data))
    return entry


def _made(unread: Sequence[_Unread], settings: Settings) -> Iterator[tuple[str, Entry | Kept]]:
    """What came of files that must be read, in their order, by several processes where that pays: see `_entries`.

    Of many it is what is kept of them: their texts are then looked at only where they are asked for.
    """
    work = settings.root, settings.site
    if len(unread) < POOL_FROM:
        yield from _entries(*work, unread)
        return
    chunks = [unread[start : start + CHUNK] for start in range(0, len(unread), CHUNK)]
    for rows in on_all_cores(partial(_chunk, *work), chunks, jobs=settings.jobs, few=1):
        yield from rows


def _entries(root: Path, site: Site, files: Sequence[_Unread]) -> Iterator[tuple[str, Entry]]:
    """The entries of files, each with the name of its bytes; without one where they cannot be had."""
    markup = _markup(site.markdown_html)
    for each in files:
        try:
            data = read_bytes(root, each.path, limit=SIZE) if each.data is None else each.data
        except DigestError as error:
            yield "", Entry(problems=(error.problem,))
        else:
            yield of_bytes(data), _read(each.path, data, site, markup)


def _chunk(root: Path, site: Site, files: Sequence[_Unread]) -> list[tuple[str, Entry | Kept]]:
    found = _entries(root, site, files)
    return [(name, kept(each) if each.item else each) for name, each in found]


def _unkept(made: Entry | Kept) -> Entry:
    assert isinstance(made, Entry)  # a file that cannot be read makes nothing
    return made


def _read(path: str, data: bytes, site: Site, markup: Markup) -> Entry:
    """What a file becomes, its texts set as the language of each wants it."""
    folder = path.split("/")[1]
    if folder == "articles":
        entry = read_article(data, path, site, markup)
    elif folder == "issues":
        entry = read_issue(data, path, site, markup)
    else:
        entry = read_leaf(data, path, folder, site, markup)
    if not site.typography:
        return entry
    from digest.content.typesetting import set_entry  # as seldom needed as the Markdown reader

    return set_entry(entry)


class _Own(threading.local):
    """What reads Markdown in one thread: it holds a text while it reads, so no two threads may share it."""

    def __init__(self) -> None:
        self.markups: dict[bool, Markup] = {}


_own = _Own()


def _markup(raw_html: bool) -> Markup:
    if raw_html not in _own.markups:
        from digest.content.markup import Markup  # a tenth of a second that a build without new texts does not pay

        _own.markups[raw_html] = Markup(raw_html=raw_html)
    return _own.markups[raw_html]


def cache_of(settings: Settings, *, lazy: bool = False) -> Cache:
    """What the last build has left of the content files of a site."""
    return Cache(settings.root / CACHE, cache_key(settings.site), settings.site.zone, lazy=lazy)


def cache_key(site: Site) -> str:
    """What besides a file's bytes decides its entry: these settings, and the code that reads it."""
    settings = (site.language, site.timezone, site.permalinks, site.taxonomies, site.markdown_html, site.typography)
    return fingerprint((settings, engine()))
