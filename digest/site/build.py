"""The build: read, plan, compare, render what differs, exchange. There is no second way to a page.

No page declares what it depends on. All pages are planned every time, and a page is rendered when what it will show
differs from what it showed: so a page cannot be stale because a dependency was forgotten.
"""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from digest.aside import aside
from digest.content.cache import Cache, Torn
from digest.content.gallery import Gallery
from digest.content.reading import cache_of
from digest.disk import sweep
from digest.program import engine
from digest.settings import Settings
from digest.site import ledger as ledgers
from digest.site.drawing import tidy
from digest.site.folder import Folder, Stamp
from digest.site.making import bring_up_to_date
from digest.site.plan import Plan, plan
from digest.site.report import Report
from digest.site.search_index import Index
from digest.site.standing import Seen, folder, ledger_of, remember
from digest.site.store import FOLDER as PICTURES
from digest.site.store import Passing
from digest.site.theme import Theme

if TYPE_CHECKING:
    from digest.site.rendering import Codes

MANY = 5_000  # files of content: a site of fewer is planned sooner than all templates are compiled


def build(settings: Settings, seen: Seen, keep: Callable[[object], None]) -> Report:
    """Build, and record what stands now for what was seen of the sources before. The caller holds the lock."""
    try:
        return _build(settings, seen, keep, lazy=True)
    except Torn:  # who is not lazy finds out which texts are lost before he needs them, and has them read again
        return _build(settings, seen, keep, lazy=False)


def _build(settings: Settings, seen: Seen, keep: Callable[[object], None], *, lazy: bool) -> Report:
    where = ledger_of(settings)
    with _without_looking_for_garbage():
        output = folder(settings)
        output.recover()
        output.look_ahead(settings.jobs)
        compiled = aside(_compiled, settings, jobs=settings.jobs) if len(seen.stamps) >= MANY else None
        cache, index, before = cache_of(settings, lazy=lazy), _index(settings), ledgers.load(where)
        cache.stamps, output.known = seen.stamps, before
        for ours in (".digest", PICTURES):
            sweep(settings.root / ours)
        found = plan(settings, cache, index)
    if compiled:
        found.theme.expect(compiled)
    cache.save()  # before there are processes that read it
    report, after = bring_up_to_date(found, output, before, meanwhile=partial(_save, index, found.gallery))
    if after != before:
        ledgers.save(where, before, after)
    if report.rendered:
        tidy(found.store, found.pages)
    stamps = {path: row.stamp for path, row in after.items()}
    remember(settings, seen, cache.names, stamps, found.shelf.moments, report)
    for kept in (cache, index):
        kept.close()
    keep((cache, index, before, found, after))
    return report


def _compiled(settings: Settings) -> Codes:
    """What every template of the site's theme is compiled to."""
    return Theme.load(settings).compiled()


@contextmanager
def _without_looking_for_garbage() -> Iterator[None]:
    """What is known, and a plan of it, are very many objects and hardly a circle of them; all stay to the end."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def planned(settings: Settings) -> Plan:
    """What a build would make, and every problem: nothing is written but what spares the next build some reading.

    Of that, each row is true by itself. The search index is not: only who holds the lock may write it.
    """
    cache = cache_of(settings)
    found = plan(settings, cache, _index(settings))
    cache.save()
    found.gallery.save()
    return found


def _save(index: Index, gallery: Gallery) -> None:
    """Keep what was found out about the content: it is true whatever becomes of the site."""
    index.save()
    gallery.save()


def preview(settings: Settings) -> Report:
    """What a build would do: nothing is written."""
    before = ledgers.load(ledger_of(settings))
    found = replace(plan(settings, cache_of(settings), _index(settings)), store=Passing(settings.root), jobs=1)
    report, _ = bring_up_to_date(found, _Untouched(folder(settings, before)), before)
    return report


def _index(settings: Settings) -> Index:
    """The search index of the last build."""
    return Index(settings.root / ".digest" / "search.sqlite", engine(), jobs=settings.jobs)


class _Untouched(Struct, frozen=True):
    """An output that is looked at and left alone."""

    output: Folder
    new: set[str] = field(default_factory=set)

    def stamps(self) -> dict[str, Stamp]:
        return self.output.stamps()

    def holds(self, path: str, data: bytes) -> bool:
        return self.output.holds(path, data)

    def put_by(self, path: str, data: bytes) -> bytes:
        return b""

    def take(self, path: str, handed: bytes) -> None:
        self.new.add(path)

    def exchange(self, kept: Iterable[str], foreign: Iterable[str]) -> dict[str, Stamp]:
        return dict.fromkeys(self.new, (0, 0))

    def discard(self) -> None:
        pass


def differences(settings: Settings) -> tuple[str, ...]:
    """The files in which the output folder differs from a clean build: none, or the program is wrong."""
    clean = settings.root / ".digest" / "verify"
    nothing = Cache(None, "", settings.site.zone)
    beside = Folder(clean, backup=clean)
    beside.recover()
    shutil.rmtree(clean, ignore_errors=True)  # left of a killed comparison
    bring_up_to_date(plan(settings, nothing, Index()), beside, {})
    try:
        built = folder(settings, ledgers.load(ledger_of(settings)))
        paths = {*beside.stamps(), *built.stamps()}
        return tuple(path for path in sorted(paths) if _bytes(clean / path) != _bytes(settings.output / path))
    finally:
        shutil.rmtree(clean, ignore_errors=True)


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
