"""Plan -> the finished site: render what differs from the last build, put it out at once, tell what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from digest.errors import MachineError, Problem, printable
from digest.program import engine
from digest.site.drawing import draw_ahead
from digest.site.ledger import Inputs, KeptInputs, Row, Wanted, reason
from digest.site.made import Made, Work
from digest.site.output import Output
from digest.site.plan import Plan
from digest.site.report import Report, Waiting
from digest.site.writers import closure


class Early(Struct, frozen=True):
    """A page that is ready before all others of its build: its address, its bytes, and what else will be different.

    `come` are the inputs of all files that are being made, `gone` the files that will be no more.
    """

    path: str
    url: str
    data: bytes
    come: Mapping[str, Mapping[str, str]]
    gone: tuple[str, ...]


class Hurry(Struct, frozen=True):
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
    wanted = (inputs or Inputs(engine())).named(plan.pages, partial(closure, plan.theme), plan.names)
    made = Made(Work(plan, wanted, output, stamps))
    why = _why(made.work, before)
    if hurry and hurry.path in why:
        _make_at_once(hurry, made, why, before)
    _make(made, why, meanwhile)
    old = _old(made, before)
    if made.failures and whole:
        output.discard()
        after = dict(before)
    else:
        after = _put_out(made, old, before)
    return _report(made, why, old, remembered=bool(before)), after


def _why(work: Work, before: Mapping[str, Row]) -> dict[str, str]:
    """Why each page that must be rendered must be."""
    found, stamps = {}, work.stamps
    for path, each in work.wanted.items():
        row = before.get(path)
        if row is None or row.name != each.name or stamps.get(path) != row.stamp:
            why = reason(row, stamps.get(path), each)
            if why:
                found[path] = why
    return found


def _make_at_once(hurry: Hurry, made: Made, why: Mapping[str, str], before: Mapping[str, Row]) -> None:
    """Render the page that somebody waits for, and tell of it if it is different."""
    pages, wanted = made.work.plan.pages, made.work.wanted
    if data := made.one(hurry.path):
        gone = tuple(path for path in before if path not in pages)
        come = {path: wanted[path].inputs() for path in why}
        hurry.tell(Early(hurry.path, pages[hurry.path].url, data, come, gone))


def _make(made: Made, why: Mapping[str, str], meanwhile: Callable[[], None]) -> None:
    """Render what has to be and is not yet. Where the machine fails, nothing of it is left."""
    plan = made.work.plan
    asked = [path for path in why if path not in made.inputs]
    draw_ahead(plan.root, (plan.pages[path] for path in asked), plan.store, jobs=plan.jobs)
    try:
        made.render(asked, meanwhile)
    except MachineError:
        made.work.output.discard()
        raise


class _Old(Struct, frozen=True):
    """What becomes of the files that stand there: they are `kept` or `pruned`, or one of those made takes their place.

    `foreign` are those not kept that no build had left so.
    """

    kept: Sequence[str]
    pruned: tuple[str, ...]
    foreign: Sequence[str]


def _old(made: Made, before: Mapping[str, Row]) -> _Old:
    plan, stamps = made.work.plan, made.work.stamps
    pages = plan.pages.keys() - made.refused.keys()
    kept = [path for path in plan.pages if path in pages and path in stamps and path not in made.new]
    pruned = tuple(path for path in stamps if path not in pages)
    touched = [path for path in (*pruned, *made.new) if path in stamps]
    return _Old(kept, pruned, [path for path in touched if path not in before or before[path].stamp != stamps[path]])


def _put_out(made: Made, old: _Old, before: Mapping[str, Row]) -> dict[str, Row]:
    """Exchange the site for what was made and what is kept, if they differ. Returns the ledger of what stands now."""
    work = made.work
    differs = made.new or old.pruned or not work.stamps
    stood = {**work.stamps, **(work.output.exchange(old.kept, old.foreign) if differs else {})}
    kept = (path for path in old.kept if path in before and path not in made.inputs)
    after = {path: _kept(before[path], work.wanted[path]) for path in kept}
    names = {path: work.wanted[path].name for path in made.inputs}
    after |= {path: Row(stood[path], names[path], KeptInputs(inputs)) for path, inputs in made.inputs.items()}
    return after


def _kept(row: Row, wanted: Wanted) -> Row:
    """The row of a file that stays as it is, though what it is made from may go by another name."""
    return row if row.name == wanted.name else Row(row.stamp, wanted.name, wanted.inputs)


def _report(made: Made, why: Mapping[str, str], old: _Old, *, remembered: bool) -> Report:
    plan = made.work.plan
    odd = (*made.refused.values(), *_told_once(made.failures), *_foreign(old.foreign, remembered=remembered))
    return Report(
        rendered={plan.pages[path].url: why[path] for path in made.inputs},
        written=len(made.new),
        kept=len(old.kept),
        pruned=old.pruned,
        articles=len(plan.library.articles),
        drafts=plan.library.drafts,
        scheduled=tuple(Waiting(each.path, each.date) for each in plan.library.scheduled if each.date),
        problems=(*plan.problems, *odd),
        failed=tuple(made.failures),
    )


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
