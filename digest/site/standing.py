"""Whether a site stands as the last build left it, and would be built the same again: then there is nothing to do.

All that decides a site is named without reading it: the settings, every file below `content/`, `static/` and the
themes by its stamp, the program, and the span of time in which no date comes due. A build that ended well records
these names and that of what it left. Where all of them are still the same, the next build tells what that one told.
Whatever differs, or cannot be told for sure, leads to a whole build: nothing here decides what a page shows.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from digest.disk import State, firm_stamp, read_bytes, regular_files, state_of, write_whole, young
from digest.errors import DigestError, Problem
from digest.fingerprint import fingerprint, of_bytes
from digest.program import engine, ground
from digest.settings import Settings
from digest.site import language
from digest.site.folder import Folder, Stamp, stamps_below
from digest.site.layers import THEMES, builtin
from digest.site.report import Report, Waiting

VERSION = 2
CONTENT = "content"  # this and the next as in content/reading.py, which takes long to import
SIZE = 4 << 20  # bytes of an article that are read at all
PASSING = "output"  # the code of what is told once: files found in the output folder have been moved away


def memory(settings: Settings, what: str) -> Path:
    """Where is kept what is remembered of an output folder: there is one of each kind for each such folder."""
    name = fingerprint(os.path.relpath(settings.output, settings.root))[:8]
    return settings.root / ".digest" / f"{what}-{name}.json"


def ledger_of(settings: Settings) -> Path:
    """Where the ledger of an output folder is kept."""
    return memory(settings, "ledger").with_suffix(".sqlite")


def folder(settings: Settings, known: Iterable[str] = ()) -> Folder:
    """The output folder. `known` are the files of the last build."""
    backup = settings.root / ".digest" / "backup" / settings.output.name
    within = settings.root in settings.output.parents  # who builds into another place may build into one that is served
    return Folder(settings.output, backup=backup, known=frozenset(known), spares=within)


class Seen(Struct, frozen=True):
    """What was seen of a site before any of it was read: a name for all that decides it, but the time.

    `stamps` are those of all files below `content/`. Articles among them that were changed a moment ago, and so may
    change again without another stamp, are `young`. The name is empty where anything else is.
    """

    name: str
    stamps: Mapping[str, State | None]
    young: tuple[str, ...]


def look(settings: Settings) -> Seen:
    """Look at all files that a build reads, and into none but those of the interface's languages."""
    found = list(regular_files(settings.root, CONTENT))
    content = {path: state_of(settings.root, path) for path, objection in found if not objection}
    rows: list[str | None] = [f"{path}\0{objection}\0{content.get(path)}" for path, objection in found]
    for root, name in ((settings.root, "static"), (settings.root, THEMES), (builtin(), THEMES)):
        rows += [*_tree(root, name), ""]
    rows += _rooms(settings.root / CONTENT)
    fresh = young(content)
    if None in rows or not all(path.endswith(".md") for path in fresh):
        return Seen("", content, fresh)
    files = of_bytes("\n".join(map(str, rows)).encode("utf-8", "surrogatepass"))
    parts = (VERSION, engine(), ground(settings.site.timezone), _languages(), _wishes(settings), files)
    return Seen(fingerprint(parts), content, fresh)


def recall(settings: Settings, seen: Seen) -> Report | None:
    """What the last build told, if this one would do nothing and tell the same. `seen` is what is there now."""
    row = _load(memory(settings, "standing"))
    if not (seen.name and row and row["sources"] == seen.name and _within(settings.now, row["span"])):
        return None
    output = folder(settings)
    disturbed = output.stage.exists() or output.old.exists() or output.path.is_symlink()
    if disturbed or row["ledger"] != _of_ledger(settings) or row["output"] != _of_stamps(stamps_below(output.path)):
        return None
    if not _are_as_read(settings.root, row["young"], seen.young):
        return None
    if row["young"] and not seen.young:  # they are no longer
        _save(settings, {**row, "young": {}})
    return _report(row["report"])


def remember(
    settings: Settings,
    seen: Seen,
    names: Mapping[str, str],
    stamps: Mapping[str, Stamp],
    moments: Iterable[datetime],
    report: Report,
) -> None:
    """Record a build that has ended well: what was `seen` before it read any, and what it left.

    `names` are those of the bytes of articles, as they were read. `moments` are all at which something comes due. The
    ledger has to be written before.
    """
    if not seen.name or report.failed or not names.keys() >= set(seen.young):
        return
    row = {
        "sources": seen.name,
        "young": {path: names[path] for path in seen.young},
        "ledger": _of_ledger(settings),
        "output": _of_stamps(stamps.items()),
        "span": _span(settings.now, moments),
        "report": _report_row(report),
    }
    _save(settings, row)


def _are_as_read(root: Path, names: Mapping[str, str], young: Iterable[str]) -> bool:
    """Whether articles of which a stamp tells nothing hold the bytes that were read of them."""
    if not names.keys() >= set(young):
        return False
    try:
        return all(of_bytes(read_bytes(root, path, limit=SIZE)) == name for path, name in names.items())
    except DigestError:
        return False


# Names of what is there


def _tree(root: Path, name: str) -> Iterator[str | None]:
    """A row for each file and each folder just below; None for a file that was changed a moment ago."""
    for path, objection in regular_files(root, name):
        seen = () if objection else firm_stamp(root, path)
        yield None if seen is None else f"{path}\0{objection}\0{seen}"
    yield from _rooms(root / name)


def _rooms(folder: Path) -> list[str]:
    """The folders just below one."""
    return sorted(path.name for path in folder.glob("*/"))


def _languages() -> str:
    files = sorted(language.FOLDER.glob("*.yaml"))
    return fingerprint([(file.name, of_bytes(file.read_bytes())) for file in files])


def _wishes(settings: Settings) -> tuple[object, ...]:
    """The settings and flags, and the lines at which problems with them are told."""
    told = {name: origin for name, origin in settings.origins.items() if name not in ("now", "jobs")}
    return (str(settings.root), str(settings.output), settings.site, settings.drafts, settings.future, told)


def _of_stamps(stamps: Iterable[tuple[str, Stamp]]) -> str:
    rows = sorted(f"{path}\0{size}\0{changed}" for path, (size, changed) in stamps)
    return of_bytes("\n".join(rows).encode("utf-8", "surrogatepass"))


def _of_ledger(settings: Settings) -> list[int]:
    """Another ledger is that of another build, or of none that ended."""
    try:
        state = os.stat(ledger_of(settings))
    except OSError:
        return []
    return [state.st_size, state.st_mtime_ns, state.st_ino]


def _span(now: datetime, moments: Iterable[datetime]) -> list[float | None]:
    """The last moment at which something came due, and the next."""
    times = [each.timestamp() for each in moments]
    here = now.timestamp()
    since, until = (each for each in times if each <= here), (each for each in times if each > here)
    return [max(since, default=None), min(until, default=None)]


def _within(now: datetime, span: list[float | None]) -> bool:
    (since, until), here = span, now.timestamp()
    return (since is None or since <= here) and (until is None or here < until)


# The record on the disk


def _load(path: Path) -> dict[str, Any] | None:
    """The record; none where it is missing, torn, or changed by another hand."""
    try:
        head, _, text = (path.read_bytes() if path.is_file() else b"").partition(b"\n")  # a pipe would wait for ever
    except OSError:
        return None
    row: dict[str, Any] | None = json.loads(text) if head + b"\n" == _head(text) else None
    return row


def _save(settings: Settings, row: Mapping[str, Any]) -> None:
    text = json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass")
    write_whole(memory(settings, "standing"), _head(text) + text)


def _head(text: bytes) -> bytes:
    return f"{VERSION} {of_bytes(text)}\n".encode()


def _report_row(report: Report) -> dict[str, Any]:
    return {
        "kept": report.files,
        "articles": report.articles,
        "drafts": report.drafts,
        "scheduled": [[each.path, each.date.isoformat()] for each in report.scheduled],
        "problems": [each.as_dict() for each in report.problems if each.code != PASSING],
    }


def _report(row: dict[str, Any]) -> Report:
    return Report(
        rendered={},
        written=0,
        kept=row["kept"],
        pruned=(),
        articles=row["articles"],
        drafts=row["drafts"],
        scheduled=tuple(Waiting(path, datetime.fromisoformat(date)) for path, date in row["scheduled"]),
        problems=tuple(Problem(**each) for each in row["problems"]),
        failed=(),
    )
