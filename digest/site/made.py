"""Pages -> files of the next site: each rendered by whichever process is free, and put by at once where it is new."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from digest.cores import beside
from digest.errors import DigestError, MachineError, Problem
from digest.site.folder import Stamp
from digest.site.ledger import Wanted, written
from digest.site.mail import TooLong
from digest.site.output import Output
from digest.site.plan import Plan
from digest.site.sharing import FOLDER as CARDS
from digest.site.writers import rendered
from digest.watching import tell

FEW_PAGES = 400  # that are rendered sooner than processes are started
PAGES = 50  # that a process is handed at a time


class Work(Struct, frozen=True):
    """What every process that renders looks at: what is planned, where it goes, and what stands there."""

    plan: Plan
    wanted: Mapping[str, Wanted]
    output: Output
    stamps: Mapping[str, Stamp]


class Made:
    """What was rendered, what of it is new, and what could not be. Pages go to the output one by one."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.inputs: dict[str, bytes] = {}  # what they were made from, as it is kept, in order
        self.new: dict[str, None] = {}
        self.refused: dict[str, Problem] = {}  # these are left out; they are asked for again every time
        self.failures: dict[str, Problem] = {}

    def render(self, paths: Sequence[str], meanwhile: Callable[[], None]) -> None:
        """Render pages, many of them on all cores; one of each template first, so that it is compiled only once."""
        by_template = {self.work.plan.pages[path].template: path for path in reversed(paths)}
        firsts = {path: _attempt(self.work, path) for path in by_template.values()}
        others = [path for path in paths if path not in firsts]
        with beside(
            _attempt, self.work, others, jobs=self.work.plan.jobs, few=FEW_PAGES, chunk=PAGES, sort=_is_card
        ) as tried:
            meanwhile()
            for number, path in enumerate(paths, 1):
                self._take(path, firsts.pop(path) if path in firsts else next(tried))
                tell("rendering", number, len(paths))

    def one(self, path: str) -> bytes:
        """Render a page. Returns what is handed on of it: nothing where it stands so already, or could not be made."""
        return self._take(path, _attempt(self.work, path))

    def _take(self, path: str, attempt: _Attempt) -> bytes:
        if attempt.problem:
            (self.refused if attempt.too_long else self.failures)[path] = attempt.problem
            return b""
        self.inputs[path] = attempt.inputs
        if attempt.stands:
            return b""
        self.work.output.take(path, attempt.handed)
        self.new[path] = None
        return attempt.handed


def _is_card(path: str) -> bool:
    """Whether a page is a share card: what draws takes as much memory as many pages."""
    return f"/{path}".startswith(CARDS)


class _Attempt(Struct, frozen=True):
    """What became of a page: the names of its inputs as they are kept, what is handed on of it, or what prevents it.

    A page that `stands` there already, to the byte, was not put by.
    """

    inputs: bytes = b""
    handed: bytes = b""
    stands: bool = False
    problem: Problem | None = None
    too_long: bool = False


def _attempt(work: Work, path: str) -> _Attempt:
    """Render a page, and put it by where it is new."""
    page = work.plan.pages[path].made()
    try:
        data, inputs = rendered(work.plan, page), written(work.wanted[path].inputs(page.view))
        if path in work.stamps and work.output.holds(path, data):
            return _Attempt(inputs, stands=True)
        return _Attempt(inputs, work.output.put_by(path, data))
    except MachineError:  # no page's fault, and no page will fare better
        raise
    except DigestError as error:
        return _Attempt(problem=error.problem, too_long=isinstance(error, TooLong))
