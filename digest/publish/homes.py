"""A built site -> another home of it: a folder that a server shows or rsync sends, or one zip file.

What has not changed keeps its bytes and its time, so that `rsync` has nothing to do with it. The folder is exchanged at
once. It is taken only where it is new, empty, or holds this very site; files in it that others put there stay.
"""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path

from msgspec import Struct

from digest.disk import write_whole
from digest.errors import Problems, UsageError, printable
from digest.fingerprint import fingerprint
from digest.publish.difference import difference, losses
from digest.settings import Settings
from digest.site.folder import Folder, stamps_below

BEGINNING = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can tell; that of every file in ours
FEED = "feed.xml"


class Moved(Struct, frozen=True):
    """What became of a home: paths that are new or changed and those removed, and how many stayed as they were.

    `foreign` are files there that no publishing put there: they stay.
    """

    home: Path
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: int = 0
    foreign: tuple[str, ...] = ()


def publish_to(settings: Settings, home: Path, *, dry_run: bool = False, lose: bool = False) -> Moved:
    """Bring a home up to date with the site that stands in the output folder: a zip by its ending, else a folder.

    The caller holds the lock and has built. Raises `UsageError` for a home that is not ours, `Problems` where readers
    would lose pages (unless these may be lost), `MachineError` where the disk refuses; the home is then as before.
    """
    home = Path(os.path.abspath(home))
    _outside(settings, home)
    site = _site(settings.output)
    if home.suffix.lower() == ".zip":
        return _zipped(site, home, dry_run=dry_run, lose=lose)
    return _copied(settings, site, home, dry_run=dry_run, lose=lose)


def _refuse_losses(gone: Iterable[str], site: Mapping[str, bytes]) -> None:
    now = dict.fromkeys(site, "")
    found = losses(difference({**now, **dict.fromkeys(gone, "")}, now))
    if found:
        raise Problems(found)


def _outside(settings: Settings, home: Path) -> None:
    """Refuse a home that is, holds, or lies within anything of the editor's, or the output itself."""
    root, place = settings.root.resolve(), home.resolve()
    own = [root / each for each in ("content", "themes", "seeds", "static", ".digest", ".git")]
    inside = any(place == each or each in place.parents for each in [*own, settings.output.resolve()])
    above = [root, settings.output.resolve(), Path.home().resolve()]
    if inside or place.parent == place or any(place == each or place in each.parents for each in above):
        hint = "name a folder that holds nothing else, outside of the site"
        raise UsageError(f"--to {printable(str(home))} would overwrite files of yours", code="home", hint=hint)


def _site(output: Path) -> dict[str, bytes]:
    """Every file of the site with its bytes, by the order of paths."""
    found: dict[str, bytes] = {}
    for path, (size, _) in stamps_below(output):
        if size < 0:
            hint = "build again; put files of your own into static/"
            raise UsageError(f"{printable(path)} in the site is not an ordinary file", code="home", hint=hint)
        found[path] = (output / path).read_bytes()
    if not found:
        raise UsageError("there is no site to publish yet", code="home", hint="run `build` first")
    return found


# A folder


def _copied(settings: Settings, site: Mapping[str, bytes], home: Path, *, dry_run: bool, lose: bool) -> Moved:
    record = settings.root / ".digest" / f"home-{fingerprint(str(home))[:8]}.json"
    before = _remembered(record)
    folder = Folder(home, backup=settings.root / ".digest" / "backup" / home.name, known=before)
    if not dry_run:
        folder.recover()
    there = set(folder.stamps())
    if there and not before:
        _same_site(home, site)
    written = [path for path, data in site.items() if path not in there or not folder.holds(path, data)]
    ours = before or there  # whoever finds this very site, but no record, takes all of it for his own
    foreign = sorted(there - set(site) - ours)
    gone = sorted((there & ours) - set(site))
    if not lose:
        _refuse_losses(gone, site)
    moved = Moved(home, tuple(written), tuple(gone), len(site) - len(written), tuple(foreign))
    if not dry_run:
        # What nobody remembers having put there is kept aside before it goes.
        unknown = [path for path in (*written, *gone) if path in there and path not in before]
        _exchange(folder, site, moved, unknown)
        _remember(record, site)
    return moved


def _exchange(folder: Folder, site: Mapping[str, bytes], moved: Moved, saved: Iterable[str]) -> None:
    if not moved.written and not moved.removed:
        return
    for path in moved.written:
        folder.put(path, site[path])
    kept = [path for path in site if path not in set(moved.written)]
    folder.exchange([*kept, *moved.foreign], saved)


def _same_site(home: Path, site: Mapping[str, bytes]) -> None:
    """A folder that another site was published to is not ours, though the same program made it."""
    try:
        there = (home / FEED).read_bytes()
    except OSError:
        there = b""
    if _address(there) != _address(site.get(FEED, b"")):
        hint = "name another folder, or empty this one yourself"
        raise UsageError(f"{printable(str(home))} holds another site", code="home", hint=hint)


def _address(feed: bytes) -> bytes:
    """The address that a feed gives itself."""
    return feed.partition(b'<link rel="self"')[2].partition(b'href="')[2].partition(b'"')[0]


def _remembered(record: Path) -> set[str]:
    """The files that the last publishing left; none where nothing is known."""
    try:
        return set(json.loads(record.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return set()


def _remember(record: Path, site: Mapping[str, bytes]) -> None:
    write_whole(record, (json.dumps(sorted(site), ensure_ascii=False) + "\n").encode("utf-8"))


# A zip


def _zipped(site: Mapping[str, bytes], home: Path, *, dry_run: bool, lose: bool) -> Moved:
    before = _unzipped(home)
    written = tuple(path for path in site if before.get(path) != site[path])
    gone = tuple(sorted(set(before) - set(site)))
    if not lose:
        _refuse_losses(gone, site)
    packed = _packed(site)
    if not dry_run and not _holds(home, packed):
        write_whole(home, packed)
    return Moved(home, written, gone, len(site) - len(written))


def _unzipped(home: Path) -> dict[str, bytes]:
    """What stands in the zip so far. Raises `UsageError` where something else has its name."""
    if not home.exists() and not home.is_symlink():
        return {}
    try:
        if home.is_symlink() or not home.is_file():
            raise zipfile.BadZipFile
        with zipfile.ZipFile(home) as held:
            files = {each.filename: each for each in held.infolist()}
            if FEED not in files or any(each.date_time != BEGINNING or each.compress_type for each in files.values()):
                raise zipfile.BadZipFile
            return {name: held.read(each) for name, each in files.items()}
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        hint = "name another file, or remove this one yourself"
        raise UsageError(f"{printable(str(home))} is no zip of a site", code="home", hint=hint) from None


def _packed(site: Mapping[str, bytes]) -> bytes:
    """The same site gives the same bytes: one time, one system, one mode, in the order of paths, and not compressed.

    How zlib packs differs from one of its versions to the next; whoever serves a site packs it anyway.
    """
    room = BytesIO()
    with zipfile.ZipFile(room, "w", zipfile.ZIP_STORED) as made:
        for path in sorted(site):
            entry = zipfile.ZipInfo(path, BEGINNING)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            made.writestr(entry, site[path])
    return room.getvalue()


def _holds(home: Path, data: bytes) -> bool:
    try:
        return home.read_bytes() == data
    except OSError:
        return False
