"""The build: read, plan, compare, render what differs, exchange. There is no second way to a page.

No page declares what it depends on. All pages are planned every time, and a page is rendered when what it will show
differs from what it showed: so a page cannot be stale because a dependency was forgotten.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from digest.content.cache import Cache
from digest.content.gallery import FILE_SIZE
from digest.content.reading import cache_of
from digest.disk import read_bytes
from digest.errors import DigestError, Problem, printable
from digest.program import engine
from digest.settings import Settings
from digest.site import ledger as ledgers
from digest.site import mail
from digest.site.bareness import bare
from digest.site.drawing import DRAWN, draw_ahead, drawn, tidy
from digest.site.feeds import WRITERS
from digest.site.folder import Folder, Stamp
from digest.site.issue_views import MailView
from digest.site.ledger import Inputs, Row, reason
from digest.site.mail import TooLong
from digest.site.minified import asset
from digest.site.page import Page
from digest.site.plan import Plan, plan
from digest.site.report import Report, Waiting
from digest.site.search_index import Index
from digest.site.standing import folder, memory, remember
from digest.site.store import Passing
from digest.site.theme import Theme
from digest.site.views import FileView


class Output(Protocol):
    """Where a finished site stands: the output folder, or the memory of a preview."""

    def stamps(self) -> dict[str, Stamp]:
        """What stands there, by path."""

    def holds(self, path: str, data: bytes) -> bool:
        """Whether a file that stands there has these bytes."""

    def put(self, path: str, data: bytes) -> None:
        """Take a file of the next site."""

    def exchange(self, kept: Iterable[str], foreign: Iterable[str]) -> dict[str, Stamp]:
        """Replace all that stands there by what was put and what is kept, at once; put foreign files aside."""

    def discard(self) -> None:
        """Forget what was put, and leave the site as it stands."""


def build(settings: Settings, sources: str) -> Report:
    """Build, and record what stands now for what the sources, named before, were. The caller holds the lock."""
    cache, index, where = cache_of(settings), _index(settings), memory(settings, "ledger")
    before = ledgers.load(where)
    output = folder(settings, before)
    output.recover()
    found = plan(settings, cache, index)
    report, after = bring_up_to_date(found, output, before)
    if after != before:
        ledgers.save(where, after)
    cache.save()
    index.save()
    found.gallery.save()
    if report.rendered:
        tidy(found.store, found.pages)
    remember(settings, sources, {path: row.stamp for path, row in after.items()}, found.moments, report)
    return report


def planned(settings: Settings) -> Plan:
    """What a build would make, and every problem: nothing is written but what spares the next build some reading."""
    cache, index = cache_of(settings), _index(settings)
    found = plan(settings, cache, index)
    cache.save()
    index.save()
    found.gallery.save()
    return found


def preview(settings: Settings) -> Report:
    """What a build would do: nothing is written."""
    before = ledgers.load(memory(settings, "ledger"))
    found = replace(plan(settings, cache_of(settings), _index(settings)), store=Passing(settings.root), jobs=1)
    report, _ = bring_up_to_date(found, _Untouched(folder(settings, before)), before)
    return report


def _index(settings: Settings) -> Index:
    """The search index of the last build."""
    return Index(settings.root / ".digest" / "search.json", engine())


@dataclass(frozen=True, slots=True)
class _Untouched:
    """An output that is looked at and left alone."""

    output: Folder
    new: set[str] = field(default_factory=set)

    def stamps(self) -> dict[str, Stamp]:
        return self.output.stamps()

    def holds(self, path: str, data: bytes) -> bool:
        return self.output.holds(path, data)

    def put(self, path: str, data: bytes) -> None:
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
        built = folder(settings, ledgers.load(memory(settings, "ledger")))
        paths = {*beside.stamps(), *built.stamps()}
        return tuple(path for path in sorted(paths) if _bytes(clean / path) != _bytes(settings.output / path))
    finally:
        shutil.rmtree(clean, ignore_errors=True)


def bring_up_to_date(
    plan: Plan, output: Output, before: Mapping[str, Row], *, inputs: Inputs | None = None, whole: bool = True
) -> tuple[Report, dict[str, Row]]:
    """Render what differs from `before`, and put it out. Returns the ledger of what stands there now.

    A page that cannot be rendered leaves the site as it stood, if it must be `whole`; else only that page stays, as it
    stood before or missing.
    """
    stamps = output.stamps()
    wanted = (inputs or Inputs(engine())).named(plan.pages, lambda page: _closure(plan.theme, page))
    why = _why(wanted, before, stamps)
    made = _Made(plan, output, stamps)
    asked = list(why)
    draw_ahead(plan.root, (plan.pages[path] for path in asked), plan.store, jobs=plan.jobs)
    made.render(asked)
    pages = plan.pages.keys() - made.refused.keys()
    kept = [path for path in plan.pages if path in pages and path in stamps and path not in made.new]
    pruned = tuple(path for path in stamps if path not in pages)
    touched = [path for path in (*pruned, *made.new) if path in stamps]
    foreign = [path for path in touched if path not in before or before[path].stamp != stamps[path]]
    after = dict(before)
    if made.failures and whole:
        output.discard()
    else:
        stood = {**stamps, **(output.exchange(kept, foreign) if made.new or pruned or not stamps else {})}
        after = {path: before[path] for path in kept if path in before and path not in made.paths}
        after |= {path: Row(stood[path], wanted[path]) for path in made.paths}
    odd = (*made.refused.values(), *_told_once(made.failures), *_foreign(foreign, remembered=bool(before)))
    return _report(plan, {path: why[path] for path in made.paths}, made, len(kept), pruned, odd), after


def _why(
    wanted: Mapping[str, dict[str, str]], before: Mapping[str, Row], stamps: Mapping[str, Stamp]
) -> dict[str, str]:
    """Why each page that must be rendered must be."""
    found = {}
    for path, inputs in wanted.items():
        row = before.get(path)
        if row is None or row.inputs is not inputs or stamps.get(path) != row.stamp:
            why = reason(row, stamps.get(path), inputs)
            if why:
                found[path] = why
    return found


def _report(
    plan: Plan, why: Mapping[str, str], made: _Made, kept: int, pruned: tuple[str, ...], odd: tuple[Problem, ...]
) -> Report:
    return Report(
        rendered={plan.pages[path].url: reason for path, reason in why.items()},
        written=len(made.new),
        kept=kept,
        pruned=pruned,
        articles=len(plan.library.articles),
        drafts=plan.library.drafts,
        scheduled=tuple(Waiting(each.path, each.date) for each in plan.library.scheduled if each.date),
        problems=(*plan.problems, *odd),
        failed=tuple(made.failures),
    )


class _Made:
    """What was rendered, what of it is new, and what could not be. Pages go to the output one by one."""

    def __init__(self, plan: Plan, output: Output, stamps: Mapping[str, Stamp]) -> None:
        self.plan, self.output, self.stamps = plan, output, stamps
        self.paths: dict[str, None] = {}  # in order, as a set has none
        self.new: dict[str, None] = {}
        self.refused: dict[str, Problem] = {}  # these are left out; they are asked for again every time
        self.failures: dict[str, Problem] = {}

    def render(self, paths: Iterable[str]) -> None:
        for path in paths:
            try:
                data = rendered(self.plan, self.plan.pages[path])
            except TooLong as error:
                self.refused[path] = error.problem
                continue
            except DigestError as error:
                self.failures[path] = error.problem
                continue
            self.paths[path] = None
            if path not in self.stamps or not self.output.holds(path, data):
                self.output.put(path, data)
                self.new[path] = None


def rendered(plan: Plan, page: Page) -> bytes:
    """The bytes of one page."""
    if isinstance(page.view, FileView):
        theme_file = plan.theme.assets.get(page.url)
        if theme_file:
            return asset(page.url, theme_file.read_bytes())
        data = read_bytes(plan.root, page.view.path, limit=FILE_SIZE)
        return bare(data) if page.view.bare else data
    if isinstance(page.view, DRAWN):
        return drawn(plan.root, page, plan.store)
    if isinstance(page.view, MailView):
        return mail.message(page.view, partial(plan.theme.render, page.template))
    if page.template in WRITERS:
        return WRITERS[page.template](page.view).encode("utf-8")
    return plan.theme.render(page.template, page.view).encode("utf-8")


def _closure(theme: Theme, page: Page) -> str:
    if isinstance(page.view, (FileView, *DRAWN)) or page.template in WRITERS:
        return ""
    inliner = mail.inliner() if isinstance(page.view, MailView) else ""
    return theme.fingerprint(page.template) + inliner


def _told_once(failures: Mapping[str, Problem]) -> Iterator[Problem]:
    """A fault in a template that a thousand pages use is one fault."""
    pages: dict[Problem, list[str]] = {}
    for path, problem in failures.items():
        pages.setdefault(problem, []).append(path)
    for problem, paths in pages.items():
        others = f", and {len(paths) - 1:,} more page{'s' if len(paths) > 2 else ''}" if len(paths) > 1 else ""
        hint = f"{problem.hint}\n" if problem.hint else ""
        yield replace(problem, hint=f"{hint}it was needed for {paths[0]}{others}")


def _foreign(paths: Sequence[str], *, remembered: bool) -> Iterator[Problem]:
    if paths:
        some = ", ".join(printable(path) for path in paths[:5]) + (", …" if len(paths) > 5 else "")
        why = "not as a build had left them" if remembered else "of a build that is not remembered any more"
        hint = "they were moved to .digest/backup/; put files of your own into static/"
        files = "1 file" if len(paths) == 1 else f"{len(paths)} files"
        message = f"the output folder held {files} {why}: {some}"
        yield Problem("output", message, hint=hint, level="warning")


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
