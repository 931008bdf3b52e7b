"""Articles as a revision of git had them, and as they are -> texts that were changed without a word to readers.

Git is asked for contents only. Which article became which is found here, for git sees no renaming before `git add`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from msgspec import Struct

from digest.check.git import Revision, revision
from digest.check.sheet import Sheet, sheet
from digest.check.slips import untracked
from digest.content.frontmatter import plain
from digest.content.reading import SIZE
from digest.disk import read_bytes, regular_files
from digest.errors import DigestError, Problem
from digest.moments import moment
from digest.settings import Settings
from digest.shingles import Index, likeness, prints
from digest.text import clean

ARTICLES = "content/articles"
SAME = 0.5  # of the words of an article that a file must hold to be the same one under another name
COMPARED = 50  # new files up to which each is compared; of more, those that share runs of words, or the name

_HINT = (
    "set `updated:` to the day of the change, or say in `corrections:` what was wrong; "
    "of a slip of the pen only `{date: 2016-12-01, typo: true}`"
)
_SEEN = "readers could see this article at"
_GONE = "links to it lead nowhere; `expires:` would take off its text alone, `aliases:` of another leads to that"


class _State(Struct, frozen=True):
    """An article at one time: what readers saw of it, and what it says of its changes."""

    sheet: Sheet
    words: str
    updated: datetime | None
    date: datetime | None
    corrections: tuple[str, ...]
    draft: bool

    @property
    def changed(self) -> datetime | None:
        """When it says that it was last changed."""
        return self.updated or self.date


def changed_in_silence(settings: Settings, name: str) -> Iterator[Problem]:
    """The articles that readers could see at a revision, and whose title or text is another now without a word on it.

    Their punctuation and spelling counts; marks of Markdown, addresses of links and spaces do not. Those that readers
    see no more are told as well.
    """
    then = revision(settings.root, name)
    pairs, lost = _pairs(settings.root, then)
    contents = then.contents([*(old for old, _ in pairs.values()), *lost.values()])
    zone, now = settings.site.zone, settings.now
    for path, (old, origin) in sorted(pairs.items()):
        before = _state(contents[old], origin, zone)
        after = _state(_bytes(settings.root, path), path, zone)
        if before and after and _published(before, now):
            yield from _said_of(before, after, name, now)
    for path, old in sorted(lost.items()):
        before = _state(contents[old], path, zone)
        if before and _published(before, now):
            yield Problem("withdrawn", f"{_SEEN} {name}, and it is gone now", path, hint=_GONE)


def _said_of(before: _State, after: _State, name: str, now: datetime) -> Iterator[Problem]:
    """What is to be said of an article that readers could see."""
    if not _published(after, now):
        why, key = ("is a draft", "draft") if after.draft else ("waits for its date", "date")
        yield after.sheet.at_key("withdrawn", f"{_SEEN} {name}, and it {why} now", key, _GONE)
    elif not _told(before, after):
        yield _problem(before, after, name)


def _pairs(root: Path, then: Revision) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    """The articles that are not as they were, by path: the name of what they held then, and the path it had.

    And those that have gone, by path: the name of what they held.
    """
    before = {path: name for path, name in then.files(ARTICLES).items() if path.endswith(".md")}
    after = [path for path, objection in regular_files(root, ARTICLES) if not objection and path.endswith(".md")]
    size = len(next(iter(before.values()), ""))
    new = {path: data for path in after if path not in before and (data := _bytes(root, path))}
    found = {
        path: (before[path], path)
        for path in after
        if path in before and _name(_bytes(root, path), size) != before[path]
    }
    gone = {path: name for path, name in before.items() if path not in set(after)}
    for path, origin in list(_renamed(then.contents(gone.values()), gone, new)):
        found[path] = (gone.pop(origin), origin)
    return found, gone


def _name(data: bytes, size: int) -> str:
    """The name that git gives to some bytes, in SHA-1 or in SHA-256."""
    make = hashlib.sha256 if size > 40 else hashlib.sha1
    return make(b"blob %d\0" % len(data) + data).hexdigest()


def _renamed(
    contents: Mapping[str, bytes], gone: Mapping[str, str], new: Mapping[str, bytes]
) -> Iterator[tuple[str, str]]:
    """New files that are articles which have gone: the same bytes, or at least half of their words."""
    if not gone or not new:
        return
    left = _Left(new)
    changed = []
    for origin, name in sorted(gone.items()):
        same = left.same(contents[name])
        if same:
            yield same, origin
        else:
            changed.append((origin, contents[name].decode("utf-8", "replace")))
    for origin, text in changed:
        alike = left.alike(origin, text)
        if alike:
            yield alike, origin


class _Left:
    """New files that nobody has been found for yet."""

    def __init__(self, new: Mapping[str, bytes]) -> None:
        self.texts = {path: data.decode("utf-8", "replace") for path, data in new.items()}
        self.by_bytes: dict[bytes, list[str]] = {}
        for path in sorted(new, reverse=True):
            self.by_bytes.setdefault(new[path], []).append(path)
        self.index = Index((path, prints(text)) for path, text in self.texts.items())

    def same(self, data: bytes) -> str:
        """The first file with these bytes; empty where there is none."""
        paths = self.by_bytes.get(data)
        return self._taken(paths.pop()) if paths else ""

    def alike(self, origin: str, text: str) -> str:
        """The file that holds most of a text, if that is half of its words or more."""
        few = len(self.texts) <= COMPARED
        likely = set(self.texts) if few else {*self.index.near(prints(text)), *self._named(origin)} & set(self.texts)
        share, path = max(((likeness(text, self.texts[each]).said, each) for each in likely), default=(0.0, ""))
        return self._taken(path) if share >= SAME else ""

    def _named(self, origin: str) -> Iterator[str]:
        return (path for path in self.texts if path.rpartition("/")[2] == origin.rpartition("/")[2])

    def _taken(self, path: str) -> str:
        del self.texts[path]
        return path


def _bytes(root: Path, path: str) -> bytes:
    try:
        return read_bytes(root, path, limit=SIZE)
    except DigestError:
        return b""


def _state(data: bytes, path: str, zone: tzinfo) -> _State | None:
    """An article, taken apart; None for what nobody could have published."""
    try:
        found = sheet(data, path)
    except DigestError:
        return None
    words = "\n".join(
        (" ".join(clean(found.value("title")).split()), *(untracked(block.words) for block in found.blocks))
    )
    draft = found.value("draft").lower() in ("true", "yes")
    updated, date = (_moment(found.value(name), zone) for name in ("updated", "date"))
    return _State(found, words, updated, date, _corrections(found), draft)


def _moment(word: str, zone: tzinfo) -> datetime | None:
    try:
        return moment(word, zone)
    except ValueError:
        return None


def _corrections(found: Sheet) -> tuple[str, ...]:
    """The entries of `corrections`, each as one text. One that says neither what nor that it was a typo is none."""
    node = found.meta.get("corrections")
    values: Any = plain(node) if node else None
    entries = values if isinstance(values, list) else [values]
    return tuple(repr(sorted(each.items())) for each in entries if isinstance(each, dict) and _says_something(each))


def _says_something(entry: Mapping[str, Any]) -> bool:
    return bool(entry.get("text")) or str(entry.get("typo", "")).lower() in ("true", "yes")


def _published(state: _State, now: datetime) -> bool:
    """Whether readers can see it, or can have seen it. An article that waited then may have come out since."""
    return not state.draft and state.date is not None and state.date <= now


def _told(before: _State, after: _State) -> bool:
    if before.words == after.words:
        return True
    newer = after.changed is not None and before.changed is not None and after.changed > before.changed
    return newer or bool(set(after.corrections) - set(before.corrections))


def _problem(before: _State, after: _State, name: str) -> Problem:
    moved = "" if before.sheet.path == after.sheet.path else f" (it was {before.sheet.path} then)"
    message = f"the text has changed since {name}{moved}, and nothing says so"
    if before.sheet.value("title") != after.sheet.value("title"):
        return after.sheet.at_key("changed", message, "title", _HINT)
    old, new = ([line.text for line in each.sheet.body] for each in (before, after))
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    at = next((first for kind, _, _, first, _ in steps if kind != "equal"), 0)
    line = after.sheet.body[min(at, len(new) - 1)]
    return after.sheet.at("changed", message, line, 0, _HINT)
