"""Plan -> the finished site: render what differs from the last build, put it out at once, tell what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from digest.content.gallery import FILE_SIZE
from digest.cores import beside
from digest.disk import read_bytes
from digest.errors import DigestError, MachineError, Problem, printable
from digest.program import engine
from digest.site import mail
from digest.site.bareness import bare
from digest.site.drawing import DRAWN, draw_ahead, drawn
from digest.site.feeds import WRITERS
from digest.site.folder import Stamp
from digest.site.issue_views import MailView
from digest.site.ledger import Inputs, KeptInputs, Row, Wanted, reason, written
from digest.site.mail import TooLong
from digest.site.minified import asset
from digest.site.page import Page
from digest.site.plan import Plan
from digest.site.report import Report, Waiting
from digest.site.theme import Theme
from digest.site.views import FileView
from digest.watching import tell

FEW_PAGES = 400  # that are rendered sooner than processes are started
PAGES = 50  # that a process is handed at a time


class Output(Protocol):
    """Where a finished site stands: the output folder, or the memory of a preview."""

    def stamps(self) -> dict[str, Stamp]:
        """What stands there, by path."""

    def holds(self, path: str, data: bytes) -> bool:
        """Whether a file that stands there has these bytes."""

    def put_by(self, path: str, data: bytes) -> bytes:
        """Put by a file of the next site, in whichever process it was made: its bytes need not travel to this one.

        Returns what is to be handed on of it.
        """

    def take(self, path: str, handed: bytes) -> None:
        """Take a file that was put by."""

    def exchange(self, kept: Iterable[str], foreign: Iterable[str]) -> dict[str, Stamp]:
        """Replace all that stands there by what was put and what is kept, at once; put foreign files aside."""

    def discard(self) -> None:
        """Forget what was put, and leave the site as it stands."""


@dataclass(frozen=True, slots=True)
class Early:
    """A page that is ready before all others of its build: its address, its bytes, and what else will be different.

    `come` are the inputs of all files that are being made, `gone` the files that will be no more.
    """

    path: str
    url: str
    data: bytes
    come: Mapping[str, Mapping[str, str]]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hurry:
    """Somebody waits for one page, and is told when it is different."""

    path: str
    tell: Callable[[Early], None]


def bring_up_to_date(
    plan: Plan,
    output: Output,
    before: Mapping[str, Row],
    *,
    inputs: Inputs | None = None,
    whole: bool = True,
    hurry: Hurry | None = None,
    meanwhile: Callable[[], None] = lambda: None,
) -> tuple[Report, dict[str, Row]]:
    """Render what differs from `before`, and put it out. Returns the ledger of what stands there now.

    A page that cannot be rendered leaves the site as it stood, if it must be `whole`; else only that page stays, as it
    stood before or missing. A page that is in a `hurry` is rendered before all others, and told of if it is different.
    What can be done `meanwhile` is done while other processes render.
    """
    stamps = output.stamps()
    wanted = (inputs or Inputs(engine())).named(plan.pages, lambda page: _closure(plan.theme, page), plan.names)
    why = _why(wanted, before, stamps)
    made = _Made(plan, wanted, output, stamps)
    if hurry and hurry.path in why and (data := made.one(hurry.path)):
        gone = tuple(path for path in before if path not in plan.pages)
        come = {path: wanted[path].inputs() for path in why}
        hurry.tell(Early(hurry.path, plan.pages[hurry.path].url, data, come, gone))
    asked = [path for path in why if path not in made.paths]
    draw_ahead(plan.root, (plan.pages[path] for path in asked), plan.store, jobs=plan.jobs)
    try:
        made.render(asked, meanwhile)
    except MachineError:
        output.discard()
        raise
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
        after = {path: _kept(before[path], wanted[path]) for path in kept if path in before and path not in made.paths}
        after |= {path: _row(stood[path], wanted[path].name, made.paths[path]) for path in made.paths}
    odd = (*made.refused.values(), *_told_once(made.failures), *_foreign(foreign, remembered=bool(before)))
    return _report(plan, {path: why[path] for path in made.paths}, made, len(kept), pruned, odd), after


def _why(wanted: Mapping[str, Wanted], before: Mapping[str, Row], stamps: Mapping[str, Stamp]) -> dict[str, str]:
    """Why each page that must be rendered must be."""
    found = {}
    for path, each in wanted.items():
        row = before.get(path)
        if row is None or row.name != each.name or stamps.get(path) != row.stamp:
            why = reason(row, stamps.get(path), each)
            if why:
                found[path] = why
    return found


def _kept(row: Row, wanted: Wanted) -> Row:
    """The row of a file that stays as it is, though what it is made from may go by another name."""
    return row if row.name == wanted.name else Row(row.stamp, wanted.name, wanted.inputs)


def _row(stamp: Stamp, name: str, inputs: bytes) -> Row:
    return Row(stamp, name, KeptInputs(inputs))


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

    def __init__(self, plan: Plan, wanted: Mapping[str, Wanted], output: Output, stamps: Mapping[str, Stamp]) -> None:
        self.plan, self.output = plan, output
        self.held = _Held(plan, wanted, output, stamps)
        self.paths: dict[str, bytes] = {}  # what they were made from, as it is kept, in order
        self.new: dict[str, None] = {}
        self.refused: dict[str, Problem] = {}  # these are left out; they are asked for again every time
        self.failures: dict[str, Problem] = {}

    def render(self, paths: Sequence[str], meanwhile: Callable[[], None]) -> None:
        """Render pages, many of them on all cores; one of each template first, so that it is compiled only once."""
        by_template = {self.plan.pages[path].template: path for path in reversed(paths)}
        firsts = {path: _attempt(self.held, path) for path in by_template.values()}
        others = [path for path in paths if path not in firsts]
        with beside(_attempt, self.held, others, jobs=self.plan.jobs, few=FEW_PAGES, chunk=PAGES) as tried:
            meanwhile()
            for number, path in enumerate(paths, 1):
                self._take(path, firsts.pop(path) if path in firsts else next(tried))
                tell("rendering", number, len(paths))

    def one(self, path: str) -> bytes:
        """Render a page. Returns what is handed on of it: nothing where it stands so already, or could not be made."""
        return self._take(path, _attempt(self.held, path))

    def _take(self, path: str, attempt: _Attempt) -> bytes:
        if attempt.problem:
            (self.refused if attempt.too_long else self.failures)[path] = attempt.problem
            return b""
        self.paths[path] = attempt.inputs
        if attempt.stands:
            return b""
        self.output.take(path, attempt.handed)
        self.new[path] = None
        return attempt.handed


@dataclass(frozen=True, slots=True)
class _Held:
    """What every process that renders looks at: what is planned, where it goes, and what stands there."""

    plan: Plan
    wanted: Mapping[str, Wanted]
    output: Output
    stamps: Mapping[str, Stamp]


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What became of a page: the names of its inputs as they are kept, what is handed on of it, or what prevents it.

    A page that `stands` there already, to the byte, was not put by.
    """

    inputs: bytes = b""
    handed: bytes = b""
    stands: bool = False
    problem: Problem | None = None
    too_long: bool = False


def _attempt(held: _Held, path: str) -> _Attempt:
    """Render a page, and put it by where it is new."""
    page = held.plan.pages[path].made()
    try:
        data, inputs = rendered(held.plan, page), written(held.wanted[path].inputs(page.view))
        if path in held.stamps and held.output.holds(path, data):
            return _Attempt(inputs, stands=True)
        return _Attempt(inputs, held.output.put_by(path, data))
    except MachineError:  # no page's fault, and no page will fare better
        raise
    except DigestError as error:
        return _Attempt(problem=error.problem, too_long=isinstance(error, TooLong))


def rendered(plan: Plan, page: Page) -> bytes:
    """The bytes of one page."""
    view = page.view
    if isinstance(view, FileView):
        theme_file = plan.theme.assets.get(page.url)
        if theme_file:
            return asset(page.url, theme_file.read_bytes())
        data = read_bytes(plan.root, view.path, limit=FILE_SIZE)
        return bare(data) if view.bare else data
    if isinstance(view, DRAWN):
        return drawn(plan.root, page, plan.store)
    if isinstance(view, MailView):
        return mail.message(view, partial(plan.theme.render, page.template))
    if page.template in WRITERS:
        text = WRITERS[page.template](view)
        return text if isinstance(text, bytes) else text.encode("utf-8")
    return plan.theme.render(page.template, view).encode("utf-8")


def _closure(theme: Theme, page: Page) -> str:
    if issubclass(page.kind, (FileView, *DRAWN)):
        return ""
    if page.template in WRITERS:
        return theme.words
    inliner = mail.inliner() if issubclass(page.kind, MailView) else ""
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
